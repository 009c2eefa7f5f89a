/**
 * Words that ask an administrator for permissions: who needs which, for which statement, and the entries that would grant them.
 */

import type { ClusterProfile } from "../../permissions/model";
import { reasonText } from "../../permissions/reasons";
import { t } from "../../text/l10n";
import type { LongText } from "../../text/longText";
import { leastGrant, leastPolicy } from "../leastGrant";
import { needText } from "../words";
import type { Missing, MissingNeed } from "./missing";

/** What is asked for, and by whom. */
export interface RequestParts {
  /** Who decides: an administrator of Ranger adds to policies, not to roles. */
  readonly authorizer: ClusterProfile["authorizer"];
  readonly principal: string | undefined;
  readonly missing: Missing;
  /** Those of `missing` that are asked for. */
  readonly needs: readonly MissingNeed[];
  /** `load.sql` */
  readonly file: string;
  /** The text of that file. */
  readonly source: LongText;
}

/** How many lines of the statement are shown. */
const MOST_LINES = 30;

/** Plain text that reads well in a ticket and in a mail. */
export function grantRequest({ authorizer, principal, missing, needs, file, source }: RequestParts): string {
  const { start, statement } = missing.placed;
  const line = (offset: number): number => source.positionAt(start + offset).line + 1;
  const asked = needs.map(({ need }) => `- ${needText(need)} (${placesOf(need.causes, line)}). ${reasonText(need)}`);
  const asksRanger = authorizer === "ranger";
  const grants = needs.map(({ need }) => `  ${JSON.stringify(asksRanger ? leastPolicy(need) : leastGrant(need))}`);
  return [
    principal === undefined ? t("Please grant me on our Druid cluster:") : t("Please grant {0} on our Druid cluster:", principal),
    asked.join("\n"),
    t("It is needed for this statement of {0}, line {1}:", file, line(statement.span.start)),
    indented(statement.text.slice(statement.span.start, statement.span.end)),
    asksRanger ? t("As policies of Ranger, each with the accesses of an item:") : t("As entries of a role, for Druid's security API:"),
    `[\n${grants.join(",\n")}\n]`,
  ]
    .join("\n\n")
    .concat("\n");
}

function placesOf(causes: readonly { readonly start: number }[], line: (offset: number) => number): string {
  const numbers = [...new Set(causes.map(({ start }) => line(start)))];
  const shown = numbers.slice(0, 5).join(", ");
  if (numbers.length > 5) return t("lines {0} and others", shown);
  return numbers.length === 1 ? t("line {0}", shown) : t("lines {0}", shown);
}

function indented(statement: string): string {
  const lines = statement.split(/\r?\n/);
  const shown = lines.slice(0, MOST_LINES).map((line) => `    ${line}`);
  return [...shown, ...(lines.length > MOST_LINES ? [`    ${t("({0} more lines)", lines.length - MOST_LINES)}`] : [])].join("\n");
}
