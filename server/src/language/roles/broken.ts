/**
 * Roles files that were not read as a whole: what they seem to grant may be more or less than their author means, so nothing is judged
 * by them. The one rule for every surface.
 */
import { t } from "../text/l10n";
import type { Authorizer, RolesFile, RolesProblemCode } from "./model";

/** The problems behind which anything may be missing; others concern the entry that they mark. */
const BREAKING: ReadonlySet<RolesProblemCode> = new Set(["roles-syntax", "roles-too-large", "roles-too-deep"]);

/** Whether what was read may lack what the author means: then an answer would be a guess. */
export function isBroken({ readable, problems }: RolesFile): boolean {
  return !readable || problems.some(({ code }) => BREAKING.has(code));
}

/** Answers in place of a broken file; `name` is what users call it. */
export function brokenAuthorizer(name: string): Authorizer {
  const message = t("{0} has errors, so what it grants is not known.", name);
  return { decide: () => ({ outcome: "unknown", reason: "roles-unreadable", message }) };
}
