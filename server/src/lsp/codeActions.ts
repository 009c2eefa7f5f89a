/**
 * Quick fixes at a statement as the protocol has them: edits of the document, edits of the roles file, and texts that our own client puts on
 * the clipboard. Another client is offered the edits alone, since the protocol knows no clipboard.
 */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Command,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  applyEdits,
  type Catalog,
  type FindingFix,
  type FixPlace,
  fileName,
  findingFixes,
  fixAll,
  type GrantFix,
  grantFixes,
  grantToRole,
  ignoreFixes,
  indexLines,
  placeAt,
  type Refactoring,
  type RolesText,
  refactorings,
  type TextEdit,
  type TextRange,
} from "../language/index";
import type { Client } from "./client";
import type { Surroundings } from "./contexts";
import { type Positions, positionsOf, toRange } from "./convert";
import type { OpenDocument } from "./documents";
import {
  COPY_TEXT_COMMAND,
  GRANT_TO_ANOTHER_ROLE_COMMAND,
  type GrantToRoleParams,
  type GrantToRoleResult,
  SELECT_COMMAND,
  type SelectArguments,
} from "./protocol";
import type { Asked } from "./requests";
import type { ReadRoles } from "./rolesFiles";

/** What the client can do with an action. */
export interface ActionAbilities extends Pick<Client, "commands" | "versionedEdits"> {
  /** A document that is open: edits must meet its text, and name its version. */
  openDocument(uri: string): OpenDocument | undefined;
}

/** Everything in a document that has one certain fix, fixed at once; editors may do it on saving. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.druidSql`;

/** The fixes that a range of a document asks for; source actions only where somebody asks for that kind. */
export function codeActionsAt(asked: Asked, params: CodeActionParams, abilities: ActionAbilities, catalog: Catalog): CodeAction[] {
  const only = params.context.only;
  const quickFixes = !only || isAskedFor(only, CodeActionKind.QuickFix) ? quickFixesAt(asked, params, abilities) : [];
  const rewritings = refactoringsAt(asked, params, abilities, catalog).filter(
    ({ kind }) => !only || (kind !== undefined && isAskedFor(only, kind)),
  );
  const fixes = only && isAskedFor(only, FIX_ALL_KIND) ? fixAllOf(asked, abilities) : [];
  return [...quickFixes, ...rewritings, ...fixes];
}

const REFACTORING_KINDS: Readonly<Record<Refactoring["kind"], string>> = {
  extract: CodeActionKind.RefactorExtract,
  rewrite: CodeActionKind.RefactorRewrite,
};

/** What can be done with a place beside mending it. */
function refactoringsAt(asked: Asked, { range, context }: CodeActionParams, abilities: ActionAbilities, catalog: Catalog): CodeAction[] {
  // Editors ask with every move of the cursor, to show a bulb; they ask for these kinds when somebody opens the menu.
  if (!context.only && context.triggerKind === CodeActionTriggerKind.Automatic) return [];
  const { document } = asked;
  const place = placeOf(asked, range);
  return refactorings(asked.context, place.document, place.range, catalog).map(({ title, kind, edits }) => ({
    title,
    kind: REFACTORING_KINDS[kind],
    edit: workspaceEdit(document.uri, edits, document.text, abilities),
  }));
}

/** A kind is asked for by itself or by what it is a part of: `source` asks for `source.fixAll.druidSql`. */
function isAskedFor(only: readonly string[], kind: string): boolean {
  return only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function quickFixesAt(asked: Asked, { range, context }: CodeActionParams, abilities: ActionAbilities): CodeAction[] {
  const roles = readableRoles(asked, abilities);
  const place = placeOf(asked, range);
  const ofFindings = findingFixes(asked.context, place.document, place.range).map((fix) => toQuickFix(fix, asked, context, abilities));
  const grants = grantFixes(asked.context, roles && rolesText(roles), place);
  const ofGrants = grants.flatMap((fix) => toAction(fix, { uri: asked.document.uri, range, roles, abilities }) ?? []);
  const ignoring = ignoreFixes(asked.context, place.document, place.range).map((fix) => toQuickFix(fix, asked, context, abilities));
  return [...ofFindings, ...ofGrants, ...ignoring];
}

function toQuickFix(
  { title, isPreferred, edits, diagnostic, toReplace }: FindingFix,
  { document }: Asked,
  { diagnostics }: CodeActionParams["context"],
  abilities: ActionAbilities,
): CodeAction {
  const marked = toRange(document.text, diagnostic.range);
  const isSame = ({ code, range }: (typeof diagnostics)[number]): boolean =>
    code === diagnostic.code && JSON.stringify(range) === JSON.stringify(marked);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnostics.filter(isSame),
    ...(isPreferred && { isPreferred }),
    edit: workspaceEdit(document.uri, edits, document.text, abilities),
    ...(toReplace && abilities.commands === "known" && { command: selecting(toReplace, edits, document, title) }),
  };
}

/** Selects words of the text as it is after the edits, so that the author goes on by typing. */
function selecting(range: TextRange, edits: readonly TextEdit[], { uri, text }: OpenDocument, title: string): Command {
  const after = indexLines(applyEdits(text.getText(), edits));
  const selected: SelectArguments = { uri, range: { start: placeAt(after, range.start), end: placeAt(after, range.end) } };
  return { title, command: SELECT_COMMAND, arguments: [selected] };
}

function fixAllOf({ context, document, parsed }: Asked, abilities: ActionAbilities): CodeAction[] {
  const fix = fixAll(context, parsed());
  return fix ? [{ title: fix.title, kind: FIX_ALL_KIND, edit: workspaceEdit(document.uri, fix.edits, document.text, abilities) }] : [];
}

/** The edit or the command for a role that was chosen from a list. */
export function grantToRoleAt(
  asked: Asked,
  { range, role, form = "edit" }: GrantToRoleParams,
  abilities: ActionAbilities,
): GrantToRoleResult {
  const roles = readableRoles(asked, abilities);
  const fix = roles && grantToRole(asked.context, rolesText(roles), { role, form }, placeOf(asked, range));
  if (fix?.kind === "copy") return { text: fix.text };
  return fix?.kind === "edit" && roles ? { edit: workspaceEdit(fix.uri, fix.edits, positionsOf(roles.lines), abilities) } : {};
}

/** Edits need the text as it is now, without errors; an author who types may be ahead of what was read. */
function readableRoles({ source }: Surroundings, { openDocument }: ActionAbilities): ReadRoles | undefined {
  const read = source?.latest;
  if (!read || read !== source.good) return undefined;
  const open = openDocument(source.uri);
  return open && open.text.getText() !== read.text ? undefined : read;
}

function rolesText({ file, text }: ReadRoles): RolesText {
  return { file, text };
}

function placeOf({ document, parsed }: Asked, range: CodeActionParams["range"]): FixPlace {
  const { text, uri }: OpenDocument = document;
  return { document: parsed(), name: fileName(uri), range: { start: text.offsetAt(range.start), end: text.offsetAt(range.end) } };
}

/** Where a fix was asked for, and by whom. */
interface Occasion {
  readonly uri: string;
  readonly range: CodeActionParams["range"];
  readonly roles: ReadRoles | undefined;
  readonly abilities: ActionAbilities;
}

function toAction(fix: GrantFix, { uri, range, roles, abilities }: Occasion): CodeAction | undefined {
  const { title } = fix;
  if (fix.kind === "edit") {
    return roles && { title, kind: CodeActionKind.QuickFix, edit: workspaceEdit(fix.uri, fix.edits, positionsOf(roles.lines), abilities) };
  }
  if (abilities.commands === "unknown") return undefined;
  const command = fix.kind === "copy" ? COPY_TEXT_COMMAND : GRANT_TO_ANOTHER_ROLE_COMMAND;
  const parameters = fix.kind === "copy" ? [fix.text] : [{ uri, range, roles: fix.roles, form: fix.form }];
  return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: parameters } };
}

function workspaceEdit(uri: string, edits: readonly TextEdit[], positions: Positions, abilities: ActionAbilities): WorkspaceEdit {
  const changes = edits.map(({ range, text }) => ({ range: toRange(positions, range), newText: text }));
  if (abilities.versionedEdits === "untaken") return { changes: { [uri]: changes } };
  return { documentChanges: [{ textDocument: { uri, version: abilities.openDocument(uri)?.version ?? null }, edits: changes }] };
}
