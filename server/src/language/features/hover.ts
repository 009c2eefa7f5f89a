/**
 * What is said about the words under the pointer: on the first keyword of a statement its whole verdict, elsewhere the needs that these
 * words cause, who grants them or why nobody does, and what is filtered or cannot be known.
 */
import { explainNeed } from "../permissions/reasons";
import { type PlacedStatement, type SqlDocument, statementAt } from "../syntax/document";
import { rangeTouches, shiftRange, type TextRange } from "../text/range";
import { type AssessedNeed, type Assessment, assess, decides } from "./assess";
import type { LanguageContext } from "./context";
import { firstWord } from "./firstWord";
import { describeWords } from "./hoverWords";
import { escapeMarkdown } from "./markdown";
import { statementMarkdown } from "./statementMarkdown";
import { cloudMarkdown, filterMarkdown, furtherMisses, mark, needLine, needMarkdown, verdictMarkdown } from "./verdictMarkdown";

/** What to show, and the words it is about; offsets count from the start of the document. */
export interface Hover {
  readonly range: TextRange;
  readonly markdown: string;
}

/** How many needs one place lists: a name such as an APPEND call may cause hundreds. */
const MOST_NEEDS = 10;

/** Explains the words at an offset; undefined where there is nothing to say. */
export function hover(context: LanguageContext, document: SqlDocument, offset: number): Hover | undefined {
  const placed = statementAt(document, offset);
  if (!placed) return undefined;
  const local = offset - placed.start;
  const found = hoverStatement(context, placed, local) ?? hoverCauses(context, placed, local) ?? hoverWords(context, placed, local);
  return found && { ...found, range: shiftRange(found.range, placed.start) };
}

function hoverStatement(context: LanguageContext, { statement }: PlacedStatement, offset: number): Hover | undefined {
  if (statement.span.end === statement.span.start) return undefined;
  const range = firstWord(statement);
  return rangeTouches(range, offset) ? { range, markdown: statementMarkdown(context, statement) } : undefined;
}

function hoverCauses(context: LanguageContext, { statement }: PlacedStatement, offset: number): Hover | undefined {
  const assessment = assess(context, statement);
  const range = smallestCause(assessment, offset);
  if (!range) return undefined;
  const { inspection } = assessment;
  const touched = assessment.needs.filter(({ need }) => need.causes.some((cause) => rangeTouches(cause, offset)));
  const blocks = [
    ...touched.slice(0, MOST_NEEDS).map((assessed) => needBlock(context, assessed, touched)),
    ...(touched.length > MOST_NEEDS ? [`and ${touched.length - MOST_NEEDS} more`] : []),
    ...inspection.filters.filter(({ causes }) => causes.some((cause) => rangeTouches(cause, offset))).map(filterMarkdown),
    ...inspection.unknowns.filter((unknown) => rangeTouches(unknown.range, offset)).map(({ message }) => `? ${escapeMarkdown(message)}`),
    ...inspection.cloud.filter(({ causes }) => causes.some((cause) => rangeTouches(cause, offset))).map(cloudMarkdown),
  ];
  return { range, markdown: [...blocks, ...staleNote(context)].join("\n\n") };
}

function hoverWords(context: LanguageContext, { statement }: PlacedStatement, offset: number): Hover | undefined {
  return describeWords(context, statement, offset);
}

/** A need in full where it decides; one line when it is about the task that the statement becomes. */
function needBlock(context: LanguageContext, assessed: AssessedNeed, touched: readonly AssessedNeed[]): string {
  const { need, verdict } = assessed;
  if (!decides(need) && touched.some((other) => decides(other.need))) return needLine(context, assessed);
  const words = verdictMarkdown(context, verdict);
  const head = `${mark(verdict)} **${needMarkdown(need)}**${words === "" ? "" : `: ${words}`}`;
  const misses = furtherMisses(context, verdict).map((miss) => `- ${miss}`);
  return [[head, ...misses].join("\n"), escapeMarkdown(explainNeed(need))].join("\n\n");
}

function smallestCause({ inspection, needs }: Assessment, offset: number): TextRange | undefined {
  let smallest: TextRange | undefined;
  const consider = (range: TextRange): void => {
    if (!rangeTouches(range, offset)) return;
    if (!smallest || range.end - range.start < smallest.end - smallest.start) smallest = range;
  };
  for (const { need } of needs) need.causes.forEach(consider);
  for (const { causes } of [...inspection.filters, ...inspection.cloud]) causes.forEach(consider);
  for (const { range } of inspection.unknowns) consider(range);
  return smallest;
}

function staleNote({ roles }: LanguageContext): readonly string[] {
  return roles?.state === "stale" ? [`${escapeMarkdown(roles.name)} has errors now; this is its last good state.`] : [];
}
