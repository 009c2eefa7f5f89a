/**
 * Runs the language server: starts it with the first document that concerns it, and carries our own requests to it. The library that
 * speaks the protocol is loaded at that moment too, so that a window without SQL pays for neither.
 */
import * as vscode from "vscode";
import type { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { CHANGED_NOTIFICATION, type InitializationOptions, type PrincipalText } from "../../server/src/lsp/protocol";
import { linkToShippedPage } from "./diagnosticPages";
import { describingFilePatterns, documentSelector } from "./documents";

/** The server as the rest of the client sees it. */
export interface Server extends vscode.Disposable {
  /** Starts the server unless it runs; the same promise for all who ask. */
  start(): Promise<LanguageClient>;
  /** The client of a server that was started; undefined before. */
  started(): Promise<LanguageClient> | undefined;
  /** Starts the server if need be and sends a request. */
  request<Result>(method: string, params: object): Promise<Result>;
  notify(method: string, params: object): Promise<void>;
  /** Ends the server if it runs, and starts it. */
  restart(): Promise<void>;
  /** Whether the last attempt to start it failed. */
  hasFailed(): boolean;
  /** Verdicts may have changed, or the server has just started. */
  readonly onDidChange: vscode.Event<void>;
}

/** The roles files and properties files that a client sends, and those that it is told about when they change on disk. */
interface RolesFilesWatch {
  readonly patterns: readonly string[];
  readonly watchers: readonly vscode.FileSystemWatcher[];
}

/** A client that was started, with the watchers that end with it. */
interface Running extends RolesFilesWatch {
  readonly client: Promise<LanguageClient>;
}

/** What was chosen in this workspace before. */
export interface Choices {
  readonly principal: PrincipalText | undefined;
  readonly environment: string | undefined;
}

/** Prepares the server without starting it. `choices` is asked whenever a server process is initialized. */
export function createServer(context: vscode.ExtensionContext, choices: () => Choices): Server {
  const changed = new vscode.EventEmitter<void>();
  let running: Running | undefined;
  let failed = false;

  const start = (): Promise<LanguageClient> => {
    if (!running) {
      const patterns = describingFilePatterns();
      const watchers = patterns.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
      const client = startClient(context, { patterns, watchers }, choices, () => changed.fire());
      running = { client, patterns, watchers };
      failed = false;
      // The next one who needs the server tries again.
      client.catch(() => {
        vscode.Disposable.from(...watchers).dispose();
        if (running?.client !== client) return;
        running = undefined;
        failed = true;
        changed.fire();
      });
    }
    return running.client;
  };
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = undefined;
    if (!stopping) return;
    vscode.Disposable.from(...stopping.watchers).dispose();
    await stopping.client.then((client) => client.dispose());
  };
  // The documents that a client sends are fixed when it starts.
  const settings = vscode.workspace.onDidChangeConfiguration(async (event) => {
    const concerns = ["rolesFile", "druidProperties", "iamPolicy", "environments"].some((name) =>
      event.affectsConfiguration(`druidSql.${name}`),
    );
    if (!concerns || !running) return;
    if (running.patterns.join() === describingFilePatterns().join()) return;
    await stop();
    await start();
  });

  return {
    start,
    started: () => running?.client,
    request: async <Result>(method: string, params: object) => (await start()).sendRequest<Result>(method, params),
    notify: async (method, params) => (await start()).sendNotification(method, params),
    restart: async () => {
      await stop();
      await start();
    },
    hasFailed: () => failed,
    onDidChange: changed.event,
    dispose: () => {
      settings.dispose();
      changed.dispose();
      return stop();
    },
  };
}

async function startClient(
  context: vscode.ExtensionContext,
  watch: RolesFilesWatch,
  choices: () => Choices,
  onChanged: () => void,
): Promise<LanguageClient> {
  const library = await import("vscode-languageclient/node");
  const module = vscode.Uri.joinPath(context.extensionUri, "dist", "server.js").fsPath;
  const options: ServerOptions = {
    run: { module, transport: library.TransportKind.ipc },
    debug: { module, transport: library.TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
  };
  const client = new library.LanguageClient("druidSql", "Druid SQL", options, clientOptions(watch, choices));
  client.onNotification(CHANGED_NOTIFICATION, onChanged);
  await client.start();
  await vscode.commands.executeCommand("setContext", "druidSql.started", true);
  onChanged();
  return client;
}

function clientOptions({ patterns, watchers }: RolesFilesWatch, choices: () => Choices): LanguageClientOptions {
  return {
    documentSelector: documentSelector(patterns),
    synchronize: { fileEvents: [...watchers] },
    diagnosticCollectionName: "druid-sql",
    initializationOptions: (): InitializationOptions => {
      const { principal, environment } = choices();
      return {
        commands: "known",
        json: "served",
        ...(principal !== undefined && { principal }),
        ...(environment !== undefined && { environment }),
      };
    },
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linkToShippedPage)),
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token);
        return report && "items" in report ? { ...report, items: report.items.map(linkToShippedPage) } : report;
      },
    },
  };
}
