/**
 * Templates: what they become is not known, so the verdict is not. Names of tables, targets and keys are told by their own rules; here is
 * every other place but those that can hold a value only, and every place where a template may be why the text did not fit.
 */

import { visit } from "../syntax/children";
import type { Node } from "../syntax/nodes";
import { t } from "../text/l10n";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

/** To be asked behind all rules that name the templates of their own places. */
export function templateUnknowns(input: RuleInput, collect: Collector): void {
  const { templates, forgiven, text } = input.statement;
  if (templates.length === 0) return;
  const values = new Set(valuePlaces(input).map(({ start }) => start));
  const open = withoutOtherTags(text, templates).filter(({ start }) => !values.has(start));
  for (const range of uncovered(open, collect.unknownRanges())) collect.unknown("template-name", messageOf(text, range), range);
  // Where something is unknown already, more of it would only be noise.
  const [first] = forgiven;
  if (first && collect.unknownRanges().length === 0) {
    collect.unknown("template-name", t("This does not fit beside the template, so what is read here is not known."), first);
  }
}

/** Of several tags one is enough to tell. */
function withoutOtherTags(text: string, templates: readonly TextRange[]): readonly TextRange[] {
  const firstTag = templates.find(({ start }) => text.startsWith("{%", start));
  return templates.filter((range) => range === firstTag || !text.startsWith("{%", range.start));
}

/** The ranges whose start lies in none of the others. Both lists are in the order of the text. */
function uncovered(ranges: readonly TextRange[], told: readonly TextRange[]): readonly TextRange[] {
  let next = 0;
  let end = 0;
  return ranges.filter(({ start }) => {
    for (; next < told.length && (told[next] as TextRange).start <= start; next++) end = Math.max(end, (told[next] as TextRange).end);
    return start >= end;
  });
}

function messageOf(text: string, range: TextRange): string {
  return text.startsWith("{%", range.start)
    ? t("Template tags decide which part of this statement counts, so what it needs is not known for sure.")
    : t("What this template becomes is not known; it may read more.");
}

/** Places where the grammar takes a value, a granularity or a condition that cannot read: SET, LIMIT, OFFSET, PARTITIONED BY, OVERWRITE. */
function valuePlaces(input: RuleInput): readonly TextRange[] {
  const places: TextRange[] = [];
  const add = (root: Node | undefined): void => {
    if (!root) return;
    visit(root, (node) => {
      if (node.kind === "template" || node.kind === "identifier") places.push(rangeOf(node));
      return undefined;
    });
  };
  for (const set of input.tree.sets) add(set);
  add(input.ingest?.partitionedBy);
  add(input.ingest?.overwrite);
  if (input.query) {
    visit(input.query, (node) => {
      if (node.kind === "query") for (const count of [node.offset, node.fetch]) if (count?.kind === "template") places.push(rangeOf(count));
      return undefined;
    });
  }
  return places;
}
