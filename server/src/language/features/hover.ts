/**
 * What is said about the words under the pointer: on the first keyword of a statement its whole verdict, elsewhere the needs that these
 * words cause, who grants them or why nobody does, and what is filtered or cannot be known.
 */

import { basisNote, needBasis } from "../permissions/basis";
import type { ResourceAction } from "../permissions/model";
import { explainNeed } from "../permissions/reasons";
import { pathTo } from "../syntax/children";
import { type SqlDocument, type Statement, statementAt } from "../syntax/document";
import { t } from "../text/l10n";
import { rangeContains, rangeTouches, shiftRange, type TextRange } from "../text/range";
import { type AssessedNeed, type Assessment, assess } from "./assess";
import type { LanguageContext } from "./context";
import { diagnoseDirected } from "./diagnostics";
import { dialectPlace, dialectWords } from "./dialectWords";
import { type Directed, directed } from "./directed";
import { firstWord } from "./firstWord";
import { explainWords } from "./hoverExplanation";
import { describeWords } from "./hoverWords";
import { decides } from "./judge";
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

/** Whether the editor shows what is marked at a place in the same box. */
export type MarksShown = "beside" | "elsewhere";

/** Explains the words at an offset; undefined where there is nothing to say. What marks say beside it is not said again. */
export function hover(context: LanguageContext, document: SqlDocument, offset: number, marks: MarksShown = "elsewhere"): Hover | undefined {
  const at = statementAt(document, offset);
  if (!at) return undefined;
  const local = offset - at.start;
  const found = directed(context, document, at);
  const { context: own, placed, dialect } = found;
  const { statement } = placed;
  if (dialect !== undefined) return hoverDialect(statement, at.start, local, dialect);
  const marked = marks === "beside" ? markedDenials(found, local) : [];
  const said =
    hoverStatement(own, statement, local) ??
    hoverCauses({ context: own, marked }, statement, local) ??
    hoverCall(own, statement, local) ??
    describeWords(own, statement, local);
  const shown = withExplanation(said, explainWords(statement, local));
  return shown && { ...shown, range: shiftRange(shown.range, placed.start) };
}

/** What the words are for stands below what they need. */
function withExplanation(found: Hover | undefined, explained: Hover | undefined): Hover | undefined {
  if (!found || !explained) return found ?? explained;
  const range = rangeContains(found.range, explained.range) ? explained.range : found.range;
  return { range, markdown: `${found.markdown}\n\n---\n\n${explained.markdown}` };
}

function hoverDialect(statement: Statement, start: number, offset: number, dialect: string): Hover | undefined {
  const range = dialectPlace(statement);
  return rangeTouches(range, offset) ? { range: shiftRange(range, start), markdown: escapeMarkdown(dialectWords(dialect)) } : undefined;
}

function hoverStatement(context: LanguageContext, statement: Statement, offset: number): Hover | undefined {
  if (statement.span.end === statement.span.start) return undefined;
  const range = firstWord(statement);
  return rangeTouches(range, offset) ? { range, markdown: statementMarkdown(context, statement) } : undefined;
}

/** The denials that are marked at an offset, as an editor shows them there. */
function markedDenials(found: Directed, offset: number): readonly ResourceAction[] {
  const marks = diagnoseDirected(found).filter(({ code, range }) => code === "permission-denied" && rangeTouches(range, offset));
  return marks.flatMap(({ need }) => need ?? []);
}

/** Who is told, and which denials a mark tells beside it. */
interface Telling {
  readonly context: LanguageContext;
  readonly marked: readonly ResourceAction[];
}

/** The needs and the like that the words under the pointer cause. */
function hoverCauses(telling: Telling, statement: Statement, offset: number): Hover | undefined {
  const assessment = assess(telling.context, statement);
  const range = smallestCause(assessment, offset);
  return range && { range, markdown: describeCauses(telling, assessment, (cause) => rangeTouches(cause, offset)) };
}

/** On the name of a table function: what its arguments cause, as the input source in the JSON of EXTERN may. */
function hoverCall(context: LanguageContext, statement: Statement, offset: number): Hover | undefined {
  const functions = pathTo(statement.tree, offset).filter((node) => node.kind === "tableFunction");
  const call = functions.at(-1)?.call;
  if (call?.kind !== "call" || !rangeTouches(call.name, offset)) return undefined;
  const markdown = describeCauses({ context, marked: [] }, assess(context, statement), (cause) => rangeContains(call, cause));
  return markdown === "" ? undefined : { range: { start: call.name.start, end: call.name.end }, markdown };
}

type IsMeant = (cause: TextRange) => boolean;

function describeCauses(telling: Telling, { inspection, needs, cloud }: Assessment, isMeant: IsMeant): string {
  const { context } = telling;
  const isCaused = ({ causes }: { readonly causes: readonly TextRange[] }): boolean => causes.some(isMeant);
  const meant = needs.filter(({ need }) => isCaused(need));
  const blocks = [
    ...meant.slice(0, MOST_NEEDS).map((assessed) => needBlock(telling, assessed, meant)),
    ...(meant.length > MOST_NEEDS ? [t("and {0} more", meant.length - MOST_NEEDS)] : []),
    ...inspection.filters.filter(isCaused).map(filterMarkdown),
    ...inspection.unknowns.filter(({ range }) => isMeant(range)).map(({ message }) => `? ${escapeMarkdown(message)}`),
    ...cloud.filter(isCaused).map((action) => cloudMarkdown(context, action)),
  ];
  return blocks.length === 0 ? "" : [...blocks, ...staleNote(context)].join("\n\n");
}

/** A need in full where it decides; one line when it is about the task that the statement becomes. */
function needBlock({ context, marked }: Telling, assessed: AssessedNeed, touched: readonly AssessedNeed[]): string {
  const { need, verdict } = assessed;
  if (!decides(need) && touched.some((other) => decides(other.need))) return needLine(context, assessed);
  const isMarked = marked.some(({ action, type, name }) => action === need.action && type === need.type && name === need.name);
  const told = isMarked ? "beside" : "here";
  const words = verdictMarkdown(context, verdict, told);
  const { profile, endpoint } = context.settings;
  const basisSettings = { druidVersion: profile.druidVersion, endpoint };
  const head = `${mark(verdict)} **${needMarkdown(need)}**${words === "" ? "" : `: ${words}`}`;
  const misses = furtherMisses(context, verdict, told).map((miss) => `- ${miss}`);
  const note = basisNote(needBasis(need, basisSettings), basisSettings);
  const why = note === "" ? explainNeed(need) : `${explainNeed(need)} ${note}`;
  return [[head, ...misses].join("\n"), escapeMarkdown(why)].join("\n\n");
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
  return roles?.state === "stale" ? [t("{0} has errors now; this is its last good state.", escapeMarkdown(roles.name))] : [];
}
