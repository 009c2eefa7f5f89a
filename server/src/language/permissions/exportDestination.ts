/**
 * WRITE EXTERNAL on the type of destination that an export writes to, whether or not input source security is on.
 * Source: ExternalDestinationSqlIdentifier; the reserved word LOCAL, in any case, becomes `local`, other names stay as written.
 */

import type { ExportTarget } from "../syntax/nodes";
import { t } from "../text/l10n";
import { rangeOf } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

export function exportDestinationNeeds(input: RuleInput, collect: Collector): void {
  const target = input.ingest?.target;
  if (target?.kind !== "exportTarget" || target.destination.kind === "error") return;
  const cause = rangeOf(target.destination);
  const name = destinationName(target);
  if (name === undefined) collect.unknown("template-name", t("A template makes this destination, so what is written is not known."), cause);
  else collect.need("WRITE", "EXTERNAL", name, "write-export", cause);
}

/** The destination's name as Druid takes it; undefined when a template makes it or it is missing. */
export function destinationName(target: ExportTarget): string | undefined {
  const destination = target.destination;
  if (destination.kind === "error" || destination.template) return undefined;
  return !destination.quoted && destination.name.toUpperCase() === "LOCAL" ? "local" : destination.name;
}
