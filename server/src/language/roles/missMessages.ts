/**
 * The sentences of near misses that are permissions: which role grants what, and why that is not what was asked.
 */
import type { ResourceAction } from "../permissions/model";
import type { Role } from "./model";
import { escapedName, type Miss } from "./nameVariants";
import type { StoredPermission } from "./roleIndex";

/** One sentence for a permission that nearly grants. */
export function missMessage({ kind, meant }: Miss, role: Role, stored: StoredPermission, question: ResourceAction): string {
  const { permission, pattern, compiled } = stored;
  const says = `Role ${role.name} grants ${permission.action} ${permission.type ?? "(no type)"} ${inJson(pattern)}`;
  const write = meant === undefined ? "" : ` Write ${inJson(meant)} in the roles file.`;
  switch (kind) {
    case "name-case":
      return `${says}; names are compared with regard to case, and this is "${question.name}".`;
    case "blanks":
      return `${says}; the blanks around the name count from Druid 34 on.`;
    case "quotes":
      return quotesMessage(says, meant, question.name);
    case "schema":
      return `${says}; a resource is named without its schema.${write}`;
    case "unescaped":
      return `${says}; ${specialOf(pattern)} in a regular expression.${` Write ${inJson(escapedName(pattern.trim()))} in the roles file.`}`;
    case "escaped-twice":
      return `${says}; two backslashes in JSON are one in the pattern, and this asks for backslashes in the name.${write}`;
    case "wildcard":
      return `${says}; that is a regular expression, not a wildcard.${write}`;
    case "pattern-is-part":
      return `${says}; that is only a part of "${question.name}", and the whole name must match.`;
    case "name-is-part":
      return `${says}; "${question.name}" is only a part of that.`;
    case "external-name":
      return `${says}, but the name needed is "${question.name}"${externalHint(pattern, question)}.`;
    case "action":
      return `${says}, but ${question.action} is needed${question.action === "READ" ? "; WRITE does not imply READ" : ""}.`;
    case "type-case":
      return `${says}; types are compared exactly, and ${question.type} is needed.`;
    case "invalid-regex": {
      const why = compiled.kind === "invalid" ? ` (${compiled.message})` : "";
      return `The pattern ${inJson(pattern)} of role ${role.name} is no Java regular expression${why} and matches nothing.${write}`;
    }
    default:
      return `${says}, but the type needed is ${question.type}.`;
  }
}

/** Either the pattern has quotes, or the name asked for does. */
function quotesMessage(says: string, meant: string | undefined, name: string): string {
  if (meant !== undefined) return `${says}; quotes are no part of a name. Write ${inJson(meant)} in the roles file.`;
  return `${says}; Druid 36 and older ask for the names in APPEND with their quotes, and this is "${name}".`;
}

/** Which characters of a pattern that was meant as a name are special, as the beginning of a clause. */
function specialOf(pattern: string): string {
  const found = [...new Set(pattern.match(/[\\^$.|?*+()[\]{}]/g))];
  return `${found.join(" ")} ${found.length === 1 ? "has a meaning" : "have a meaning"}`;
}

/** Why one name under EXTERNAL is not the other. */
function externalHint(pattern: string, { action, name }: ResourceAction): string {
  if (pattern === "EXTERNAL" && action === "WRITE") return "; an export asks for the kind of storage";
  if (pattern === "EXTERNAL") return "; with input source security each type of input source is asked for";
  return name === "EXTERNAL" ? "; types of input sources are asked for with input source security only" : "";
}

/** A pattern as it stands in a JSON text, where backslashes are doubled. */
function inJson(pattern: string): string {
  return JSON.stringify(pattern);
}
