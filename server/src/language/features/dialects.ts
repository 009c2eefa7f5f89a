/**
 * Whether a statement belongs to another database. Files of several databases lie in one repository, and Druid's errors on the others
 * would be noise. A parser for other dialects is slow and lives outside of this room: a surface asks it the questions that stand here,
 * hands the answers over, and they stay with the statement.
 *
 * A statement is asked about when it shows no mark of Druid and Druid takes it in no case: its parser refuses it for something that is no
 * known slip of Druid authors, or its kind is one that Druid never runs (DELETE, UPDATE, MERGE, CALL). Other dialects take many slips
 * (`LIMIT 5, 10`, backticks, reserved words as names, a comma before FROM), so a known slip stays Druid's. A file without any mark in which
 * one statement is of another dialect is not Druid's at all.
 */
import { hasDruidMark } from "../analysis/druidMark";
import type { Finding } from "../analysis/finding";
import { DIALECTS, FOREIGN_FIRST_WORDS, OTHER_DIALECT } from "../data/dialects";
import type { PlacedStatement, SqlDocument, Statement } from "../syntax/document";
import type { ParseError, ParseErrorCode } from "../syntax/errors";
import { phrase, t } from "../text/l10n";
import type { TextRange } from "../text/range";
import { directivesOf } from "./directives";
import { firstWord } from "./firstWord";

/** The codes of what is said about other dialects; `docs/diagnostics/<code>.md` has a page for each. */
export const DIALECT_CODES = {
  "other-dialect": phrase("The statement reads as SQL of another database, and Druid's checks are off for it."),
} as const;

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
  const named = nameOf(statement, takenBy);
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

/** What is said about a statement of another dialect. */
export function dialectFinding(statement: Statement, dialect: string): Finding {
  return { code: "other-dialect", severity: "information", message: dialectWords(dialect), range: dialectPlace(statement) };
}

/** The same in one sentence. */
export function dialectWords(dialect: string): string {
  const name = DIALECTS.find(({ id }) => id === dialect)?.name;
  if (name === undefined) return t("This is no statement of Druid SQL but of another database; Druid's checks are off for it.");
  return t("This reads as {0}; Druid's checks are off for it.", t(name));
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
  if (!found || document.parts.some(isMarked)) return undefined;
  return answerOf(found).dialect;
}

function isQuestion(statement: Statement): boolean {
  return !statement.isUsual && statement.remember("question", KEY, () => couldBeForeign(statement));
}

function couldBeForeign(statement: Statement): boolean {
  if (statement.text.length > LONGEST_QUESTION || isMarked(statement)) return false;
  return statement.errors.length === 0 || isForeignWord(statement) || !statement.errors.every((error) => isSlip(statement, error));
}

function isSlip({ text }: Statement, { code, range }: ParseError): boolean {
  const word = text.slice(range.start, range.end);
  if (code === "lexical-error") return SLIPPED_CHARACTERS.test(word);
  if (code !== "syntax-error") return SLIPS.has(code);
  return SLIPPED_BEFORE.some(({ at, behind }) => at.test(word) && behind.test(text.slice(Math.max(0, range.start - 80), range.start)));
}

/**
 * The dialect to name: of those that take the text the first that shows itself in it, else any that does, else the first. What begins with a word that Druid has
 * no statement for is another database's also when no parser takes it.
 */
function nameOf(statement: Statement, takenBy: readonly string[]): string | undefined {
  const taking = DIALECTS.filter(({ id }) => takenBy.includes(id));
  const isForeign = isForeignWord(statement);
  if (taking.length === 0 && !isForeign) return undefined;
  const shown = [...taking, ...DIALECTS].find(({ evidence }) => evidence.test(statement.text));
  return shown?.id ?? taking[0]?.id ?? OTHER_DIALECT;
}

function isForeignWord(statement: Statement): boolean {
  const { start, end } = dialectPlace(statement);
  return FOREIGN_FIRST_WORDS.has(statement.text.slice(start, end).toUpperCase());
}

/** Where it is said: at the first word of the statement behind comments of MySQL, which begin with `#`; without one, at that comment. */
export function dialectPlace(statement: Statement): TextRange {
  const first = firstWord(statement);
  const { text, span } = statement;
  if (text[first.start] !== "#") return first;
  const own = lengthAt(/(?:\s|(?:#|--)[^\n]*|\/\*.*?\*\/)*/suy, text, first.start);
  const start = first.start + own;
  const length = lengthAt(/[\p{L}\p{N}_$]+/uy, text, start);
  if (length > 0 && start + length <= span.end) return { start, end: start + length };
  return { start: first.start, end: Math.min(first.start + lengthAt(/.*/y, text, first.start), span.end) };
}

/** How much a sticky pattern takes. */
function lengthAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}
