/**
 * Reads the text of a Java properties file: comments, `=`, `:` and blanks between key and value, continued lines, escapes. Knows nothing
 * of what the properties mean. Source: the format that `java.util.Properties.load` documents; an escape that Java refuses is kept as text.
 */

import type { TextRange } from "./range";

/** One property, as the file states it; a later one of the same key counts. */
export interface Property {
  readonly key: string;
  readonly value: string;
  /** From the first character of the key to the last one of the value, all of its lines; offsets into the text. */
  readonly range: TextRange;
}

/** All properties of a text, in its order. */
export function parseProperties(text: string): readonly Property[] {
  return logicalLines(text).map(({ line, range }) => ({ ...splitProperty(line), range }));
}

/** What stands on one line, or on several that are continued. */
interface LogicalLine {
  readonly line: string;
  readonly range: TextRange;
}

/** Lines without comments and blank lines, continued lines joined, leading blanks gone. */
function logicalLines(text: string): readonly LogicalLine[] {
  const joined: LogicalLine[] = [];
  let open = "";
  let start = 0;
  let end = 0;
  let isContinued = false;
  for (const { 0: natural, index: at } of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const whole = natural.replace(/[\r\n]+$/, "");
    const line = whole.replace(at === 0 ? /^\uFEFF?[ \t\f]*/ : /^[ \t\f]+/, "");
    if (!isContinued && (line === "" || line.startsWith("#") || line.startsWith("!"))) continue;
    if (!isContinued) start = at + whole.length - line.length;
    end = at + whole.length;
    isContinued = endsOpen(line);
    open += isContinued ? line.slice(0, -1) : line;
    if (isContinued) continue;
    joined.push({ line: open, range: { start, end } });
    open = "";
  }
  if (open !== "") joined.push({ line: open, range: { start, end } });
  return joined;
}

/** An odd number of backslashes at the end: the last of them escapes the end of the line. */
function endsOpen(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

function splitProperty(line: string): Omit<Property, "range"> {
  const key = /^(?:\\[\s\S]|[^\\=: \t\f])*/.exec(line)?.[0] ?? "";
  const value = line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, "");
  return { key: unescapeText(key), value: unescapeText(value) };
}

const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_all, code: string | undefined, character: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return ESCAPES[character ?? ""] ?? character ?? "";
  });
}
