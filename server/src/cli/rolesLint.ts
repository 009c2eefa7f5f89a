/**
 * The command `roles lint`: all that is to be said about roles files, by themselves and against the statements that they govern.
 */
import {
  chooseEnvironments,
  differingUsers,
  grantUse,
  inEnvironment,
  isBroken,
  plural,
  type RoleRemark,
  roleRemarks,
  withSeverities,
} from "../language/index";
import { NO_BASELINE } from "./baseline";
import { printable } from "./columns";
import type { ProblemJson, RolesFileJson } from "./contract";
import { rangeJson } from "./contractOf";
import { reaches } from "./findings";
import type { CliHost } from "./host";
import type { Palette } from "./palette";
import { withOutput, withReport } from "./report";
import { asksSeveralEnvironments, type CheckRequest, EXIT, type ExitCode } from "./request";
import { jsonText, permissionJson } from "./rolesContract";
import { rolesFileJson } from "./rolesProblems";
import type { RolesSource } from "./rolesSource";
import { type SurveyedGroup, type SurveyedWorkspace, surveyGoverned } from "./rolesSurvey";

/** A roles file with everything that is remarked on it, in its order. */
interface LintedFile extends RolesFileJson {
  /** Where several are asked about. */
  readonly environment?: string;
  /** What it was compared with. */
  readonly files: number;
  readonly statements: number;
}

/** Runs `roles lint`. */
export async function runLint(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  const surveyed = await surveyEnvironments(host, request);
  const groups = surveyed.flatMap((workspace) => workspace?.groups ?? []);
  if (groups.length === 0) return EXIT.trouble;
  const isSeveral = asksSeveralEnvironments(request);
  const differing = differingUsers(
    groups.map(({ source: { file }, settings: { environment } }) =>
      isSeveral && environment !== undefined ? inEnvironment(file, environment) : file,
    ),
  );
  const linted = groups.map((group, index) => lintGroup(group, differing[index] ?? [], isSeveral ? "named" : "unnamed"));
  const codes = [
    ...surveyed.map((workspace) => workspace?.code ?? EXIT.trouble),
    ...linted.map((file, index) => exitOf(file, groups[index]?.source, request)),
  ];
  const code = WORST_FIRST.find((each) => codes.includes(each)) ?? EXIT.fine;
  if (request.format !== "text" && request.format !== "json") return reportLint(host, request, linted, code);
  return withOutput(host, request, async (output) => {
    await output.write(request.format === "json" ? jsonText({ rolesFiles: linted }) : renderLint(linted, request.palette));
    return code;
  });
}

/** The lists of findings that `check` writes too. They are about nobody, and no baseline is asked. */
function reportLint(host: CliHost, request: CheckRequest, linted: readonly LintedFile[], code: ExitCode): Promise<ExitCode> {
  const { baselineFile: _accepted, newBaselineFile: _accepting, ...rest } = request;
  const asked: CheckRequest = { ...rest, purpose: "lint", principals: [] };
  return withReport({ host, request: asked, baseline: NO_BASELINE }, async (writer) => {
    await writer.begin(byPath(linted), [], []);
    await writer.end(code);
    return code;
  });
}

/** Environments may share a roles file, and what is said of it. */
function byPath(linted: readonly LintedFile[]): readonly RolesFileJson[] {
  const problems = new Map<string, Map<string, ProblemJson>>();
  for (const { path, problems: found } of linted) {
    const ofPath = problems.get(path) ?? new Map<string, ProblemJson>();
    problems.set(path, ofPath);
    for (const problem of found) ofPath.set(JSON.stringify([problem.code, problem.message, problem.range]), problem);
  }
  return linted
    .filter(({ path }, index) => linted.findIndex((other) => other.path === path) === index)
    .map(({ path, readable }) => ({ path, readable, problems: [...(problems.get(path)?.values() ?? [])].sort(byPlace) }));
}

const WORST_FIRST: readonly ExitCode[] = [EXIT.trouble, EXIT.findings];

/** The workspace in each of the environments that are asked about; undefined where one cannot be answered for, which has been said. */
async function surveyEnvironments(host: CliHost, request: CheckRequest): Promise<readonly (SurveyedWorkspace | undefined)[]> {
  if (!asksSeveralEnvironments(request)) return [await surveyGoverned(host, request, "roles-alone")];
  const { config, environments, options } = request;
  const names = environments.length > 0 ? environments : (config?.file.settings.environment ?? []);
  const chosen = chooseEnvironments(config?.file.environments ?? [], names);
  const surveyed: (SurveyedWorkspace | undefined)[] = [];
  for (const { name } of chosen.kind === "ok" ? chosen.environments : []) {
    const notes = surveyed.length === 0 ? request.notes : [];
    const own = { ...request, notes, environments: [name], options: { ...options, environment: [name] } };
    surveyed.push(await surveyGoverned(host, own, "roles-alone"));
  }
  return surveyed;
}

function lintGroup(group: SurveyedGroup, differing: readonly RoleRemark[], environments: "named" | "unnamed"): LintedFile {
  const { source, files, settings } = group;
  const own = rolesFileJson(source, settings);
  const compares = files.length > 0 && !isBroken(source.file);
  const found = compares ? roleRemarks(source.file, grantUse(files, source.file)) : [];
  const remarks = withSeverities([...found, ...differing], settings.severities);
  const { environment } = settings;
  return {
    ...own,
    ...(environments === "named" && environment !== undefined && { environment }),
    problems: [...own.problems, ...remarks.map((remark) => remarkJson(remark, source))].sort(byPlace),
    files: files.length,
    statements: files.reduce((sum, { statements }) => sum + statements.length, 0),
  };
}

/** A remark as a problem of the contract, with what it is about. */
export function remarkJson(
  { code, severity, message, range, role, user, index, permission }: RoleRemark,
  { lines }: RolesSource,
): ProblemJson {
  const about = {
    ...(role !== undefined && { role }),
    ...(user !== undefined && { user }),
    ...(index !== undefined && { number: index + 1 }),
    ...(permission && { permission: permissionJson(permission) }),
  };
  return { code, severity, message, range: rangeJson(lines, range), ...about };
}

function byPlace({ range: one }: ProblemJson, { range: other }: ProblemJson): number {
  if (!one || !other) return 0;
  return one.start.line - other.start.line || one.start.character - other.start.character;
}

/** A file that is broken, or that describes no cluster, answers other questions than the one that was asked. */
function exitOf({ problems }: LintedFile, source: RolesSource | undefined, { failOn }: CheckRequest): ExitCode {
  const describesNone = problems.some(({ code, severity }) => code === "roles-cluster" && severity === "error");
  if ((source && isBroken(source.file)) || describesNone) return EXIT.trouble;
  return problems.some(({ severity }) => reaches(severity, failOn)) ? EXIT.findings : EXIT.fine;
}

function renderLint(files: readonly LintedFile[], palette: Palette): string {
  // Environments may share a roles file.
  const lines = [...new Set(files.flatMap((file) => file.problems.map((problem) => renderProblem(file.path, problem, palette))))];
  const problems = lines.length;
  // Each environment is compared with the same SQL files.
  const compared = files.filter(({ environment }) => environment === files[0]?.environment);
  const statements = compared.reduce((sum, file) => sum + file.statements, 0);
  const inputs = compared.reduce((sum, file) => sum + file.files, 0);
  const against =
    inputs > 0 ? `compared with ${plural(statements, "statement")} in ${plural(inputs, "file")}` : "without SQL files to compare with";
  const count = problems === 0 ? "Nothing to remark" : plural(problems, "remark");
  const last = palette.bold(`${count} in ${plural(new Set(files.map(({ path }) => path)).size, "roles file")}, ${against}.`);
  return lines.length > 0 ? `${lines.join("\n")}\n\n${last}\n` : `${last}\n`;
}

/** One line for each problem, its place first: `druid-roles.json:8:5 warning … [code]`. */
function renderProblem(path: string, { severity, code, message, range }: ProblemJson, palette: Palette): string {
  const place = range ? `${path}:${range.start.line + 1}:${range.start.character + 1}` : path;
  const paint = severity === "error" ? palette.red : palette.yellow;
  return `${palette.bold(printable(place))} ${paint(severity)} ${printable(message)} ${palette.dim(`[${code}]`)}`;
}
