/**
 * Whether a statement belongs to another database. Files of several databases lie in one repository, and Druid's errors on the others
 * would be noise. A parser for other dialects is slow and lives outside of this room: a surface asks it the questions that stand here,
 * hands the answers over, and they stay with the statement.
 *
 * A statement is asked about when it shows no mark of Druid and Druid takes it in no case: its parser refuses it for something that is no
 * known slip of Druid authors, it holds what only others write, or its kind is one that Druid never runs (DELETE, UPDATE, MERGE, CALL). Other
 * dialects take many slips (`LIMIT 5, 10`, backticks, reserved words as names, a comma before FROM) and half-typed queries, so these stay
 * Druid's. A file without any mark in which one statement is of another dialect, or which fills tables row by row, is not Druid's at all.
 */
import { hasDruidMark } from "../analysis/druidMark";
import { OTHER_DIALECT } from "../data/dialects";
import type { PlacedStatement, SqlDocument, Statement } from "../syntax/document";
import type { ParseError, ParseErrorCode } from "../syntax/errors";
import { dialectToName, holdsSigns, isNoQuery, shownIn } from "./dialectSigns";
import { directivesOf } from "./directives";

/** Errors that Druid authors make as well as everybody else. */
const SLIPS: ReadonlySet<ParseErrorCode> = new Set([
  "reserved-word",
  "not-allowed",
  "unclosed-text",
  "bad-literal",
  "bad-granularity",
  "set-needs-literal",
  "name-too-long",
  "statement-order",
  "nested-too-deeply",
]);

/** Backticks and typographic quotes: Druid authors who come from elsewhere, or whose text went through a word processor. */
const SLIPPED_CHARACTERS = /^[`\u2018\u2019\u201c\u201d\u00a0]/;

/** BigQuery's path of a table in one pair of backticks. */
const WHOLE_PATH = /^`[^`.]+\.[^`.]+\.[^`]+`$/;

/** What is forgotten around a FROM or too many before it, and the comparison of programming languages: BigQuery, T-SQL and Hive take them. */
const SLIPPED_BEFORE = [
  { at: /^FROM$/i, behind: /(?:,|\bSELECT|\bDISTINCT)\s*$/i },
  { at: /^$/, behind: /\bFROM\s*$/i },
  { at: /^=$/, behind: /=$/ },
] as const;

/** Longer statements are not asked about: a parser of another dialect may take seconds for them. */
const LONGEST_QUESTION = 20_000;

/** Where so many statements of a file are nobody's, the others will not tell more. */
const MOST_QUESTIONS = 30;

/** What is known about a statement; `asked` with no dialect: none takes it. */
interface Answer {
  asked: boolean;
  dialect?: string;
}

const KEY = {};

function answerOf(statement: Statement): Answer {
  return statement.memory.recall("dialect", KEY, (): Answer => ({ asked: false }));
}

/** Whether anything in the statement says that it is Druid's. */
export function isMarked(statement: Statement): boolean {
  return statement.remember("mark", KEY, () => hasDruidMark(statement) || directivesOf(statement).directive !== undefined);
}

/** The next statement of a document that another dialect may take and nobody was asked about; undefined when all is known. */
export function nextQuestion(document: SqlDocument): Statement | undefined {
  if (dialectOfFile(document) !== undefined) return undefined;
  return questionsOf(document)
    .slice(0, MOST_QUESTIONS)
    .find((statement) => !answerOf(statement).asked);
}

/** How often a statement was found to belong to another dialect. */
let findings = 0;

/** What is known of dialects; as long as it is the same for a document, each statement that stays in it belongs where it belonged. */
export function dialectKnowledge(document: SqlDocument): string {
  return `${dialectOfFile(document)} ${findings}`;
}

/** Remembers which dialects take a statement of the document, by their ids; none when no dialect does. */
export function answerQuestion(document: SqlDocument, statement: Statement, takenBy: readonly string[]): void {
  const answer = answerOf(statement);
  answer.asked = true;
  const named = dialectToName(statement, takenBy);
  if (named !== undefined) {
    answer.dialect = named;
    findings++;
  }
  ofDocuments.delete(document);
}

/** The dialect that a statement of the document belongs to, as the JSON has it; undefined when it is Druid's as far as is known. */
export function dialectOf(document: SqlDocument, { statement }: PlacedStatement): string | undefined {
  return dialectOfFile(document) ?? (isQuestion(statement) ? answerOf(statement).dialect : undefined);
}

const questions = new WeakMap<SqlDocument, readonly Statement[]>();

/** The statements that another dialect may take. Most documents have none, so that nothing else is to be looked at. */
function questionsOf(document: SqlDocument): readonly Statement[] {
  const known = questions.get(document);
  if (known) return known;
  const found: Statement[] = [];
  const { parts, unusual } = document;
  for (let index = unusual.indexOf(1); index >= 0; index = unusual.indexOf(1, index + 1)) {
    const statement = parts[index];
    if (statement && isQuestion(statement)) found.push(statement);
  }
  questions.set(document, found);
  return found;
}

const ofDocuments = new WeakMap<SqlDocument, { readonly dialect: string | undefined }>();

/** In a file without marks one statement of another dialect speaks for all. Asked for with every statement, so remembered. */
function dialectOfFile(document: SqlDocument): string | undefined {
  const known = ofDocuments.get(document);
  if (known) return known.dialect;
  const dialect = findDialect(document);
  ofDocuments.set(document, { dialect });
  return dialect;
}

function findDialect(document: SqlDocument): string | undefined {
  const found = questionsOf(document).find((statement) => answerOf(statement).dialect !== undefined);
  if ((!found && !holdsRows(document)) || document.parts.some(isMarked)) return undefined;
  return shownInFile(document) ?? (found ? answerOf(found).dialect : OTHER_DIALECT);
}

/** So many rows in statements of their own nobody writes for Druid, which refuses each of them. */
const MANY_ROWS = 3;

const ROW = /^\s*(?:--[^\n]*\n\s*)*(?:INSERT|REPLACE)\s+INTO\s+[\w."]+\s*(?:\([^()]*\)\s*)?VALUES\s*\(/i;

/** Whether the file is one that fills tables of another database: INSERT INTO t (a, b) VALUES (1, 2), again and again. */
function holdsRows({ parts }: SqlDocument): boolean {
  let count = 0;
  for (const statement of parts.slice(0, MOST_SHOWING)) {
    if (statement.remember("row", KEY, () => ROW.test(statement.text.slice(0, LONGEST_ROW_HEAD)))) count++;
    if (count >= MANY_ROWS) return true;
  }
  return false;
}

const LONGEST_ROW_HEAD = 2000;

function isQuestion(statement: Statement): boolean {
  return !statement.isUsual && statement.remember("question", KEY, () => couldBeForeign(statement));
}

function couldBeForeign(statement: Statement): boolean {
  if (statement.text.length > LONGEST_QUESTION || isMarked(statement)) return false;
  return isNoQuery(statement) || !statement.errors.every((error) => isSlip(statement, error)) || holdsSigns(statement);
}

function isSlip({ text }: Statement, { code, range }: ParseError): boolean {
  const word = text.slice(range.start, range.end);
  if (code === "lexical-error") return SLIPPED_CHARACTERS.test(word) && !WHOLE_PATH.test(word);
  if (code !== "syntax-error") return SLIPS.has(code);
  return SLIPPED_BEFORE.some(({ at, behind }) => at.test(word) && behind.test(text.slice(Math.max(0, range.start - 80), range.start)));
}

/** Statements of a file that are looked at for its name. */
const MOST_SHOWING = 60;

/** The dialect that shows in most statements of a file; undefined where none does. */
function shownInFile({ parts }: SqlDocument): string | undefined {
  const votes = new Map<string, number>();
  for (const statement of parts.slice(0, MOST_SHOWING)) {
    const shown = statement.text.length > LONGEST_QUESTION ? undefined : statement.remember("shown", KEY, () => shownIn(statement));
    if (shown !== undefined) votes.set(shown, (votes.get(shown) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [id, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = id;
  return best;
}
