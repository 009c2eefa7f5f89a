/**
 * Where a grapheme cluster ends: `\X` and `\b{g}`. The rules are those of Unicode Annex 29 as Java 17 has them, which knows no Indic conjuncts.
 */
import { NO } from "./codeTest";
import { hasProperty, isUnassigned } from "./unicode";

type Kind =
  | "other"
  | "cr"
  | "lf"
  | "control"
  | "extend"
  | "joiner"
  | "regional"
  | "prepend"
  | "spacing"
  | "l"
  | "v"
  | "t"
  | "lv"
  | "lvt"
  | "picture";

/** The end of the cluster that starts at `start`; `start` lies inside the text. */
export function nextGraphemeBoundary(text: string, start: number): number {
  let code = text.codePointAt(start) ?? 0;
  let end = start + (code > 0xffff ? 2 : 1);
  let before = kindOf(code);
  let regionals = before === "regional" ? 1 : 0;
  const picture = before === "picture";
  while (end < text.length) {
    code = text.codePointAt(end) ?? 0;
    const after = kindOf(code);
    const joined =
      (picture && before === "joiner" && after === "picture") || (regionals % 2 === 1 && before === "regional" && after === "regional");
    if (!joined && breaksBetween(before, after)) break;
    if (after === "regional") regionals++;
    before = after;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

const HANGUL: ReadonlySet<string> = new Set(["l l", "l v", "l lv", "l lvt", "lv v", "lv t", "v v", "v t", "lvt t", "t t"]);

function breaksBetween(before: Kind, after: Kind): boolean {
  if (before === "cr" && after === "lf") return false;
  if (isControl(before) || isControl(after)) return true;
  if (after === "extend" || after === "joiner" || after === "spacing" || before === "prepend") return false;
  return !HANGUL.has(`${before} ${after}`);
}

function isControl(kind: Kind): boolean {
  return kind === "cr" || kind === "lf" || kind === "control";
}

const pictographic = hasProperty("Extended_Pictographic");
const controlling = hasProperty("Cc");
const format = hasProperty("Cf");
const separator = [hasProperty("Zl"), hasProperty("Zp"), hasProperty("Cs")] as const;
const mark = [hasProperty("Mn"), hasProperty("Me")] as const;
const spacingMark = hasProperty("Mc");

function kindOf(code: number): Kind {
  if (code < 0x7f) return asciiKind(code);
  if (pictographic(code) !== NO) return "picture";
  if (isUnassigned(code)) return code === 0x378 ? "other" : "control";
  if (controlling(code) !== NO || separator.some((test) => test(code) !== NO)) return "control";
  if (format(code) !== NO) return formatKind(code);
  if (mark.some((test) => test(code) !== NO)) return "extend";
  if (spacingMark(code) !== NO) return EXCLUDED_SPACING.some(([low, high]) => low <= code && code <= high) ? "other" : "spacing";
  if (0x1f1e6 <= code && code <= 0x1f1ff) return "regional";
  if (code === 0xff9e || code === 0xff9f || (0x1f3fb <= code && code <= 0x1f3ff)) return "extend";
  if (code === 0xe33 || code === 0xeb3) return "spacing";
  return hangulKind(code) ?? (PREPENDED.has(code) ? "prepend" : "other");
}

function asciiKind(code: number): Kind {
  if (code === 13) return "cr";
  if (code === 10) return "lf";
  return code < 32 ? "control" : "other";
}

function formatKind(code: number): Kind {
  if (code === 0x200c || (0xe0020 <= code && code <= 0xe007f)) return "extend";
  if (code === 0x200d) return "joiner";
  return PREPENDED.has(code) ? "prepend" : "control";
}

function hangulKind(code: number): Kind | undefined {
  if (0xac00 <= code && code < 0xac00 + 11172) return (code - 0xac00) % 28 === 0 ? "lv" : "lvt";
  if ((0x1100 <= code && code <= 0x115f) || (0xa960 <= code && code <= 0xa97c)) return "l";
  if ((0x1160 <= code && code <= 0x11a7) || (0xd7b0 <= code && code <= 0xd7c6)) return "v";
  return (0x11a8 <= code && code <= 0x11ff) || (0xd7cb <= code && code <= 0xd7fb) ? "t" : undefined;
}

/** Spacing marks that Annex 29 leaves out. */
const EXCLUDED_SPACING: readonly (readonly [number, number])[] = [
  [0x102b, 0x102c],
  [0x1038, 0x1038],
  [0x1062, 0x1064],
  [0x1067, 0x106d],
  [0x1083, 0x1083],
  [0x1087, 0x108c],
  [0x108f, 0x108f],
  [0x109a, 0x109c],
  [0x1a61, 0x1a61],
  [0x1a63, 0x1a64],
  [0xaa7b, 0xaa7b],
  [0xaa7d, 0xaa7d],
];

/** Code points that belong to what follows them. */
const PREPENDED: ReadonlySet<number> = new Set([
  0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x8e2, 0x110bd, 0x110cd, 0xd4e, 0x111c2, 0x111c3, 0x1193f, 0x11941, 0x11a3a,
  0x11a84, 0x11a85, 0x11a86, 0x11a87, 0x11a88, 0x11a89, 0x11d46,
]);
