/**
 * The edits of a roles file that would grant what is missing: the least permission for a role of whoever is asked about, as the
 * editor's quick fix writes it. Only for roles whose list of permissions stands in the file, so that an edit never changes anything else.
 */
import { addPermissions, type LanguageContext, leastGrant, type Principal, type ResourceAction } from "../language/index";
import { rangeJson } from "./contractOf";
import type { FoundFix } from "./findings";
import type { RolesSource } from "./rolesSource";

/** Somebody with more roles than this should be asked rather than offered one fix for each. */
const MOST_FIXES = 3;

/** One edit for each role that could get the permission. */
export function grantFixes(need: ResourceAction, roles: RolesSource, { judge }: LanguageContext): readonly FoundFix[] {
  const names = new Set(judge?.principal ? rolesOf(judge.principal, roles) : []);
  return names.size > MOST_FIXES ? [] : [...names].flatMap((name) => grantFix(need, name, roles));
}

function rolesOf(principal: Principal, { file }: RolesSource): readonly string[] {
  if (principal.kind === "roles") return principal.names;
  return principal.kind === "user" ? (file.users.get(principal.name)?.roles ?? []).map(({ name }) => name) : [];
}

function grantFix(need: ResourceAction, name: string, { shown, file, lines, text }: RolesSource): readonly FoundFix[] {
  const role = file.roles.get(name);
  const edits = role ? addPermissions(text, role, [leastGrant(need)]) : [];
  if (edits.length === 0) return [];
  const description = `Grant ${need.action} ${need.type} ${need.name} to role ${name}`;
  return [{ path: shown, description, edits: edits.map(({ range, text: added }) => ({ range: rangeJson(lines, range), text: added })) }];
}
