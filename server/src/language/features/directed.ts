/**
 * A statement with the context that its comments ask for. Every feature that goes through a document asks here first; a document without
 * such comments is given back as it is. The text of a statement alone does not tell its context, since what stands before the first
 * statement holds for all of them: results are remembered under the context, so a change there judges each statement anew.
 */
import type { Finding } from "../analysis/finding";
import type { PlacedStatement, SqlDocument, Statement } from "../syntax/document";
import { readAgain } from "../syntax/statement";
import { type LanguageContext, withDirective } from "./context";
import { dialectKnowledge, dialectOf } from "./dialects";
import { directiveOfDocument, directivesOf, mergeDirectives } from "./directives";

/** What a statement is read and judged under. */
export interface Directed {
  readonly context: LanguageContext;
  /** The statement, read by the grammar of that context. */
  readonly placed: PlacedStatement;
  /** The dialect that it belongs to, where that is known to be another than Druid's: then nothing is judged. */
  readonly dialect?: string;
}

/** One statement of a document under the comments that concern it. */
export function directed(context: LanguageContext, document: SqlDocument, placed: PlacedStatement): Directed {
  const dialect = dialectOf(document, placed);
  if (dialect !== undefined) return { context, placed, dialect };
  if (context.inlineComments === "ignored") return { context, placed };
  const stated = mergeDirectives(directiveOfDocument(document), directivesOf(placed.statement).directive);
  if (!stated) return { context, placed };
  const own = withDirective(context, stated);
  return { context: own, placed: { start: placed.start, statement: readUnder(own, placed.statement) } };
}

/** The context of a document as a whole. */
export function contextOfDocument(context: LanguageContext, document: SqlDocument): LanguageContext {
  const stated = context.inlineComments === "ignored" ? undefined : directiveOfDocument(document);
  return stated ? withDirective(context, stated) : context;
}

/** What decides about the statements of a document beside their own texts, as it is now. */
export interface Circumstances {
  readonly context: LanguageContext;
  /** The context of the document as a whole. */
  readonly whole: LanguageContext;
  /** What is known of the dialects of its statements. */
  readonly dialects: string;
}

/** The circumstances of a document under a context. */
export function circumstancesOf(context: LanguageContext, document: SqlDocument): Circumstances {
  return { context, whole: contextOfDocument(context, document), dialects: dialectKnowledge(document) };
}

/** Whether a statement that is in both documents is read and judged alike in both. */
export function judgesAlike(one: Circumstances, other: Circumstances): boolean {
  return one.context === other.context && one.whole === other.whole && one.dialects === other.dialects;
}

/** What is wrong with the comments of a statement, where they count. */
export function directiveProblems({ inlineComments }: LanguageContext, statement: Statement): readonly Finding[] {
  return inlineComments === "ignored" ? [] : directivesOf(statement).problems;
}

/** Where statements end does not depend on the version, so that only the statement is read again. */
function readUnder({ grammar }: LanguageContext, statement: Statement): Statement {
  if (statement.grammar.druidVersion === grammar.druidVersion) return statement;
  return statement.memory.recall("reading", grammar, () => readAgain(grammar, statement));
}
