/**
 * Messages for a run that cannot do what was meant: each says what is missing and which words to add.
 */
import { peopleOf, ROLES_FILE_NAMES, shellWord } from "../language/index";
import { shownPath } from "./findFiles";
import type { CliHost } from "./host";
import type { CheckRequest } from "./request";
import type { RolesSource } from "./rolesSource";

const MOST_NAMES = 12;

/** There are roles, and nobody to ask about. */
export function explainMissingPrincipal(request: CheckRequest, sources: readonly RolesSource[]): string {
  const example = sources.map(examplePrincipal).find((principal) => principal !== undefined) ?? "user:NAME";
  return [
    "druid-sql: whose permissions? Say who is asked about with --as user:NAME or --as role:NAME.",
    ...sources.flatMap(describePeople),
    `For example:  druid-sql check${pathsOf(request)} --as ${shellWord(example)}`,
    `To list what the statements need without asking about anybody:  druid-sql needs${pathsOf(request)}`,
    "",
  ].join("\n");
}

/** Somebody to ask about, and no roles. */
export function explainMissingRoles(host: CliHost, request: CheckRequest): string {
  const where = request.paths.length > 0 ? request.paths.join(", ") : shownPath(host, host.workingFolder);
  return [
    `druid-sql: no roles file, so nothing is known about anybody's permissions. Looked for ${ROLES_FILE_NAMES.join(" and ")} at and above ${where}`,
    "Name the file with --roles FILE, or begin one, druid-roles.json. It may also hold what Druid's security API answers:",
    '  {"roles": {"analyst": [{"resource": {"name": "rides.*", "type": "DATASOURCE"}, "action": "READ"}]}, "users": {"alice": ["analyst"]}}',
    "",
  ].join("\n");
}

function describePeople({ shown, file }: RolesSource): readonly string[] {
  const people = peopleOf(file);
  const rows = [
    ["users ", people.users],
    ["roles ", people.roles],
    ["groups", people.groups],
  ] as const;
  const filled = rows.filter(([, names]) => names.length > 0).map(([title, names]) => `  ${title}  ${listed(names)}`);
  return filled.length > 0 ? [`${shown} knows`, ...filled] : [`${shown} holds no users and no roles.`];
}

function examplePrincipal({ file }: RolesSource): string | undefined {
  const { users, roles } = peopleOf(file);
  const [user] = users;
  const [role] = roles;
  if (user !== undefined) return `user:${user}`;
  return role === undefined ? undefined : `role:${role}`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function pathsOf({ paths }: CheckRequest): string {
  return paths.map((path) => ` ${shellWord(path)}`).join("");
}
