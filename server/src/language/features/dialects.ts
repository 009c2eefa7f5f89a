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
import type { Finding } from "../analysis/finding";
import { DIALECTS, FOREIGN_FIRST_WORDS, FOREIGN_PROOF, FOREIGN_SIGNS, OTHER_DIALECT, OTHER_EVIDENCE } from "../data/dialects";
import type { PlacedStatement, SqlDocument, Statement } from "../syntax/document";
import type { ParseError, ParseErrorCode } from "../syntax/errors";
import { TokenKind } from "../syntax/tokenKind";
import { isTrivia, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
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
  if (isNoQuery(statement) || !statement.errors.every((error) => isSlip(statement, error))) return true;
  return FOREIGN_SIGNS.test(codeOf(statement)) || isProven(statement);
}

/** First words of statements that Druid parses and never runs. */
const CHANGES = /^(?:UPDATE|DELETE|MERGE|CALL)$/i;

function isChange(statement: Statement): boolean {
  return CHANGES.test(wordsAt(statement, dialectPlace(statement)));
}

function isSlip({ text }: Statement, { code, range }: ParseError): boolean {
  const word = text.slice(range.start, range.end);
  if (code === "lexical-error") return SLIPPED_CHARACTERS.test(word) && !WHOLE_PATH.test(word);
  if (code !== "syntax-error") return SLIPS.has(code);
  return SLIPPED_BEFORE.some(({ at, behind }) => at.test(word) && behind.test(text.slice(Math.max(0, range.start - 80), range.start)));
}

/**
 * The dialect to name: of those that take the text the first that shows itself in it, else any that does. Parsers take half-typed queries and
 * much that is another database's, so a query that shows nothing stays Druid's, and any other statement that shows nothing has no name. What
 * begins with a word that Druid has no statement for, and what holds what only others write, is another database's whoever takes it.
 */
function nameOf(statement: Statement, takenBy: readonly string[]): string | undefined {
  const taking = DIALECTS.filter(({ id }) => takenBy.includes(id));
  if (taking.length === 0 && !isForeignWord(statement) && !isProven(statement)) return undefined;
  const text = codeOf(statement);
  if (OTHER_EVIDENCE.test(text)) return OTHER_DIALECT;
  const shown = [...taking, ...DIALECTS].find(({ evidence }) => evidence.test(text));
  if (shown) return shown.id;
  if (FOREIGN_SIGNS.test(text) || isProven(statement)) return taking[0]?.id ?? OTHER_DIALECT;
  return isNoQuery(statement) ? OTHER_DIALECT : undefined;
}

/** Whether the statement is of a kind that no Druid author begins, so that no half-typed query is taken for another database's. */
function isNoQuery(statement: Statement): boolean {
  return statement.errors.length === 0 || isForeignWord(statement) || isChange(statement);
}

/** Whether a statement that Druid's parser refuses holds what only others write. */
function isProven(statement: Statement): boolean {
  return statement.errors.length > 0 && FOREIGN_PROOF.test(codeOf(statement));
}

/** The statement without what its texts and comments say, but for that of an INTERVAL, which has its unit in some dialects. */
function codeOf({ text, tokens }: Statement): string {
  const parts: string[] = [];
  let before: TokenKind = TokenKind.EndOfText;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokenKind(tokens, index);
    const word = text.slice(tokenStart(tokens, index), tokenEnd(tokens, index));
    parts.push(kind === TokenKind.String && before !== TokenKind.INTERVAL ? textOf(word) : isTrivia(kind) ? " " : word);
    if (!isTrivia(kind)) before = kind;
  }
  return parts.join("");
}

/** A text without what it says; where a backslash stands before its end, that may be none for others. */
function textOf(word: string): string {
  return word.endsWith("\\'") ? "\\'" : "''";
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

function shownIn(statement: Statement): string | undefined {
  const text = codeOf(statement);
  if (OTHER_EVIDENCE.test(text)) return OTHER_DIALECT;
  const found = DIALECTS.filter(({ evidence }) => evidence.test(text));
  return found.length === 1 ? found[0]?.id : undefined;
}

function isForeignWord(statement: Statement): boolean {
  return FOREIGN_FIRST_WORDS.has(wordsAt(statement, dialectPlace(statement)).toUpperCase());
}

function wordsAt({ text }: Statement, { start, end }: TextRange): string {
  return text.slice(start, end);
}

/** Where it is said: at the first word of the statement behind comments of MySQL, which begin with `#`; without one, at that comment. */
export function dialectPlace(statement: Statement): TextRange {
  const first = firstWord(statement);
  const { text, span } = statement;
  // What the parser took out to read on, as the beginning of CREATE VIEW … AS SELECT.
  const taken = statement.errors.find(
    ({ range }) => range.start < first.start && FOREIGN_FIRST_WORDS.has(wordsAt(statement, range).toUpperCase()),
  );
  if (taken) return taken.range;
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
