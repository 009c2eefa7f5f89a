/**
 * The commands `check` and `needs`: finds the files and their roles, examines one file after the other, writes what was found, and says
 * with which code the process ends. Holds one file at a time.
 */
import { resolve } from "node:path";
import { authorizerOfEverybody, isBroken, type PropertiesProblem, readPropertiesProfile } from "../language/index";
import { type Baseline, createBaseline } from "./baseline";
import { affectedInputs, changedSince } from "./changedFiles";
import type { RolesFileJson, SeverityJson } from "./contract";
import { createExamination, type Examination } from "./examination";
import type { Examined } from "./examine";
import { dropsOf } from "./excludes";
import { createFileSettings, type FileSettings } from "./fileSettings";
import { type FoundFiles, findFiles, type Selection, type SqlInput } from "./findFiles";
import { fails, newOnes, reaches } from "./findings";
import type { CliHost, FileResult } from "./host";
import { policyFileJson } from "./policySource";
import { principalNotes } from "./principalNotes";
import { withReport } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { rolesFileJson } from "./rolesProblems";
import { createRolesFinder, type RolesSource } from "./rolesSource";
import { explainMissingPrincipal, explainMissingRoles } from "./usageMessages";
import { type ExaminedInput, orderOf, threadsFor, workInThreads } from "./worker";

/** Writes a report as it grows. */
export interface ReportWriter {
  /** `notes` are sentences for people; the policy files are that of `--iam-policy`, or those of environments. */
  begin(rolesFiles: readonly RolesFileJson[], notes: readonly string[], policyFiles: readonly RolesFileJson[]): Promise<void>;
  /** A file, once for each environment and in it for each principal that is asked about; with what is written for it, where another thread has made that already. */
  file(examined: Examined, rendered?: readonly string[]): Promise<void>;
  /** An input that could not be read. */
  unread(path: string, message: string): Promise<void>;
  /** Something else that keeps the answers from being complete. */
  failed(message: string): Promise<void>;
  /** `exit` is what the run ends with. */
  end(exit: ExitCode): Promise<void>;
}

/** A file, and what is written for it where that is known already: then `examined` holds no more than the rest needs. */
export interface RenderedFile {
  readonly examined: Examined;
  /** In pieces. */
  readonly rendered?: readonly string[];
}

/** Runs `check` or `needs`. */
export async function checkFiles(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  const baseline = createBaseline(host, request);
  if (baseline.kind === "error") return complain(host, baseline.message);
  const settings = createFileSettings(host, request);
  if (settings.kind === "error") return complain(host, settings.message);
  const settingsOf = settings.content;
  const examination = createExamination({ host, request, settingsOf, rolesOf: createRolesFinder(host) });
  const found = await findInputs(host, request, examination);
  if (found.kind === "error") return complain(host, found.message);
  const governed = governance(found.content, examination);
  const complaint = complaintBefore({ host, request, examination }, governed, found.content);
  for (const note of [...request.notes, ...new Set(propertiesProblemsOf(governed).map(propertiesNote)), ...found.content.notes])
    await say(host, note);
  if (complaint !== undefined) {
    await host.errors.write(complaint);
    return EXIT.trouble;
  }
  const run = { host, request, examination, baseline: baseline.content };
  return withReport(run, (writer) => writeReport(run, writer, found.content, governed));
}

interface Run {
  readonly host: CliHost;
  readonly request: CheckRequest;
  readonly examination: Examination;
  readonly baseline: Baseline;
}

async function findInputs(host: CliHost, request: CheckRequest, { settingsOf, rolesOf }: Examination): Promise<FileResult<FoundFiles>> {
  const found = findFiles(host, request.paths, selectionOf(host, request));
  if (request.changedSince === undefined) return { kind: "ok", content: found };
  const changes = await changedSince(host, request.changedSince);
  if (changes.kind === "error") return changes;
  const dependencies = (input: SqlInput): readonly string[] => {
    return settingsOf(input).flatMap((settings) => {
      const lookup = rolesOf(input, settings);
      return [...(lookup.kind === "found" ? [lookup.source.path] : []), ...settings.dependencies];
    });
  };
  // A change may take the last file out of a folder.
  const failures = found.failures.filter(({ kind }) => kind !== "empty");
  return { kind: "ok", content: { ...found, failures, inputs: affectedInputs(found.inputs, changes.paths, dependencies) } };
}

/** What is searched for: what ignore files and the configuration leave of the paths. */
export function selectionOf(host: CliHost, { ignoreFiles, config, options }: CheckRequest): Selection {
  const { exclude, stdinFilepath } = options;
  const named = {
    ignoreFiles,
    ...dropsOf(host, exclude),
    ...(stdinFilepath !== undefined && { inputPath: resolve(host.workingFolder, stdinFilepath) }),
  };
  if (!config) return named;
  return {
    ...named,
    includes: config.includes,
    excludes: (path, kind) => (config.excludes(path, kind) ? config.shown : undefined),
  };
}

/** Which settings and roles files govern the inputs; each combination once. */
interface Governance {
  readonly pairs: readonly Pair[];
  readonly failures: readonly string[];
}

interface Pair {
  readonly settings: FileSettings;
  readonly source: RolesSource | undefined;
}

function governance({ inputs }: FoundFiles, { settingsOf, rolesOf }: Examination): Governance {
  const pairs = new Map<FileSettings, Map<RolesSource | undefined, Pair>>();
  const failures = new Set<string>();
  const asked = inputs.flatMap((input) => settingsOf(input).map((settings) => ({ input, settings })));
  for (const { input, settings } of asked) {
    const lookup = rolesOf(input, settings);
    if (lookup.kind === "error") failures.add(lookup.message);
    const source = lookup.kind === "found" ? lookup.source : undefined;
    const bySource = pairs.get(settings) ?? new Map<RolesSource | undefined, Pair>();
    pairs.set(settings, bySource);
    if (!bySource.has(source)) bySource.set(source, { settings, source });
  }
  return { pairs: [...pairs.values()].flatMap((bySource) => [...bySource.values()]), failures: [...failures] };
}

/** Why a check makes no sense as it was asked for; found before anything is written. */
function complaintBefore(
  { host, request, examination }: Omit<Run, "baseline">,
  { pairs, failures }: Governance,
  { inputs }: FoundFiles,
): string | undefined {
  if (request.purpose === "needs" || inputs.length === 0) return undefined;
  const asksWho = ({ settings, source }: Pair): boolean =>
    !authorizerOfEverybody(examination.contextOf(settings, source, settings.principals[0]).settings.profile);
  const nobody = pairs.filter(({ settings }) => settings.principals.length === 0);
  const asked = nobody.flatMap((pair) => (pair.source && !isBroken(pair.source.file) && asksWho(pair) ? [pair.source] : []));
  if (asked.length > 0) return explainMissingPrincipal(request, [...new Set(asked)]);
  if (nobody.length === pairs.length || pairs.some(({ source }) => source) || failures.length > 0) return undefined;
  return pairs.some(asksWho) ? explainMissingRoles(host, request) : undefined;
}

function propertiesProblemsOf({ pairs }: Governance): readonly PropertiesProblem[] {
  const files = new Set(pairs.map(({ settings }) => settings.properties));
  return [...files].flatMap((each) => readPropertiesProfile(each).problems);
}

function propertiesNote({ message, file, at }: PropertiesProblem): string {
  return `${at ? `${file}:${at.line}` : file}: ${message}`;
}

async function writeReport(run: Run, writer: ReportWriter, found: FoundFiles, governed: Governance): Promise<ExitCode> {
  const { request, baseline } = run;
  let code: ExitCode = EXIT.fine;
  const raise = (other: ExitCode): void => {
    if (other > code) code = other;
  };
  const rolesFiles = rolesFilesOf(governed).map(({ source, json }) => ({ source, json: baseline.markRoles(json) }));
  const policies = new Set(governed.pairs.flatMap(({ settings }) => settings.policy ?? []));
  const policyFiles = [...policies].map((policy) => baseline.markRoles(policyFileJson(policy)));
  await writer.begin(
    rolesFiles.map(({ json }) => json),
    notesOn(run, governed),
    policyFiles,
  );
  for (const policyFile of policyFiles) raise(exitOfPolicy(policyFile, request));
  for (const { source, json } of rolesFiles) raise(exitOfRoles(source, json, request));
  // As with the roles file: another cluster is described than the one that is meant.
  if (propertiesProblemsOf(governed).some(({ severity }) => severity === "error")) raise(EXIT.trouble);
  for (const message of governed.failures) {
    await writer.failed(message);
    raise(EXIT.trouble);
  }
  for (const { path, message } of found.failures) {
    await writer.unread(path, message);
    raise(EXIT.trouble);
  }
  let index = 0;
  for await (const examined of examineAll(run, found.inputs)) {
    raise(await writeFile(run, writer, found.inputs[index]?.shown ?? "", examined));
    index++;
  }
  await writer.end(code);
  return code;
}

interface RolesFileReport {
  readonly source: RolesSource;
  readonly json: RolesFileJson;
}

/** A roles file is compared with the properties files of the first settings that it governs under. */
function rolesFilesOf({ pairs }: Governance): readonly RolesFileReport[] {
  const reports = new Map<RolesSource, RolesFileReport>();
  for (const { settings, source } of pairs) {
    if (source && !reports.has(source)) reports.set(source, { source, json: rolesFileJson(source, settings) });
  }
  return [...reports.values()];
}

function notesOn({ request, examination }: Run, { pairs }: Governance): readonly string[] {
  if (request.purpose === "needs") return [];
  const notes = pairs.flatMap(({ settings, source }) =>
    source ? settings.principals.flatMap((each) => principalNotes(source, each, examination.contextOf(settings, source, each))) : [],
  );
  return [...new Set(notes)];
}

/** The files in their order: in other threads where there is enough to do, else one after the other in this one. */
async function* examineAll(run: Run, inputs: readonly SqlInput[]): AsyncGenerator<ExaminedInput> {
  const { host, request, examination } = run;
  const examineHere = async (input: SqlInput): Promise<ExaminedInput> => {
    const examined = await examination.examine(input);
    return examined.kind === "error" ? examined : { kind: "ok", content: examined.content.map((each) => ({ examined: each })) };
  };
  const threads = threadsFor(host, request, inputs);
  if (threads > 1) yield* workInThreads(() => host.startWorker(orderOf(host, request, "examine")), threads, inputs, examineHere);
  else for (const input of inputs) yield await examineHere(input);
}

async function writeFile({ request, baseline }: Run, writer: ReportWriter, shown: string, examined: ExaminedInput): Promise<ExitCode> {
  if (examined.kind === "error") {
    await writer.unread(shown, examined.message);
    return EXIT.trouble;
  }
  const marked = examined.content.map((each) => ({ ...each, examined: baseline.mark(each.examined) }));
  for (const { examined: each, rendered } of marked) await writer.file(each, rendered);
  return marked.some(({ examined: each }) => exitOf(each, request) === EXIT.findings) ? EXIT.findings : EXIT.fine;
}

function exitOf({ findings }: Examined, { failOn, unknownCountsAs }: CheckRequest): ExitCode {
  return findings.flat().some((finding) => fails(finding, failOn, unknownCountsAs)) ? EXIT.findings : EXIT.fine;
}

/** A file that is broken, or that describes no cluster, answers other questions than the one that was asked. */
function exitOfRoles({ file }: RolesSource, { problems }: RolesFileJson, request: CheckRequest): ExitCode {
  if (isBroken(file) || problems.some(({ code, severity }) => code === "roles-cluster" && severity === "error")) return EXIT.trouble;
  return newOnes(problems).some(({ severity }) => exitFor(severity, request) !== EXIT.fine) ? EXIT.findings : EXIT.fine;
}

function exitOfPolicy({ readable, problems }: RolesFileJson, request: CheckRequest): ExitCode {
  if (!readable) return EXIT.trouble;
  return newOnes(problems).some(({ severity }) => exitFor(severity, request) !== EXIT.fine) ? EXIT.findings : EXIT.fine;
}

function exitFor(severity: SeverityJson, { failOn }: CheckRequest): ExitCode {
  return reaches(severity, failOn) ? EXIT.findings : EXIT.fine;
}

async function complain(host: CliHost, message: string): Promise<ExitCode> {
  await say(host, message);
  return EXIT.trouble;
}

async function say(host: CliHost, message: string): Promise<void> {
  await host.errors.write(`druid-sql: ${message}\n`);
}
