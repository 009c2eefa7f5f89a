/**
 * Adds permissions to a role in the text of a roles file, as its last entries, in the form that the list has (`appendEntries.ts` keeps its
 * layout). Relies on ranges of the same text.
 */
import type { TextEdit } from "../text/edit";
import { appendEntries } from "./appendEntries";
import type { Role } from "./model";

/** A permission as it is posted. */
export interface PostedPermission {
  readonly resource: { readonly name: string; readonly type: string };
  readonly action: string;
}

/** The edits, in the order of the text; none when the file has no list for the role. */
export function addPermissions(text: string, role: Role, permissions: readonly PostedPermission[]): readonly TextEdit[] {
  const list = role.permissionsRange;
  if (!list || permissions.length === 0) return [];
  const isVerbose = role.permissions.some(({ form }) => form === "verbose");
  const entries = permissions.map((permission) => permissionEntry(permission, isVerbose ? "verbose" : "simple"));
  return appendEntries(text, list, role.permissions.at(-1)?.range, entries);
}

/** An entry on one line. */
export function permissionEntry({ resource: { name, type }, action }: PostedPermission, form: "simple" | "verbose"): string {
  const [shownName, shownType, shownAction] = [name, type, action].map((part) => JSON.stringify(part));
  const posted = `"resource": { "name": ${shownName}, "type": ${shownType} }, "action": ${shownAction}`;
  return form === "simple" ? `{ ${posted} }` : `{ "resourceAction": { ${posted} }, "resourceNamePattern": ${shownName} }`;
}
