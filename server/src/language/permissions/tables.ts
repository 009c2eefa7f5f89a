/**
 * READ on every datasource and view that the statement names, wherever the name stands. Lookups need nothing.
 * Source: SqlResourceCollectorShuttle.visit(SqlIdentifier) and NamedSchema.getSchemaResourceType.
 */
import { resolveTable } from "../analysis/names";
import type { Collector } from "./collector";
import { type RuleInput, rangeOf } from "./rule";

/** Needs of phase submit for datasources and views; unknowns for templates. System tables have a file of their own. */
export function tableNeeds(input: RuleInput, collect: Collector): void {
  for (const reference of input.references.tables) {
    if (reference.withItem) continue;
    const table = resolveTable(reference.name, input.profile);
    const cause = rangeOf(reference.name);
    if (table.kind === "datasource") collect.need("READ", "DATASOURCE", table.name, "read-table", cause);
    else if (table.kind === "view") collect.need("READ", "VIEW", table.name, "read-view", cause);
    else if (table.kind === "template") {
      collect.unknown("template-name", "A template makes this name, so what is read here is not known.", cause);
    }
  }
  for (const template of input.references.templates) {
    collect.unknown("template-name", "A template makes this query, so what it reads is not known.", rangeOf(template));
  }
  addLooseTemplates(input, collect);
}

/** Tags that write nothing and leave nothing out. */
const HARMLESS_TAG = /^\{%[-+]?\s*(?:set|do|end\w*)\b/;

/**
 * Templates that stand in the place of no word: what they become is not known. Tags such as `{% if … %}` decide which of the text counts;
 * of several in a row the first is named.
 */
function addLooseTemplates(input: RuleInput, collect: Collector): void {
  let isTagNamed = false;
  for (const range of input.statement.looseTemplates) {
    const text = input.statement.text.slice(range.start, range.end);
    if (HARMLESS_TAG.test(text)) continue;
    const isTag = text.startsWith("{%");
    if (isTag && isTagNamed) continue;
    isTagNamed ||= isTag;
    const message = isTag
      ? "Template tags decide which part of this statement counts, so what it needs is not known for sure."
      : "What this template becomes is not known; it may read more.";
    collect.unknown("template-name", message, range);
  }
}
