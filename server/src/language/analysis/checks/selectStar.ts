/**
 * `select-without-from`: `*` stands for the columns of FROM. Source: Calcite's selectStarRequiresFrom.
 */
import type { Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

export function checkSelectStar(node: Node, input: CheckInput): void {
  if (node.kind !== "select" || node.from) return;
  const star = node.items.find(({ expression }) => expression.kind === "name" && expression.star && expression.parts.length === 0);
  if (!star) return;
  const message = t("SELECT * needs a FROM: there are no columns that * could stand for.");
  input.report({ code: "select-without-from", stage: "validate", message, range: rangeOf(star) });
}
