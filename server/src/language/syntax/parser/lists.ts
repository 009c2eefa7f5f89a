/**
 * The one place that knows commas: every comma-separated list of the grammar is read here.
 */
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";
import type { Pauses } from "./pauses";

/** One or more elements with commas between them. Each turn consumes at least its comma, so the loop ends. */
export function parseList<Element>(p: Cursor, parseElement: (p: Cursor) => Element): Element[] {
  return parseListFrom(p, parseElement, parseElement);
}

/** The same where the first element has more to it than the others. */
export function parseListFrom<Element>(p: Cursor, parseFirst: (p: Cursor) => Element, parseElement: (p: Cursor) => Element): Element[] {
  if (p.pauses) return parseInSteps(p, p.pauses, parseFirst, parseElement);
  const elements = [parseFirst(p)];
  while (p.accept(TokenKind.Comma)) elements.push(parseElement(p));
  return fitting(elements);
}

/** The same elements without room for others: an array that grew has room for a dozen more, and a tree keeps thousands of them. */
export function fitting<Element>(elements: Element[]): Element[] {
  return elements.length < 2 ? elements : elements.slice();
}

function parseInSteps<Element>(
  p: Cursor,
  pauses: Pauses,
  parseFirst: (p: Cursor) => Element,
  parseElement: (p: Cursor) => Element,
): Element[] {
  const elements = pauses.repeat(
    p,
    "list",
    () => [parseFirst(p)],
    (list) => {
      if (!p.accept(TokenKind.Comma)) return false;
      list.push(parseElement(p));
      return true;
    },
  );
  return fitting(elements);
}
