/**
 * What is said about a statement of another database, and where. Relies on the first words of statements.
 */
import type { Finding } from "../analysis/finding";
import { DIALECTS, FOREIGN_FIRST_WORDS } from "../data/dialects";
import type { Statement } from "../syntax/document";
import { phrase, t } from "../text/l10n";
import type { TextRange } from "../text/range";
import { firstWord } from "./firstWord";

/** The codes of what is said about other dialects; `docs/diagnostics/<code>.md` has a page for each. */
export const DIALECT_CODES = {
  "other-dialect": phrase("The statement reads as SQL of another database, and Druid's checks are off for it."),
} as const;

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

/** Where it is said: at the first word of the statement behind comments of MySQL, which begin with `#`; without one, at that comment. */
export function dialectPlace(statement: Statement): TextRange {
  const first = firstWord(statement);
  const { text, span } = statement;
  // What the parser took out to read on, as the beginning of CREATE VIEW … AS SELECT.
  const taken = statement.errors.find(
    ({ range }) => range.start < first.start && FOREIGN_FIRST_WORDS.has(text.slice(range.start, range.end).toUpperCase()),
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
