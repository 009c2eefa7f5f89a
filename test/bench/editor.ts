/**
 * The language server with a file of 3 MB: from a keystroke to its diagnostics, and what each feature takes behind a keystroke. The client
 * is in the same process; what its reading of the messages takes is left out. A feature that the server does not announce is left out. Answers
 * about a place are one thing; others are as large as the file, and no server sends them within 16 ms.
 */
import type { Message, Position, ServerCapabilities } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { startInMemory, type TestClient } from "../support/lspClient";
import { createMemoryHost } from "../support/memoryHost";
import { seededRandom } from "../support/random";
import { longestTurn, milliseconds, percentiles, processorSeconds, QUICK, type Row } from "./measure";
import { largeFile, largeStatement, ROLES } from "./samples";

/** What is asked for, at a position of a document. */
interface Feature {
  readonly name: string;
  readonly method: string;
  /** Where the server announces it. */
  readonly capability: keyof ServerCapabilities;
  /** `last` is the answer to the request before. */
  readonly params?: (at: Position, last: unknown) => object;
  /** What the answer is to be within, where it is as large as the file, or about each of its statements. */
  readonly large?: string;
}

/** What an answer as large as the file takes, most of it to write and read megabytes of JSON. */
const ALL_SYMBOLS = "p95 ≤ 150 ms";
const ALL_COLOURS = "p95 ≤ 250 ms";
const ALL_EDITS = "p95 ≤ 150 ms";
const ALL_FOLDS = "p95 ≤ 40 ms";
/** Of a table that most statements name; of any other name it is that of its statement. */
const ALL_STATEMENTS = "p50 ≤ 16 ms";

const position = (at: Position): object => ({ position: at });
const range = (at: Position): object => ({ range: { start: at, end: { line: at.line + 60, character: 0 } } });
const options = { tabSize: 2, insertSpaces: true };

/** A feature more is a line more. */
const FEATURES: readonly Feature[] = [
  { name: "hover", method: "textDocument/hover", capability: "hoverProvider", params: position },
  { name: "completion", method: "textDocument/completion", capability: "completionProvider", params: position },
  { name: "signature help", method: "textDocument/signatureHelp", capability: "signatureHelpProvider", params: position },
  { name: "definition", method: "textDocument/definition", capability: "definitionProvider", params: position },
  { name: "highlights", method: "textDocument/documentHighlight", capability: "documentHighlightProvider", params: position },
  {
    name: "references",
    method: "textDocument/references",
    capability: "referencesProvider",
    params: (at) => ({ position: at, context: { includeDeclaration: true } }),
    large: ALL_STATEMENTS,
  },
  { name: "prepare rename", method: "textDocument/prepareRename", capability: "renameProvider", params: position },
  {
    name: "rename",
    method: "textDocument/rename",
    capability: "renameProvider",
    params: (at) => ({ position: at, newName: "renamed" }),
    large: ALL_STATEMENTS,
  },
  {
    name: "code actions",
    method: "textDocument/codeAction",
    capability: "codeActionProvider",
    params: (at) => ({ range: { start: at, end: at }, context: { diagnostics: [] } }),
  },
  { name: "code lenses", method: "textDocument/codeLens", capability: "codeLensProvider" },
  { name: "document symbols", method: "textDocument/documentSymbol", capability: "documentSymbolProvider", large: ALL_SYMBOLS },
  { name: "folding", method: "textDocument/foldingRange", capability: "foldingRangeProvider", large: ALL_FOLDS },
  {
    name: "selection range",
    method: "textDocument/selectionRange",
    capability: "selectionRangeProvider",
    params: (at) => ({ positions: [at] }),
  },
  { name: "semantic tokens, all", method: "textDocument/semanticTokens/full", capability: "semanticTokensProvider", large: ALL_COLOURS },
  { name: "semantic tokens, a page", method: "textDocument/semanticTokens/range", capability: "semanticTokensProvider", params: range },
  {
    name: "semantic tokens, an edit",
    method: "textDocument/semanticTokens/full/delta",
    capability: "semanticTokensProvider",
    params: (_at, last) => ({ previousResultId: (last as { readonly resultId?: string } | undefined)?.resultId ?? "" }),
  },
  { name: "document links", method: "textDocument/documentLink", capability: "documentLinkProvider" },
  { name: "inlay hints, a page", method: "textDocument/inlayHint", capability: "inlayHintProvider", params: range },
  {
    name: "format, all",
    method: "textDocument/formatting",
    capability: "documentFormattingProvider",
    params: () => ({ options }),
    large: ALL_EDITS,
  },
  {
    name: "format, a page",
    method: "textDocument/rangeFormatting",
    capability: "documentRangeFormattingProvider",
    params: (at) => ({ ...range(at), options }),
  },
  {
    name: "format on type",
    method: "textDocument/onTypeFormatting",
    capability: "documentOnTypeFormattingProvider",
    params: (at) => ({ position: at, ch: "\n", options }),
  },
  { name: "status", method: "druidSql/status", capability: "textDocumentSync" },
];

const FOLDER = "file:///team";
const STROKES = QUICK ? 40 : 300;
/** Not measured: the engine compiles what it sees for the first time. */
const FIRST_STROKES = QUICK ? 3 : 20;
const REQUESTS = QUICK ? 25 : 300;
const LARGE_REQUESTS = QUICK ? 8 : 30;

/** An open file, and keystrokes in it. */
interface Typist {
  readonly client: TestClient;
  /** Types one letter somewhere; `behind` is what is waited for. The letter is taken out again afterwards, which does not count. */
  stroke(behind: (at: Position) => Promise<unknown>): Promise<number>;
  /** The diagnostics of the newest version. */
  marks(): Promise<unknown>;
}

export async function measureEditor(): Promise<readonly Row[]> {
  const text = largeFile();
  const uri = `${FOLDER}/large.sql`;
  const client = await start();
  const opening = await milliseconds(async () => {
    await client.open(uri, text);
    await client.diagnostics(uri, () => true);
  });
  const typist = createTypist(client, uri, text);
  const size = `${text.split("\n").length} lines, ${(text.length / 1e6).toFixed(1)} MB`;
  const keystrokes = await timesOf(typist, STROKES, () => typist.marks());
  const rows = [
    { what: `open ${size}, to diagnostics`, figure: `${opening.toFixed(0)} ms`, goal: "" },
    rowOf("keystroke there, to diagnostics", keystrokes),
  ];
  // The first completion wants to know the tables of the workspace; this waits until they are known.
  await client.request("druidSql/workspaceReport", { kind: "who" });
  for (const feature of FEATURES.filter(({ capability }) => client.initialized.capabilities[capability] !== undefined)) {
    let last: unknown;
    const times = await timesOf(typist, feature.large === undefined ? REQUESTS : LARGE_REQUESTS, async (at) => {
      last = await ask(client, feature, paramsOf(feature, uri, at, last));
    });
    rows.push(rowOf(`keystroke there, to ${feature.name}`, times, feature.large));
  }
  await end(client);
  return rows;
}

/** The same size as one statement: how long it takes, and how long nobody else gets a turn meanwhile. */
export async function measureLargeStatement(): Promise<readonly Row[]> {
  const text = largeStatement();
  const uri = `${FOLDER}/statement.sql`;
  const what = `one statement of ${text.split("\n").length} lines, ${(text.length / 1e6).toFixed(1)} MB`;
  const client = await start();
  const times: number[] = [];
  const turns: number[] = [];
  for (let round = 0; round < (QUICK ? 4 : 8); round++) {
    const open = async (): Promise<void> => {
      await client.open(uri, `${text} LIMIT ${round}`);
      await client.diagnostics(uri, (seen) => seen.length > 0);
    };
    times.push(await milliseconds(async () => turns.push(await longestTurn(open))));
    await client.close(uri);
    await client.diagnostics(uri, (seen) => seen.length === 0);
  }
  await end(client);
  return [
    { what: `${what}, to diagnostics`, figure: `${Math.min(...times).toFixed(0)} ms`, goal: "≤ 300 ms" },
    { what: "the longest wait of another request meanwhile", figure: `${Math.min(...turns).toFixed(0)} ms`, goal: "≤ 50 ms" },
  ];
}

/** That nothing can be renamed there is an answer too. */
function ask(client: TestClient, { method }: Feature, params: object): Promise<unknown> {
  return client.request(method, params).catch(() => undefined);
}

function paramsOf({ params }: Feature, uri: string, at: Position, last: unknown): object {
  return { textDocument: { uri }, uri, ...at, ...params?.(at, last) };
}

async function timesOf({ stroke }: Typist, count: number, behind: (at: Position) => Promise<unknown>): Promise<readonly number[]> {
  for (let index = 0; index < Math.min(FIRST_STROKES, count); index++) await stroke(behind);
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await stroke(behind));
  return times;
}

function rowOf(what: string, times: readonly number[], goal = "p95 ≤ 16 ms"): Row {
  const { p50, p95 } = percentiles(times);
  return { what, figure: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`, goal };
}

function createTypist(client: TestClient, uri: string, text: string): Typist {
  const document = TextDocument.create(uri, "sql", 1, text);
  const random = seededRandom(5);
  let version = 1;
  const marks = (): Promise<unknown> => client.diagnostics(uri, () => client.published(uri)?.version === version);
  return {
    client,
    marks,
    stroke: async (behind) => {
      const start = document.positionAt(Math.floor(random() * text.length));
      const end = { line: start.line, character: start.character + 1 };
      const readBefore = reading.seconds;
      const time = await milliseconds(async () => {
        version++;
        await client.change(uri, [{ range: { start, end: start }, text: "x" }]);
        await behind(end);
      });
      const ofClient = (reading.seconds - readBefore) * 1000;
      version++;
      await client.change(uri, [{ range: { start, end }, text: "" }]);
      await marks();
      return time - ofClient;
    },
  };
}

function start(): Promise<TestClient> {
  const host = createMemoryHost({ [`${FOLDER}/druid-roles.json`]: ROLES });
  return startInMemory(host, { settings: { principal: "user:alice" }, patience: 300_000, decode });
}

/** What the client's reading of messages has taken so far, of the processor's time. */
const reading = { seconds: 0 };

function decode(message: Uint8Array): Message {
  const began = processorSeconds();
  const read = JSON.parse(Buffer.from(message).toString("utf8"));
  reading.seconds += processorSeconds() - began;
  return read;
}

async function end(client: TestClient): Promise<void> {
  await client.shutdown();
  client.connection.dispose();
}
