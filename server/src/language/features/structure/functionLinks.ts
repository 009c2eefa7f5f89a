/**
 * Names of functions lead to Druid's documentation of them. Relies on the table of functions for their pages.
 */
import { plainFunction } from "../../analysis/selects";
import { visit } from "../../syntax/children";
import type { SqlDocument, Statement } from "../../syntax/document";
import { rangeOf } from "../../text/range";
import type { Steps } from "../../text/steps";
import { documentationOf } from "../explain/functions";
import { placedLinks, type SourceLink } from "./links";

/** The first calls of documented functions, in the order of the text, each with the address of its page. */
export function functionLinks(document: SqlDocument, most?: number): Steps<readonly SourceLink[]> {
  return placedLinks(document, "functionLinks", linksOf, most);
}

function linksOf({ tree }: Statement): readonly SourceLink[] {
  const links: SourceLink[] = [];
  visit(tree, (node) => {
    const known = node.kind === "call" ? plainFunction(node) : undefined;
    const target = known && documentationOf(known);
    if (node.kind === "call" && target !== undefined) {
      links.push({ range: rangeOf(node.name), kind: "uri", target });
    }
    return undefined;
  });
  return links.sort((one, other) => one.range.start - other.range.start);
}
