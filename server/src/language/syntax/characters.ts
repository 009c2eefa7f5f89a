/**
 * Which characters make names. Source: the tokens LETTER and DIGIT of Druid's `Parser.jj`.
 */

/** Borders of the ranges of LETTER outside ASCII, in pairs. */
const LETTER_RANGES: readonly number[] = [
  0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x1fff, 0x3040, 0x318f, 0x3300, 0x337f, 0x3400, 0x3d2d, 0x4e00, 0x9fff, 0xf900, 0xfaff,
];

/** Borders of the ranges of DIGIT outside ASCII, in pairs. */
const DIGIT_RANGES: readonly number[] = [
  0x660, 0x669, 0x6f0, 0x6f9, 0x966, 0x96f, 0x9e6, 0x9ef, 0xa66, 0xa6f, 0xae6, 0xaef, 0xb66, 0xb6f, 0xbe7, 0xbef, 0xc66, 0xc6f, 0xce6,
  0xcef, 0xd66, 0xd6f, 0xe50, 0xe59, 0xed0, 0xed9, 0x1040, 0x1049,
];

/** `A`…`Z`, `a`…`z` and `_`: the letters that spell keywords and most names. */
export function isPlainLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** Whether the UTF-16 code unit may start a name. */
export function isLetter(code: number): boolean {
  if (code < 128) return isPlainLetter(code) || code === 36;
  return isInRanges(LETTER_RANGES, code);
}

/** Whether the UTF-16 code unit is a digit of a name. */
export function isDigit(code: number): boolean {
  if (code < 128) return code >= 48 && code <= 57;
  return isInRanges(DIGIT_RANGES, code);
}

/** Control characters and everything outside ASCII that is no letter; digits outside ASCII start no token either. */
export function isNeverAToken(code: number): boolean {
  if (code < 32) return code !== 9 && code !== 10 && code !== 12 && code !== 13;
  return code > 126 && !isLetter(code);
}

/** `0`…`9`. */
export function isAsciiDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Offset behind the ASCII digits from `from` on. */
export function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isAsciiDigit(text.charCodeAt(end))) end++;
  return end;
}

/** What a collation id of Calcite is made of. */
export function isRunCharacter(code: number): boolean {
  return (
    isPlainLetter(code) ||
    isAsciiDigit(code) ||
    code === 36 ||
    code === 45 ||
    code === 46 ||
    code === 58 ||
    (code > 127 && (isLetter(code) || isDigit(code)))
  );
}

/** What the name of a character set, `_utf8`, is made of; `:`, `.`, `-` and `_` not as the first. */
export function isCharsetCharacter(code: number, first: boolean): boolean {
  const word = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isAsciiDigit(code);
  return word || (!first && (code === 58 || code === 46 || code === 45 || code === 95));
}

/** End of the collation id whose `$` stands at `dollar`, or -1. */
export function collationEndBehind(text: string, dollar: number): number {
  let end = dollar + 1;
  let inner = -1;
  while (isLetter(text.charCodeAt(end))) {
    if (text.charCodeAt(end) === 36 && end > dollar + 1) inner = end;
    end++;
  }
  if (end === dollar + 1) return -1;
  if (inner < 0) return end;
  let behind = inner + 1;
  while (isLetter(text.charCodeAt(behind)) || isDigit(text.charCodeAt(behind))) behind++;
  return Math.max(end, behind);
}

function isInRanges(ranges: readonly number[], code: number): boolean {
  for (let index = 0; index < ranges.length; index += 2) {
    if (code >= (ranges[index] as number) && code <= (ranges[index + 1] as number)) return true;
  }
  return false;
}
