/**
 * Names of functions lead to Druid's documentation of them. Relies on the table of functions for their pages.
 */

import { plainFunction } from "../../analysis/selects";
import { visit } from "../../syntax/children";
import type { SqlDocument, Statement } from "../../syntax/document";
import { shiftRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { documentationOf } from "../explain/functions";
import type { SourceLink } from "./links";

/** The first calls of documented functions, in the order of the text, each with the address of its page. */
export function* functionLinks(document: SqlDocument, most = Number.POSITIVE_INFINITY): Steps<readonly SourceLink[]> {
  const all: SourceLink[] = [];
  const found = yield* document.ofEach("functionLinks", linksOf);
  for (let index = 0; index < found.length && all.length < most; index++) {
    for (const link of found[index] as readonly SourceLink[])
      all.push({ ...link, range: shiftRange(link.range, document.starts[index] as number) });
  }
  return all.slice(0, most);
}

function linksOf({ tree }: Statement): readonly SourceLink[] {
  const links: SourceLink[] = [];
  visit(tree, (node) => {
    const known = node.kind === "call" ? plainFunction(node) : undefined;
    const target = known && documentationOf(known);
    if (node.kind === "call" && target !== undefined) {
      const { start, end } = node.name;
      links.push({ range: { start, end }, kind: "uri", target });
    }
    return undefined;
  });
  return links.sort((one, other) => one.range.start - other.range.start);
}
