/**
 * Reads the text of a Java properties file: comments, `=`, `:` and blanks between key and value, continued lines, escapes. Knows nothing
 * of what the properties mean. Source: the format that `java.util.Properties.load` documents; an escape that Java refuses is kept as text.
 */

/** One property, as the file states it; a later one of the same key counts. */
export interface Property {
  readonly key: string;
  readonly value: string;
}

/** All properties of a text, in its order. */
export function parseProperties(text: string): readonly Property[] {
  return logicalLines(text).map(splitProperty);
}

/** Lines without comments and blank lines, continued lines joined, leading blanks gone. */
function logicalLines(text: string): readonly string[] {
  const joined: string[] = [];
  let open = "";
  let isContinued = false;
  for (const natural of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, "");
    if (!isContinued && (line === "" || line.startsWith("#") || line.startsWith("!"))) continue;
    isContinued = endsOpen(line);
    open += isContinued ? line.slice(0, -1) : line;
    if (isContinued) continue;
    joined.push(open);
    open = "";
  }
  if (open !== "") joined.push(open);
  return joined;
}

/** An odd number of backslashes at the end: the last of them escapes the end of the line. */
function endsOpen(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

function splitProperty(line: string): Property {
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
