/**
 * One statement in its new form. A statement that Druid would not parse, that templates steer, or of a kind that Druid refuses stays as it
 * is, byte for byte; so does one whose new text would not read as the same words.
 */
import type { Statement } from "../../syntax/document";
import type { Script } from "../../syntax/nodes";
import { assemble } from "./assemble";
import { printLayout } from "./layout";
import type { FormatOptions } from "./options";
import { planOf } from "./rules";
import { isSameStatement } from "./sameStatement";
import { type Comment, type Gap, type Words, wordsOf } from "./words";

/** A stretch of the statement's text (offsets local to it) and what stands there in its new form. */
export interface NewStretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a statement stands in its document. */
export interface StatementPlace {
  /** Nothing stands before it. */
  readonly isFirst: boolean;
  /** Nothing stands behind it. */
  readonly isLast: boolean;
  readonly lineBreak: string;
}

/** Why a statement stays as it is. That it is of another dialect only its document knows. */
export type Unformatted = "errors" | "templates" | "kind" | "doubt" | "dialect";

export type FormattedStatement =
  | {
      readonly kind: "formatted";
      readonly stretches: readonly NewStretch[];
      /** The smallest stretch that makes the statement new; absent when it is as it should be. */
      readonly change?: NewStretch;
    }
  | { readonly kind: "kept"; readonly reason: Unformatted };

const BYTE_ORDER_MARK = "\ufeff";

/** Formats a statement; the stretches cover its text without gap. */
export function formatStatement(statement: Statement, options: FormatOptions, place: StatementPlace): FormattedStatement {
  const { text, tree } = statement;
  if (statement.errors.length > 0) return { kind: "kept", reason: "errors" };
  if (statement.forgiven.length > 0) return { kind: "kept", reason: "templates" };
  if (!isFormattable(tree)) return { kind: "kept", reason: "kind" };
  const words = wordsOf(statement);
  if (!words) return { kind: "kept", reason: "templates" };
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  if (words.count === 0) {
    return formattedAs(text, [{ start: 0, end: text.length, text: mark + printOuter(words.gaps[0] as Gap, place, "only") }]);
  }
  const stretches = [
    { start: 0, end: words.starts[0] as number, text: mark + printOuter(words.gaps[0] as Gap, place, "before") },
    ...printInner(words, tree, options, place),
    { start: words.ends[words.count - 1] as number, end: text.length, text: printOuter(words.gaps[words.count] as Gap, place, "behind") },
  ];
  const changed = stretches.map((stretch) => stretch.text).join("");
  if (changed !== text && !isSameStatement(statement, changed)) return { kind: "kept", reason: "doubt" };
  return formattedAs(text, stretches);
}

function formattedAs(text: string, stretches: readonly NewStretch[]): FormattedStatement {
  const isChanged = ({ start, end, text: written }: NewStretch): boolean => text.slice(start, end) !== written;
  const first = stretches.findIndex(isChanged);
  if (first < 0) return { kind: "formatted", stretches };
  let last = stretches.length - 1;
  while (!isChanged(stretches[last] as NewStretch)) last--;
  const replaced = stretches.slice(first, last + 1);
  const change: NewStretch = {
    start: (stretches[first] as NewStretch).start,
    end: (stretches[last] as NewStretch).end,
    text: replaced.map((stretch) => stretch.text).join(""),
  };
  return { kind: "formatted", stretches, change };
}

/** Kinds whose form nobody asked for, because Druid refuses them, keep it. An empty statement has none. */
function isFormattable({ sets, statement, end, start }: Script): boolean {
  switch (statement?.kind) {
    case undefined:
      return sets.length > 0 || end === start;
    case "describe":
    case "delete":
    case "update":
    case "merge":
    case "procedureCall":
    case "error":
      return false;
    default:
      return true;
  }
}

function printInner(words: Words, tree: Script, options: FormatOptions, { lineBreak }: StatementPlace): readonly NewStretch[] {
  const { parts, stretches, slots } = assemble(words, planOf(tree, words, options.commas), options);
  const { lineWidth: width, indentWidth, indentWith } = options;
  const texts = printLayout(parts, slots, { width, lineBreak, indentWidth, indentWith });
  return stretches.map(({ start, end, slot }) => ({ start, end, text: texts[slot] as string }));
}

/** Empty lines between statements that are kept. */
const MOST_BLANK_LINES = 2;

/** Blanks and comments around the words of a statement: before the first, behind the last, or where there is none. */
function printOuter({ comments, breaksAfter }: Gap, place: StatementPlace, where: "before" | "behind" | "only"): string {
  const lines = (breaks: number): string => place.lineBreak.repeat(Math.min(breaks, MOST_BLANK_LINES + 1));
  const startsText = place.isFirst && where !== "behind";
  let text = "";
  comments.forEach(({ text: comment, breaksBefore }: Comment, index) => {
    if (index === 0 && startsText) text += comment;
    else text += (breaksBefore > 0 ? lines(breaksBefore) : " ") + comment;
  });
  const last = comments[comments.length - 1];
  const needed = last?.isLine ? 1 : 0;
  if (where === "before") {
    if (!last) return startsText ? "" : lines(Math.max(1, breaksAfter));
    const breaks = Math.max(needed, breaksAfter);
    return text + (breaks > 0 ? lines(breaks) : " ");
  }
  if (!place.isLast) return text + (breaksAfter > 0 && last ? place.lineBreak : "");
  return text + (breaksAfter > 0 && (text !== "" || !place.isFirst || where === "behind") ? place.lineBreak : "");
}
