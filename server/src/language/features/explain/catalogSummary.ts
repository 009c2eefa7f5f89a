/**
 * What a table or column of the catalog is for: in the reader's language where Druid provides it, as its author wrote it otherwise.
 */
import type { CatalogColumn, CatalogTable } from "../../analysis/catalog/model";
import { t } from "../../text/l10n";

/** The summary of a table as it is shown, without Markdown. */
export function tableSummary({ summary, origins }: CatalogTable): string | undefined {
  return summary !== undefined && origins.some(({ kind }) => kind === "druid") ? t(summary) : summary;
}

/** The same of a column. */
export function columnSummary({ summary, origin }: CatalogColumn): string | undefined {
  return summary !== undefined && origin.kind === "druid" ? t(summary) : summary;
}
