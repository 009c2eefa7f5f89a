/**
 * The verdicts of all files in all environments, as Markdown: a table of statements against environments for each file, what is missing or
 * not known in each, and the grants that each environment lacks altogether.
 */

import type { SqlDocument } from "../../../syntax/document";
import { t } from "../../../text/l10n";
import { indexLines, type Place, placeAt } from "../../../text/lineIndex";
import type { LanguageContext } from "../../context";
import { decides } from "../../judge";
import { code, codeBlock, escapeMarkdown } from "../../markdown";
import { type MissingGrant, reportOf, type StatementReport, summaryOf, type VerdictCounts } from "../../report";
import { counted, needText } from "../../words";
import { cell, documentOf, listOf, type ReportLinks, verdictWords } from "./reportParts";

/** What an environment says to one statement. */
export interface EnvironmentAnswer {
  readonly environment: string;
  readonly verdict?: StatementReport["verdict"];
  /** Permissions that are missing for it to run. */
  readonly missing: readonly MissingGrant[];
  /** Why it is refused or not known, in one sentence of plain text. */
  readonly why?: string;
}

export interface StatementInEnvironments {
  readonly from: Place;
  /** Its first words, on one line. */
  readonly title: string;
  readonly answers: readonly EnvironmentAnswer[];
}

export interface FileInEnvironments {
  readonly uri: string;
  readonly principal?: string;
  readonly statements: readonly StatementInEnvironments[];
}

/** An environment as it is described for the first file that has it. */
export interface DescribedEnvironment {
  readonly name: string;
  readonly rolesFile?: string;
  /** Druid's version, and who states it. */
  readonly version: string;
  /** What is wrong with it, in one sentence of plain text. */
  readonly trouble?: string;
}

export interface CheckedEnvironments {
  readonly environments: readonly DescribedEnvironment[];
  readonly files: readonly FileInEnvironments[];
  /** `cancelled`: the user ended it before all files were seen. */
  readonly state: "complete" | "cancelled";
  /** Why there may be more files than were looked for. */
  readonly note?: string;
}

const LONGEST_TITLE = 60;
const MOST_STATEMENTS = 2000;
const MOST_GRANTS = 200;

/** A file as it is read and judged in one environment. */
export interface EnvironmentReading {
  readonly environment: string;
  readonly context: LanguageContext;
  readonly document: SqlDocument;
}

/** What the environments say to a document; each has a context, and what it reads the text as. */
export function fileInEnvironments(uri: string, text: string, readings: readonly EnvironmentReading[]): FileInEnvironments {
  const lines = indexLines(text);
  const byStart = new Map<number, { readonly from: Place; readonly title: string; readonly answers: EnvironmentAnswer[] }>();
  let principal: string | undefined;
  for (const { environment, context, document } of readings) {
    const report = reportOf(context, document);
    principal ??= report.principal;
    for (const statement of report.statements) {
      const { start, end } = statement.range;
      const row = byStart.get(start) ?? { from: placeAt(lines, start), title: titleOf(text.slice(start, end)), answers: [] };
      byStart.set(start, row);
      row.answers.push(answerOf(environment, statement, report.missing));
    }
  }
  const statements = [...byStart].sort(([one], [other]) => one - other).map(([, row]) => row);
  return { uri, ...(principal !== undefined && { principal }), statements };
}

/** The sums of each environment: `dev: 2 allowed; prod: 1 allowed, 1 denied`. */
export function environmentsSummary({ environments, files }: CheckedEnvironments): string {
  return environments.map(({ name }) => `${name}: ${summaryOf(countsIn(files, name))}`).join("; ");
}

/** The report. */
export function environmentsReport(checked: CheckedEnvironments, links: ReportLinks): string {
  const { environments, files, state, note } = checked;
  const withWords = files.filter(({ statements }) => statements.length > 0);
  const who = [...new Set(withWords.flatMap(({ principal }) => principal ?? []))];
  return documentOf([
    t("# Permissions in all environments"),
    who.length === 0
      ? t("Nobody is chosen, so a need is denied only where no role grants it.")
      : t("Who: {0}", who.map((each) => code(each)).join(", ")),
    state === "cancelled" ? t("It was cancelled: the files behind these were not looked at.") : "",
    note === undefined ? "" : escapeMarkdown(note),
    environmentsTable(environments, files, links),
    sharedNote(environments),
    ...environments.map(({ name }) => missingSection(name, files)),
    ...fileSections(withWords, environments, links),
  ]);
}

function titleOf(text: string): string {
  const words = text.slice(0, 4 * LONGEST_TITLE).replace(/\s+/g, " ");
  return words.length > LONGEST_TITLE ? `${words.slice(0, LONGEST_TITLE)}…` : words;
}

function answerOf(environment: string, statement: StatementReport, grants: readonly MissingGrant[]): EnvironmentAnswer {
  const { verdict } = statement;
  const isDenied = ({ action, type, name }: MissingGrant): boolean =>
    statement.needs.some(
      (need) => decides(need) && need.verdict?.outcome === "denied" && need.action === action && need.type === type && need.name === name,
    );
  const why = whyOf(statement);
  return {
    environment,
    ...(verdict && { verdict }),
    missing: verdict === "denied" ? grants.filter((grant) => decides(grant) && isDenied(grant)) : [],
    ...(why !== undefined && { why }),
  };
}

function whyOf({ verdict, errors, unknowns, needs }: StatementReport): string | undefined {
  if (verdict === "refused") return errors[0]?.message;
  if (verdict === undefined) return t("there is no roles file, so nothing is judged");
  if (verdict !== "unknown") return undefined;
  const undecided = needs.flatMap((need) => (need.verdict?.outcome === "unknown" ? [need.verdict.message] : []));
  return unknowns[0]?.message ?? undecided[0];
}

function environmentsTable(
  environments: readonly DescribedEnvironment[],
  files: readonly FileInEnvironments[],
  links: ReportLinks,
): string {
  const head = `${t("| environment | roles file | cluster | verdicts |")}\n|---|---|---|---|`;
  const rows = environments.map(({ name, rolesFile, version, trouble }) => {
    const roles = rolesFile === undefined ? t("none") : links.file(rolesFile);
    const wrong = trouble === undefined ? "" : ` (${escapeMarkdown(trouble)})`;
    return `| ${[escapeMarkdown(name), roles + wrong, escapeMarkdown(version), summaryOf(countsIn(files, name))].map(cell).join(" | ")} |`;
  });
  return [head, ...rows].join("\n");
}

/** Equal roles in two environments are seldom meant. */
function sharedNote(environments: readonly DescribedEnvironment[]): string {
  const sharing = environments.filter(({ rolesFile }) => {
    return rolesFile !== undefined && environments.filter((other) => other.rolesFile === rolesFile).length > 1;
  });
  const names = sharing.map(({ name }) => escapeMarkdown(name));
  const [last] = names.slice(-1);
  return last === undefined ? "" : t("The same roles file counts in {0} and {1}.", names.slice(0, -1).join(", "), last);
}

function countsIn(files: readonly FileInEnvironments[], name: string): VerdictCounts {
  const counts = { allowed: 0, denied: 0, unknown: 0, refused: 0, unjudged: 0 };
  for (const { verdict } of answersIn(files, name)) counts[verdict ?? "unjudged"]++;
  return counts;
}

function answersIn(files: readonly FileInEnvironments[], name: string): readonly EnvironmentAnswer[] {
  return files.flatMap(({ statements }) => statements.flatMap(({ answers }) => answers.filter(({ environment }) => environment === name)));
}

function missingSection(name: string, files: readonly FileInEnvironments[]): string {
  const grants = new Map<string, number>();
  for (const grant of answersIn(files, name).flatMap(({ missing }) => missing)) {
    const key = JSON.stringify(grant.permission);
    grants.set(key, (grants.get(key) ?? 0) + 1);
  }
  if (grants.size === 0) return "";
  const most = [...grants].slice(0, MOST_GRANTS);
  const lines = most.map(([key, count], index) => `  ${key}${index < most.length - 1 ? "," : ""} // ${counted(count, "statement")}`);
  const more = grants.size > most.length ? `\n\n${t("and {0} more.", grants.size - most.length)}` : "";
  return `${t("## Missing in {0}", escapeMarkdown(name))}\n\n${t("As entries of a role:")}\n\n${codeBlock(`[\n${lines.join("\n")}\n]`, "jsonc")}${more}`;
}

function fileSections(
  files: readonly FileInEnvironments[],
  environments: readonly DescribedEnvironment[],
  links: ReportLinks,
): readonly string[] {
  if (files.length === 0) return [t("No statement was found.")];
  let room = MOST_STATEMENTS;
  const sections: string[] = [];
  for (const file of files) {
    if (room <= 0) break;
    const statements = file.statements.slice(0, room);
    room -= statements.length;
    sections.push(fileSection({ ...file, statements }, environments, links));
  }
  const left = files.reduce((sum, { statements }) => sum + statements.length, 0) - MOST_STATEMENTS;
  return left > 0 ? [...sections, t("{0} more statements are not listed.", left)] : sections;
}

function fileSection({ uri, statements }: FileInEnvironments, environments: readonly DescribedEnvironment[], links: ReportLinks): string {
  const names = environments.map(({ name }) => name);
  const head = `| ${t("statement")} | ${names.map((name) => cell(escapeMarkdown(name))).join(" | ")} |\n|---|${names.map(() => "---|").join("")}`;
  const rows = statements.map(({ from, title, answers }) => {
    const cells = names.map((name) => wordsOf(answers.find(({ environment }) => environment === name)));
    return `| ${[`${links.line(t("line {0}", from.line + 1), uri, from.line, from.character)} ${code(title)}`, ...cells].map(cell).join(" | ")} |`;
  });
  const remarks = statements.flatMap(({ from, answers }) =>
    answers.flatMap((answer) =>
      remarkOn(answer).map((remark) => t("line {0}, {1}: {2}", from.line + 1, escapeMarkdown(answer.environment), remark)),
    ),
  );
  return documentOf([`## ${links.file(uri)}`, [head, ...rows].join("\n"), remarks.length === 0 ? "" : listOf(remarks)]).trimEnd();
}

/** An environment may be described for other files only. */
function wordsOf(answer: EnvironmentAnswer | undefined): string {
  if (!answer) return "";
  return verdictWords(answer.verdict ?? "unknown");
}

function remarkOn({ missing, why }: EnvironmentAnswer): readonly string[] {
  if (missing.length > 0) return [t("lacks {0}", missing.map((need) => code(needText(need))).join(", "))];
  return why === undefined ? [] : [escapeMarkdown(why)];
}
