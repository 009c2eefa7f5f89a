/**
 * Who can run what, as Markdown: a table of principals against files, and below it what each of them lacks, with links to the statements.
 */

import { t } from "../../../text/l10n";
import { escapeMarkdown } from "../../markdown";
import { counted } from "../../words";
import type { Subject } from "../subjects";
import type { Access, WhoCanRun, WhoRow } from "../whoCanRun";
import { cell, documentOf, listOf, needList, type ReportLinks, sentence, statementLink, subjectText, verdictWords } from "./reportParts";

/** More columns do not fit side by side; the table goes on below. */
const MOST_COLUMNS = 6;
/** How many rows the tables show. */
const MOST_ROWS = 500;

/** The report. `byFile` decides the verdicts in the table, `byStatement` says where something is missing. */
export function whoReport(byFile: WhoCanRun, byStatement: WhoCanRun, links: ReportLinks): string {
  const { subjects, rows } = byFile;
  if (rows.length === 0) return documentOf([t("# Who can run what"), t("No SQL file of the workspace is governed by this roles file.")]);
  if (subjects.length === 0)
    return documentOf([t("# Who can run what"), t("The roles file names nobody: it has no users, groups and roles.")]);
  const people = subjects.reduce((sum, { principals }) => sum + principals.length, 0);
  return documentOf([
    t("# Who can run what"),
    `${counted(people, "principal")}, ${counted(rows.length, "file")}. ${t("A file is allowed when each of its statements is; statements that Druid refuses do not count.")}`,
    ...chunks(subjects).map((chunk) => table(chunk, rows, links)),
    rows.length > MOST_ROWS ? t("{0} more files are not shown.", rows.length - MOST_ROWS) : "",
    ...subjects.map((subject, index) => lacks(subject, index, byStatement, links)),
  ]);
}

interface Column {
  readonly subject: Subject;
  readonly index: number;
}

function chunks(subjects: readonly Subject[]): readonly (readonly Column[])[] {
  const columns = subjects.map((subject, index) => ({ subject, index }));
  return Array.from({ length: Math.ceil(columns.length / MOST_COLUMNS) }, (_, chunk) =>
    columns.slice(chunk * MOST_COLUMNS, (chunk + 1) * MOST_COLUMNS),
  );
}

function table(columns: readonly Column[], rows: readonly WhoRow[], links: ReportLinks): string {
  const head = [t("file"), ...columns.map(({ subject }) => escapeMarkdown(subjectText(subject)))];
  const lines = rows.slice(0, MOST_ROWS).map((row) => [links.file(row.uri), ...columns.map(({ index }) => words(row.cells[index]))]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
}

function words(access: Access | undefined): string {
  return access ? verdictWords(access.verdict) : "";
}

/** What one subject lacks, statement by statement. */
function lacks(subject: Subject, index: number, { rows }: WhoCanRun, links: ReportLinks): string {
  const lines = rows.flatMap(({ uri, statement, cells }) => {
    const access = cells[index];
    if (!statement || !access || (access.verdict !== "denied" && access.verdict !== "unknown")) return [];
    const why =
      access.verdict === "denied" ? t("lacks {0}", needList(access.missing)) : t("not known: {0}", access.reasons.map(sentence).join(" "));
    return [`${links.file(uri)}, ${statementLink(links, uri, statement)}: ${why}`];
  });
  return lines.length === 0 ? "" : [`## ${escapeMarkdown(subjectText(subject))}`, listOf(lines)].join("\n\n");
}
