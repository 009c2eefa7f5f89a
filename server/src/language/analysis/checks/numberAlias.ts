/**
 * `number-alias`: `0x1F`, `1_000`, `10L`: a number and, at once behind it, a word that Druid takes for its alias.
 * Source: the token rules of Druid's Parser.jj, in which a number ends before the first letter and AS may be left out.
 */
import type { Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import type { CheckInput } from "./check";

export function checkNumberAlias(node: Node, input: CheckInput): void {
  if (node.kind !== "selectItem" || !node.alias || node.alias.quoted || node.alias.template) return;
  const { expression, alias } = node;
  if (expression.kind !== "literal" || expression.type !== "number" || expression.end !== alias.start) return;
  const message = t("Druid reads the number {0} and takes {1} for its name.", expression.value, alias.name);
  input.report({ code: "number-alias", message, range: { start: expression.start, end: alias.end } });
}
