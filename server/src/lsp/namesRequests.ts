/**
 * The answers about names in SQL documents: definitions, references, highlights, outline, rename; for datasources across the files of the
 * workspace. Each finds the document and what is known of tables, and leaves the rest to the language service.
 */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  ErrorCodes,
  type Location,
  type Range,
  type ReferenceParams,
  ResponseError,
  SymbolKind,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from "vscode-languageserver";
import {
  datasourceAt,
  definitionsOf,
  fileName,
  indexLines,
  isAboutDatasource,
  mayComeFromElsewhere,
  type NamesView,
  openDocument,
  prepareNameRename,
  renameDatasource,
  renameName,
  type SurveyedFile,
  t,
  tableSymbols,
  usesNear,
  usesOf,
  usesOfTable,
  whyNoDatasource,
} from "../language/index";
import type { Catalogs } from "./catalogs";
import type { Client } from "./client";
import { type Positions, positionsOf, toRange } from "./convert";
import { isActive } from "./diagnoser";
import type { OpenDocument } from "./documents";
import type { Host } from "./host";
import { outlineOf } from "./outline";
import { type Asked, ask, type RequestSources } from "./requests";
import { inSlices } from "./turns";
import { uriKey } from "./uris";
import { editOf, toFileEdit, toTextEdits } from "./workspaceEdits";
import type { Cancellation, WorkspaceIndex } from "./workspaceIndex";

export interface NamesRequests {
  definition(params: TextDocumentPositionParams, cancellation: Cancellation): Promise<Location[]>;
  references(params: ReferenceParams, cancellation: Cancellation): Promise<Location[]>;
  highlights(params: TextDocumentPositionParams): Promise<DocumentHighlight[]>;
  symbols(uri: string): Promise<DocumentSymbol[]>;
  workspaceSymbols(query: string, cancellation: Cancellation): Promise<WorkspaceSymbol[]>;
  prepareRename(params: TextDocumentPositionParams): Promise<{ range: Range; placeholder: string } | ResponseError<void>>;
  rename(params: TextDocumentPositionParams, name: string, cancellation: Cancellation): Promise<WorkspaceEdit | ResponseError<void> | null>;
}

/** What requests are answered from. */
export interface NamesSources extends RequestSources {
  readonly catalogs: Catalogs;
  readonly index: WorkspaceIndex;
  readonly host: Host;
  readonly client: () => Pick<Client, "commands" | "marks" | "versionedEdits">;
}

/** A document, what is known around it, and the place that is asked about. */
interface AskedName extends Asked {
  readonly view: NamesView;
  readonly offset: number;
}

export function createNamesRequests(sources: NamesSources): NamesRequests {
  const at = async ({ textDocument, position }: TextDocumentPositionParams): Promise<AskedName | undefined> => {
    const asked = await ask(sources, textDocument.uri);
    if (!asked || !isActive(asked.document, asked, asked.parsed)) return undefined;
    const catalog = await sources.catalogs.of(asked.document.uri, asked.settings.catalogFile);
    const view = { context: asked.context, document: asked.parsed(), catalog };
    return { ...asked, view, offset: asked.document.text.offsetAt(position) };
  };
  return {
    definition: async (params, cancellation) => {
      sources.catalogs.wantWorkspace();
      const asked = await at(params);
      if (!asked) return [];
      const found = await definitions(sources, asked);
      if (sources.catalogs.isWorkspaceKnown() || !mayComeFromElsewhere(asked.view, asked.offset)) return found;
      // Who asks for a table before the workspace was read gets to the statement that writes it all the same.
      await sources.index.readAll(cancellation);
      const again = await at(params);
      return again ? definitions(sources, again) : [];
    },
    references: async (params, cancellation) => {
      const asked = await at(params);
      return asked ? references(sources, asked, params.context.includeDeclaration ? "all" : "reads", cancellation) : [];
    },
    highlights: async (params) => {
      const asked = await at(params);
      if (!asked) return [];
      return usesNear(asked.view, asked.offset).map(({ range, kind }) => ({
        range: toRange(asked.document.text, range),
        kind: kind === "write" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    },
    symbols: async (uri) => {
      const asked = await ask(sources, uri);
      if (!asked || !isActive(asked.document, asked, asked.parsed)) return [];
      return inSlices(outlineOf(asked.parsed()));
    },
    workspaceSymbols: async (query, cancellation) => {
      sources.catalogs.wantWorkspace();
      if (!sources.catalogs.isWorkspaceKnown()) await sources.index.readAll(cancellation);
      return tableSymbols(sources.catalogs.ofWorkspace(), query).map(({ name, place }) => ({
        name,
        kind: SymbolKind.Struct,
        containerName: `${fileName(place.uri)}:${place.line + 1}`,
        location: { uri: place.uri, range: { start: { line: place.line, character: 0 }, end: { line: place.line, character: 0 } } },
      }));
    },
    prepareRename: async (params) => {
      const asked = await at(params);
      if (!asked) return refused(t("There is no name here that could be renamed."));
      const table = datasourceAt(asked.view, asked.offset);
      if (table) return { range: toRange(asked.document.text, table.range), placeholder: table.name };
      const place = prepareNameRename(asked.view, asked.offset);
      return place.kind === "ok" ? { range: toRange(asked.document.text, place.range), placeholder: place.name } : refused(place.message);
    },
    rename: async (params, name, cancellation) => {
      const asked = await at(params);
      if (!asked) return null;
      const table = datasourceAt(asked.view, asked.offset);
      if (table) return renameEverywhere(sources, asked, { from: table.name, to: name }, cancellation);
      const renamed = renameName(asked.view, asked.offset, name);
      return renamed.kind === "ok" ? editOf([toFileEdit(asked.document, renamed.edits)], sources.client()) : refused(renamed.message);
    },
  };
}

/** The message reaches the author as it is. */
function refused(message: string): ResponseError<void> {
  return new ResponseError<void>(ErrorCodes.InvalidRequest, message);
}

// --- Places ----------------------------------------------------------------------------------------------------------

async function definitions(sources: NamesSources, { view, offset, document }: AskedName): Promise<Location[]> {
  const found: Location[] = [];
  for (const { uri, range } of definitionsOf(view, offset)) {
    const own = uri === undefined || uriKey(uri) === uriKey(document.uri);
    const positions = own ? document.text : await positionsIn(sources, uri);
    if (positions) found.push({ uri: own ? document.uri : uri, range: toRange(positions, range) });
  }
  return found;
}

async function positionsIn(sources: NamesSources, uri: string): Promise<Positions | undefined> {
  const open = sources.documents.get(uri);
  if (open) return open.text;
  const content = await sources.host.readFile(uri);
  return content.kind === "text" ? positionsOf(indexLines(content.text)) : undefined;
}

async function references(
  sources: NamesSources,
  { view, offset, document }: AskedName,
  which: "all" | "reads",
  cancellation: Cancellation,
): Promise<Location[]> {
  const table = datasourceAt(view, offset);
  const own = (await inSlices(usesOf(view, offset))).filter(({ kind }) => table !== undefined || which === "all" || kind === "read");
  const found = own.map(({ range }) => ({ uri: document.uri, range: toRange(document.text, range) }));
  if (!table) return found;
  sources.catalogs.wantWorkspace();
  for (const file of await filesNaming(sources, table.name, cancellation, document.uri)) {
    if (uriKey(file.uri) === uriKey(document.uri)) continue;
    const other = await viewOf(sources, file.uri, view);
    if (!other) continue;
    for (const { range } of await inSlices(usesOfTable(other.view, "druid", table.name)))
      found.push({ uri: file.uri, range: toRange(other.positions, range) });
  }
  return found;
}

/** Files whose statements read or write a datasource; whether `known` does is the caller's to know. */
async function filesNaming(
  sources: NamesSources,
  name: string,
  cancellation: Cancellation,
  known?: string,
): Promise<readonly SurveyedFile[]> {
  const files = await sources.index.readAll(cancellation, known);
  return files.map(({ survey }) => survey).filter((file) => namesTable(file, name));
}

function namesTable({ statements }: SurveyedFile, name: string): boolean {
  return statements.some(({ needs, writes }) => writes?.name === name || needs.some((need) => isAboutDatasource(need, name)));
}

interface OtherFile {
  readonly view: NamesView;
  readonly positions: Positions;
  readonly document?: OpenDocument;
}

/** Another file as it is now, read like the one that is asked about knows its tables. */
async function viewOf({ documents, contexts, host }: NamesSources, uri: string, { catalog }: NamesView): Promise<OtherFile | undefined> {
  const open = documents.get(uri);
  const { context } = open ? await contexts.of(open) : await contexts.ofClosed(uri);
  const read = open && (await documents.read(uri, context.grammar));
  if (read) return { view: { context, document: read.parsed, catalog }, positions: read.document.text, document: read.document };
  const content = await host.readFile(uri);
  if (content.kind !== "text") return undefined;
  return {
    view: { context, document: openDocument(content.text, context.grammar), catalog },
    positions: positionsOf(indexLines(content.text)),
  };
}

// --- Renames ---------------------------------------------------------------------------------------------------------

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** A datasource in every file of the workspace. */
async function renameEverywhere(
  sources: NamesSources,
  { view, document }: AskedName,
  { from, to: wanted }: Renaming,
  cancellation: Cancellation,
): Promise<WorkspaceEdit | ResponseError<void>> {
  const to = /^"(?:[^"]|"")+"$/.test(wanted) ? wanted.slice(1, -1).replaceAll('""', '"') : wanted;
  if (from === to) return editOf([], sources.client());
  const why = whyNoDatasource(to);
  if (why !== undefined) return refused(why);
  sources.catalogs.wantWorkspace();
  const [taken] = await filesNaming(sources, to, cancellation);
  if (taken) return refused(t("{0} names another datasource {1} already.", fileName(taken.uri), to));
  const own = await inSlices(renameDatasource(view, from, to));
  if (own.kind === "refused") return refused(own.message);
  const edits = [toFileEdit(document, own.edits)];
  for (const { uri } of await filesNaming(sources, from, cancellation)) {
    if (uriKey(uri) === uriKey(document.uri)) continue;
    const other = await viewOf(sources, uri, view);
    const renamed = other && (await inSlices(renameDatasource(other.view, from, to)));
    if (renamed?.kind === "refused") return refused(t("{0}: {1}", fileName(uri), renamed.message));
    if (other && renamed) edits.push({ uri, version: other.document?.version ?? null, edits: toTextEdits(other.positions, renamed.edits) });
  }
  if (cancellation.isCancellationRequested) return refused(t("The rename was cancelled."));
  return editOf(edits, sources.client());
}
