/**
 * Comments of a roles file that silence remarks: `// druid-sql-ignore roles-write-reads-all: the Overlord is behind a firewall`, behind an
 * entry or the name of a role on its line, or on the lines above it. Relies on the scanner of jsonc-parser, which keeps comments.
 */
import { createScanner } from "jsonc-parser";
import type { TextRange } from "../../text/range";

/** Codes, and the text in which they are silent. */
export interface Ignore {
  readonly codes: ReadonlySet<string>;
  readonly range: TextRange;
}

/** Whether a comment silences a code at one of the places that it is about. */
export function isIgnored(ignores: readonly Ignore[], code: string, places: readonly TextRange[]): boolean {
  return ignores.some(({ codes, range }) => codes.has(code) && places.some(({ start, end }) => start < range.end && range.start < end));
}

/** Token kinds of jsonc-parser's scanner, which exports them as a type only. */
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const BLANKS = 15;
const END_OF_TEXT = 17;

const WORD = "druid-sql-ignore";

/** The comments that silence something, in the order of the text. */
export function readIgnores(text: string): readonly Ignore[] {
  if (!text.includes(WORD)) return [];
  const scanner = createScanner(text, false);
  const found: Ignore[] = [];
  let waiting: { readonly codes: ReadonlySet<string>; readonly start: number }[] = [];
  let lineHasTokens = false;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (token === LINE_BREAK) lineHasTokens = false;
    else if (token === LINE_COMMENT || token === BLOCK_COMMENT) {
      const codes = codesIn(scanner.getTokenValue());
      if (codes.size > 0 && lineHasTokens) found.push({ codes, range: { start: lineStart(text, start), end: start } });
      else if (codes.size > 0) waiting.push({ codes, start });
    } else if (token !== BLANKS) {
      lineHasTokens = true;
      for (const { codes, start: from } of waiting) found.push({ codes, range: { start: from, end: lineEnd(text, start) } });
      waiting = [];
    }
  }
  return found;
}

/** The codes behind the word, up to a colon. */
function codesIn(comment: string): ReadonlySet<string> {
  const [, list] = new RegExp(`${WORD}[ \\t]+([\\w, \\t-]+)`).exec(comment) ?? [];
  return new Set((list ?? "").split(/[,\s]+/).filter((code) => code !== ""));
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
