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
  return elements;
}

function parseInSteps<Element>(
  p: Cursor,
  pauses: Pauses,
  parseFirst: (p: Cursor) => Element,
  parseElement: (p: Cursor) => Element,
): Element[] {
  return pauses.repeat(
    p,
    "list",
    () => [parseFirst(p)],
    (elements) => {
      if (!p.accept(TokenKind.Comma)) return false;
      elements.push(parseElement(p));
      return true;
    },
  );
}
