/**
 * The sentences of near misses that are permissions: which role grants what, and why that is not what was asked.
 */

import type { ResourceAction } from "../permissions/model";
import { sentences, t } from "../text/l10n";
import type { Role } from "./model";
import { escapedName, type Miss } from "./nameVariants";
import type { StoredPermission } from "./roleIndex";

/** One sentence for a permission that nearly grants. */
export function missMessage({ kind, meant }: Miss, role: Role, stored: StoredPermission, question: ResourceAction): string {
  const { permission, pattern, compiled } = stored;
  const granted = `${permission.action} ${permission.type ?? t("(no type)")} ${inJson(pattern)}`;
  const says = t("Role {0} grants {1}", role.name, granted);
  const write = meant === undefined ? "" : writeText(meant);
  switch (kind) {
    case "name-case":
      return t('{0}; names are compared with regard to case, and this is "{1}".', says, question.name);
    case "blanks":
      return t("{0}; the blanks around the name count from Druid 34 on.", says);
    case "quotes":
      return quotesMessage(says, meant, question.name);
    case "schema":
      return sentences(t("{0}; a resource is named without its schema.", says), write);
    case "unescaped":
      return sentences(specialText(says, pattern), writeText(escapedName(pattern.trim())));
    case "escaped-twice":
      return sentences(t("{0}; two backslashes in JSON are one in the pattern, and this asks for backslashes in the name.", says), write);
    case "wildcard":
      return sentences(t("{0}; that is a regular expression, not a wildcard.", says), write);
    case "pattern-is-part":
      return t('{0}; that is only a part of "{1}", and the whole name must match.', says, question.name);
    case "name-is-part":
      return t('{0}; "{1}" is only a part of that.', says, question.name);
    case "external-name":
      return externalMessage(says, pattern, question);
    case "action":
      return question.action === "READ"
        ? t("{0}, but READ is needed; WRITE does not imply READ.", says)
        : t("{0}, but {1} is needed.", says, question.action);
    case "type-case":
      return t("{0}; types are compared exactly, and {1} is needed.", says, question.type);
    case "invalid-regex": {
      const named = compiled.kind === "invalid" ? `${inJson(pattern)} (${compiled.message})` : inJson(pattern);
      return sentences(t("The pattern {0} of role {1} is no Java regular expression and matches nothing.", named, role.name), write);
    }
    default:
      return t("{0}, but the type needed is {1}.", says, question.type);
  }
}

/** Either the pattern has quotes, or the name asked for does. */
function quotesMessage(says: string, meant: string | undefined, name: string): string {
  if (meant !== undefined) return sentences(t("{0}; quotes are no part of a name.", says), writeText(meant));
  return t('{0}; Druid 36 and older ask for the names in APPEND with their quotes, and this is "{1}".', says, name);
}

/** Which characters of a pattern that was meant as a name are special. */
function specialText(says: string, pattern: string): string {
  const found = [...new Set(pattern.match(/[\\^$.|?*+()[\]{}]/g))];
  return found.length === 1
    ? t("{0}; {1} has a meaning in a regular expression.", says, found.join(" "))
    : t("{0}; {1} have a meaning in a regular expression.", says, found.join(" "));
}

/** Why one name under EXTERNAL is not the other. */
function externalMessage(says: string, pattern: string, { action, name }: ResourceAction): string {
  if (pattern === "EXTERNAL" && action === "WRITE")
    return t('{0}, but the name needed is "{1}"; an export asks for the kind of storage.', says, name);
  if (pattern === "EXTERNAL")
    return t('{0}, but the name needed is "{1}"; with input source security each type of input source is asked for.', says, name);
  return name === "EXTERNAL"
    ? t('{0}, but the name needed is "{1}"; types of input sources are asked for with input source security only.', says, name)
    : t('{0}, but the name needed is "{1}".', says, name);
}

function writeText(name: string): string {
  return t("Write {0} in the roles file.", inJson(name));
}

/** A pattern as it stands in a JSON text, where backslashes are doubled. */
function inJson(pattern: string): string {
  return JSON.stringify(pattern);
}
