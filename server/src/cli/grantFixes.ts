/**
 * The edits of a roles file that would grant what is missing: the least permission, as the first entry of a role of whoever is asked
 * about. Only for roles whose list of permissions stands in the file, so that an edit never changes anything else.
 */
import { type LanguageContext, leastGrant, type Principal, placeAt, type ResourceAction } from "../language/index";
import type { PlaceJson } from "./contract";
import type { RolesSource } from "./rolesSource";

/** Text to put into a roles file. */
export interface GrantFix {
  readonly path: string;
  readonly description: string;
  readonly at: PlaceJson;
  readonly text: string;
}

/** Somebody with more roles than this should be asked rather than offered one fix for each. */
const MOST_FIXES = 3;

/** One edit for each role that could get the permission. */
export function grantFixes(need: ResourceAction, roles: RolesSource, { judge }: LanguageContext): readonly GrantFix[] {
  const names = new Set(judge?.principal ? rolesOf(judge.principal, roles) : []);
  return names.size > MOST_FIXES ? [] : [...names].flatMap((name) => grantFix(need, name, roles));
}

function rolesOf(principal: Principal, { file }: RolesSource): readonly string[] {
  if (principal.kind === "roles") return principal.names;
  return principal.kind === "user" ? (file.users.get(principal.name)?.roles ?? []).map(({ name }) => name) : [];
}

function grantFix(need: ResourceAction, name: string, { shown, file, lines, text }: RolesSource): readonly GrantFix[] {
  const role = file.roles.get(name);
  if (!role?.permissionsRange) return [];
  const [first] = role.permissions;
  const offset = first?.range.start ?? role.permissionsRange.start + 1;
  const entry = spaced(first?.form === "verbose" ? verbose(need) : leastGrant(need));
  const description = `Grant ${need.action} ${need.type} ${need.name} to role ${name}`;
  const at = placeAt(lines, offset);
  return [{ path: shown, description, at, text: first ? `${entry},${blanksBefore(text, offset)}` : entry }];
}

/** As Druid answers it by default; a list in this form holds no other. */
function verbose(need: ResourceAction): object {
  const { resource, action } = leastGrant(need);
  return { resourceAction: { resource, action }, resourceNamePattern: resource.name };
}

/** JSON on one line as people write it, with blanks between its parts. */
function spaced(value: object): string {
  const parts = Object.entries(value).map(([key, part]) => {
    return `${JSON.stringify(key)}: ${typeof part === "object" && part !== null ? spaced(part) : JSON.stringify(part)}`;
  });
  return `{ ${parts.join(", ")} }`;
}

/** The line break and indent in front of an entry, so that the next one stands as this one did. */
function blanksBefore(text: string, offset: number): string {
  const [blanks] = /[ \t]*$/.exec(text.slice(Math.max(0, offset - 200), offset)) ?? [""];
  const before = text.slice(0, offset - blanks.length);
  const [lineBreak] = /\r?\n?$/.exec(before.slice(-2)) ?? [""];
  return lineBreak === "" ? " " : lineBreak + blanks;
}
