/**
 * What is said about the things of a roles file: what a permission matches in the workspace, which statements use it and for whom; who
 * has a role; what a key of the cluster means.
 */

import { regexEngine } from "../../roles/pattern";
import { phrase, sentences, t } from "../../text/l10n";
import { fileName } from "../context";
import type { Hover } from "../hover";
import { code, escapeMarkdown } from "../markdown";
import { counted } from "../words";
import type { GrantUse, WorkspaceUse } from "../workspace/grantUse";
import { permissionText } from "../workspace/remark";
import { elementAt, type RolesElement } from "./element";
import { holdersMarkdown, holdersOf, namesMarkdown } from "./holders";
import { grantsOfRole, knownUse, statementsUsing, type UsingStatement } from "./uses";
import type { RolesView } from "./view";
import { CLUSTER_WORDS } from "./vocabulary";

const MOST_STATEMENTS = 8;
const MOST_PERMISSIONS = 10;

/** What the surface says already beside this: an editor that knows the schema explains keys itself. */
export type KeysExplained = "here" | "elsewhere";

/** Explains what stands at an offset. */
export function rolesHover(view: RolesView, offset: number, keys: KeysExplained): Hover | undefined {
  const element = elementAt(view.roles, offset);
  const markdown = element && describe(view, element, keys);
  return element && markdown !== undefined ? { range: element.range, markdown } : undefined;
}

function describe(view: RolesView, element: RolesElement, keys: KeysExplained): string | undefined {
  switch (element.kind) {
    case "permission":
      return blocks(permissionHead(view, element), ...permissionUse(view, element));
    case "role":
      return describeRole(view, element);
    case "user":
      return describeUser(view, element);
    case "mapping":
      return describeMapping(element);
    case "setting":
      return keys === "here" ? describeSetting(element) : undefined;
  }
}

function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

type PermissionElement = Extract<RolesElement, { kind: "permission" }>;
type RoleElement = Extract<RolesElement, { kind: "role" }>;

function permissionHead({ roles }: RolesView, { role, permission }: PermissionElement): string {
  const holders = holdersMarkdown(holdersOf(roles, role.name));
  const [what, name] = [code(permissionText(permission)), code(role.name)];
  return holders === "" ? t("**{0}** of role {1}, which nobody has", what, name) : t("**{0}** of role {1}, for {2}", what, name, holders);
}

function permissionUse(view: RolesView, { role, index, permission }: PermissionElement): readonly string[] {
  if (permission.defect !== undefined || permission.action === undefined || permission.type === undefined) {
    return [t("Druid does not take this entry as a usual grant; its own problem says why.")];
  }
  const use = knownUse(view);
  if (!use) return [t(STILL_READING)];
  const grant = grantsOfRole(use, role.name).find((each) => each.index === index);
  return grant ? [matchesMarkdown(use, grant), usesMarkdown(view, [grant]), leftMarkdown(view)] : [];
}

const STILL_READING = phrase("The statements of the workspace are still being read.");

function leftMarkdown({ workspace }: RolesView): string {
  return workspace.state === "partial" ? escapeMarkdown(sentences(t("Not all statements are known."), workspace.left)) : "";
}

/** The names that the pattern matches, those that are needed with the other action apart. */
function matchesMarkdown(use: WorkspaceUse, { permission, matches, undecided }: GrantUse): string {
  const names = [...new Set(matches.map(({ name }) => name))];
  const lines = names.length > 0 ? [t("Matches {0}.", namesMarkdown(names))] : [];
  const others = otherMatches(use, permission.pattern ?? "", permission.type ?? "", new Set(names));
  if (others.length > 0)
    lines.push(t("Matches {0} as well, which no statement needs to {1}.", namesMarkdown(others), permission.action ?? ""));
  if (undecided.length > 0) lines.push(t("Whether it matches {0} is not known.", namesMarkdown(undecided.map(({ name }) => name))));
  return lines.join(" ");
}

function otherMatches(use: WorkspaceUse, pattern: string, type: string, known: ReadonlySet<string>): readonly string[] {
  const names = new Set(use.needs.filter((need) => need.type === type && !known.has(need.name)).map(({ name }) => name));
  const compiled = regexEngine.compile(pattern);
  return compiled.kind === "compiled" ? [...names].filter((name) => compiled.match(name).kind === "match") : [];
}

function usesMarkdown(view: RolesView, grants: readonly GrantUse[]): string {
  const statements = statementsUsing(grants);
  if (statements.length === 0) return t("No statement of the workspace uses it.");
  const rest = statements.length - MOST_STATEMENTS;
  return [
    t("Used by {0}:", counted(statements.length, "statement")),
    ...statements.slice(0, MOST_STATEMENTS).map((each) => statementLine(view, each)),
    ...(rest > 0 ? [`- ${t("and {0} more", rest)}`] : []),
  ].join("\n");
}

function statementLine({ linkTo }: RolesView, { uri, statement: { from, title, refusal } }: UsingStatement): string {
  const line = `${linkTo(`${fileName(uri)}:${from.line + 1}`, uri, from)} ${code(title)}`;
  return `- ${refusal ? t("{0}, which Druid refuses", line) : line}`;
}

function describeRole(view: RolesView, { name, role }: RoleElement): string {
  const holders = holdersMarkdown(holdersOf(view.roles, name));
  if (!role) return t("No role {0} is defined in this file; it grants nothing.", code(name));
  const permissions = counted(role.permissions.length, "permission");
  const head =
    holders === ""
      ? t("**role {0}**: {1}, which nobody has", code(name), permissions)
      : t("**role {0}**: {1}, held by {2}", code(name), permissions, holders);
  const rest = role.permissions.length - MOST_PERMISSIONS;
  const list = [
    ...role.permissions.slice(0, MOST_PERMISSIONS).map((permission) => `- ${code(permissionText(permission))}`),
    ...(rest > 0 ? [`- ${t("and {0} more", rest)}`] : []),
  ].join("\n");
  const use = knownUse(view);
  return blocks(head, list, use ? usesMarkdown(view, grantsOfRole(use, name)) : t(STILL_READING), leftMarkdown(view));
}

function describeUser({ roles: file }: RolesView, { user }: Extract<RolesElement, { kind: "user" }>): string {
  const names = [...new Set(user.roles.map(({ name }) => name))];
  if (names.length === 0) return t("**user {0}** has no role, so runs only statements that need nothing.", code(user.name));
  const permissions = names.reduce((sum, name) => sum + (file.roles.get(name)?.permissions.length ?? 0), 0);
  const [shown, count] = [namesMarkdown(names), counted(permissions, "permission")];
  return names.length === 1
    ? t("**user {0}** has the role {1}: {2}.", code(user.name), shown, count)
    : t("**user {0}** has the roles {1}: {2}.", code(user.name), shown, count);
}

function describeMapping({ mapping }: Extract<RolesElement, { kind: "mapping" }>): string {
  const { name, groupPattern, roles } = mapping;
  const groups = groupPattern === undefined ? t("groups that the file does not say") : code(groupPattern);
  const names = [...new Set(roles.map((role) => role.name))];
  const gets = names.length === 0 ? t("no role") : namesMarkdown(names);
  return blocks(
    t("**group mapping {0}**: members of {1} have {2}.", code(name), groups, gets),
    t("It counts where `roleProvider` of the cluster is `ldap`."),
  );
}

function describeSetting({ setting }: Extract<RolesElement, { kind: "setting" }>): string | undefined {
  const words: Readonly<Record<string, string>> = CLUSTER_WORDS;
  const text = Object.hasOwn(words, setting.key) ? words[setting.key] : undefined;
  return text === undefined ? undefined : `**${code(setting.key)}**: ${t(text)}`;
}
