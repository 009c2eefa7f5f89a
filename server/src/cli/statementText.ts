/**
 * One statement for people: a header with the verdict, what it needs and who grants it, what Druid refuses, with the words in question.
 */
import { type LineIndex, refusalWords } from "../language/index";
import { cloudRows } from "./cloudRows";
import { printable } from "./columns";
import type { EndpointJson, ErrorJson, GrantJson, NearMissJson, NeedJson, RangeJson, RefusalJson, StatementJson } from "./contract";
import { excerptOf } from "./excerpt";
import { type FoundFinding, newOnes } from "./findings";
import type { Palette } from "./palette";

/** The file that a statement stands in, and how to show it. */
export interface SourceView {
  readonly path: string;
  /** ` as user:alice in prod`, as far as it has to be said. */
  readonly asked: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** The width of the page. */
  readonly columns: number;
  readonly palette: Palette;
}

/** How many places, and how many near misses, are shown for one need. */
const MOST_PLACES = 3;
const MOST_MISSES = 3;

/** Shows one statement, with an empty line behind it. */
export function renderStatement(statement: StatementJson, findings: readonly FoundFinding[], source: SourceView): string {
  const now = denialsFirst(statement.needs.filter(({ phase }) => phase === "submit" || phase === "run"));
  const later = statement.verdict === "refused" ? [] : statement.needs.filter(({ phase }) => phase === "follow" || phase === "cancel");
  const parts = [
    header(statement, findings, source),
    ...statement.errors.map((error) => finding("error", error, source, errorNote(statement, error, findings))),
    ...now.map((need) => needText(need, statement, source)),
    ...(now.length === 0 ? [nothingText(statement, source)] : []),
    ...statement.unknowns.map(
      (unknown) =>
        row("? unknown", printable(unknown.message) + coded("permission-unknown", source), source.palette.yellow) +
        place(unknown.range, source),
    ),
    ...statement.filters.map((filter) => row("- filter", printable(filter.message), source.palette.cyan)),
    ...later.map((need) => laterText(need, source)),
    ...cloudRows(statement.cloud, source.palette).map(({ label, text, paint }) => row(label, text, paint)),
    ...(statement.endpoints ?? []).map((endpoint) => endpointText(endpoint, source)),
    ...statement.warnings.map((warning) => finding(warning.severity, warning, source, "")),
  ];
  return `${parts.join("")}\n`;
}

/** When Druid says it, and that a comment or the configuration has it count as less: what Druid refuses is refused all the same. */
function errorNote({ verdict }: StatementJson, { code, stage, range }: ErrorJson, findings: readonly FoundFinding[]): string {
  const late = stage === "plan" ? " (after the permission check)" : "";
  if (verdict === undefined) return late;
  const told = findings.find((each) => each.code === code && isSamePlace(each.range.start, range.start));
  if (!told) return `${late} (silenced)`;
  return told.severity === "error" ? late : `${late} (counts as ${told.severity})`;
}

function isSamePlace(one: RangeJson["start"], other: RangeJson["start"]): boolean {
  return one.line === other.line && one.character === other.character;
}

function header(
  { range, kind, verdict, errors }: StatementJson,
  findings: readonly FoundFinding[],
  { path, asked, palette }: SourceView,
): string {
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  const what = kind === "other" ? "STATEMENT" : kind.toUpperCase();
  if (verdict === undefined) return `${palette.bold(place)} ${what}${asked}\n`;
  const isSilenced = verdict === "denied" && !findings.some(({ code }) => code === "permission-denied");
  const accepted = findings.length - newOnes(findings).length;
  const inBaseline = accepted > 0 ? ` (${accepted} of its findings in the baseline)` : "";
  const refusal = verdict === "refused" ? `: ${refusalWords(errors)}` : "";
  const note = isSilenced ? " (silenced)" : refusal + inBaseline;
  return `${palette.bold(place)} ${what}${asked} — ${verdictPaint(verdict, palette)(verdict)}${palette.dim(note)}\n`;
}

function needText(need: NeedJson, { verdict }: StatementJson, source: SourceView): string {
  const { palette } = source;
  const when = need.phase === "run" ? palette.dim(" (checked while it runs)") : "";
  const title = palette.bold(needName(need)) + when;
  if (need.verdict === undefined) return row("- needs", title + palette.dim(why(need)), palette.cyan);
  if (need.verdict === "allowed") return row("✓ allowed", `${title} ${palette.dim(grantText(need.by))}`, palette.green);
  const reason = need.verdictReason ? ` — ${printable(need.verdictReason.message)}` : why(need);
  const first = row(
    MARKS[need.verdict],
    title + palette.dim(reason) + coded(`permission-${need.verdict}`, source),
    verdictPaint(need.verdict, palette),
  );
  if (verdict === "refused") return first;
  const places = need.causes.slice(0, MOST_PLACES).map((cause) => place(cause, source));
  const more = need.causes.length > MOST_PLACES ? detail(`and ${need.causes.length - MOST_PLACES} more places`) : "";
  return first + places.join("") + more + missesText(need.nearMisses ?? [], source);
}

const MARKS = { allowed: "✓ allowed", denied: "✗ denied", unknown: "? unknown" } as const;

/** Denied, unknown, allowed; in each the order of the text. */
function denialsFirst(needs: readonly NeedJson[]): readonly NeedJson[] {
  const rank = ({ verdict }: NeedJson): number => (verdict === "denied" ? 0 : verdict === "unknown" ? 1 : 2);
  return [...needs].sort((one, other) => rank(one) - rank(other) || comparePlaces(one, other));
}

function comparePlaces({ causes: [one] }: NeedJson, { causes: [other] }: NeedJson): number {
  if (!one || !other) return 0;
  return one.start.line - other.start.line || one.start.character - other.start.character;
}

function nothingText({ errors, unknowns, verdict }: StatementJson, { palette }: SourceView): string {
  if (errors.some(({ stage }) => stage !== "plan") || unknowns.length > 0) return "";
  if (verdict === undefined) return row("- needs", "nothing", palette.cyan);
  return row("✓ allowed", "no permission is needed", palette.green);
}

/** Why a need is one, where the words of the need do not say it already. */
function why({ reason, message }: NeedJson): string {
  return reason === "read-table" ? "" : ` — ${printable(message)}`;
}

/** What is needed afterwards never decides; it gets one line. */
function laterText(need: NeedJson, source: SourceView): string {
  const { palette } = source;
  const purpose = need.phase === "follow" ? "to see its status and report" : "to stop it";
  const mark = need.verdict === undefined ? "" : `${verdictPaint(need.verdict, palette)(MARKS[need.verdict])} `;
  const by = need.verdict === "allowed" ? palette.dim(`, ${grantText(need.by)}`) : "";
  const code = need.verdict === "denied" && need.phase === "follow" ? coded("permission-follow", source) : "";
  return row(`- ${need.phase}`, `${mark}${needName(need)} ${purpose}${by}${code}`, palette.cyan);
}

/** `- sql` or, where the statement is sent as things are, `> sql`: one line, and the answer to a missing permission below. */
function endpointText(report: EndpointJson, { palette }: SourceView): string {
  const { endpoint, request, engine, use, refusal, runRefusal, afterwards } = report;
  const after = afterwards === undefined ? "" : `; ${afterwards}`;
  const first = row(
    `${use === "chosen" ? ">" : "-"} ${endpoint}`,
    `${request} (${engine}): ${endpointOutcome(report)}${after}`,
    palette.cyan,
  );
  const asks = report.needs.some(({ phase }) => phase === "submit" || phase === "run");
  const answers = (asks ? [refusal, runRefusal] : []).flatMap((answer) => (answer ? [detail(palette.dim(refusalText(answer)))] : []));
  return first + answers.join("");
}

function endpointOutcome({ obstacle, verdict, needs }: EndpointJson): string {
  if (obstacle?.stage === "validate") return `no. ${printable(obstacle.message)}`;
  const missing = needs.filter((need) => (need.phase === "submit" || need.phase === "run") && need.verdict === "denied").map(needName);
  const judged = missing.length > 0 ? `${verdict} (${missing.join(", ")})` : (verdict ?? "possible");
  return obstacle ? `${judged}, and then no. ${printable(obstacle.message)}` : judged;
}

function refusalText({ status, body, basis, note }: RefusalJson): string {
  return `without a permission: ${status} ${body}${note === undefined ? "" : `; ${note}`}${basis === "inferred" ? " (inferred)" : ""}`;
}

/** That the file does not know the principal is said once, above. */
function missesText(all: readonly NearMissJson[], { palette }: SourceView): string {
  const misses = all.filter(({ kind }) => kind !== "user-missing" && kind !== "role-missing");
  const shown = misses.slice(0, MOST_MISSES).map((miss) => {
    const where = rolesPlace(miss);
    return detail(`${palette.yellow("nearly:")} ${printable(miss.message)}${where && palette.dim(` (${where})`)}`);
  });
  const rest = misses.length - MOST_MISSES;
  return shown.join("") + (rest > 0 ? detail(palette.dim(`and ${rest} more that nearly grant it`)) : "");
}

function finding(
  label: string,
  { code, message, range }: { readonly code: string; readonly message: string; readonly range: RangeJson },
  source: SourceView,
  note: string,
): string {
  const { palette } = source;
  const paint = label === "error" ? palette.red : palette.yellow;
  const mark = label === "error" ? "✗ error" : `! ${label}`;
  return row(mark, `${printable(message)}${note} ${palette.dim(`[${code}]`)}`, paint) + place(range, source);
}

function grantText(by: GrantJson | undefined): string {
  if (!by) return "";
  const where = rolesPlace(by);
  return `by ${by.permission ? "role " : ""}${printable(by.role)}${where && `, ${where}`}`;
}

function rolesPlace({ uri, range }: GrantJson | NearMissJson): string {
  if (uri === undefined) return "";
  return range ? `${uri}:${range.start.line + 1}` : uri;
}

function needName({ action, type, name }: Pick<NeedJson, "action" | "type" | "name">): string {
  return `${action} ${printable(type)} ${/^[^\s"]+$/.test(name) ? printable(name) : JSON.stringify(name)}`;
}

function coded(code: string, { palette }: SourceView): string {
  return palette.dim(` [${code}]`);
}

const LABEL_WIDTH = 12;

function row(label: string, text: string, paint: (text: string) => string): string {
  return `  ${paint(`${label.padEnd(LABEL_WIDTH - 1)} `)}${text}\n`;
}

function detail(text: string): string {
  return `  ${" ".repeat(LABEL_WIDTH)}${text}\n`;
}

/** The line of a range, with carets under it. Of a range over several lines the first one is shown. */
function place(range: RangeJson, { text, lines, columns, palette }: SourceView): string {
  const { line, character } = range.start;
  const from = lines.starts[line] ?? 0;
  const shownLine = text.slice(from, endOfLine(text, from, lines.starts[line + 1] ?? text.length));
  const end = range.end.line === line ? range.end.character : shownLine.length;
  const number = String(line + 1).padStart(LABEL_WIDTH - 3);
  const excerpt = excerptOf(shownLine, character, Math.max(end, character + 1), columns - LABEL_WIDTH - 4);
  const gutter = palette.dim("|");
  return `  ${palette.dim(number)} ${gutter} ${excerpt.line}\n  ${" ".repeat(number.length)} ${gutter} ${palette.yellow(excerpt.carets)}\n`;
}

/** Where the words of a line end, before its break. */
function endOfLine(text: string, from: number, next: number): number {
  let end = next;
  while (end > from && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

function verdictPaint(verdict: NonNullable<StatementJson["verdict"]>, palette: Palette): (text: string) => string {
  if (verdict === "allowed") return palette.green;
  return verdict === "unknown" ? palette.yellow : palette.red;
}
