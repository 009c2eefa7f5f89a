/**
 * `join-algorithm`: a RIGHT or FULL join on the multi-stage engine, which joins by broadcasting the right side unless `sqlJoinAlgorithm` says
 * sortMerge. Druid looks at joins of FROM before it optimizes anything, and not at those in subqueries of expressions. What it does before is to
 * take UNNEST of a column and LATERAL apart, by which WHERE may make an inner join of an outer one.
 * Source: QueryValidations.validateNoIllegalRightyJoins, asked of 28, 31 and 33.
 */
import type { Join } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { choice, insertion } from "../fixes";
import { isBelowExpression, isReadBelowExpressions, mayBeLeftOut } from "../planned";
import { contextValue, FIRST_VERSION_WITH_SET } from "../route";
import { type CheckInput, firstWords } from "./check";

const KEY = "sqlJoinAlgorithm";

export function checkJoinAlgorithm(join: Join, input: CheckInput): void {
  if (join.operator !== "RIGHT JOIN" && join.operator !== "FULL JOIN") return;
  const { statement, tree, settings, route } = input;
  if (route.engine !== "msq-task" || contextValue(tree, settings, KEY) === "sortMerge" || isBelowExpression(tree, join)) return;
  if (mayBeLeftOut(tree, join) || isReadBelowExpressions(tree, join) || isDecorrelated(statement.text)) return;
  const says = druidSays(`${join.operator} is not supported by engine[msq-task] with ${KEY}[broadcast]. Try ${KEY}[sortMerge]`);
  const takesSet = settings.profile.druidVersion >= FIRST_VERSION_WITH_SET;
  const advice = takesSet ? t("SET before the statement chooses it.") : t("The context of the request chooses it.");
  const set = `SET ${KEY} = 'sortMerge';`;
  const fixes = takesSet ? [choice(t("Insert {0}", set), [insertion(tree.start, `${set}\n`)])] : [];
  const words = join.natural ? 3 : 2;
  const range = firstWords(statement, join.start, words);
  input.report({ code: "join-algorithm", stage: "plan", message: `${says}. ${advice}`, range, fixes });
}

/** Whether joins may be other ones when Druid looks at them. */
function isDecorrelated(text: string): boolean {
  return /\b(?:UNNEST|LATERAL)\b/i.test(text) && /\bWHERE\b/i.test(text);
}
