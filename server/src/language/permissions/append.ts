/**
 * `TABLE(APPEND('a', 'b'))`: READ on each datasource named. Names are taken verbatim, of schema druid, never WITH items.
 * Up to Druid 36 the resource is called by the literal as SQL prints it, quotes included, so that only a pattern such as `.*` grants it.
 * Source: TableAppendMacro (from 30 on); the quotes measured with the planner of 33.
 */

import { isCallTo } from "../analysis/externCall";
import { type KnownValue, knownValueOf } from "../analysis/literals";
import type { Node } from "../syntax/nodes";
import { quotedString } from "../syntax/quoteName";
import { t } from "../text/l10n";
import { rangeOf } from "../text/range";
import type { Collector } from "./collector";
import type { Need } from "./model";
import type { RuleInput } from "./rule";

const FIRST_VERSION = 30;
const LAST_VERSION_WITH_QUOTES = 36;

export function appendNeeds(input: RuleInput, collect: Collector): void {
  if (input.profile.druidVersion < FIRST_VERSION) return;
  for (const call of [...input.references.functions.map((reference) => reference.call), ...input.references.valueCalls]) {
    if (!isCallTo(call, "APPEND")) continue;
    for (const argument of call.arguments) {
      addArgument(input, argument, knownValueOf(argument, input.settings.parameters), collect);
    }
  }
}

function addArgument(input: RuleInput, argument: Node, value: KnownValue, collect: Collector): void {
  const cause = rangeOf(argument);
  if (value.kind === "string") {
    const name = input.profile.druidVersion <= LAST_VERSION_WITH_QUOTES ? asPrinted(input, argument, value.value) : value.value;
    collect.need("READ", "DATASOURCE", name, "append-table", cause);
  } else if (value.kind === "template") {
    collect.unknown("template-name", t("A template makes this name, so what APPEND reads is not known."), cause);
  } else if (value.kind === "parameter") {
    collect.unknown("append-argument", t("The value of this parameter is not given, so what APPEND reads is not known."), cause);
  }
}

/** The literal as Calcite prints it: quotes doubled, and its character set in front where the text names one. */
function asPrinted(input: RuleInput, argument: Node, value: string): string {
  let literal = argument;
  while (literal.kind === "parenthesized") literal = literal.expression;
  const text = input.statement.text.slice(literal.start, literal.end);
  return printedPrefix(text.slice(0, Math.max(0, text.indexOf("'"))).trim()) + quotedString(value);
}

/** Whether a need is about this datasource: by its name, or as APPEND's literal is printed. */
export function isAboutDatasource({ type, name, reason }: Need, datasource: string): boolean {
  return type === "DATASOURCE" && (name === datasource || (reason === "append-table" && name.endsWith(quotedString(datasource))));
}

function printedPrefix(written: string): string {
  if (/^n$/i.test(written)) return "_UTF-16LE";
  if (/^(?:u&|e)$/i.test(written)) return "_UTF16";
  return written.startsWith("_") ? `_${written.slice(1).toUpperCase()}` : "";
}
