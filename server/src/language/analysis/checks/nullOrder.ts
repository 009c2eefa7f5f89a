/**
 * `null-order`: DESC NULLS FIRST and ASC NULLS LAST. Source: DruidSqlValidator.validateCall; measured from 33 on.
 */
import type { Node } from "../../syntax/nodes";
import { druidSays } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

/** Earlier releases were not asked. */
const FIRST_VERSION_MEASURED = 33;

export function checkNullOrder(node: Node, input: CheckInput): void {
  if (node.kind !== "orderItem" || !node.nulls || input.settings.profile.druidVersion < FIRST_VERSION_MEASURED) return;
  const isDescending = node.direction === "DESC";
  if (isDescending === (node.nulls === "LAST")) return;
  const message = isDescending
    ? druidSays("DESCENDING ordering with NULLS FIRST is not supported!")
    : druidSays("ASCENDING ordering with NULLS LAST is not supported!");
  input.report({ code: "null-order", stage: "validate", message, range: rangeOf(node) });
}
