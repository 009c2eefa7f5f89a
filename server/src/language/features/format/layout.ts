/**
 * A small algebra of layouts and its printer: texts, places where a line may end, and groups of such places that break together or one by
 * one. Linear in the number of parts: sums over the parts are made once, so that asking whether a group fits costs nothing.
 * After Oppen's and Wadler's pretty printers. Knows nothing of SQL.
 */

/** One part of a layout. `slot` says to which piece of the output it belongs; slots never decrease. */
export type Part =
  | {
      readonly kind: "text";
      readonly slot: number;
      readonly text: string;
      /** What counts for the width; a comment at the end of a line counts nothing. */
      readonly width: number;
    }
  | {
      readonly kind: "line";
      readonly slot: number;
      /** What stands here where the line does not end. */
      readonly flat: string;
      /** `always` ends the line and breaks every group around it. */
      readonly ends: "always" | "if-broken";
      /** Levels of indentation of the next line. */
      readonly level: number;
      /** Empty lines before the next one. */
      readonly blankLines: number;
    }
  | { readonly kind: "space"; readonly slot: number; readonly flat: string; readonly broken: string }
  | {
      readonly kind: "open";
      readonly slot: number;
      /** `all` lines of a broken group end, or each only where the part up to the next one does not `fit`. */
      readonly breaks: "all" | "as-needed";
      /** Stands in place of the whole group where it is not broken. */
      readonly alternative?: string;
    }
  | { readonly kind: "close"; readonly slot: number };

/** How lines are written. */
export interface LineStyle {
  readonly width: number;
  readonly lineBreak: string;
  readonly indentWidth: number;
  readonly indentWith: "spaces" | "tabs";
}

/** Deeper levels are not indented further, so that the output stays linear in the input. */
const DEEPEST_INDENT = 60;

/** Prints parts; the answer has one text for each slot. */
export function printLayout(parts: readonly Part[], slots: number, style: LineStyle): readonly string[] {
  const measures = measure(parts);
  const output: string[] = new Array<string>(slots).fill("");
  const modes: ("flat" | "all" | "as-needed")[] = [];
  let column = 0;
  const write = (slot: number, text: string): void => {
    output[slot] += text;
  };
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part;
    const mode = modes[modes.length - 1] ?? "all";
    switch (part.kind) {
      case "text":
        write(part.slot, part.text);
        column = part.text.includes("\n") ? part.text.length - part.text.lastIndexOf("\n") - 1 : column + part.width;
        break;
      case "space": {
        const text = mode === "flat" ? part.flat : part.broken;
        write(part.slot, text);
        column += text.length;
        break;
      }
      case "open": {
        const close = measures.partner[index] as number;
        const isFlat = mode === "flat" || fits(measures, index, close, column, style.width);
        if (isFlat && part.alternative !== undefined) {
          write(part.slot, part.alternative);
          column += part.alternative.length;
          index = close;
        } else modes.push(isFlat ? "flat" : part.breaks);
        break;
      }
      case "close":
        modes.pop();
        break;
      case "line": {
        const isFlat =
          part.ends !== "always" && (mode === "flat" || (mode === "as-needed" && restFits(measures, index, column, style.width)));
        if (isFlat) {
          write(part.slot, part.flat);
          column += part.flat.length;
        } else {
          const level = Math.min(part.level, DEEPEST_INDENT);
          write(part.slot, style.lineBreak.repeat(1 + part.blankLines) + indentOf(level, style));
          column = level * style.indentWidth;
        }
      }
    }
  }
  return output;
}

/** The blanks of a level. */
export function indentOf(level: number, { indentWith, indentWidth }: Pick<LineStyle, "indentWith" | "indentWidth">): string {
  return indentWith === "tabs" ? "\t".repeat(level) : " ".repeat(level * indentWidth);
}

/** Sums over the parts, each up to but without the part of its index. */
interface Measures {
  /** Width when nothing is broken. */
  readonly widths: Float64Array;
  /** How many lines must end. */
  readonly forced: Uint32Array;
  /** Width of what stands from here to the next place where a line may end. */
  readonly tails: Float64Array;
  /** Of an opening its close; of a line in an `as-needed` group the next line of that group, or its close. */
  readonly partner: Int32Array;
}

function measure(parts: readonly Part[]): Measures {
  const count = parts.length;
  const widths = new Float64Array(count + 1);
  const forced = new Uint32Array(count + 1);
  const tails = new Float64Array(count + 1);
  const partner = new Int32Array(count).fill(-1);
  const open: { readonly index: number; lastLine: number }[] = [];
  for (let index = 0; index < count; index++) {
    const part = parts[index] as Part;
    widths[index + 1] = (widths[index] as number) + flatWidth(part);
    forced[index + 1] = (forced[index] as number) + (isForced(part) ? 1 : 0);
    if (part.kind === "open") open.push({ index, lastLine: -1 });
    else if (part.kind === "line") {
      const group = open[open.length - 1];
      if (!group) continue;
      if (group.lastLine >= 0) partner[group.lastLine] = index;
      group.lastLine = index;
    } else if (part.kind === "close") {
      const group = open.pop();
      if (!group) continue;
      partner[group.index] = index;
      if (group.lastLine >= 0) partner[group.lastLine] = index;
      const { alternative } = parts[group.index] as Extract<Part, { kind: "open" }>;
      if (alternative !== undefined) widths[index + 1] = (widths[group.index] as number) + alternative.length;
    }
  }
  for (let index = count - 1; index >= 0; index--) {
    const part = parts[index] as Part;
    tails[index] = part.kind === "line" ? 0 : firstLineWidth(part) + (isForced(part) ? 0 : (tails[index + 1] as number));
  }
  return { widths, forced, tails, partner };
}

function flatWidth(part: Part): number {
  switch (part.kind) {
    case "text":
      return part.width;
    case "line":
    case "space":
      return part.flat.length;
    default:
      return 0;
  }
}

function firstLineWidth(part: Part): number {
  if (part.kind !== "text") return part.kind === "space" ? part.flat.length : 0;
  const end = part.text.indexOf("\n");
  return end < 0 ? part.width : end;
}

/** A text of several lines breaks what is around it, too. */
function isForced(part: Part): boolean {
  return part.kind === "line" ? part.ends === "always" : part.kind === "text" && part.text.includes("\n");
}

function fits({ widths, forced, tails }: Measures, open: number, close: number, column: number, limit: number): boolean {
  if (forced[close] !== forced[open]) return false;
  return column + (widths[close + 1] as number) - (widths[open] as number) + (tails[close + 1] as number) <= limit;
}

/** Whether what stands behind a line of an `as-needed` group fits, up to the group's next line. */
function restFits({ widths, forced, tails, partner }: Measures, line: number, column: number, limit: number): boolean {
  const next = partner[line] as number;
  if (next < 0) return true;
  if (forced[next] !== forced[line]) return false;
  return column + (widths[next] as number) - (widths[line] as number) + (tails[next] as number) <= limit;
}
