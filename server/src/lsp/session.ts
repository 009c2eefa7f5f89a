/**
 * The parts of one session with a client, put together: documents, settings, roles files, contexts, diagnoser, requests.
 */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from "vscode-languageserver";
import { CATALOG_FILE_NAMES, CONFIG_FILE_NAMES, indexLines, type Link, phrase, ROLES_FILE_NAMES, t } from "../language/index";
import { type CatalogFiles, type CatalogSource, createCatalogFiles } from "./catalogFiles";
import { type Catalogs, createCatalogs } from "./catalogs";
import { type Client, SILENT_CLIENT } from "./client";
import { type CompletionRequests, createCompletionRequests } from "./completionRequests";
import { type ConfigFiles, type ConfigSource, createConfigFiles } from "./configFiles";
import { SECTION } from "./configuration";
import { type Contexts, createContexts } from "./contexts";
import { linkTo, type Positions, positionsOf, reportLinksIn, toDiagnostic } from "./convert";
import { createDiagnoser, type Diagnoser } from "./diagnoser";
import { createDocuments, type Documents, isSql } from "./documents";
import { createFormatting, type Formatting } from "./formatting";
import type { Host } from "./host";
import { guarded, type Log, unheard } from "./log";
import { createNamesRequests, type NamesRequests } from "./namesRequests";
import { createPolicyFiles, type PolicyFiles } from "./policyFiles";
import { createPropertiesFiles, type PropertiesFiles } from "./propertiesFiles";
import { CHANGED_NOTIFICATION } from "./protocol";
import { ask, createRequests, type Requests } from "./requests";
import { createRolesFiles, type RolesFiles } from "./rolesFiles";
import { createRolesRequests, type RolesRequests } from "./rolesRequests";
import { createRolesViews } from "./rolesViews";
import { createSettings, type SettingsStore } from "./settings";
import { createStructureRequests, type StructureRequests } from "./structureRequests";
import { createWorkspaceCheck, type WorkspaceCheck } from "./workspaceCheck";
import { createWorkspaceIndex, type WorkspaceIndex } from "./workspaceIndex";
import type { WorkspaceReportSources } from "./workspaceReports";

/** How long a roles file rests before an edit in it is looked at: every open SQL document is judged anew. */
const ROLES_DELAY_MS = 100;
/** Files of these names may come to a folder that a setting names. */
const PROPERTIES_FILE_NAMES = ["common.runtime.properties", "runtime.properties"];

export interface Session {
  client: Client;
  readonly connection: Connection;
  readonly log: Log;
  readonly documents: Documents;
  readonly settings: SettingsStore;
  readonly rolesFiles: RolesFiles;
  readonly propertiesFiles: PropertiesFiles;
  readonly policyFiles: PolicyFiles;
  readonly configFiles: ConfigFiles;
  readonly catalogFiles: CatalogFiles;
  readonly catalogs: Catalogs;
  /** The configuration files that something was told about. */
  readonly markedConfigs: Set<string>;
  readonly contexts: Contexts;
  readonly index: WorkspaceIndex;
  readonly check: WorkspaceCheck;
  readonly reports: WorkspaceReportSources;
  readonly diagnoser: Diagnoser;
  readonly requests: Requests;
  readonly completionRequests: CompletionRequests;
  readonly formatting: Formatting;
  readonly structure: StructureRequests;
  readonly rolesRequests: RolesRequests;
  readonly namesRequests: NamesRequests;
  /** Verdicts may have changed: everything is judged anew, and the client told. */
  readonly changed: () => void;
  /** A roles, configuration, properties or policy file is being edited; looked at once the author rests. */
  readonly describingEdited: (uri: string) => void;
  /** Lets go of roles files that govern nothing any more. */
  readonly tidy: () => Promise<void>;
  /** Stops what waits; nothing is sent any more. */
  readonly end: () => void;
}

/** Puts a session together; nothing is sent before the connection listens. */
export function createSession(connection: Connection, machine: Host): Session {
  // What is still under way when the session ends must not begin to watch.
  const host: Host = { ...machine, watch: (uri, heard) => (hasEnded ? { dispose: () => undefined } : machine.watch(uri, heard)) };
  const log: Log = { error: (message) => connection.console.error(message), info: (message) => connection.console.info(message) };
  const documents = createDocuments();
  const settings = createSettings((uri) => pullSettings(session, uri));
  const changed = (): void => {
    if (hasEnded) return;
    contexts.clear();
    index.reconsider();
    check.reconsider();
    diagnoser.scheduleAll();
    void publishOpenRoles(session);
    unheard(connection.sendNotification(CHANGED_NOTIFICATION));
  };
  const rolesFiles = createRolesFiles({ host, documents, log, changed });
  const link: Link = (label, { uri, range }) => linkTo(label, uri, positionsIn(session, uri), range);
  const propertiesFiles = createPropertiesFiles({ host, documents, changed });
  const policyFiles = createPolicyFiles({ host, documents, changed });
  const configFiles = createConfigFiles({ host, documents, changed, tell: (uri, source) => publishConfig(session, uri, source) });
  const catalogFiles = createCatalogFiles({
    host,
    documents,
    tell: (uri, source) => publishCatalog(session, uri, source),
    // SQL files below a catalog are Druid's.
    came: changed,
  });
  const catalogs = createCatalogs({ files: catalogFiles, index: () => index, folders: () => session.client.folders });
  const contexts = createContexts({
    rolesFiles,
    propertiesFiles,
    policyFiles,
    catalogFiles,
    settingsOf: async (uri, scope = uri) => configFiles.complete(uri, await settings.of(scope), session.client.folders),
    folders: () => session.client.folders,
    named: (uris) => void guarded(log, phrase("Reading roles files of environments"), undefined, () => readNamed(session, uris)),
    link,
  });
  const index = createWorkspaceIndex({
    host,
    documents,
    contexts,
    log,
    folders: () => session.client.folders,
    isWanted: () => documents.all().some((each) => rolesFiles.concerns(each.uri) || (catalogs.isWorkspaceWanted() && isSql(each))),
    began: () => void guarded(log, phrase("Watching SQL files"), undefined, () => watchSqlFiles(session)),
    changed: () => workspaceChanged(session),
  });
  const check = createWorkspaceCheck({
    host,
    documents,
    contexts,
    connection,
    log,
    folders: () => session.client.folders,
    positionsIn: (uri) => positionsIn(session, uri),
    shows: () => session.client,
  });
  const views = createRolesViews({ documents, rolesFiles, index });
  const diagnoser = createDiagnoser({
    remarksOn: views.remarksOn,
    connection,
    documents,
    contexts,
    rolesFiles,
    policyFiles,
    host,
    log,
    shows: () => session.client,
  });
  const sources = {
    documents,
    contexts,
    catalogs,
    client: () => session.client,
    ...(host.userName !== undefined && { userName: host.userName }),
  };
  const requests = createRequests(sources);
  const namesRequests = createNamesRequests({ ...sources, index, host });
  const completionRequests = createCompletionRequests(sources);
  const rolesRequests = createRolesRequests({
    views,
    index,
    documents,
    host,
    configFiles,
    rolesFiles,
    client: () => session.client,
  });
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let hasEnded = false;
  const lookSoon = (uri: string, touched: (uri: string) => Promise<void>): void => {
    clearTimeout(timers.get(uri));
    const look = (): void => {
      timers.delete(uri);
      void guarded(log, t("Reading {0}", uri), undefined, () => touched(uri));
    };
    timers.set(uri, setTimeout(look, ROLES_DELAY_MS));
  };

  const session: Session = {
    client: SILENT_CLIENT,
    connection,
    log,
    documents,
    settings,
    rolesFiles,
    propertiesFiles,
    policyFiles,
    configFiles,
    catalogFiles,
    catalogs,
    markedConfigs: new Set(),
    contexts,
    index,
    check,
    reports: {
      contexts,
      rolesFiles,
      index,
      check,
      files: { host, documents, contexts, folders: () => session.client.folders },
      links: () => reportLinksIn(session.client.folders),
    },
    diagnoser,
    requests,
    completionRequests,
    formatting: createFormatting((uri) => ask({ documents, contexts }, uri)),
    structure: createStructureRequests({
      ask: (uri) => ask({ documents, contexts }, uri),
      host,
      folders: () => session.client.folders,
    }),
    rolesRequests,
    namesRequests,
    changed,
    describingEdited: (uri) => lookSoon(uri, (edited) => touched(session, edited)),
    tidy: () => guarded(log, phrase("Letting go of roles files"), undefined, () => tidy(session)),
    end: () => {
      hasEnded = true;
      for (const timer of timers.values()) clearTimeout(timer);
      rolesFiles.retain(new Set());
      propertiesFiles.clear();
      policyFiles.retain(new Set());
      configFiles.clear();
      catalogFiles.clear();
      index.end();
      check.end();
      diagnoser.end();
    },
  };
  return session;
}

/** Asks the client to tell about settings and roles files. */
export async function registerWithClient({ client, connection }: Session): Promise<void> {
  if (client.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  if (!client.registersWatchers) return;
  const names = [...ROLES_FILE_NAMES, ...CONFIG_FILE_NAMES, ...CATALOG_FILE_NAMES, ...PROPERTIES_FILE_NAMES];
  const watchers = names.map((name) => ({ globPattern: `**/${name}` }));
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** What was said about open roles files may be different now. */
function workspaceChanged(session: Session): void {
  void publishOpenRoles(session);
  if (session.client.lenses === "refreshed") unheard(session.connection.sendRequest(CodeLensRefreshRequest.type));
}

/** Asks the client to tell about SQL files; not before somebody wants to know what is in those that are not open. */
async function watchSqlFiles({ client, connection }: Session): Promise<void> {
  if (!client.registersWatchers) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: "**/*.{sql,SQL}" }] });
}

/** Reads a roles file that is open and tells what is wrong with it, whether or not it governs anything. */
export async function publishRoles({ rolesFiles, diagnoser, log }: Session, uri: string): Promise<void> {
  await guarded(log, t("Reading {0}", uri), undefined, async () => diagnoser.publishRoles(await rolesFiles.read(uri)));
}

/** Tells what is wrong with a configuration file. */
function publishConfig({ connection, client, markedConfigs }: Session, uri: string, source: ConfigSource | undefined): void {
  const problems = source?.file.problems.map((problem) => ({ ...problem, related: [] })) ?? [];
  if (problems.length === 0 && !markedConfigs.delete(uri)) return;
  if (problems.length > 0) markedConfigs.add(uri);
  const surroundings = { uri, positions: positionsOf(source?.lines ?? indexLines("")), positionsIn: () => undefined, ...client };
  unheard(connection.sendDiagnostics({ uri, diagnostics: problems.map((problem) => toDiagnostic(problem, surroundings)) }));
}

/** Tells what is wrong with a catalog file. */
function publishCatalog({ connection, client, markedConfigs }: Session, uri: string, source: CatalogSource | undefined): void {
  const problems = source?.latest.problems.map((problem) => ({ ...problem, related: [] })) ?? [];
  if (problems.length === 0 && !markedConfigs.delete(uri)) return;
  if (problems.length > 0) markedConfigs.add(uri);
  const surroundings = { uri, positions: positionsOf(source?.lines ?? indexLines("")), positionsIn: () => undefined, ...client };
  unheard(connection.sendDiagnostics({ uri, diagnostics: problems.map((problem) => toDiagnostic(problem, surroundings)) }));
}

/** Reads a file that describes roles, the cluster or its identity again. */
export async function touched(session: Session, uri: string): Promise<void> {
  const { rolesFiles, configFiles, catalogFiles, propertiesFiles, policyFiles } = session;
  if (configFiles.concerns(uri)) await configFiles.touched(uri);
  if (catalogFiles.concerns(uri)) await catalogTouched(session, uri);
  if (rolesFiles.concerns(uri)) await rolesFiles.touched(uri);
  if (propertiesFiles.concerns(uri)) await propertiesFiles.touched(uri);
  if (policyFiles.concerns(uri)) await policyFiles.touched(uri);
}

/** A catalog that nobody has read may be the one of files that are open. */
async function catalogTouched({ catalogFiles, changed }: Session, uri: string): Promise<void> {
  const isNew = !catalogFiles.has(uri);
  await catalogFiles.touched(uri);
  if (isNew) changed();
}

/** Whether a file describes roles, the cluster or its identity. */
export function isDescribing({ rolesFiles, configFiles, catalogFiles, propertiesFiles, policyFiles }: Session, uri: string): boolean {
  return [rolesFiles, configFiles, catalogFiles, propertiesFiles, policyFiles].some((files) => files.concerns(uri));
}

/** A roles file that is read is watched, and answered for like others. */
async function readNamed(session: Session, uris: readonly string[]): Promise<void> {
  for (const uri of uris.filter((each) => session.rolesFiles.peek(each) === undefined)) {
    await session.rolesFiles.read(uri);
    if (session.documents.get(uri)) await publishRoles(session, uri);
  }
}

async function publishOpenRoles(session: Session): Promise<void> {
  const open = session.documents.all().filter(({ uri }) => session.rolesFiles.concerns(uri));
  for (const { uri } of open) await publishRoles(session, uri);
}

function pullSettings({ client, connection }: Session, uri: string): Promise<unknown> | undefined {
  return client.pullsConfiguration ? connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }) : undefined;
}

function positionsIn({ documents, rolesFiles, policyFiles }: Session, uri: string): Positions | undefined {
  const lines = rolesFiles.peek(uri)?.good?.lines ?? policyFiles.peek(uri)?.lines;
  return lines ? positionsOf(lines) : documents.get(uri)?.text;
}

async function tidy({ documents, contexts, rolesFiles, policyFiles, diagnoser }: Session): Promise<void> {
  const used = new Set<string>();
  const read = new Set<string>();
  for (const document of documents.all()) {
    if (rolesFiles.concerns(document.uri)) used.add(document.uri);
    if (!isSql(document)) continue;
    const { source, policy, properties, environmentRoles } = await contexts.of(document);
    for (const file of [source, policy]) if (file) used.add(file.uri);
    for (const uri of environmentRoles) used.add(uri);
    for (const file of properties) read.add(file.uri);
  }
  for (const uri of [...rolesFiles.retain(used), ...policyFiles.retain(used)]) diagnoser.clear(uri);
  diagnoser.retainProperties(read);
}
