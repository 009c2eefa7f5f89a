/**
 * Reads the SQL files of a run and keeps of each what the answers about roles are computed from, by the roles file that governs it.
 */
import { type ClusterProfile, isBroken, type SurveyedFile } from "../language/index";
import { selectionOf } from "./checkFiles";
import { createExamination, type Examination } from "./examination";
import { createFileSettings, type FileSettings } from "./fileSettings";
import { findFiles, type SqlInput, STANDARD_INPUT } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { createRolesFinder, type RolesSource } from "./rolesSource";
import { surveyFiles } from "./surveyFiles";
import { explainMissingRoles } from "./usageMessages";

/** Files under one roles file. */
export interface SurveyedGroup {
  readonly source: RolesSource;
  /** That of the first of its files, without what comments state. */
  readonly profile: ClusterProfile;
  /** Those of the first of its files. */
  readonly settings: FileSettings;
  readonly files: readonly SurveyedFile[];
}

export interface SurveyedWorkspace {
  /** In the order in which the files lead to them. */
  readonly groups: readonly SurveyedGroup[];
  /** Files that no roles file governs. */
  readonly ungoverned: readonly SurveyedFile[];
  /** `EXIT.trouble` when something could not be read; it has been said. */
  readonly code: ExitCode;
}

/** What happens where there are no SQL files, and no path was given. */
export type WithoutFiles = "complain" | "roles-alone";

/** Surveys the files behind the paths. What cannot be read is said on standard error, and the rest still counts. */
export async function surveyPaths(
  host: CliHost,
  request: CheckRequest,
  withoutFiles: WithoutFiles = "complain",
): Promise<FileResult<SurveyedWorkspace>> {
  const settings = createFileSettings(host, request);
  if (settings.kind === "error") return settings;
  const settingsOf = settings.content;
  const examination = createExamination({ host, request, settingsOf, rolesOf: createRolesFinder(host) });
  const found = findFiles(host, request.paths, selectionOf(host, request));
  for (const note of [...request.notes, ...found.notes]) await say(host, note);
  if (withoutFiles === "roles-alone" && request.paths.length === 0 && found.inputs.length === 0) {
    return { kind: "ok", content: await rolesAlone(host, examination) };
  }
  for (const { path, message } of found.failures) await say(host, `${path}: ${message}`);
  const collected = await collectFiles(host, request, examination, found.inputs);
  return { kind: "ok", content: { ...collected, code: found.failures.length > 0 ? EXIT.trouble : collected.code } };
}

/** The workspace, if there are roles in it that can be asked: else why not has been said. */
export async function surveyWithRoles(host: CliHost, request: CheckRequest): Promise<SurveyedWorkspace | undefined> {
  const workspace = await surveyGoverned(host, request, "complain");
  const sources = workspace?.groups.map(({ source }) => source) ?? [];
  return workspace && !(await complainOfBroken(host, sources)) ? workspace : undefined;
}

/** The same, with roles files that are not JSON throughout. */
export async function surveyGoverned(
  host: CliHost,
  request: CheckRequest,
  withoutFiles: WithoutFiles,
): Promise<SurveyedWorkspace | undefined> {
  const surveyed = await surveyPaths(host, request, withoutFiles);
  if (surveyed.kind === "error") {
    await say(host, surveyed.message);
    return undefined;
  }
  const { groups, ungoverned, code } = surveyed.content;
  if (groups.length === 0) {
    if (code === EXIT.fine) await host.errors.write(explainMissingRoles(host, request));
    return undefined;
  }
  if (ungoverned.length > 0) await say(host, `without a roles file above, and left out: ${leftOut(ungoverned)}`);
  return surveyed.content;
}

const MOST_LEFT_OUT = 3;

function leftOut(files: readonly SurveyedFile[]): string {
  const rest = files.length - MOST_LEFT_OUT;
  const names = files.slice(0, MOST_LEFT_OUT).map(({ uri }) => uri);
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** Says which roles files are not JSON throughout; what they grant is not known. */
export async function complainOfBroken(host: CliHost, sources: readonly RolesSource[]): Promise<boolean> {
  const broken = sources.filter(({ file }) => isBroken(file));
  for (const { shown } of broken) await say(host, `${shown} has errors, so what it grants is not known; druid-sql roles lint says which`);
  return broken.length > 0;
}

/** Says which files hold policies of Ranger, where only permissions of roles can be told about. */
export async function complainOfPolicies(host: CliHost, sources: readonly RolesSource[]): Promise<boolean> {
  const policies = sources.filter(({ file }) => file.ranger);
  for (const { shown } of policies)
    await say(host, `${shown} holds policies of Ranger, and this is about permissions of roles; druid-sql who reads both`);
  return policies.length > 0;
}

/** The roles file of the working folder, or the one that was named; why there is none has been said. */
export async function findRolesFile(host: CliHost, request: CheckRequest): Promise<RolesSource | undefined> {
  const settings = createFileSettings(host, request);
  if (settings.kind === "error") {
    await say(host, settings.message);
    return undefined;
  }
  const input = workingFolderOf(host);
  const [first] = settings.content(input);
  const lookup = createRolesFinder(host)(input, first);
  if (lookup.kind === "found") return lookup.source;
  if (lookup.kind === "error") await say(host, lookup.message);
  else await host.errors.write(explainMissingRoles(host, request));
  return undefined;
}

/** An input that stands for a file in the working folder. */
function workingFolderOf(host: CliHost): SqlInput {
  return { path: STANDARD_INPUT, shown: STANDARD_INPUT, root: host.workingFolder, origin: "named" };
}

async function rolesAlone(host: CliHost, examination: Examination): Promise<SurveyedWorkspace> {
  const input = workingFolderOf(host);
  const [settings] = examination.settingsOf(input);
  const lookup = examination.rolesOf(input, settings);
  if (lookup.kind === "error") await say(host, lookup.message);
  const groups = new Map<RolesSource, GrowingGroup>();
  if (lookup.kind === "found") groupOf(groups, lookup.source, examination, input);
  return { groups: [...groups.values()], ungoverned: [], code: lookup.kind === "error" ? EXIT.trouble : EXIT.fine };
}

/** A sentence on standard error. */
export async function say(host: CliHost, message: string): Promise<void> {
  await host.errors.write(`druid-sql: ${message}\n`);
}

interface GrowingGroup extends SurveyedGroup {
  readonly files: SurveyedFile[];
}

async function collectFiles(
  host: CliHost,
  request: CheckRequest,
  examination: Examination,
  inputs: readonly SqlInput[],
): Promise<SurveyedWorkspace> {
  const groups = new Map<RolesSource, GrowingGroup>();
  const ungoverned: SurveyedFile[] = [];
  const failures = new Set<string>();
  let index = 0;
  for await (const surveyed of surveyFiles(host, { request, examination }, inputs)) {
    const input = inputs[index++];
    if (!input) break;
    const [settings] = examination.settingsOf(input);
    const lookup = examination.rolesOf(input, settings);
    if (lookup.kind === "error") failures.add(lookup.message);
    if (surveyed.kind === "error") failures.add(`${input.shown}: ${surveyed.message}`);
    else if (lookup.kind === "found") groupOf(groups, lookup.source, examination, input).files.push(surveyed.content);
    else ungoverned.push(surveyed.content);
  }
  for (const message of failures) await say(host, message);
  return { groups: [...groups.values()], ungoverned, code: failures.size > 0 ? EXIT.trouble : EXIT.fine };
}

function groupOf(groups: Map<RolesSource, GrowingGroup>, source: RolesSource, examination: Examination, input: SqlInput): GrowingGroup {
  const known = groups.get(source);
  if (known) return known;
  const [settings] = examination.settingsOf(input);
  const { profile } = examination.contextOf(settings, source, undefined).settings;
  const made = { source, profile, settings, files: [] };
  groups.set(source, made);
  return made;
}
