/**
 * WRITE on the datasource that INSERT or REPLACE writes. Reading the target is not needed.
 * Source: IngestHandler.validateAndGetDataSourceForIngest, DruidSqlValidator.validateInsert.
 */

import { t } from "../text/l10n";
import { rangeOf } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

export function ingestTargetNeeds(input: RuleInput, collect: Collector): void {
  const target = input.ingest?.target;
  if (target?.kind !== "tableTarget") return;
  const cause = rangeOf(target.name);
  const datasource = targetDatasource(input);
  if (datasource !== undefined) collect.need("WRITE", "DATASOURCE", datasource, "write-target", cause);
  else if (target.name.parts.some((part) => part.template)) {
    collect.unknown("template-name", t("A template makes this name, so what is written here is not known."), cause);
  }
}

/** The name of the datasource that is written: `t` or `druid.t`; undefined for any other target. */
export function targetDatasource(input: RuleInput): string | undefined {
  const target = input.ingest?.target;
  if (target?.kind !== "tableTarget" || target.name.parts.some((part) => part.template)) return undefined;
  const [first, second, third] = target.name.parts;
  if (!first || third) return undefined;
  if (!second) return first.name;
  return first.name === "druid" ? second.name : undefined;
}
