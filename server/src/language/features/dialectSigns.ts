/**
 * What shows in a statement that another database is meant, and which. Relies on the tables of signs in `data/dialects.ts`.
 */
import { DIALECTS, FOREIGN_FIRST_WORDS, FOREIGN_PROOF, FOREIGN_SIGNS, OTHER_DIALECT, OTHER_EVIDENCE } from "../data/dialects";
import type { Statement } from "../syntax/document";
import { TokenKind } from "../syntax/tokenKind";
import { isTrivia, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import { dialectPlace } from "./dialectWords";

/**
 * The dialect to name: of those that take the text the first that shows itself in it, else any that does. Parsers take half-typed queries and
 * much that is another database's, so a query that shows nothing stays Druid's, and any other statement that shows nothing has no name. What
 * begins with a word that Druid has no statement for, and what holds what only others write, is another database's whoever takes it.
 */
export function dialectToName(statement: Statement, takenBy: readonly string[]): string | undefined {
  const taking = DIALECTS.filter(({ id }) => takenBy.includes(id));
  const text = codeOf(statement);
  const isProven = provesForeign(statement, text);
  if (taking.length === 0 && !isForeignWord(statement) && !isProven) return undefined;
  if (OTHER_EVIDENCE.test(text)) return OTHER_DIALECT;
  const shown = [...taking, ...DIALECTS].find(({ evidence }) => evidence.test(text));
  if (shown) return shown.id;
  if (FOREIGN_SIGNS.test(text) || isProven) return taking[0]?.id ?? OTHER_DIALECT;
  return isNoQuery(statement) ? OTHER_DIALECT : undefined;
}

/** Whether the statement is of a kind that no Druid author begins, so that no half-typed query is taken for another database's. */
export function isNoQuery(statement: Statement): boolean {
  return statement.errors.length === 0 || isForeignWord(statement) || isChange(statement);
}

/** Whether it holds what Druid's grammar has not and others do. */
export function holdsSigns(statement: Statement): boolean {
  const text = codeOf(statement);
  return FOREIGN_SIGNS.test(text) || provesForeign(statement, text);
}

/** Whether a statement that Druid's parser refuses holds what only others write; `text` is that of `codeOf`. */
function provesForeign({ errors }: Statement, text: string): boolean {
  return errors.length > 0 && FOREIGN_PROOF.test(text);
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

/** The one dialect that shows in a statement; undefined where none does, or several. */
export function shownIn(statement: Statement): string | undefined {
  const text = codeOf(statement);
  if (OTHER_EVIDENCE.test(text)) return OTHER_DIALECT;
  const found = DIALECTS.filter(({ evidence }) => evidence.test(text));
  return found.length === 1 ? found[0]?.id : undefined;
}

/** First words of statements that Druid parses and never runs. */
const CHANGES = /^(?:UPDATE|DELETE|MERGE|CALL)$/i;

function isChange(statement: Statement): boolean {
  return CHANGES.test(wordAt(statement));
}

function isForeignWord(statement: Statement): boolean {
  return FOREIGN_FIRST_WORDS.has(wordAt(statement).toUpperCase());
}

function wordAt(statement: Statement): string {
  const { start, end } = dialectPlace(statement);
  return statement.text.slice(start, end);
}
