/**
 * The rules of a SARIF log: one for every code. The page about a code comes with those that have results, as readers show it beside them.
 */
import type { ReportingConfiguration, ReportingDescriptor } from "sarif";
import { addressOfPage, RULES, type Rule } from "../language/index";
import type { SeverityJson } from "./contract";

export type SarifLevel = Exclude<ReportingConfiguration["level"], undefined>;

/** SARIF has no level below a note. */
export const LEVELS: Readonly<Record<SeverityJson, SarifLevel>> = { error: "error", warning: "warning", information: "note", hint: "note" };

/** Where a code stands in the list of rules. */
export const RULE_INDEX: ReadonlyMap<string, number> = new Map(RULES.map(({ code }, index) => [code, index]));

/** All rules; `readPage` gives the page about a code. */
export function sarifRules(used: ReadonlySet<string>, readPage: (code: string) => string | undefined): readonly ReportingDescriptor[] {
  return RULES.map((rule) => {
    const page = used.has(rule.code) ? readPage(rule.code) : undefined;
    return { ...descriptor(rule), ...(page !== undefined && { help: helpOf(page) }) };
  });
}

function descriptor({ code, meaning, severity, about }: Rule): ReportingDescriptor {
  return {
    id: code,
    name: code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: meaning },
    fullDescription: { text: meaning },
    helpUri: addressOfPage(code),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["druid", "sql", about] },
  };
}

/** Links of a page lead to its neighbours, which a reader of the log does not have. */
function helpOf(page: string): NonNullable<ReportingDescriptor["help"]> {
  const markdown = page.replace(/\[([^\]]+)\]\((?!https?:)[^)\s]+\)/g, "$1").trim();
  return { text: markdown, markdown };
}
