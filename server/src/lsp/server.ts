/**
 * The language server: what it can do, and which message goes where. It is handed a connection and a host, and knows neither files nor
 * the editor. A request that fails is logged and answered empty; the server ends only when it is told to.
 */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type DeclarationParams,
  type DefinitionParams,
  type Hover,
  type HoverParams,
  type InitializeResult,
  type Location,
  LSPErrorCodes,
  PositionEncodingKind,
  type PrepareRenameParams,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensDeltaParams,
  type SignatureHelp,
  type SignatureHelpParams,
  TextDocumentSyncKind,
  WorkDoneProgress,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from "vscode-languageserver";
import { parsePrincipal, phrase, t } from "../language/index";
import { readClient } from "./client";
import { FIX_ALL_KIND } from "./codeActions";
import { isRecord, SECTION } from "./configuration";
import { isSql, type OpenDocument } from "./documents";
import { FORMATTING_CHARACTERS } from "./formatting";
import type { Host } from "./host";
import { guarded, unheard } from "./log";
import { flatSymbols, plainHover, plainItem, plainSignatures, wordedParameters } from "./plainText";
import {
  CHOOSE_ENVIRONMENT_NOTIFICATION,
  CHOOSE_PRINCIPAL_NOTIFICATION,
  type ChooseEnvironmentParams,
  type ChoosePrincipalParams,
  CLEAR_WORKSPACE_NOTIFICATION,
  ENVIRONMENTS_REQUEST,
  type EnvironmentsResult,
  GRANT_TO_ROLE_REQUEST,
  type GrantToRoleResult,
  PRINCIPALS_REQUEST,
  type PrincipalsParams,
  type PrincipalsResult,
  READ_ROLES_REQUEST,
  REMOVABLES_REQUEST,
  REPORT_REQUEST,
  type ReadRolesResult,
  type RemovablesResult,
  type ReportResult,
  STATUS_REQUEST,
  type StatusResult,
  WORKSPACE_REPORT_REQUEST,
  type WorkspaceReportParams,
} from "./protocol";
import { NO_ROLES, readRoles } from "./readRoles";
import { NO_ENVIRONMENTS, NO_PRINCIPALS, noReport, noStatus } from "./requests";
import { LEGEND } from "./semanticTokens";
import { createSession, isDescribing, publishRoles, registerWithClient, type Session, touched } from "./session";
import { NO_TOKENS } from "./structureRequests";
import { speak } from "./texts";
import { removablesOf, workspaceReport } from "./workspaceReports";

/** Serves one client until it says `exit`. Returns at once. */
export function startServer(connection: Connection, host: Host): void {
  const session = createSession(connection, host);
  serveLifecycle(session, host);
  serveDocuments(session);
  serveSettings(session);
  serveRequests(session);
  serveRolesFiles(session);
  serveFormatting(session);
  serveStructure(session);
  connection.listen();
}

const CAPABILITIES: InitializeResult = {
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['"', ".", "'", "(", "=", ":", " "], resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
    codeLensProvider: { resolveProvider: true },
    declarationProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    renameProvider: { prepareProvider: true },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: FORMATTING_CHARACTERS.first,
      moreTriggerCharacter: [...FORMATTING_CHARACTERS.more],
    },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, CodeActionKind.RefactorRewrite, FIX_ALL_KIND],
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
  serverInfo: { name: "Druid SQL" },
};

function serveLifecycle(session: Session, host: Host): void {
  const { connection, contexts, settings, log } = session;
  connection.onInitialize(async (params) => {
    await speak(host, log, params.locale);
    session.client = readClient(params);
    settings.push(session.client.settings);
    contexts.choose(session.client.principal);
    contexts.chooseEnvironment(session.client.environment);
    return CAPABILITIES;
  });
  connection.onInitialized(async () => {
    await guarded(log, phrase("Registering with the client"), undefined, () => registerWithClient(session));
    if (!session.client.tellsFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      const kept = session.client.folders.filter((uri) => !gone.has(uri));
      session.client.folders = [...kept, ...added.map(({ uri }) => uri)];
      session.rolesFiles.forgetPlaces();
      session.configFiles.forgetPlaces();
      session.catalogFiles.forgetPlaces();
      session.index.relist();
      session.changed();
    });
  });
  connection.onShutdown(() => session.end());
}

function serveDocuments(session: Session): void {
  const { connection, documents, diagnoser, index, rolesFiles, configFiles, catalogFiles, settings } = session;
  const began = (document: OpenDocument): void => {
    if (isSql(document)) diagnoser.schedule(document.uri);
    index.touched(document.uri);
    if (isDescribing(session, document.uri)) {
      void guarded(session.log, t("Reading {0}", document.uri), undefined, () => touched(session, document.uri));
    }
    // One that governs nothing is read for its own problems.
    if (configFiles.concerns(document.uri)) {
      void guarded(session.log, t("Reading {0}", document.uri), undefined, () => configFiles.read(document.uri));
    }
    if (catalogFiles.concerns(document.uri)) {
      void guarded(session.log, t("Reading {0}", document.uri), undefined, () => catalogFiles.read(document.uri));
    }
    if (!rolesFiles.concerns(document.uri)) return;
    index.start();
    void publishRoles(session, document.uri);
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    began(documents.open(uri, languageId, version, text));
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const document = documents.change(textDocument.uri, textDocument.version, contentChanges);
    if (!document) return;
    if (isSql(document)) diagnoser.schedule(document.uri);
    index.touched(document.uri);
    if (isDescribing(session, document.uri)) session.describingEdited(document.uri);
  });
  connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
    const document = documents.close(uri);
    if (!document) return;
    settings.forget(uri);
    session.contexts.forget(uri);
    session.structure.forget(uri);
    rolesFiles.forget(uri);
    index.touched(uri);
    if (isSql(document)) diagnoser.clear(uri);
    session.check.touched(uri);
    if (isDescribing(session, uri)) await guarded(session.log, t("Reading {0}", uri), undefined, () => touched(session, uri));
    await session.tidy();
    if (rolesFiles.peek(uri)) await publishRoles(session, uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = new Set(changes.map(({ uri }) => uri).filter((uri) => isDescribing(session, uri)));
    for (const uri of uris) session.describingEdited(uri);
    for (const { uri } of changes) if (!documents.get(uri)) index.touched(uri);
    for (const { uri } of changes) if (!documents.get(uri)) session.check.touched(uri);
  });
}

function serveSettings(session: Session): void {
  const { connection, settings, contexts, log } = session;
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.push(isRecord(pushed) ? pushed[SECTION] : undefined);
    settings.clear();
    session.propertiesFiles.clear();
    session.rolesFiles.forgetPlaces();
    session.changed();
    void session.tidy();
  });
  connection.onNotification(CHOOSE_PRINCIPAL_NOTIFICATION, (params: ChoosePrincipalParams | undefined) => {
    const text = params?.principal;
    const parsed = typeof text === "string" && text !== "" ? parsePrincipal(text) : undefined;
    if (parsed?.kind === "error") log.error(t("The chosen principal: {0}", parsed.message));
    contexts.choose(parsed?.kind === "ok" ? parsed.principal : undefined);
    session.changed();
  });
}

function serveEnvironments(session: Session): void {
  const { connection, contexts, requests } = session;
  connection.onNotification(CHOOSE_ENVIRONMENT_NOTIFICATION, (params: ChooseEnvironmentParams | undefined) => {
    const name = params?.environment;
    contexts.chooseEnvironment(typeof name === "string" && name !== "" ? name : undefined);
    session.changed();
  });
  const environments = answer(session, phrase("Environments"), () => NO_ENVIRONMENTS, requests.environments);
  connection.onRequest<EnvironmentsResult, void>(ENVIRONMENTS_REQUEST, environments);
}

function serveRequests(session: Session): void {
  const { connection, requests } = session;
  const grantToRole = answer(session, phrase("Grant to a role"), () => ({}), requests.grantToRole);
  connection.onRequest<GrantToRoleResult, void>(GRANT_TO_ROLE_REQUEST, grantToRole);
  serveWorkspace(session);
  serveEnvironments(session);
  const status = answer(session, phrase("Status"), noStatus, requests.status);
  connection.onRequest<StatusResult, void>(STATUS_REQUEST, status);
  const report = answer(session, phrase("Report"), noReport, requests.report);
  connection.onRequest<ReportResult, void>(REPORT_REQUEST, report);
  const principals = answer(session, phrase("Principals"), () => NO_PRINCIPALS, requests.principals);
  connection.onRequest<PrincipalsResult, void>(PRINCIPALS_REQUEST, principals);
  connection.onRequest<ReadRolesResult, void>(
    READ_ROLES_REQUEST,
    answer(session, phrase("Read roles"), () => ({ ...NO_ROLES, problem: t(NO_ROLES.problem ?? "") }), readRoles),
  );
}

/** What is asked of roles files and of SQL documents alike goes to the one or the other. */
function serveRolesFiles(session: Session): void {
  const { connection, requests, rolesRequests, namesRequests, rolesFiles } = session;
  const isRoles = ({ textDocument }: { readonly textDocument: { readonly uri: string } }): boolean => rolesFiles.concerns(textDocument.uri);
  const hover = async (params: HoverParams): Promise<Hover | null> => {
    const found = await (isRoles(params) ? rolesRequests.hover(params) : requests.hover(params));
    return session.client.plain.hover ? plainHover(found) : found;
  };
  connection.onHover(answer(session, phrase("Hover"), () => null, hover));
  const definition = async (params: DefinitionParams, token: CancellationToken): Promise<Location[]> => {
    if (isRoles(params)) return rolesRequests.definition(params);
    const places = await namesRequests.definition(params, token);
    return places.length > 0 ? places : requests.grants(params);
  };
  connection.onDefinition(answer(session, phrase("Definition"), () => [], definition));
  const declaration = async (params: DeclarationParams): Promise<Location[]> => (isRoles(params) ? [] : requests.grants(params));
  connection.onDeclaration(answer(session, phrase("Declaration"), () => [], declaration));
  const fixes = async (params: CodeActionParams): Promise<CodeAction[]> =>
    isRoles(params) ? rolesRequests.codeActions(params) : requests.codeActions(params);
  connection.onCodeAction(answer(session, phrase("Quick fixes"), () => [], fixes));
  const references = async (params: ReferenceParams, token: CancellationToken): Promise<Location[]> =>
    isRoles(params) ? rolesRequests.references(params, token) : namesRequests.references(params, token);
  connection.onReferences(answer(session, phrase("References"), () => [], references));
  serveCompletion(session);
  connection.onCodeLens(
    answer(
      session,
      phrase("Lenses"),
      () => [],
      async ({ textDocument }) => rolesRequests.codeLenses(textDocument.uri),
    ),
  );
  connection.onCodeLensResolve(answer(session, phrase("A lens"), (lens) => lens, rolesRequests.resolveLens));
  connection.onDocumentHighlight(
    answer(
      session,
      phrase("Highlights"),
      () => [],
      async (params) => (isRoles(params) ? rolesRequests.highlights(params) : namesRequests.highlights(params)),
    ),
  );
  connection.onDocumentSymbol(
    answer(
      session,
      phrase("Symbols"),
      () => [],
      async (params) => {
        const { uri } = params.textDocument;
        const found = await (isRoles(params) ? rolesRequests.symbols(uri) : namesRequests.symbols(uri));
        return session.client.outline === "list" ? flatSymbols(uri, found) : found;
      },
    ),
  );
  serveRenames(session);
}

function serveRenames(session: Session): void {
  const { connection, rolesRequests, namesRequests, rolesFiles } = session;
  const prepare = async (params: PrepareRenameParams): ReturnType<typeof namesRequests.prepareRename> =>
    rolesFiles.concerns(params.textDocument.uri) ? rolesRequests.prepareRename(params) : namesRequests.prepareRename(params);
  connection.onPrepareRename(answer(session, phrase("Rename"), () => null, prepare));
  const rename = async (params: RenameParams, token: CancellationToken): ReturnType<typeof namesRequests.rename> =>
    rolesFiles.concerns(params.textDocument.uri)
      ? rolesRequests.rename(params, params.newName, token)
      : namesRequests.rename(params, params.newName, token);
  connection.onRenameRequest(answer(session, phrase("Rename"), () => null, rename));
  const symbols = async ({ query }: WorkspaceSymbolParams, token: CancellationToken): Promise<WorkspaceSymbol[]> =>
    namesRequests.workspaceSymbols(query, token);
  connection.onWorkspaceSymbol(answer(session, phrase("Tables of the workspace"), () => [], symbols));
}

/** A roles file offers something by itself at a quote only; the other characters are those of SQL. */
function serveCompletion(session: Session): void {
  const { connection, completionRequests, rolesRequests, rolesFiles } = session;
  const complete = async (params: CompletionParams): Promise<CompletionList | null> => {
    if (!rolesFiles.concerns(params.textDocument.uri)) return completionRequests.complete(params);
    const typed = params.context?.triggerCharacter;
    return typed === undefined || typed === '"' ? rolesRequests.complete(params) : null;
  };
  connection.onCompletion(answer(session, phrase("Completion"), () => null, complete));
  const resolve = async (item: CompletionItem): Promise<CompletionItem> => {
    const found = completionRequests.resolve(item);
    return session.client.plain.completion ? plainItem(found) : found;
  };
  const signatureHelp = async (params: SignatureHelpParams): Promise<SignatureHelp | null> => {
    const found = await completionRequests.signatureHelp(params);
    const named = session.client.parameters === "words" ? wordedParameters(found) : found;
    return session.client.plain.signatures ? plainSignatures(named) : named;
  };
  connection.onSignatureHelp(answer(session, phrase("Signature help"), () => null, signatureHelp));
  connection.onCompletionResolve(answer(session, phrase("A completion"), (item) => item, resolve));
}

function serveFormatting(session: Session): void {
  const { connection, formatting } = session;
  connection.onDocumentFormatting(answer(session, phrase("Formatting"), () => [], formatting.document));
  connection.onDocumentRangeFormatting(answer(session, phrase("Formatting"), () => [], formatting.range));
  connection.onDocumentOnTypeFormatting(answer(session, phrase("Formatting"), () => [], formatting.onType));
}

function serveStructure(session: Session): void {
  const { connection, structure } = session;
  connection.onFoldingRanges(answer(session, "Folding", () => [], structure.folds));
  connection.onSelectionRanges(answer(session, "Selection", () => [], structure.selections));
  connection.onDocumentLinks(answer(session, "Links", () => [], structure.links));
  const { semanticTokens } = connection.languages;
  semanticTokens.on(answer(session, "Colours", () => NO_TOKENS, structure.tokens));
  semanticTokens.onDelta(
    answer<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(session, "Colours", () => NO_TOKENS, structure.tokensDelta),
  );
  semanticTokens.onRange(answer(session, "Colours", () => NO_TOKENS, structure.tokensInRange));
}

function serveWorkspace(session: Session): void {
  const { connection, log, reports, check } = session;
  connection.onRequest<ReportResult | null, void>(WORKSPACE_REPORT_REQUEST, (params: WorkspaceReportParams, token: CancellationToken) => {
    // Files that are not open are told about from now on.
    session.index.start();
    const progress = (done: number, all: number): void => tellProgress(session, params.workDoneToken, done, all);
    return guarded(log, phrase("Workspace report"), null, () => workspaceReport(reports, params, token, progress));
  });
  connection.onRequest<RemovablesResult, void>(REMOVABLES_REQUEST, (params: Partial<PrincipalsParams>, token: CancellationToken) => {
    return guarded(log, phrase("Removables"), { choices: [], roles: [] }, () => removablesOf(reports, params.uri, token));
  });
  connection.onNotification(CLEAR_WORKSPACE_NOTIFICATION, () => check.clear());
}

/** Not for every file: a client draws each message. */
const PROGRESS_STEPS = 100;

function tellProgress({ connection }: Session, token: WorkspaceReportParams["workDoneToken"], done: number, all: number): void {
  if (token === undefined || done % Math.ceil(Math.max(1, all / PROGRESS_STEPS)) !== 0) return;
  const value = {
    kind: "report" as const,
    message: t("{0} of {1} files", done, all),
    percentage: Math.floor((100 * done) / Math.max(1, all)),
  };
  unheard(connection.sendProgress(WorkDoneProgress.type, token, value));
}

/** A handler that answers `empty` when it fails, and nothing once the client has lost interest. */
function answer<Params, Result>(
  { log }: Session,
  what: string,
  empty: (params: Params) => Result,
  work: (params: Params, token: CancellationToken) => Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<void>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    const result = await guarded<Result | undefined>(log, what, undefined, () => work(params, token));
    if (token.isCancellationRequested) return cancelled();
    return result === undefined ? empty(params) : result;
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestCancelled, "cancelled");
}
