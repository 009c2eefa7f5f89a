/**
 * Group patterns of the LDAP role provider: `*,<end of a name>`, `<beginning of a name>,*`, or a whole name.
 * Source: `LDAPRoleProvider` of druid-basic-security.
 */
import { t } from "../../text/l10n";
import { beginsWith, endsWith, parseLdapName, type RelativeName, sameName } from "./ldapName";

/** How a pattern takes to a name; `invalid` makes Druid fail with a 500 as soon as it is compared with any name. */
export type GroupMatch = "match" | "no-match" | "invalid" | "undecided";

/** Compares a group's distinguished name with a pattern. */
export function matchesGroup(pattern: string, name: readonly RelativeName[]): GroupMatch {
  const { manner, rest } = partsOf(pattern);
  const parsed = parseLdapName(rest);
  if (parsed.kind !== "name") return parsed.kind;
  const compare = manner === "end" ? endsWith : manner === "beginning" ? beginsWith : sameName;
  return compare(name, parsed.parts) ? "match" : "no-match";
}

/** What is wrong with a pattern, as a sentence; undefined when nothing is. */
export function groupPatternFault(pattern: string): string | undefined {
  if (parseLdapName(partsOf(pattern).rest).kind !== "invalid") return undefined;
  return t(
    '"{0}" is no distinguished name with at most one wildcard ("*,<end>" or "<beginning>,*"); with it Druid answers 500 to every member of any group.',
    pattern,
  );
}

function partsOf(pattern: string): { readonly manner: "end" | "beginning" | "whole"; readonly rest: string } {
  if (pattern.startsWith("*,")) return { manner: "end", rest: pattern.slice(2) };
  if (pattern.endsWith(",*")) return { manner: "beginning", rest: pattern.slice(0, -2) };
  return { manner: "whole", rest: pattern };
}
