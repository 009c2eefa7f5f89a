/**
 * What is said about the words under the pointer: on the first keyword of a statement its whole verdict, elsewhere the needs that these
 * words cause, who grants them or why nobody does, and what is filtered or cannot be known.
 */

import { basisNote, needBasis } from "../permissions/basis";
import { explainNeed } from "../permissions/reasons";
import { pathTo } from "../syntax/children";
import { type SqlDocument, type Statement, statementAt } from "../syntax/document";
import { t } from "../text/l10n";
import { rangeContains, rangeTouches, shiftRange, type TextRange } from "../text/range";
import { type AssessedNeed, type Assessment, assess } from "./assess";
import type { LanguageContext } from "./context";
import { dialectWords } from "./dialects";
import { directed } from "./directed";
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

/** Explains the words at an offset; undefined where there is nothing to say. */
export function hover(context: LanguageContext, document: SqlDocument, offset: number): Hover | undefined {
  const at = statementAt(document, offset);
  if (!at) return undefined;
  const local = offset - at.start;
  const { context: own, placed, dialect } = directed(context, document, at);
  const { statement } = placed;
  if (dialect !== undefined) return hoverDialect(statement, at.start, local, dialect);
  const found =
    hoverStatement(own, statement, local) ??
    hoverCauses(own, statement, local) ??
    hoverCall(own, statement, local) ??
    describeWords(own, statement, local);
  const shown = withExplanation(found, explainWords(statement, local));
  return shown && { ...shown, range: shiftRange(shown.range, placed.start) };
}

/** What the words are for stands below what they need. */
function withExplanation(found: Hover | undefined, explained: Hover | undefined): Hover | undefined {
  if (!found || !explained) return found ?? explained;
  const range = rangeContains(found.range, explained.range) ? explained.range : found.range;
  return { range, markdown: `${found.markdown}\n\n---\n\n${explained.markdown}` };
}

function hoverDialect(statement: Statement, start: number, offset: number, dialect: string): Hover | undefined {
  const range = firstWord(statement);
  return rangeTouches(range, offset) ? { range: shiftRange(range, start), markdown: escapeMarkdown(dialectWords(dialect)) } : undefined;
}

function hoverStatement(context: LanguageContext, statement: Statement, offset: number): Hover | undefined {
  if (statement.span.end === statement.span.start) return undefined;
  const range = firstWord(statement);
  return rangeTouches(range, offset) ? { range, markdown: statementMarkdown(context, statement) } : undefined;
}

/** The needs and the like that the words under the pointer cause. */
function hoverCauses(context: LanguageContext, statement: Statement, offset: number): Hover | undefined {
  const assessment = assess(context, statement);
  const range = smallestCause(assessment, offset);
  return range && { range, markdown: describeCauses(context, assessment, (cause) => rangeTouches(cause, offset)) };
}

/** On the name of a table function: what its arguments cause, as the input source in the JSON of EXTERN may. */
function hoverCall(context: LanguageContext, statement: Statement, offset: number): Hover | undefined {
  const functions = pathTo(statement.tree, offset).filter((node) => node.kind === "tableFunction");
  const call = functions.at(-1)?.call;
  if (call?.kind !== "call" || !rangeTouches(call.name, offset)) return undefined;
  const markdown = describeCauses(context, assess(context, statement), (cause) => rangeContains(call, cause));
  return markdown === "" ? undefined : { range: { start: call.name.start, end: call.name.end }, markdown };
}

type IsMeant = (cause: TextRange) => boolean;

function describeCauses(context: LanguageContext, { inspection, needs, cloud }: Assessment, isMeant: IsMeant): string {
  const isCaused = ({ causes }: { readonly causes: readonly TextRange[] }): boolean => causes.some(isMeant);
  const meant = needs.filter(({ need }) => isCaused(need));
  const blocks = [
    ...meant.slice(0, MOST_NEEDS).map((assessed) => needBlock(context, assessed, meant)),
    ...(meant.length > MOST_NEEDS ? [t("and {0} more", meant.length - MOST_NEEDS)] : []),
    ...inspection.filters.filter(isCaused).map(filterMarkdown),
    ...inspection.unknowns.filter(({ range }) => isMeant(range)).map(({ message }) => `? ${escapeMarkdown(message)}`),
    ...cloud.filter(isCaused).map((action) => cloudMarkdown(context, action)),
  ];
  return blocks.length === 0 ? "" : [...blocks, ...staleNote(context)].join("\n\n");
}

/** A need in full where it decides; one line when it is about the task that the statement becomes. */
function needBlock(context: LanguageContext, assessed: AssessedNeed, touched: readonly AssessedNeed[]): string {
  const { need, verdict } = assessed;
  if (!decides(need) && touched.some((other) => decides(other.need))) return needLine(context, assessed);
  const words = verdictMarkdown(context, verdict);
  const { profile, endpoint } = context.settings;
  const basisSettings = { druidVersion: profile.druidVersion, endpoint };
  const head = `${mark(verdict)} **${needMarkdown(need)}**${words === "" ? "" : `: ${words}`}`;
  const misses = furtherMisses(context, verdict).map((miss) => `- ${miss}`);
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
