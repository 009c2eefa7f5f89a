/**
 * What can be mended in a roles file without a decision: a misspelt section, the case of a word, a dot, a wildcard, a pattern that is wider
 * than its uses, an entry that says nothing new, a load that nobody can follow, a role that is named and not defined. Comments and layout
 * stay. Relies on problems and remarks of the same text.
 */

import { addPermissions } from "../../roles/addPermissions";
import { addRole } from "../../roles/addRole";
import type { Permission } from "../../roles/model";
import { otherCase, wildcardMeant } from "../../roles/nameVariants";
import { removeEntry } from "../../roles/removeEntry";
import { sectionMeant } from "../../roles/unknownKey";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { rangesTouch, type TextRange } from "../../text/range";
import { exactPattern, leastGrant } from "../leastGrant";
import { needText } from "../words";
import type { GrantUse } from "../workspace/grantUse";
import { permissionText } from "../workspace/remark";
import { unfollowedNeeds } from "../workspace/unfollowedWrites";
import { elementAt, type RolesElement } from "./element";
import { rolesRemarks } from "./remarks";
import { knownUse } from "./uses";
import type { RolesView } from "./view";
import { TYPE_WORDS } from "./vocabulary";

/** A change that mends what the diagnostic of `code` at `range` says. */
export interface RolesFix {
  readonly title: string;
  readonly code: string;
  readonly range: TextRange;
  readonly edits: readonly TextEdit[];
}

type PermissionElement = Extract<RolesElement, { kind: "permission" }>;

/** Entries that can go without anybody losing what statements need. */
const REMOVABLE: ReadonlySet<string> = new Set([
  "roles-grant-duplicate",
  "roles-grant-shadowed",
  "roles-grant-unused",
  "roles-pattern-unmatched",
]);

/** The fixes for what is said about a range. */
export function rolesFixes(view: RolesView, range: TextRange): readonly RolesFix[] {
  const told = [...view.roles.problems, ...rolesRemarks(view)].filter((problem) => rangesTouch(problem.range, range));
  return told.flatMap(({ code, range: place }) => {
    const element = elementAt(view.roles, place.start);
    const fixes = code === "roles-unknown-key" ? ofMisspelt(view, place) : fixesOf(view, code, element);
    return fixes.flatMap((fix) => (fix.edits.length > 0 ? [{ ...fix, code, range: place }] : []));
  });
}

type Change = Pick<RolesFix, "title" | "edits">;

function fixesOf(view: RolesView, code: string, element: RolesElement | undefined): readonly Change[] {
  if (element?.kind === "role") return code === "roles-role-undefined" ? ofUndefinedRole(view, element) : [];
  const fix = element?.kind === "permission" ? fixOf(view, code, element) : undefined;
  return fix ? [fix] : [];
}

function ofMisspelt({ text }: RolesView, key: TextRange): readonly Change[] {
  const fix = inPlace(key, sectionMeant(text.slice(key.start, key.end).replaceAll('"', "")));
  return fix ? [fix] : [];
}

/** The role that was meant, when there is one of nearly that name; or a role without permissions, to be filled. */
function ofUndefinedRole({ roles, text }: RolesView, { name, range }: Extract<RolesElement, { kind: "role" }>): readonly Change[] {
  if (roles.ranger) return [];
  const meant = otherCase(roles.roles.keys(), name);
  const renamed = meant === undefined ? undefined : inPlace(range, meant);
  return [...(renamed ? [renamed] : []), { title: t("Create role {0} without permissions", name), edits: addRole(text, name, []) }];
}

function fixOf(view: RolesView, code: string, element: PermissionElement): Change | undefined {
  const { permission, role, index } = element;
  if (code === "roles-pattern-invalid") return ofWildcard(permission);
  if (code === "roles-grant-wide") return narrowed(view, permission);
  if (code === "roles-write-unfollowed") return followed(view, element);
  if (code === "roles-action-case") return inPlace(permission.actionRange, permission.action);
  if (code === "roles-type-unknown") return inPlace(permission.typeRange, knownType(permission));
  if (code === "roles-dot-unescaped") return escaped(permission);
  if (!REMOVABLE.has(code) && !(code === "roles-write-everything" && isUnused(view, permission))) return undefined;
  return { title: t("Remove {0} from role {1}", permissionText(permission), role.name), edits: removeEntry(view.text, role, index) };
}

/** What nobody needs, as far as the whole workspace tells. */
function isUnused(view: RolesView, permission: Permission): boolean {
  const grant = view.workspace.state === "complete" ? grantOf(view, permission) : undefined;
  return grant !== undefined && grant.matches.length === 0 && grant.undecided.length === 0;
}

function inPlace(range: TextRange | undefined, word: string | undefined): Change | undefined {
  return range && word !== undefined ? { title: t("Write {0}", word), edits: [{ range, text: JSON.stringify(word) }] } : undefined;
}

function knownType({ type }: Permission): string | undefined {
  const capitals = type?.trim().toUpperCase();
  return capitals !== undefined && Object.hasOwn(TYPE_WORDS, capitals) ? capitals : undefined;
}

function ofWildcard(permission: Permission): Change | undefined {
  const meant = wildcardMeant(permission.pattern ?? "");
  return meant === undefined ? undefined : withPattern(permission, meant, t("Write {0}", meant));
}

function escaped(permission: Permission): Change | undefined {
  const pattern = exactPattern(permission.pattern ?? "");
  return withPattern(permission, pattern, t("Escape the dot: {0}", pattern));
}

/** Another pattern. What Druid answers says it twice, and goes on doing so. */
function withPattern({ form, name, nameRange, pattern, patternRange }: Permission, meant: string, title: string): Change | undefined {
  if (!patternRange) return undefined;
  const saysTwice = form === "verbose" && nameRange !== undefined && name === pattern;
  const places = saysTwice ? [nameRange, patternRange] : [patternRange];
  places.sort((one, other) => one.start - other.start);
  return { title, edits: places.map((range) => ({ range, text: JSON.stringify(meant) })) };
}

/** More names than that are no pattern to read. */
const MOST_NAMES = 8;

/** The pattern of those names alone that statements need. */
function narrowed(view: RolesView, permission: Permission): Change | undefined {
  const names = [...new Set(grantOf(view, permission)?.matches.map(({ name }) => name))];
  if (names.length === 0 || names.length > MOST_NAMES) return undefined;
  const pattern = names.map(exactPattern).join("|");
  return withPattern(permission, pattern, t("Narrow to what statements need: {0}", pattern));
}

/** The READ by which loads are followed, on the names that are loaded. */
function followed(view: RolesView, { permission, role }: PermissionElement): Change | undefined {
  const use = knownUse(view);
  const grant = grantOf(view, permission);
  const reads =
    use && grant ? unfollowedNeeds(use, view.roles, grant).map(({ type, name }) => ({ action: "READ" as const, type, name })) : [];
  const [first] = reads;
  if (!first) return undefined;
  const what = reads.length === 1 ? needText(first) : t("all {0} missing permissions", reads.length);
  return { title: t("Grant {0} to role {1}", what, role.name), edits: addPermissions(view.text, role, reads.map(leastGrant)) };
}

function grantOf(view: RolesView, permission: Permission): GrantUse | undefined {
  return knownUse(view)?.grants.find((grant) => grant.permission === permission);
}
