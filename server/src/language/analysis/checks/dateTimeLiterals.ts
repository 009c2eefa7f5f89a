/**
 * `datetime-literal`: `TIMESTAMP '2024-01-31T10:00:00'` and its like, whose text Druid cannot read. Source: Calcite's SqlParserUtil and
 * SqlUnknownLiteral, asked of 29, 31 and 33.
 */
import type { Literal, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { readDateTime } from "../dateTimes";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

export function checkDateTimeLiteral(node: Node, input: CheckInput): void {
  if (node.kind !== "literal" || node.template || (node.type !== "timestamp" && node.type !== "date")) return;
  if (readDateTime(node.value, node.type).kind !== "bad") return;
  const word = node.type.toUpperCase();
  const form = node.type === "date" ? "'2024-01-31'" : "'2024-01-31 10:00:00'";
  const message = t("{0} is no {1} that Druid reads: write {2}.", `'${node.value}'`, word, form);
  const meant = meantBy(node);
  const fixes = meant === undefined ? [] : [rewrite(node, `${word} '${meant}'`)];
  input.report({ code: "datetime-literal", stage: "validate", message, range: rangeOf(node), fixes });
}

/** The form that Druid reads of one that only looks different: a `T` or a `Z` too many, seconds that are missing. */
function meantBy({ type, value }: Literal): string | undefined {
  const [, date, time, seconds, zone] =
    /^\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:[T ]+(\d{1,2}:\d{2})(:\d{2}(?:\.\d+)?)?)?(Z?)\s*$/.exec(value) ?? [];
  if (date === undefined || (zone === "Z" && time === undefined)) return undefined;
  const day = date.replaceAll("/", "-");
  if (type === "date" && time !== undefined) return undefined;
  const meant = time === undefined ? day : `${day} ${time}${seconds ?? ":00"}`;
  return readDateTime(meant, type === "date" ? "date" : "timestamp").kind === "ok" ? meant : undefined;
}
