/**
 * The report for people: roles files with problems first, then each file's statements, then a summary.
 */
import { plural } from "../language/index";
import type { ReportWriter } from "./checkFiles";
import type { ProblemJson, RolesFileJson } from "./contract";
import type { Examined } from "./examine";
import { STANDARD_INPUT } from "./findFiles";
import { type FoundFinding, newOnes, reaches } from "./findings";
import { writePieces } from "./pieces";
import type { ReportParts } from "./report";
import { asksSeveral, asksSeveralEnvironments, type CheckRequest } from "./request";
import { renderStatement, type SourceView } from "./statementText";
import { addToSummary, askedText, newSummary, renderSummary } from "./summary";

const WIDEST = 120;
const NARROWEST = 40;

/** A writer of text. What could not be read is said on standard error. */
export function textWriter({ host, output, request, baseline }: ReportParts): ReportWriter {
  const summary = newSummary();
  const columns = pageWidth(output.columns);
  return {
    begin: async (rolesFiles, notes, policyFiles) => {
      const problems = [...rolesFiles, ...policyFiles].flatMap((file) => renderProblems(file, request));
      for (const lines of [problems, notes]) if (lines.length > 0) await output.write(`${lines.join("\n")}\n\n`);
    },
    file: async (examined, rendered) => {
      addToSummary(summary, examined);
      await writePieces(output, rendered ?? renderText(examined, request, columns));
    },
    unread: async (path, message) => {
      summary.unread++;
      await host.errors.write(`druid-sql: ${path}: ${message}\n`);
    },
    failed: (message) => host.errors.write(`druid-sql: ${message}\n`),
    end: () => output.write(renderSummary(summary, request, baseline.summary())),
  };
}

/** How wide a page is in a terminal of so many columns, or in none. */
export function pageWidth(columns: number | undefined): number {
  return Math.max(NARROWEST, Math.min(columns ?? WIDEST, WIDEST));
}

/** A file as `file` writes it, in pieces. */
export function* renderText({ file, findings, text, lines }: Examined, request: CheckRequest, columns: number): Generator<string> {
  const path = file.path === STANDARD_INPUT ? "<stdin>" : file.path;
  const who = asksSeveral(request) ? file.principal : undefined;
  const where = asksSeveralEnvironments(request) ? file.environment : undefined;
  const source = { path, asked: askedText(who, where), text, lines, columns, palette: request.palette };
  for (const [index, statement] of file.statements.entries()) {
    const all = findings[index] ?? [];
    const found = newOnes(all);
    const isAccepted = all.length > found.length && found.length === 0;
    if (statement.dialect !== "druid") for (const each of found) yield renderForeign(each, source);
    else if (!isAccepted && (request.show === "all" || found.length > 0)) yield renderStatement(statement, all, source);
  }
}

/** Of a statement of another database only that much is said. */
function renderForeign({ code, severity, message, range }: FoundFinding, { path, palette }: SourceView): string {
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  return `${palette.bold(place)} ${palette.cyan(severity)} ${message} ${palette.dim(`[${code}]`)}\n\n`;
}

/** All problems of a roles file where its roles are asked about; else, and with `--quiet`, those that keep it from being what it seems. */
function renderProblems(file: RolesFileJson, request: CheckRequest): readonly string[] {
  const { purpose, show, failOn } = request;
  const told = newOnes(file.problems);
  if (purpose === "check" && show === "all") return told.map((problem) => renderProblem(file, problem, request));
  const kept = told.filter(({ severity }) => reaches(severity, "warning") || (purpose === "check" && reaches(severity, failOn)));
  const left = told.length - kept.length;
  const rest = left > 0 && purpose === "check" ? [`${file.path}: ${plural(left, "remark")} not shown; see druid-sql roles lint.`] : [];
  return [...kept.map((problem) => renderProblem(file, problem, request)), ...rest];
}

function renderProblem({ path }: RolesFileJson, { severity, code, message, range }: ProblemJson, { palette }: CheckRequest): string {
  const place = range ? `${path}:${range.start.line + 1}:${range.start.character + 1}` : path;
  const paint = severity === "error" ? palette.red : palette.yellow;
  return `${palette.bold(place)} ${paint(severity)} ${message} ${palette.dim(`[${code}]`)}`;
}
