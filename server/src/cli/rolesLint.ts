/**
 * The command `roles lint`: all that is to be said about roles files, by themselves and against the statements that they govern.
 */
import { grantUse, isBroken, plural, type RoleRemark, roleRemarks, withSeverities } from "../language/index";
import { printable } from "./columns";
import type { ProblemJson, RolesFileJson } from "./contract";
import { rangeJson } from "./contractOf";
import { reaches } from "./findings";
import type { CliHost } from "./host";
import type { Palette } from "./palette";
import { withOutput } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { jsonText, permissionJson } from "./rolesContract";
import { rolesFileJson } from "./rolesProblems";
import type { RolesSource } from "./rolesSource";
import { type SurveyedGroup, surveyGoverned } from "./rolesSurvey";

/** A roles file with everything that is remarked on it, in its order. */
interface LintedFile extends RolesFileJson {
  /** What it was compared with. */
  readonly files: number;
  readonly statements: number;
}

/** Runs `roles lint`. */
export async function runLint(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  const workspace = await surveyGoverned(host, request, "roles-alone");
  if (!workspace) return EXIT.trouble;
  const linted = workspace.groups.map(lintGroup);
  const codes = linted.map((file, index) => exitOf(file, workspace.groups[index]?.source, request));
  return withOutput(host, request, async (output) => {
    await output.write(request.format === "json" ? jsonText({ rolesFiles: linted }) : renderLint(linted, request.palette));
    return WORST_FIRST.find((code) => code === workspace.code || codes.includes(code)) ?? EXIT.fine;
  });
}

const WORST_FIRST: readonly ExitCode[] = [EXIT.trouble, EXIT.findings];

function lintGroup(group: SurveyedGroup): LintedFile {
  const { source, files, settings } = group;
  const own = rolesFileJson(source, settings);
  const compares = files.length > 0 && !isBroken(source.file);
  const remarks = compares ? withSeverities(roleRemarks(source.file, grantUse(files, source.file)), settings.severities) : [];
  return {
    ...own,
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
  const lines = files.flatMap((file) => file.problems.map((problem) => renderProblem(file.path, problem, palette)));
  const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
  const statements = files.reduce((sum, file) => sum + file.statements, 0);
  const inputs = files.reduce((sum, file) => sum + file.files, 0);
  const compared =
    inputs > 0 ? `compared with ${plural(statements, "statement")} in ${plural(inputs, "file")}` : "without SQL files to compare with";
  const count = problems === 0 ? "Nothing to remark" : plural(problems, "remark");
  const last = palette.bold(`${count} in ${plural(files.length, "roles file")}, ${compared}.`);
  return lines.length > 0 ? `${lines.join("\n")}\n\n${last}\n` : `${last}\n`;
}

/** One line for each problem, its place first: `druid-roles.json:8:5 warning … [code]`. */
function renderProblem(path: string, { severity, code, message, range }: ProblemJson, palette: Palette): string {
  const place = range ? `${path}:${range.start.line + 1}:${range.start.character + 1}` : path;
  const paint = severity === "error" ? palette.red : palette.yellow;
  return `${palette.bold(printable(place))} ${paint(severity)} ${printable(message)} ${palette.dim(`[${code}]`)}`;
}
