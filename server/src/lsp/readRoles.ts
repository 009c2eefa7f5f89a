/**
 * What a text says as a roles file before it becomes one: how much it holds, or the first thing that is wrong with it.
 */
import { indexLines, parseRolesFile, phrase, placeAt, rolesProblems, t } from "../language/index";
import type { ReadRolesParams, ReadRolesResult } from "./protocol";

export const NO_ROLES: ReadRolesResult = { problem: phrase("It could not be read."), roles: 0, users: 0, permissions: 0 };

/** Only what is no roles file, or not the one that is meant, is a problem here; remarks about what is granted are for later. */
export async function readRoles({ text }: ReadRolesParams): Promise<ReadRolesResult> {
  const file = parseRolesFile(text, "druid-roles.json");
  const roles = [...file.roles.values()];
  const permissions = roles.reduce((sum, role) => sum + role.permissions.length, 0);
  const counts = { roles: roles.length, users: file.users.size, permissions };
  const wrong = rolesProblems(file).find(({ severity }) => severity === "error");
  if (wrong) return { ...counts, problem: wrong.message, line: placeAt(indexLines(text), wrong.range.start).line + 1 };
  const isEmpty = counts.roles + counts.users + file.groupMappings.length === 0 && !file.ranger;
  return isEmpty ? { ...counts, problem: t("It names no role, no user and no group mapping.") } : counts;
}
