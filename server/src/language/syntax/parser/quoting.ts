/**
 * The meaning of quoted text: quotes taken off, doubled quotes and escapes resolved. Pure functions over strings.
 * Source: Calcite's `SqlParserUtil` (parseString, stripQuotes, parseCString) and `SqlLiteral.unescapeUnicode`.
 */

/** Text between its first and last character, doubled quotes made single. */
export function unquote(image: string, quote: '"' | "'"): string {
  const content = image.slice(1, -1);
  return content.includes(quote) ? content.replaceAll(quote + quote, quote) : content;
}

/** Resolves `\XXXX` with the given escape character; `undefined` when one is malformed. */
export function unescapeUnicode(content: string, mark: string): string | undefined {
  if (!content.includes(mark)) return content;
  let result = "";
  for (let index = 0; index < content.length; index++) {
    const character = content[index] ?? "";
    if (character !== mark) result += character;
    else if (content[index + 1] === mark) {
      result += mark;
      index++;
    } else {
      const code = hexNumber(content.slice(index + 1, index + 5));
      if (code === undefined) return undefined;
      result += String.fromCharCode(code);
      index += 4;
    }
  }
  return result;
}

/** What Java's parser of numbers makes of four characters: one of them may be a sign, and the digits of every script count. */
function hexNumber(digits: string): number | undefined {
  if (!/^[-+]?(?:[0-9A-Fa-f\uff21-\uff26\uff41-\uff46]|\p{Nd})+$/u.test(digits) || [...digits].length !== 4) return undefined;
  return Number.parseInt(digits.replace(/[^-+0-9A-Fa-f]/g, asciiDigit), 16);
}

/** Full-width letters have values of their own; other digits stand in rows of ten that begin at …0 or …6. */
function asciiDigit(character: string): string {
  const code = character.charCodeAt(0);
  if (/[\uff21-\uff26\uff41-\uff46]/.test(character)) return String.fromCharCode(code - 0xfee0);
  const row = code & ~0xf;
  return String((code & 0xf) - (/\p{Nd}/u.test(String.fromCharCode(row)) ? 0 : 6));
}

const C_ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Content of `E'…'` without its prefix and quotes resolved; `undefined` when a Unicode escape is malformed. */
export function unescapeC(content: string): string | undefined {
  let malformed = false;
  const result = content.replace(
    /''|\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[\s\S])/g,
    (match, escaped?: string) => {
      if (escaped === undefined) return "'";
      if (escaped === "u" || escaped === "U") malformed = true;
      if (/^[uUx]./.test(escaped)) return codePoint(Number.parseInt(escaped.slice(1), 16));
      if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8));
      return C_ESCAPES[escaped] ?? match.slice(1);
    },
  );
  return malformed ? undefined : result;
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : "\ufffd";
}
