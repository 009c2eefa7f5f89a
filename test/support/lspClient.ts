/**
 * A client of the language server for tests: speaks the protocol over streams, keeps what the server published, and waits for what a test
 * expects instead of sleeping.
 */
import * as assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type Message,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { startServer } from "../../server/src/lsp/server";
import { createMemoryHost, type MemoryHost } from "./memoryHost";

/** How long a test waits before it fails. */
const PATIENCE_MS = 10_000;

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Every message that the server logged. */
  readonly log: readonly string[];
  /** How often the server said that verdicts may have changed. */
  readonly changes: () => number;
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, changes: readonly TextDocumentContentChangeEvent[]): Promise<void>;
  close(uri: string): Promise<void>;
  /** Waits until the last diagnostics of a document are as wanted, and gives them. */
  diagnostics(uri: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  /** What was published last; undefined when nothing was. */
  published(uri: string): PublishDiagnosticsParams | undefined;
  hover(uri: string, line: number, character: number): Promise<string | undefined>;
  request<Result>(method: string, params: object): Promise<Result>;
  /** Changes the settings and tells the server. */
  configure(section: object): Promise<void>;
  shutdown(): Promise<void>;
}

/** How the client introduces itself. */
export interface ClientOptions {
  readonly folders?: readonly string[];
  readonly settings?: object;
  readonly initializationOptions?: object;
  readonly capabilities?: object;
  /** The language of the editor. */
  readonly locale?: string;
  /** How long it waits before it fails. */
  readonly patience?: number;
  /** How it reads the bytes of a message, for who wants to know what that takes. */
  readonly decode?: (message: Uint8Array) => Message;
}

const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true } },
};

/** Starts a server over in-memory streams, and a client that has shaken hands with it. */
export async function startInMemory(host: MemoryHost, options: ClientOptions = {}): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), host);
  const { decode } = options;
  const reader = new StreamMessageReader(
    toClient,
    decode && { contentTypeDecoder: { name: "application/json", decode: (message) => Promise.resolve(decode(message)) } },
  );
  return connectClient(createProtocolConnection(reader, new StreamMessageWriter(toServer)), options);
}

/** Runs with a server over files in memory, and shuts it down: it must have stopped watching, and no request may have failed. */
export async function withServer(
  files: Readonly<Record<string, string>>,
  options: ClientOptions,
  work: (client: TestClient, host: MemoryHost) => Promise<void>,
): Promise<void> {
  const host = createMemoryHost(files);
  const client = await startInMemory(host, options);
  try {
    await work(client, host);
  } finally {
    await client.shutdown();
    client.connection.dispose();
  }
  assert.equal(host.watched.size, 0, "the server still watches files");
  assert.deepEqual(
    client.log.filter((message) => message.includes("failed")),
    [],
  );
}

/** A client on a connection that a test has made, e.g. to a process. */
export async function connectClient(connection: ProtocolConnection, options: ClientOptions): Promise<TestClient> {
  const published = new Map<string, PublishDiagnosticsParams>();
  const versions = new Map<string, number>();
  const waiting = new Set<() => void>();
  const log: string[] = [];
  let settings: object = options.settings ?? {};
  let changes = 0;

  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    for (const check of [...waiting]) check();
  });
  connection.onNotification("window/logMessage", ({ message }: { readonly message: string }) => void log.push(message));
  connection.onNotification("druidSql/changed", () => {
    changes++;
  });
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/configuration", ({ items }: { readonly items: readonly unknown[] }) => items.map(() => settings));
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? CAPABILITIES,
    workspaceFolders: (options.folders ?? ["file:///team"]).map((uri) => ({ uri, name: uri })),
    ...(options.locale && { locale: options.locale }),
    ...(options.initializationOptions && { initializationOptions: options.initializationOptions }),
  });
  await connection.sendNotification("initialized", {});

  const client: TestClient = {
    connection,
    initialized,
    log,
    changes: () => changes,
    open: (uri, text, languageId = "sql") => {
      versions.set(uri, 1);
      return connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    },
    change: (uri, contentChanges) => {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      return connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    },
    close: (uri) => connection.sendNotification("textDocument/didClose", { textDocument: { uri } }),
    diagnostics: (uri, wanted) =>
      waitFor(waiting, options.patience ?? PATIENCE_MS, () => {
        const seen = published.get(uri)?.diagnostics;
        return seen && wanted(seen)
          ? { kind: "ready", value: seen }
          : { kind: "waiting", seen: () => `${uri}: ${JSON.stringify(seen)}; ${log}` };
      }),
    published: (uri) => published.get(uri),
    hover: async (uri, line, character) => {
      const params = { textDocument: { uri }, position: { line, character } };
      const found = await connection.sendRequest<Hover | null>("textDocument/hover", params);
      return found && typeof found.contents === "object" && "value" in found.contents ? found.contents.value : undefined;
    },
    request: (method, params) => connection.sendRequest(method, params),
    configure: (section) => {
      settings = section;
      return connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    },
    shutdown: async () => {
      await connection.sendRequest("shutdown");
    },
  };
  return client;
}

type Look<Value> = { readonly kind: "ready"; readonly value: Value } | { readonly kind: "waiting"; readonly seen: () => string };

/** Looks now, and again whenever the checks in `waiting` are run, until there is a value. */
function waitFor<Value>(waiting: Set<() => void>, patience: number, look: () => Look<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      waiting.delete(check);
      const last = look();
      reject(new Error(`not published in time; last seen: ${last.kind === "waiting" ? last.seen() : "it is there now"}`));
    };
    const timer = setTimeout(giveUp, patience);
    const check = (): void => {
      const found = look();
      if (found.kind === "waiting") return;
      clearTimeout(timer);
      waiting.delete(check);
      resolve(found.value);
    };
    waiting.add(check);
    check();
  });
}

/** The codes of diagnostics, in their order. */
export function codesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => String(code));
}

/** The text of a diagnostic; empty when there is none. */
export function messageOf(diagnostic: Diagnostic | undefined): string {
  const message = diagnostic?.message ?? "";
  return typeof message === "string" ? message : message.value;
}
