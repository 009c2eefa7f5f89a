/**
 * Where a role is named in a roles file: to go to its definition, to find and highlight its mentions, to rename it everywhere.
 */

import type { RolesFile } from "../../roles/model";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { rangeTouches, type TextRange } from "../../text/range";
import { type RoleMention, roleMentions } from "./element";

/** Every mention of the role that stands at an offset; none where no role stands. */
export function mentionsAt(roles: RolesFile, offset: number): readonly RoleMention[] {
  const all = roleMentions(roles);
  const here = all.find(({ range }) => rangeTouches(range, offset));
  return here ? all.filter(({ name }) => name === here.name) : [];
}

/** What a rename would begin with, or why there is none. The range is inside of the quotes. */
export type RenamePlace =
  | { readonly kind: "ok"; readonly range: TextRange; readonly name: string }
  | { readonly kind: "error"; readonly message: string };

/** Whether something at an offset can be renamed. */
export function renamePlace(roles: RolesFile, text: string, offset: number): RenamePlace {
  const here = roleMentions(roles).find(({ range }) => rangeTouches(range, offset));
  if (!here) return { kind: "error", message: t("Only a role can be renamed: point at its name.") };
  if (!isWritten(text, here)) return { kind: "error", message: t("The role {0} has its name from the file.", here.name) };
  return { kind: "ok", range: { start: here.range.start + 1, end: here.range.end - 1 }, name: here.name };
}

/** The edits of a rename, or why it is not made. */
export type Renamed = { readonly kind: "ok"; readonly edits: readonly TextEdit[] } | { readonly kind: "error"; readonly message: string };

/** Renames the role at an offset wherever the file names it. A name that another role has is refused: the two would become one. */
export function renameRole(roles: RolesFile, text: string, offset: number, to: string): Renamed {
  const place = renamePlace(roles, text, offset);
  if (place.kind === "error") return place;
  if (to.trim() === "") return { kind: "error", message: t("A role needs a name.") };
  if (to === place.name) return { kind: "ok", edits: [] };
  const mentions = roleMentions(roles);
  if (mentions.some(({ name }) => name === to)) return { kind: "error", message: t("There is a role {0} in this file already.", to) };
  const own = mentions.filter((mention) => mention.name === place.name && isWritten(text, mention));
  return { kind: "ok", edits: own.map(({ range }) => ({ range, text: JSON.stringify(to) })) };
}

/** Whether the name stands there as a text of its own. */
function isWritten(text: string, { range }: RoleMention): boolean {
  return text[range.start] === '"' && text[range.end - 1] === '"' && range.end - range.start >= 2;
}
