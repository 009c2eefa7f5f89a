/**
 * `latest-without-time`: EARLIEST and LATEST go by the column `__time` of what FROM reads; where it has none, or where several tables have one,
 * Druid refuses them while validating.
 * Source: EarliestLatestAnySqlAggregator.TimeColIdentifer, an unqualified `__time` that is resolved as any name; asked of the planners of 28,
 * 31 and 33.
 */
import type { Call, Node } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { SYSTEM_CATALOG } from "../catalog/system";
import { choice } from "../fixes";
import { relationsIn } from "../resolution/lookup";
import type { Relation, Scope } from "../resolution/model";
import { namesOf } from "../resolution/namesOf";
import type { CheckInput } from "./check";

const TIME = "__time";

/** 27 resolves the name later, and takes most of these. */
const FIRST_VERSION_MEASURED = 28;

/** Of a call, whose function has the plain name `name`. */
export function checkLatestWithoutTime(call: Call, name: string, input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_MEASURED) return;
  if ((name !== "LATEST" && name !== "EARLIEST") || call.arguments.length === 0 || call.arguments.length > 2) return;
  const found = timeIn(namesOf(input.statement, SYSTEM_CATALOG).scopeAt(call.start));
  if (found === "unsure" || found.length === 1) return;
  const says = druidSays(
    "LATEST and EARLIEST aggregators implicitly depend on the __time column, but the table queried doesn't contain a __time column",
  );
  const advice =
    found.length === 0
      ? t("{0} names the column of the time.", `${name}_BY(…, …)`)
      : t("Several tables have one; {0} says which.", `${name}_BY(…, t.__time)`);
  const range = { start: call.start, end: call.name.end };
  input.report({
    code: "latest-without-time",
    stage: "validate",
    message: `${says}. ${advice}`,
    range,
    fixes: fixesFor(call, name, found),
  });
}

/** What surely has the column, of what is seen; the innermost query in which anything has it counts. */
function timeIn(scope: Scope): readonly Relation[] | "unsure" {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    if (level.isUnclear || level.merged.has(TIME) || (level.outputs?.columns.named(TIME).length ?? 0) > 0) return "unsure";
    const answers = relationsIn(level).map((relation) => ({ relation, has: hasTime(relation) }));
    if (answers.some(({ has }) => has === "unsure")) return "unsure";
    const having = answers.filter(({ has }) => has === "yes").map(({ relation }) => relation);
    if (having.length > 0) return having;
  }
  return [];
}

/** Every datasource has a time; system tables and lookups are known, views are not. */
function hasTime({ columns }: Relation): "yes" | "no" | "unsure" {
  if (columns.named(TIME).length > 0) return "yes";
  if (columns.more === "none") return "no";
  if (columns.more === "unclear") return "unsure";
  switch (columns.more.schema) {
    case "druid":
      return "yes";
    case "sys":
    case "INFORMATION_SCHEMA":
    case "lookup":
      return "no";
    default:
      return "unsure";
  }
}

/** How many tables are offered. */
const MOST_CHOICES = 4;

function fixesFor(call: Call, name: string, having: readonly Relation[]): readonly Fix[] {
  const first = call.arguments[0] as Node;
  return having.slice(0, MOST_CHOICES).flatMap(({ qualifier }) => {
    if (qualifier === undefined) return [];
    const time = `${nameText(qualifier)}.${TIME}`;
    const edits = [
      { range: { start: call.name.start, end: call.name.end }, text: `${name}_BY` },
      { range: { start: first.end, end: first.end }, text: `, ${time}` },
    ];
    return [choice(t("Go by {0}", time), edits)];
  });
}
