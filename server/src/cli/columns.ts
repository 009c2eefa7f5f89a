/**
 * How wide text is on a terminal: tabs, East Asian characters, combining marks, and control characters that must not reach a terminal.
 */

const TAB_WIDTH = 4;

/** One character as it is shown: what is printed, how many columns that takes, and where it stands in the text (UTF-16). */
export interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly offset: number;
}

/** The cells of one line; control characters become visible, a tab becomes blanks up to the next stop. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of line) {
    const cell = cellOf(character, offset, column);
    cells.push(cell);
    offset += character.length;
    column += cell.width;
  }
  return cells;
}

/** The columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** The text without anything that a terminal would act on; line breaks and tabs become blanks. */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Bidi_C}]/gu, "\ufffd");
}

function cellOf(character: string, offset: number, column: number): Cell {
  if (character >= " " && character <= "~") return { shown: character, width: 1, offset };
  if (character === "\t") {
    const width = TAB_WIDTH - (column % TAB_WIDTH);
    return { shown: " ".repeat(width), width, offset };
  }
  if (/[\p{Cc}\p{Cs}\p{Bidi_C}]/u.test(character)) return { shown: "\ufffd", width: 1, offset };
  return { shown: character, width: characterWidth(character), offset };
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  return WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
}

/** Blocks whose characters take two columns. Source: Unicode's EastAsianWidth (W and F), in coarse blocks. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
