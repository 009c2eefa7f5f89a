/**
 * The commands `check` and `needs`: finds the files and their roles, examines one file after the other, writes what was found, and says
 * with which code the process ends. Holds one file at a time.
 */
import {
  brokenAuthorizer,
  createContext,
  isBroken,
  type LanguageContext,
  type PropertiesFile,
  readPropertiesProfile,
} from "../language/index";
import type { RolesFileJson, SeverityJson } from "./contract";
import { type Examined, type Examiner, examine } from "./examine";
import { type FoundFiles, findFiles, type SqlInput, STANDARD_INPUT, shownPath } from "./findFiles";
import { fails, reaches } from "./findings";
import type { CliHost, FileResult } from "./host";
import { principalNotes } from "./principalNotes";
import { readTextFile, readTextInput } from "./readText";
import { withReport } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { rolesFileJson } from "./rolesProblems";
import { createRolesFinder, type RolesFinder, type RolesSource } from "./rolesSource";
import { explainMissingPrincipal, explainMissingRoles } from "./usageMessages";

/** Writes a report as it grows. */
export interface ReportWriter {
  /** `notes` are sentences for people. */
  begin(rolesFiles: readonly RolesFileJson[], notes: readonly string[]): Promise<void>;
  file(examined: Examined): Promise<void>;
  /** An input that could not be read. */
  unread(path: string, message: string): Promise<void>;
  end(): Promise<void>;
}

/** Runs `check` or `needs`. */
export async function checkFiles(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  for (const note of request.notes) await host.errors.write(`druid-sql: ${note}\n`);
  const properties = readPropertiesFiles(host, request);
  if (properties.kind === "error") {
    await host.errors.write(`druid-sql: ${properties.message}\n`);
    return EXIT.trouble;
  }
  for (const { message } of readPropertiesProfile(properties.content).problems) await host.errors.write(`druid-sql: ${message}\n`);
  const found = findFiles(host, request.paths);
  const finder = createRolesFinder(host, request.rolesFile);
  const roles = collectRoles(found, finder);
  const run = {
    host,
    request: { ...request, properties: properties.content },
    finder,
    contexts: new Map<RolesSource | undefined, LanguageContext>(),
  };
  const complaint = complaintBefore(run, roles, found);
  if (complaint !== undefined) {
    await host.errors.write(complaint);
    return EXIT.trouble;
  }
  return withReport(host, request, (writer) => writeReport(run, writer, found, roles));
}

/** A request with the files that it names. */
interface AskedRequest extends CheckRequest {
  readonly properties: readonly PropertiesFile[];
}

interface Run {
  readonly host: CliHost;
  readonly request: AskedRequest;
  readonly finder: RolesFinder;
  readonly contexts: Map<RolesSource | undefined, LanguageContext>;
}

function readPropertiesFiles(host: CliHost, { propertiesFiles }: CheckRequest): FileResult<readonly PropertiesFile[]> {
  const files: PropertiesFile[] = [];
  for (const path of propertiesFiles) {
    const name = shownPath(host, path);
    const text = readTextFile(host, path);
    if (text.kind === "error") return { kind: "error", message: `${name}: the properties file cannot be read: ${text.message}` };
    files.push({ name, text: text.content });
  }
  return { kind: "ok", content: files };
}

interface CollectedRoles {
  readonly sources: readonly RolesSource[];
  readonly failures: readonly string[];
}

function collectRoles({ inputs }: FoundFiles, finder: RolesFinder): CollectedRoles {
  const sources = new Set<RolesSource>();
  const failures = new Set<string>();
  for (const input of inputs) {
    const lookup = finder(input);
    if (lookup.kind === "found") sources.add(lookup.source);
    if (lookup.kind === "error") failures.add(lookup.message);
  }
  return { sources: [...sources], failures: [...failures] };
}

/** Why a check makes no sense as it was asked for; found before anything is written. */
function complaintBefore(run: Run, roles: CollectedRoles, { inputs }: FoundFiles): string | undefined {
  const { host, request } = run;
  const isBasic = (source: RolesSource | undefined): boolean => contextOf(run, source).settings.profile.authorizer === "basic";
  if (request.purpose === "needs" || inputs.length === 0) return undefined;
  const asked = roles.sources.filter((source) => !isBroken(source.file) && isBasic(source));
  if (request.principal === undefined) return asked.length > 0 ? explainMissingPrincipal(request, asked) : undefined;
  if (roles.sources.length > 0 || roles.failures.length > 0) return undefined;
  return isBasic(undefined) ? explainMissingRoles(host, request) : undefined;
}

async function writeReport(run: Run, writer: ReportWriter, found: FoundFiles, roles: CollectedRoles): Promise<ExitCode> {
  const { host, request } = run;
  let code: ExitCode = EXIT.fine;
  const raise = (other: ExitCode): void => {
    if (other > code) code = other;
  };
  const rolesFiles = roles.sources.map((source) => ({ source, json: rolesFileJson(source, request.properties) }));
  await writer.begin(
    rolesFiles.map(({ json }) => json),
    notesOn(run, roles.sources),
  );
  for (const { source, json } of rolesFiles) raise(exitOfRoles(source, json, request));
  for (const message of roles.failures) {
    await host.errors.write(`druid-sql: ${message}\n`);
    raise(EXIT.trouble);
  }
  for (const { path, message } of found.failures) {
    await writer.unread(path, message);
    raise(EXIT.trouble);
  }
  for (const input of found.inputs) raise(await writeFile(run, writer, input));
  await writer.end();
  return code;
}

function notesOn(run: Run, sources: readonly RolesSource[]): readonly string[] {
  const { purpose, principal } = run.request;
  if (purpose === "needs" || !principal) return [];
  return sources.flatMap((source) => principalNotes(source, principal, contextOf(run, source)));
}

async function writeFile(run: Run, writer: ReportWriter, input: SqlInput): Promise<ExitCode> {
  const examined = await examineInput(run, input);
  if (examined.kind === "error") {
    await writer.unread(input.shown, examined.message);
    return EXIT.trouble;
  }
  await writer.file(examined.content);
  return exitOf(examined.content, run.request);
}

/** A file on which the program itself fails is one that could not be read: the others are still checked. */
async function examineInput(run: Run, input: SqlInput): Promise<FileResult<Examined>> {
  try {
    const text = await readInput(run.host, input);
    return text.kind === "error" ? text : { kind: "ok", content: examine(input, text.content, examinerOf(run, input)) };
  } catch (error) {
    return { kind: "error", message: `this is a defect of druid-sql: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function readInput(host: CliHost, { path }: SqlInput): Promise<FileResult<string>> {
  return path === STANDARD_INPUT ? readTextInput(host) : readTextFile(host, path);
}

function examinerOf(run: Run, input: SqlInput): Examiner {
  const lookup = run.finder(input);
  const source = lookup.kind === "found" ? lookup.source : undefined;
  const { purpose, principal } = run.request;
  return {
    purpose,
    context: contextOf(run, source),
    ...(purpose === "check" && principal && { principal }),
    ...(source && { roles: source }),
  };
}

function contextOf(run: Run, source: RolesSource | undefined): LanguageContext {
  const known = run.contexts.get(source);
  if (known) return known;
  const context = createContextFor(run.request, source);
  run.contexts.set(source, context);
  return context;
}

/** `needs` takes the cluster from the roles file and leaves its roles alone. */
function createContextFor(request: AskedRequest, source: RolesSource | undefined): LanguageContext {
  const { cluster, properties, endpoint, context, inlineComments, principal, purpose } = request;
  const common = {
    cluster: [cluster, source?.file.cluster?.value],
    clusterSources: ["option", "roles file"],
    endpoint,
    context,
    inlineComments,
    ...(properties.length > 0 && { properties }),
  };
  if (purpose === "needs") return createContext(common);
  const broken = source && isBroken(source.file) ? brokenAuthorizer(source.shown) : undefined;
  return createContext({
    ...common,
    ...(source && { roles: source.file }),
    ...(broken && { authorizer: broken }),
    ...(principal && { principal }),
  });
}

function exitOf({ findings }: Examined, { failOn, unknownCountsAs }: CheckRequest): ExitCode {
  return findings.flat().some((finding) => fails(finding, failOn, unknownCountsAs)) ? EXIT.findings : EXIT.fine;
}

/** A file that is broken, or that describes no cluster, answers other questions than the one that was asked. */
function exitOfRoles({ file }: RolesSource, { problems }: RolesFileJson, request: CheckRequest): ExitCode {
  if (isBroken(file) || problems.some(({ code, severity }) => code === "roles-cluster" && severity === "error")) return EXIT.trouble;
  return problems.some(({ severity }) => exitFor(severity, request) !== EXIT.fine) ? EXIT.findings : EXIT.fine;
}

function exitFor(severity: SeverityJson, { failOn }: CheckRequest): ExitCode {
  return reaches(severity, failOn) ? EXIT.findings : EXIT.fine;
}
