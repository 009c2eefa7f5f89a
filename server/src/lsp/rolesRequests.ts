/**
 * The answers to requests about a roles file, and from a statement to it. Each finds the file as it is now and leaves the rest to the
 * language service.
 */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  InsertTextFormat,
  type Location,
  type Hover as LspHover,
  type Range,
  type ResponseError,
  SymbolKind,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  completeRoles,
  elementAt,
  grantsOfRole,
  type KeysExplained,
  knownUse,
  type LensTarget,
  mentionsAt,
  ROLES_FILE_NAMES,
  type RolesCompletion,
  type RolesSymbol,
  renamePlace,
  rolesFixes,
  rolesHover,
  rolesLenses,
  rolesSymbols,
  statementsUsing,
  t,
  type UsingStatement,
} from "../language/index";
import type { Client } from "./client";
import { toHover, toRange } from "./convert";
import { isJson } from "./documents";
import { placesIn } from "./places";
import { SHOW_PLACES_COMMAND, type ShowPlacesArguments } from "./protocol";
import { type RoleRenameSources, refused, renameRoleEverywhere } from "./roleRenames";
import type { OpenRoles, RolesViews } from "./rolesViews";
import { editOf, toFileEdit } from "./workspaceEdits";
import type { Cancellation } from "./workspaceIndex";

export interface RolesRequests {
  hover(params: TextDocumentPositionParams): LspHover | null;
  complete(params: TextDocumentPositionParams): CompletionList;
  codeActions(params: CodeActionParams): CodeAction[];
  codeLenses(uri: string): CodeLens[];
  resolveLens(lens: CodeLens): Promise<CodeLens>;
  definition(params: TextDocumentPositionParams): Location[];
  references(params: TextDocumentPositionParams, cancellation: Cancellation): Promise<Location[]>;
  highlights(params: TextDocumentPositionParams): DocumentHighlight[];
  symbols(uri: string): DocumentSymbol[];
  prepareRename(params: TextDocumentPositionParams): { range: Range; placeholder: string } | ResponseError<void>;
  rename(params: TextDocumentPositionParams, name: string, cancellation: Cancellation): Promise<WorkspaceEdit | ResponseError<void> | null>;
}

/** What requests are answered from. */
export interface RolesRequestSources extends RoleRenameSources {
  readonly views: RolesViews;
  readonly client: () => Pick<Client, "commands" | "folders" | "json" | "snippets" | "versionedEdits">;
}

/** What a lens carries until somebody looks at it. */
interface LensData {
  readonly uri: string;
  readonly target: LensTarget;
}

export function createRolesRequests(sources: RolesRequestSources): RolesRequests {
  const { views, client } = sources;
  const at = ({ textDocument, position }: TextDocumentPositionParams): (OpenRoles & { readonly offset: number }) | undefined => {
    const open = views.of(textDocument.uri);
    return open && { ...open, offset: open.document.text.offsetAt(position) };
  };
  return {
    hover: (params) => {
      const open = at(params);
      const found = open && rolesHover(open.view, open.offset, keysExplained(open, client()));
      return found && open ? toHover(open.document.text, found) : null;
    },
    complete: (params) => {
      const open = at(params);
      if (!open) return { isIncomplete: false, items: [] };
      const found = completeRoles(open.view, open.offset, keysExplained(open, client()));
      const items = found.map((each, rank) => toItem(open, each, rank, client().snippets));
      return { isIncomplete: open.view.workspace.state === "reading", items };
    },
    codeActions: ({ textDocument, range, context }) => {
      const open = views.of(textDocument.uri);
      if (!open || (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind)))) return [];
      const { text } = open.document;
      const fixes = rolesFixes(open.view, { start: text.offsetAt(range.start), end: text.offsetAt(range.end) });
      return fixes.map(({ title, code, edits }) => {
        const diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.code === code);
        return { title, kind: CodeActionKind.QuickFix, diagnostics, edit: editOf([toFileEdit(open.document, edits)], client()) };
      });
    },
    codeLenses: (uri) => {
      const open = views.of(uri);
      if (!open) return [];
      return rolesLenses(open.view).map(({ range, title, target }) => {
        const data: LensData = { uri, target };
        return { range: toRange(open.document.text, range), command: { title, command: "" }, data };
      });
    },
    resolveLens: (lens) => resolveLens(sources, lens),
    definition: (params) => {
      const open = at(params);
      if (!open) return [];
      const { document, offset, view } = open;
      const definitions = mentionsAt(view.roles, offset).filter(({ kind }) => kind === "definition");
      return definitions.map(({ range }) => ({ uri: document.uri, range: toRange(document.text, range) }));
    },
    references: (params, cancellation) => references(sources, params, cancellation),
    highlights: (params) => {
      const open = at(params);
      if (!open) return [];
      return mentionsAt(open.view.roles, open.offset).map(({ range, kind }) => ({
        range: toRange(open.document.text, range),
        kind: kind === "definition" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    },
    symbols: (uri) => {
      const open = views.of(uri);
      return open ? rolesSymbols(open.view.roles).map((symbol) => toSymbol(open, symbol)) : [];
    },
    prepareRename: (params) => {
      const open = at(params);
      if (!open) return refused(t("Only a role of a roles file can be renamed."));
      const place = renamePlace(open.view.roles, open.view.text, open.offset);
      return place.kind === "ok" ? { range: toRange(open.document.text, place.range), placeholder: place.name } : refused(place.message);
    },
    rename: async (params, name, cancellation) => {
      const open = at(params);
      return open ? renameRoleEverywhere(sources, open, name, cancellation) : null;
    },
  };
}

/** An editor goes by the schema in files that have one of the usual names, and whose language is JSON. */
function keysExplained({ document }: OpenRoles, { json }: Pick<Client, "json">): KeysExplained {
  const isUsual = ROLES_FILE_NAMES.some((name) => document.uri.endsWith(`/${name}`));
  return json === "served" && isUsual && isJson(document) ? "elsewhere" : "here";
}

/** A permission's statements, or everywhere where a role is named. */
async function references(
  { views, index, documents, host }: RolesRequestSources,
  { textDocument, position }: TextDocumentPositionParams,
  cancellation: Cancellation,
): Promise<Location[]> {
  const asked = views.of(textDocument.uri);
  const element = asked && elementAt(asked.view.roles, asked.document.text.offsetAt(position));
  if (asked && element?.kind === "role") return mentions(asked, element.name);
  if (!asked || element?.kind !== "permission") return [];
  await index.read(asked.view.roles.uri, cancellation);
  const now = views.of(textDocument.uri);
  return now ? placesIn({ documents, host }, usesOf(now, element.role.name, element.index)) : [];
}

function mentions({ view, document }: OpenRoles, name: string): Location[] {
  const [first] = view.roles.roleNames.filter((each) => each.name === name);
  const named =
    first ?? [...view.roles.users.values(), ...view.roles.groupMappings].flatMap(({ roles }) => roles).find((each) => each.name === name);
  if (!named) return [];
  return mentionsAt(view.roles, named.range.start).map(({ range }) => ({ uri: document.uri, range: toRange(document.text, range) }));
}

function usesOf({ view }: OpenRoles, role: string, index: number): readonly UsingStatement[] {
  const use = knownUse(view);
  return use ? statementsUsing(grantsOfRole(use, role).filter((grant) => grant.index === index)) : [];
}

/** Only our own client knows the command that shows places; in another one a lens tells its text alone. */
async function resolveLens({ views, client, documents, host }: RolesRequestSources, lens: CodeLens): Promise<CodeLens> {
  const data: LensData | undefined = lens.data;
  const open = data && views.of(data.uri);
  if (!open || client().commands === "unknown" || !lens.command) return lens;
  const { target, uri } = data;
  const places =
    target.kind === "holders"
      ? mentions(open, target.role).filter(({ range }) => range.start.line !== lens.range.start.line)
      : await placesIn({ documents, host }, usesOf(open, target.role, target.index));
  if (places.length === 0) return lens;
  const shown: ShowPlacesArguments = { uri, position: lens.range.start, places };
  return { ...lens, command: { title: lens.command.title, command: SHOW_PLACES_COMMAND, arguments: [shown] } };
}

const ITEM_KINDS: Readonly<Record<RolesCompletion["kind"], CompletionItemKind>> = {
  name: CompletionItemKind.Reference,
  role: CompletionItemKind.Class,
  type: CompletionItemKind.EnumMember,
  action: CompletionItemKind.EnumMember,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

/** Offers are filtered by what stands there, quotes included. */
function toItem({ document }: OpenRoles, offer: RolesCompletion, rank: number, snippets: Client["snippets"]): CompletionItem {
  const { kind, label, detail, format, range } = offer;
  const isSnippet = format === "snippet" && snippets === "taken";
  const newText = format === "snippet" && !isSnippet ? withoutPlaces(offer.text) : offer.text;
  return {
    label,
    kind: ITEM_KINDS[kind],
    ...(detail !== "" && { detail }),
    filterText: document.text.getText()[range.start] === '"' ? JSON.stringify(label) : label,
    // What the workspace needs comes before the values that VS Code has seen in the file, which it sorts by their quote.
    sortText: `!${String(rank).padStart(5, "0")}`,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(document.text, range), newText },
  };
}

function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d:([^}]*)\}|\$\d/g, (_, text: string | undefined) => text ?? "");
}

const KINDS: Readonly<Record<RolesSymbol["kind"], SymbolKind>> = {
  role: SymbolKind.Class,
  permission: SymbolKind.Key,
  user: SymbolKind.Object,
  mapping: SymbolKind.Interface,
  cluster: SymbolKind.Namespace,
  setting: SymbolKind.Property,
};

function toSymbol(open: OpenRoles, { kind, name, detail, range, nameRange, children }: RolesSymbol): DocumentSymbol {
  const positions = open.document.text;
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: toRange(positions, range),
    selectionRange: toRange(positions, nameRange),
    children: children.map((child) => toSymbol(open, child)),
  };
}
