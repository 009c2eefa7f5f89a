/**
 * What can be mended in a roles file without a decision: the case of a word, a dot, an entry that says nothing new. Comments and layout
 * stay. Relies on problems and remarks of the same text.
 */

import type { Permission } from "../../roles/model";
import { removeEntry } from "../../roles/removeEntry";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { rangesTouch, type TextRange } from "../../text/range";
import { exactPattern } from "../leastGrant";
import { permissionText } from "../workspace/remark";
import { elementAt, type RolesElement } from "./element";
import { rolesRemarks } from "./remarks";
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
    if (element?.kind !== "permission") return [];
    const fix = fixOf(view, code, element);
    return fix && fix.edits.length > 0 ? [{ ...fix, code, range: place }] : [];
  });
}

function fixOf(view: RolesView, code: string, element: PermissionElement): Pick<RolesFix, "title" | "edits"> | undefined {
  const { permission, role, index } = element;
  if (code === "roles-action-case") return inCapitals(permission.actionRange, permission.action);
  if (code === "roles-type-unknown") return inCapitals(permission.typeRange, knownType(permission));
  if (code === "roles-dot-unescaped") return escaped(permission);
  if (!REMOVABLE.has(code)) return undefined;
  return { title: t("Remove {0} from role {1}", permissionText(permission), role.name), edits: removeEntry(view.text, role, index) };
}

function inCapitals(range: TextRange | undefined, word: string | undefined): Pick<RolesFix, "title" | "edits"> | undefined {
  return range && word !== undefined ? { title: t("Write {0}", word), edits: [{ range, text: JSON.stringify(word) }] } : undefined;
}

function knownType({ type }: Permission): string | undefined {
  const capitals = type?.trim().toUpperCase();
  return capitals !== undefined && Object.hasOwn(TYPE_WORDS, capitals) ? capitals : undefined;
}

function escaped({ pattern, patternRange }: Permission): Pick<RolesFix, "title" | "edits"> | undefined {
  if (pattern === undefined || !patternRange) return undefined;
  return {
    title: t("Escape the dot: {0}", exactPattern(pattern)),
    edits: [{ range: patternRange, text: JSON.stringify(exactPattern(pattern)) }],
  };
}
