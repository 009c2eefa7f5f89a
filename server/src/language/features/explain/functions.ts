/**
 * What is said about a function: how it is written, what it does, since when, by which engines, and what has to be loaded.
 */
import { type DruidFunction, findFunction } from "../../data/functions";
import { t } from "../../text/l10n";
import { code, codeBlock, markdownLink } from "../markdown";

const DOCUMENTATION = "https://druid.apache.org/docs/latest/";

/** Which ways to write the call are told: all, those behind the first one, which is told already, or none. */
type Told = "all" | "further" | "none";

/** The Markdown about a function of this name; undefined for one that is none of Druid's. */
export function explainFunction(name: string, told: Told = "all"): string | undefined {
  const found = findFunction(name);
  if (!found) return undefined;
  const ways = told === "none" ? [] : found.signatures.slice(told === "all" ? 0 : 1);
  const signatures = ways.map(({ label }) => (found.returns === undefined ? label : `${label} → ${found.returns}`));
  const blocks = [
    // Operands are called as they are for people: colours of SQL would make keywords of `time` and `value`.
    signatures.length === 0 ? "" : codeBlock(signatures.join("\n"), "text"),
    t(found.documentation),
    facts(found),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function facts(found: DruidFunction): string {
  const { category, since, engines, extension, aliasOf, units } = found;
  const page = documentationOf(found);
  return [
    t("Function ({0})", t(category)),
    ...(aliasOf === undefined ? [] : [t("another name for {0}", code(aliasOf))]),
    ...(since === undefined ? [] : [t("since Druid {0}", since)]),
    ...(engines === undefined ? [] : [t("only by {0}", engines.join(", "))]),
    ...(extension === undefined ? [] : [t("needs extension {0}", code(extension))]),
    ...(units === undefined ? [] : [t("units: {0}", units.join(", "))]),
    ...(page === undefined ? [] : [markdownLink(t("documentation"), page)]),
  ].join(" · ");
}

/** The address of Druid's documentation of a function; undefined where Druid does not document it. */
export function documentationOf({ docsPage }: DruidFunction): string | undefined {
  return docsPage === undefined ? undefined : DOCUMENTATION + docsPage;
}
