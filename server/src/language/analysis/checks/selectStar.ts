/**
 * `select-without-from`: `*` stands for the columns of FROM. `unknown-column`: with an alias behind it `*` would be a column of this name.
 * Source: Calcite's selectStarRequiresFrom, unknownIdentifier and unknownField.
 */
import type { Node, SelectItem } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { certain, deletion } from "../fixes";
import type { CheckInput } from "./check";

export function checkSelectStar(node: Node, input: CheckInput): void {
  if (node.kind !== "select") return;
  for (const item of node.items) checkAlias(item, input);
  // What looks like the template of an alias may be FROM.
  if (node.from || input.statement.templates.length > 0) return;
  const star = node.items.find(({ expression }) => expression.kind === "name" && expression.star && expression.parts.length === 0);
  if (!star) return;
  const message = t("SELECT * needs a FROM: there are no columns that * could stand for.");
  input.report({ code: "select-without-from", stage: "validate", message, range: rangeOf(star) });
}

function checkAlias({ expression, alias }: SelectItem, input: CheckInput): void {
  if (!alias || alias.template || expression.kind !== "name" || !expression.star) return;
  const isQualified = expression.parts.length > 0;
  const message = sentences(druidSays(`Unknown ${isQualified ? "field" : "identifier"} '*'.`), t("All columns together have no alias."));
  const range = { start: expression.end - 1, end: alias.end };
  const fixes = [certain(t("Remove the alias"), [deletion({ start: expression.end, end: alias.end })])];
  input.report({ code: "unknown-column", stage: "validate", message, range, fixes });
}
