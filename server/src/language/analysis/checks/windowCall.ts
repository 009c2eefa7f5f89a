/**
 * `window-over`: OVER behind what is no aggregate, window functions without OVER, OVER behind FILTER or WITHIN GROUP.
 * `window-distinct`: DISTINCT in a call with OVER. Source: Calcite's SqlOverOperator and AggVisitor, DruidSqlValidator.
 */
import type { DruidFunction } from "../../data/functions";
import type { Call } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { type ClauseCall, selectsOf } from "../selects";
import type { CheckInput } from "./check";

/** DISTINCT passed in 28. */
const FIRST_VERSION_WITHOUT_DISTINCT = 31;

export function checkWindowCalls(input: CheckInput): void {
  for (const { calls } of selectsOf(input.tree)) for (const found of calls) checkCall(found, input);
}

function checkCall(found: ClauseCall, input: CheckInput): void {
  const { call, known } = found;
  const report = (message: string): void => {
    input.report({ code: "window-over", stage: "validate", message, range: { start: call.start, end: call.name.end } });
  };
  if (!call.over) {
    if (known?.kind === "window" && !call.withinGroup && found.isWhole && !found.aggregate && !isInExpression(found)) {
      report(`${druidSays("OVER clause is necessary for window functions")}. ${t("Write {0} OVER (ORDER BY …).", known.name)}`);
    }
    return;
  }
  if (known && (known.kind === "scalar" || call.filter || call.withinGroup)) {
    report(`${druidSays("OVER must be applied to aggregate function")}.${adviceOf(call, known)}`);
  } else if (call.quantifier === "DISTINCT" && input.settings.profile.druidVersion >= FIRST_VERSION_WITHOUT_DISTINCT) {
    reportDistinct(call, input);
  }
}

function adviceOf(call: Call, { kind }: DruidFunction): string {
  if (kind === "scalar") return "";
  return ` ${call.filter ? t("FILTER and OVER do not go together; put a CASE into the operand.") : t("WITHIN GROUP and OVER do not go together.")}`;
}

/** Only what is all of an item of SELECT or ORDER BY is refused while validating; an alias hides it (SqlValidatorImpl.validateExpr looks at AS). */
function isInExpression({ clause }: ClauseCall): boolean {
  return clause !== "SELECT" && clause !== "ORDER BY";
}

function reportDistinct(call: Call, input: CheckInput): void {
  const message = druidSays("DISTINCT is not supported for window functions");
  input.report({ code: "window-distinct", stage: "validate", message, range: rangeOf(call.over ?? call) });
}
