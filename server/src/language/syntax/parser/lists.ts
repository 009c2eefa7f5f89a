/**
 * The one place that knows commas: every comma-separated list of the grammar is read here.
 */
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";

/** One or more elements with commas between them. Each turn consumes at least its comma, so the loop ends. */
export function parseList<Element>(p: Cursor, parseElement: (p: Cursor) => Element): Element[] {
  const elements = [parseElement(p)];
  while (p.accept(TokenKind.Comma)) elements.push(parseElement(p));
  return elements;
}
