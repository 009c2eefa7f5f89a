/**
 * The table of `who` for people: a mark in each cell, below it what is missing. As many columns stand side by side as fit.
 */
import { type Access, plural, type ResourceAction, type StatementVerdict, type Subject, type WhoRow } from "../language/index";
import { printable, widthOf } from "./columns";
import type { TextSink } from "./host";
import { nextCommand } from "./nextCommand";
import type { Palette } from "./palette";
import { mergeAlike, principalNames, subjectLabel } from "./principalNames";
import type { CheckRequest } from "./request";
import type { WhoTable } from "./rolesWho";
import { padded, pageWidth, wrapWords } from "./table";

const MARKS: Readonly<Record<StatementVerdict, string>> = { allowed: "✓", denied: "✗", unknown: "?", refused: "!" };

/** All tables, one below the other, with a legend. */
export function renderMatrix(tables: readonly WhoTable[], request: CheckRequest, output: TextSink): string {
  const width = pageWidth(output);
  const shown = tables.map((table) => renderTable(table, request.palette, width));
  return `${[...shown, legend(tables)].join("\n\n")}\n${nextStep(tables, request)}`;
}

/** How to see the words that somebody lacks permissions for; empty where nobody lacks any. */
function nextStep(tables: readonly WhoTable[], request: CheckRequest): string {
  const lacking = tables.flatMap(({ table: { subjects, rows } }) =>
    subjects.filter((_, index) => rows.some(({ cells }) => cells[index]?.verdict === "denied")),
  );
  const [name] = lacking.flatMap(principalNames);
  const command = name === undefined ? undefined : nextCommand(request, ["check", "--as", name]);
  return command === undefined ? "" : `Where in the text, and who grants it: ${printable(command)}\n`;
}

/** A column with what stands above it: a name, or a number where names are too long. */
interface Column {
  readonly subject: Subject;
  readonly index: number;
  readonly heading: string;
}

function renderTable({ group, by, table }: WhoTable, palette: Palette, width: number): string {
  const names = table.rows.map(rowName);
  const nameWidth = Math.min(Math.max(4, ...names.map(widthOf)), Math.floor(width / 2));
  const { columns, numbered } = columnsOf(table.subjects, width - nameWidth);
  const units = by === "file" ? plural(table.rows.length, "file") : plural(table.rows.length, "statement");
  const title = `${palette.bold(printable(group.source.shown))}: ${plural(countOf(table.subjects), "principal")}, ${units}`;
  const parts = chunksOf(columns, width - nameWidth).map((chunk) => renderChunk(table.rows, names, nameWidth, chunk, palette));
  const numbers = numbered ? [columns.map(({ heading, subject }) => `${heading} = ${printable(subjectLabel(subject))}`).join("\n")] : [];
  const said = columns.map((column) => ({ subject: column.subject, text: lackOf(column, table.rows, palette, width) }));
  const lacks = mergeAlike(said.filter(({ text }) => text !== "")).map(({ label, text }) => {
    return `${palette.bold(printable(label))} ${label.includes(", ") ? "lack" : "lacks"}\n${text}`;
  });
  return [title, ...parts, ...numbers, ...lacks].join("\n\n");
}

function countOf(subjects: readonly Subject[]): number {
  return subjects.reduce((sum, { principals }) => sum + principals.length, 0);
}

/** The path, with the line and the first words of a statement. */
function rowName({ uri, statement }: WhoRow): string {
  return printable(statement ? `${uri}:${statement.from.line + 1} ${statement.title}` : uri);
}

const GAP = 2;
/** Longer names are better read in a list. */
const LONGEST_HEADING = 24;

function columnsOf(subjects: readonly Subject[], width: number): { readonly columns: readonly Column[]; readonly numbered: boolean } {
  const labels = subjects.map((subject) => printable(subjectLabel(subject)));
  const total = labels.reduce((sum, label) => sum + widthOf(label) + GAP, 0);
  const numbered = total > width || labels.some((label) => widthOf(label) > LONGEST_HEADING);
  const columns = subjects.map((subject, index) => ({ subject, index, heading: numbered ? `[${index + 1}]` : (labels[index] ?? "") }));
  return { columns, numbered };
}

/** Columns in groups that fit beside the names of the rows. */
function chunksOf(columns: readonly Column[], width: number): readonly (readonly Column[])[] {
  const chunks: Column[][] = [];
  let room = 0;
  for (const column of columns) {
    const needed = widthOf(column.heading) + GAP;
    if (room < needed || chunks.length === 0) {
      chunks.push([]);
      room = width;
    }
    chunks.at(-1)?.push(column);
    room -= needed;
  }
  return chunks;
}

function renderChunk(
  rows: readonly WhoRow[],
  names: readonly string[],
  nameWidth: number,
  columns: readonly Column[],
  palette: Palette,
): string {
  const gap = " ".repeat(GAP);
  const head = " ".repeat(nameWidth) + columns.map(({ heading }) => gap + heading).join("");
  const lines = rows.map((row, index) => {
    const cells = columns.map(({ index: cell, heading }) => gap + centred(row.cells[cell], widthOf(heading), palette));
    return (padded(cut(names[index] ?? "", nameWidth), nameWidth) + cells.join("")).trimEnd();
  });
  return [head.trimEnd(), ...lines].join("\n");
}

function centred(access: Access | undefined, width: number, palette: Palette): string {
  const verdict = access?.verdict ?? "unknown";
  const left = Math.floor((width - 1) / 2);
  return " ".repeat(left) + paintOf(verdict, palette)(MARKS[verdict]) + " ".repeat(width - 1 - left);
}

/** A name that is too long for its column loses its end. */
function cut(name: string, width: number): string {
  if (widthOf(name) <= width) return name;
  return `${[...name].slice(0, width - 1).join("")}…`;
}

function paintOf(verdict: StatementVerdict, palette: Palette): (text: string) => string {
  if (verdict === "allowed") return palette.green;
  return verdict === "unknown" ? palette.yellow : palette.red;
}

/** For one column, the rows that are not allowed, with what is missing or not known. */
function lackOf({ index }: Column, rows: readonly WhoRow[], palette: Palette, width: number): string {
  const lines = rows.flatMap((row) => {
    const access = row.cells[index];
    if (!access || (access.verdict !== "denied" && access.verdict !== "unknown")) return [];
    const mark = paintOf(access.verdict, palette)(MARKS[access.verdict]);
    return [`  ${mark} ${rowName(row)}`, ...wrapWords(access.missing.map(needText), ", ", "      ", width), ...reasonLines(access, width)];
  });
  return lines.join("\n");
}

function reasonLines({ reasons }: Access, width: number): readonly string[] {
  return reasons.flatMap((reason) => wrapWords(reason.split(" "), " ", "      ", width));
}

function needText({ action, type, name }: ResourceAction): string {
  return `${action} ${type} ${name}`;
}

/** What the marks mean that are there. */
function legend(tables: readonly WhoTable[]): string {
  const verdicts = new Set(tables.flatMap(({ table }) => table.rows.flatMap(({ cells }) => cells.map(({ verdict }) => verdict))));
  const known = LEGEND.filter(([verdict]) => verdicts.has(verdict)).map(([verdict, words]) => `${MARKS[verdict]} ${words}`);
  return known.length > 0 ? known.join("   ") : "No statements.";
}

const LEGEND: readonly (readonly [StatementVerdict, string])[] = [
  ["allowed", "may run it"],
  ["denied", "may not"],
  ["unknown", "not known"],
  ["refused", "Druid refuses it, whoever asks"],
];
