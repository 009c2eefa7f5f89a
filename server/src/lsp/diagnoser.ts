/**
 * Publishes diagnostics: of open SQL documents shortly after they change, of roles files when they are read. What a statement says is
 * remembered with it, so a keystroke costs one statement (`documentMarks.ts`).
 */
import { type Connection, DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import {
  type Diagnostic,
  fileName,
  indexLines,
  isDruid,
  type PropertiesFile,
  policyProblems,
  propertiesProblems,
  rolesProblems,
  type Severities,
  type SqlDocument,
  type StatedBefore,
  switchOfDocument,
  t,
  withSeverities,
} from "../language/index";
import type { Client } from "./client";
import type { Contexts, Surroundings } from "./contexts";
import { type DiagnosticSurroundings, positionsOf, toDiagnostic } from "./convert";
import { learnDialectsSoon } from "./dialects";
import { type Diagnosed, diagnose, MOST_DIAGNOSTICS, marksOf } from "./documentMarks";
import { type Documents, isJson, isSql, type OpenDocument } from "./documents";
import type { Host } from "./host";
import { guarded, type Log, unheard } from "./log";
import type { PolicyFiles, PolicySource } from "./policyFiles";
import type { StatusResult } from "./protocol";
import type { RolesFiles, RolesSource } from "./rolesFiles";
import { uriKey } from "./uris";

/** Changes within this time are answered together, and what an editor asks for with a keystroke, such as completion, goes first. */
const SHORTEST_DELAY_MS = 8;
/** A document whose last diagnosis took longer waits as long as that, so that others get their turn. */
const SHORT_WORK_MS = 30;
const LONGEST_DELAY_MS = 100;

export interface Diagnoser {
  /** Diagnoses a document soon, as it is then. */
  schedule(uri: string): void;
  /** Diagnoses every open document. */
  scheduleAll(): void;
  /** Takes away what was published for a document. */
  clear(uri: string): void;
  /** Publishes the problems of a roles file, unless they were published already. */
  publishRoles(source: RolesSource, around?: Around): void;
  /** Takes away what was published for properties files other than these. */
  retainProperties(uris: ReadonlySet<string>): void;
  /** Publishes nothing any more. */
  end(): void;
}

/** What the diagnoser works with. */
export interface DiagnoserParts {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly contexts: Contexts;
  readonly rolesFiles: RolesFiles;
  readonly policyFiles: PolicyFiles;
  readonly host: Pick<Host, "dialectsOf">;
  readonly log: Log;
  /** What is remarked on a roles file while it is edited; the same list for as long as nothing is different. */
  readonly remarksOn: (source: RolesSource) => readonly Diagnostic[];
  /** What the client can show. */
  readonly shows: () => {
    readonly related: DiagnosticSurroundings["related"];
    readonly page?: (code: string) => string;
    readonly json: Client["json"];
    readonly diagnosticVersions: Client["diagnosticVersions"];
  };
}

export function createDiagnoser(parts: DiagnoserParts): Diagnoser {
  const waiting = new Set<string>();
  const delays = new Map<string, number>();
  const marked = new Set<string>();
  const known = new Map<string, Diagnosed>();
  /** What was published last of each SQL document. */
  const told = new Map<string, readonly LspDiagnostic[]>();
  const published = new Map<string, PublishedRoles>();
  const markedProperties = new Map<string, string>();
  /** The number of the newest run that each document was promised. */
  const newest = new Map<string, number>();
  let runs = 0;
  let hasEnded = false;

  const publish = (uri: string, version: number | undefined, diagnostics: LspDiagnostic[]): void => {
    if (hasEnded || (diagnostics.length === 0 && !marked.has(uri))) return;
    if (diagnostics.length === 0) marked.delete(uri);
    else marked.add(uri);
    unheard(parts.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) }));
  };
  /** Behind most keystrokes of a large file nothing is different that is shown. */
  const publishMarks = (key: string, { document, diagnostics }: Marked): void => {
    const before = told.get(key);
    told.set(key, diagnostics);
    if (before && parts.shows().diagnosticVersions === "ignored" && isSame(before, diagnostics)) return;
    publish(document.uri, document.version, diagnostics);
  };
  const publishRoles = (source: RolesSource, given?: Around): void => {
    const before = published.get(source.uri);
    // Who opens a roles file by itself knows of no settings: then it is compared with those of before.
    const around = given ?? before?.around ?? NOTHING_AROUND;
    const remarks = parts.remarksOn(source);
    const syntax = syntaxTold(parts, source.uri);
    const isSame = before?.source === source && before.remarks === remarks && before.syntax === syntax;
    if (isSame && JSON.stringify(before.around) === JSON.stringify(around)) return;
    const roles = { source, around, remarks, syntax };
    published.set(source.uri, roles);
    publish(source.uri, undefined, diagnoseRoles(parts, roles));
  };
  const publishProperties = (surroundings: Surroundings): void => {
    for (const { uri, diagnostics } of diagnoseProperties(parts, surroundings)) {
      const found = JSON.stringify(diagnostics);
      if (markedProperties.get(uri) === found) continue;
      markedProperties.set(uri, found);
      publish(uri, undefined, diagnostics);
    }
  };
  const policies = new Map<string, PolicySource>();
  const publishPolicy = (source: PolicySource): void => {
    if (policies.get(source.uri) === source) return;
    policies.set(source.uri, source);
    publish(source.uri, undefined, diagnosePolicy(parts, source));
  };
  const diagnoseNow = async (uri: string): Promise<void> => {
    const key = uriKey(uri);
    const began = Date.now();
    const run = newest.get(key);
    // Settings, principal or roles may change during a run as well as the text; whatever did has promised another run.
    const isWanted = (): boolean => !hasEnded && run !== undefined && newest.get(key) === run;
    const found = await diagnoseDocument(parts, {
      uri,
      known,
      isWanted,
      later: () => schedule(uri),
      publishRoles,
      publishPolicy,
      publishProperties,
    });
    if (found && isWanted()) publishMarks(key, found);
    if (!newest.has(key)) return;
    const took = Date.now() - began;
    // The first look at a document costs more than a keystroke ever will.
    const isShort = took <= SHORT_WORK_MS || !delays.has(key);
    delays.set(key, isShort ? SHORTEST_DELAY_MS : Math.min(took, LONGEST_DELAY_MS));
  };
  const schedule = (uri: string): void => {
    const key = uriKey(uri);
    runs++;
    newest.set(key, runs);
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => {
      waiting.delete(key);
      if (!hasEnded) void guarded(parts.log, t("Diagnosing {0}", uri), undefined, () => diagnoseNow(uri));
    }, delays.get(key) ?? SHORTEST_DELAY_MS);
  };

  return {
    schedule,
    scheduleAll: () => {
      for (const document of parts.documents.all()) if (isSql(document)) schedule(document.uri);
    },
    clear: (uri) => {
      newest.delete(uriKey(uri));
      delays.delete(uriKey(uri));
      known.delete(uriKey(uri));
      told.delete(uriKey(uri));
      published.delete(uri);
      policies.delete(uri);
      publish(uri, undefined, []);
    },
    publishRoles,
    retainProperties: (uris) => {
      for (const uri of [...markedProperties.keys()].filter((each) => !uris.has(each))) {
        markedProperties.delete(uri);
        publish(uri, undefined, []);
      }
    },
    end: () => {
      hasEnded = true;
    },
  };
}

/** Whether marks are the very same ones: a mark that was made anew or has moved has another range. */
function isSame(one: readonly LspDiagnostic[], other: readonly LspDiagnostic[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ range, message }, index) => range === other[index]?.range && message === other[index]?.message)
  );
}

/** Whether a document is checked: `whyInactive` has the rules. */
export function isActive({ languageId }: OpenDocument, surroundings: Surroundings, parsed: () => SqlDocument): boolean {
  return whyInactive(languageId, surroundings, parsed) === undefined;
}

/** Whether a file of this language is left alone whatever it holds, so that it need not be read. */
export function isLeftAlone({ languageId }: Pick<OpenDocument, "languageId">, { settings }: Pick<Surroundings, "settings">): boolean {
  return settings.enable === "off" || !isSql({ languageId });
}

/** Why a file of this language is left alone; undefined when it is checked. `parsed` is called when only the text can tell. */
export function whyInactive(
  languageId: string,
  { settings, environment, source, hasCatalog }: Surroundings,
  parsed: () => SqlDocument,
): StatusResult["off"] | undefined {
  if (settings.enable === "off") return "setting";
  if (!isSql({ languageId })) return "dialect";
  if (switchOfDocument(parsed()) === "off") return "comment";
  if (settings.enable === "on") return undefined;
  if (settings.configured) return settings.configured.isExcluded ? "excluded" : undefined;
  if (languageId === "druid-sql") return undefined;
  // An environment whose roles file is missing has to say so.
  if (environment && source) return undefined;
  if (hasCatalog) return undefined;
  return source?.latest !== undefined || source?.good !== undefined || isDruid(parsed()) ? undefined : "dialect";
}

/** Whether somebody says that a file is Druid SQL, so that no other dialect comes into question. */
export function isStatedDruid(languageId: string, { enable }: Surroundings["settings"]): boolean {
  return enable === "on" || languageId === "druid-sql";
}

interface Marked {
  readonly document: OpenDocument;
  readonly diagnostics: LspDiagnostic[];
}

interface Run {
  readonly uri: string;
  /** What was found in each document before, by key. */
  readonly known: Map<string, Diagnosed>;
  /** Whether this run is still the newest one of its document. */
  readonly isWanted: () => boolean;
  /** Promises another run, when something is known that was not. */
  readonly later: () => void;
  readonly publishRoles: Diagnoser["publishRoles"];
  /** Publishes the problems of a policy file, unless they were published already. */
  readonly publishPolicy: (source: PolicySource) => void;
  readonly publishProperties: (surroundings: Surroundings) => void;
}

/** Undefined when the run is not wanted any more; then another one diagnoses the document, or it was closed. */
async function diagnoseDocument(
  parts: DiagnoserParts,
  { uri, known, isWanted, later, publishRoles, publishPolicy, publishProperties }: Run,
): Promise<Marked | undefined> {
  const opened = parts.documents.get(uri);
  if (!opened) return undefined;
  const surroundings = await parts.contexts.of(opened);
  if (!isWanted()) return undefined;
  const { context, source, properties, policy, settings } = surroundings;
  if (source) publishRoles(source, { properties, before: statedBefore(settings), severities: context.severities });
  if (policy) publishPolicy(policy);
  publishProperties(surroundings);
  const key = uriKey(uri);
  const read = isLeftAlone(opened, surroundings) ? undefined : await parts.documents.read(uri, context.grammar);
  const document = read?.document ?? parts.documents.get(uri);
  if (!document || !isWanted()) return undefined;
  if (!read || !isActive(document, surroundings, () => read.parsed)) {
    known.delete(key);
    return { document, diagnostics: [] };
  }
  if (!isStatedDruid(document.languageId, settings)) {
    await learnDialectsSoon(parts.host, read.parsed, later);
    if (!isWanted()) return undefined;
  }
  const diagnosed = await diagnose(context, read.parsed, known.get(key), isWanted);
  if (!diagnosed) return undefined;
  known.set(key, diagnosed);
  return { document, diagnostics: marksOf(diagnosed, surroundingsOf(parts, document)) };
}

function surroundingsOf(parts: DiagnoserParts, document: OpenDocument): DiagnosticSurroundings {
  return {
    uri: document.uri,
    positions: document.text,
    positionsIn: (uri) => {
      const lines = parts.rolesFiles.peek(uri)?.good?.lines ?? parts.policyFiles.peek(uri)?.lines;
      return lines && positionsOf(lines);
    },
    ...parts.shows(),
  };
}

/** What else describes the cluster of a roles file. */
interface Around {
  readonly properties: readonly PropertiesFile[];
  /** Who comes before it. */
  readonly before: readonly StatedBefore[];
  /** How severe its problems are. */
  readonly severities: Severities | undefined;
}

const NOTHING_AROUND: Around = { properties: [], before: [], severities: undefined };

/** A roles file, and what it was compared with. */
interface PublishedRoles {
  readonly source: RolesSource;
  readonly around: Around;
  readonly remarks: readonly Diagnostic[];
  /** Who tells where it is no JSON. */
  readonly syntax: "here" | "elsewhere";
}

interface MarkedFile {
  readonly uri: string;
  readonly diagnostics: LspDiagnostic[];
}

/** The properties files in use, each with its marks. */
function diagnoseProperties(parts: DiagnoserParts, { context, properties, settings, source }: Surroundings): readonly MarkedFile[] {
  const roles = (source?.good ?? source?.latest)?.file;
  const before = [...statedBefore(settings), ...(source ? [{ name: fileName(source.uri), cluster: roles?.cluster?.value }] : [])];
  const marks = propertiesProblems(properties, before);
  return properties.flatMap((file) => {
    if (!("text" in file)) return [];
    const around = { uri: file.uri, positions: positionsOf(indexLines(file.text)), positionsIn: () => undefined, ...parts.shows() };
    const found = withSeverities(marks.get(file.name) ?? [], context.severities).slice(0, MOST_DIAGNOSTICS);
    return [{ uri: file.uri, diagnostics: found.map((diagnostic) => toDiagnostic(diagnostic, around)) }];
  });
}

function statedBefore({ cluster, configured }: Surroundings["settings"]): readonly StatedBefore[] {
  return [
    { name: t("the setting druidSql.cluster"), cluster },
    { name: t("the configuration file"), cluster: configured?.cluster },
  ];
}

/** An editor that checks JSON does so while the file is open. */
function syntaxTold({ documents, shows }: DiagnoserParts, uri: string): PublishedRoles["syntax"] {
  const open = documents.get(uri);
  return open && isJson(open) && shows().json === "served" ? "elsewhere" : "here";
}

function diagnoseRoles(parts: DiagnoserParts, { source, around, remarks, syntax }: PublishedRoles): LspDiagnostic[] {
  const { uri, latest, failure } = source;
  if (!latest) return failure === undefined || failure === "does not exist" ? [] : [unreadable(failure)];
  const { file, lines } = latest;
  const surroundings = { uri, positions: positionsOf(lines), positionsIn: () => undefined, ...parts.shows() };
  const all = [...rolesProblems(file, around.properties, around.before), ...remarks];
  const ours = syntax === "here" ? all : all.filter(({ code }) => code !== "roles-syntax");
  const found = withSeverities(ours, around.severities);
  return found.slice(0, MOST_DIAGNOSTICS).map((diagnostic) => toDiagnostic(diagnostic, surroundings));
}

function diagnosePolicy(parts: DiagnoserParts, { uri, file, lines, failure }: PolicySource): LspDiagnostic[] {
  if (!file || !lines) return failure === undefined || failure === "does not exist" ? [] : [unreadable(failure)];
  const surroundings = { uri, positions: positionsOf(lines), positionsIn: () => undefined, ...parts.shows() };
  return policyProblems(file).map((diagnostic) => toDiagnostic(diagnostic, surroundings));
}

function unreadable(failure: string): LspDiagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Error,
    source: "Druid SQL",
    message: t("This file cannot be used: {0}.", failure),
  };
}
