/**
 * What is said about a function: how it is written, what it does, since when, by which engines, and what has to be loaded.
 */
import { type DruidFunction, findFunction } from "../../data/functions";
import { t } from "../../text/l10n";
import { code, codeBlock, markdownLink } from "../markdown";

const DOCUMENTATION = "https://druid.apache.org/docs/latest/";

/** The Markdown about a function of this name; undefined for one that is none of Druid's. */
export function explainFunction(name: string, form: "whole" | "unsigned" = "whole"): string | undefined {
  const found = findFunction(name);
  if (!found) return undefined;
  const signatures = found.signatures.map(({ label }) => (found.returns === undefined ? label : `${label} → ${found.returns}`));
  const blocks = [
    signatures.length === 0 || form !== "whole" ? "" : codeBlock(signatures.join("\n"), "druid-sql"),
    found.documentation,
    facts(found),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function facts(found: DruidFunction): string {
  const { category, since, engines, extension, aliasOf, units, docsPage } = found;
  return [
    t("Function ({0})", category),
    ...(aliasOf === undefined ? [] : [t("another name for {0}", code(aliasOf))]),
    ...(since === undefined ? [] : [t("since Druid {0}", since)]),
    ...(engines === undefined ? [] : [t("only by {0}", engines.join(", "))]),
    ...(extension === undefined ? [] : [t("needs extension {0}", code(extension))]),
    ...(units === undefined ? [] : [t("units: {0}", units.join(", "))]),
    ...(docsPage === undefined ? [] : [markdownLink(t("documentation"), DOCUMENTATION + docsPage)]),
  ].join(" · ");
}
