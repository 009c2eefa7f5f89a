/**
 * What is said of a folder that should hold Druid's own properties files.
 */
import type { FoundLayout } from "../data/druidLayouts";
import { t } from "../text/l10n";

/** Where a folder has no such file: ends a sentence that names the folder. */
export function noLayout(): string {
  return t("holds neither common.runtime.properties nor the Broker's runtime.properties in any of Druid's layouts");
}

/** What is said when a folder holds several layouts; undefined when there is just one. */
export function layoutRemark({ root, others }: FoundLayout): string | undefined {
  if (others.length === 0) return undefined;
  const left = others.map((other) => other || ".").join(", ");
  return t("Of several configurations {0} is taken, and not {1}. Name the one that is meant.", root || ".", left);
}
