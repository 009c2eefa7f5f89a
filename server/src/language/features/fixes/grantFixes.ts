/**
 * Quick fixes where a permission is missing: the least grant for a role of the roles file, the request that grants it through Druid's
 * security API, and words for an administrator. Nothing is sent anywhere: the last two are texts to copy.
 */

import { addPermissions } from "../../roles/addPermissions";
import { addRole, addRoleToUser } from "../../roles/addRole";
import type { Principal, RolesFile } from "../../roles/model";
import type { SqlDocument } from "../../syntax/document";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { leastGrant } from "../leastGrant";
import { needText } from "../words";
import { grantCommand } from "./grantCommand";
import { grantRequest } from "./grantRequest";
import { type Missing, type MissingNeed, missingAt } from "./missing";

/** Something that helps, told by its title. */
export type GrantFix =
  | { readonly kind: "edit"; readonly title: string; readonly uri: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: "copy"; readonly title: string; readonly text: string }
  /** To be asked which of these roles; `grantToRole` has the edit or the command then. */
  | { readonly kind: "choose"; readonly title: string; readonly roles: readonly string[]; readonly form: GrantForm };

/** How a permission is granted: in the roles file, or by a request to Druid's security API. */
export type GrantForm = "edit" | "curl";

/** The text that ranges of the roles file count in. */
export interface RolesText {
  readonly file: RolesFile;
  readonly text: string;
}

/** What is fixed, and where. */
export interface FixPlace {
  readonly document: SqlDocument;
  /** The name of the document's file. */
  readonly name: string;
  /** In the document; may be empty. */
  readonly range: TextRange;
}

/** How many roles are offered by name. */
const MOST_ROLES = 6;

/** The fixes at a place, nearest first: the principal's own roles before others. `roles` is absent where the file has errors now. */
export function grantFixes(context: LanguageContext, roles: RolesText | undefined, place: FixPlace): readonly GrantFix[] {
  const missing = missingAt(context, place.document, place.range);
  if (!missing) return [];
  const editable = roles ? editableRoles(roles.file, context, missing) : [];
  const names = editable.slice(0, MOST_ROLES);
  const others = editable.slice(MOST_ROLES);
  const sent = sentWith(missing);
  const wholes = sent === missing.all;
  return [
    ...(roles ? newRoleFixes(roles, context.judge?.principal, missing.here) : []),
    ...(roles ? names.flatMap((name) => editFix(roles, name, missing.here)) : []),
    ...(others.length > 0
      ? [
          {
            kind: "choose" as const,
            title: t("Grant {0} to another role…", whatIsMissing(missing.here)),
            roles: others,
            form: "edit" as const,
          },
        ]
      : []),
    ...(roles && wholes ? names.slice(0, 1).flatMap((name) => editFix(roles, name, missing.all)) : []),
    ...(roles ? commandFixes(roles.file, editable, sent) : []),
    requestFix(context, missing, place, sent),
  ];
}

/** What grants what is missing at a place to a role, for who chooses the role from a list. */
export function grantToRole(
  context: LanguageContext,
  roles: RolesText,
  { role, form }: { readonly role: string; readonly form: GrantForm },
  place: FixPlace,
): GrantFix | undefined {
  const missing = missingAt(context, place.document, place.range);
  if (!missing) return undefined;
  return form === "edit" ? editFix(roles, role, missing.here)[0] : commandFix(roles.file, role, sentWith(missing))[0];
}

/** What is sent somewhere is everything that the statement lacks, where what is missing here is a part of that. */
function sentWith({ here, all }: Missing): readonly MissingNeed[] {
  return all.length > 1 && here.some(({ need }) => all.some((other) => other.need === need)) ? all : here;
}

/** The principal's roles, then those that almost grant what is missing, then the rest. */
function editableRoles(file: RolesFile, { judge }: LanguageContext, { here }: Missing): readonly string[] {
  const own = rolesOf(judge?.principal, file);
  const near = here.flatMap(({ nearMisses }) => nearMisses.flatMap(({ role }) => role ?? []));
  const names = new Set([...own, ...near, ...file.roles.keys()]);
  return [...names].filter((name) => file.roles.get(name)?.permissionsRange !== undefined);
}

function rolesOf(principal: Principal | undefined, file: RolesFile): readonly string[] {
  switch (principal?.kind) {
    case "user":
      return (file.users.get(principal.name)?.roles ?? []).map(({ name }) => name);
    case "roles":
      return principal.names;
    case "groups":
      return file.groupMappings.filter(({ name }) => principal.groups.includes(name)).flatMap(({ roles }) => roles.map(({ name }) => name));
    case undefined:
      return [];
  }
}

function editFix({ file, text }: RolesText, name: string, missing: readonly MissingNeed[]): readonly GrantFix[] {
  const role = file.roles.get(name);
  const edits = role
    ? addPermissions(
        text,
        role,
        missing.map(({ need }) => leastGrant(need)),
      )
    : [];
  return edits.length === 0
    ? []
    : [{ kind: "edit", title: t("Grant {0} to role {1}", whatIsMissing(missing), name), uri: file.uri, edits }];
}

/** A role for whoever has none that is defined: that which is named already, or a new one of the user's name. */
function newRoleFixes(roles: RolesText, principal: Principal | undefined, missing: readonly MissingNeed[]): readonly GrantFix[] {
  const { file, text } = roles;
  const named = rolesOf(principal, file);
  if (file.ranger || named.some((name) => file.roles.has(name))) return [];
  const permissions = missing.map(({ need }) => leastGrant(need));
  const [lost] = named;
  const make = (title: string, edits: readonly TextEdit[]): readonly GrantFix[] =>
    edits.length === 0 ? [] : [{ kind: "edit", title, uri: file.uri, edits }];
  if (lost !== undefined) return make(t("Create role {0} with {1}", lost, whatIsMissing(missing)), addRole(text, lost, permissions));
  const user = principal?.kind === "user" ? principal.name : undefined;
  if (user === undefined || !file.users.has(user)) return [];
  const name = newRoleName(file, user);
  const [created, given] = [addRole(text, name, permissions), addRoleToUser(text, user, name)];
  const edits = created.length > 0 && given.length > 0 ? [...created, ...given].sort(byPlace) : [];
  return make(t("Create role {0} with {1} and give it to user {2}", name, whatIsMissing(missing), user), edits);
}

/** A role that is there already may hold more than this user should get. */
function newRoleName({ roles }: RolesFile, user: string): string {
  const names = [user, `${user}_role`];
  for (let number = 2; ; number++) {
    const free = names.find((name) => !roles.has(name));
    if (free !== undefined) return free;
    names.push(`${user}_role_${number}`);
  }
}

function byPlace({ range: one }: TextEdit, { range: other }: TextEdit): number {
  return one.start - other.start;
}

/** For the nearest role, and for one of the others. */
function commandFixes(file: RolesFile, [nearest, ...others]: readonly string[], missing: readonly MissingNeed[]): readonly GrantFix[] {
  if (nearest === undefined) return [];
  const title = t("Copy the curl command that grants {0} to another role…", whatIsMissing(missing));
  return [
    ...commandFix(file, nearest, missing),
    ...(others.length > 0 ? [{ kind: "choose" as const, title, roles: others, form: "curl" as const }] : []),
  ];
}

function commandFix(file: RolesFile, name: string, missing: readonly MissingNeed[]): readonly GrantFix[] {
  const role = file.roles.get(name);
  if (!role) return [];
  const text = grantCommand(
    role,
    missing.map(({ need }) => leastGrant(need)),
  );
  return [{ kind: "copy", title: t("Copy the curl command that grants {0} to role {1}", whatIsMissing(missing), name), text }];
}

function requestFix(context: LanguageContext, missing: Missing, { document, name }: FixPlace, needs: readonly MissingNeed[]): GrantFix {
  const text = grantRequest({
    authorizer: context.settings.profile.authorizer,
    principal: context.principal,
    missing,
    needs,
    file: name,
    source: document.source,
  });
  return { kind: "copy", title: t("Copy a request for {0} to an administrator", whatIsMissing(needs)), text };
}

function whatIsMissing(missing: readonly MissingNeed[]): string {
  const [first] = missing;
  return missing.length === 1 && first ? needText(first.need) : t("all {0} missing permissions", missing.length);
}
