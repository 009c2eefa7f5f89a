/**
 * The names that a workspace knows: what its statements name, whatever they do with it, and what grants name without a pattern.
 */
import type { RolesFile } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import type { WorkspaceUse } from "./grantUse";

/** By resource type. */
export function knownNames({ needs }: WorkspaceUse, { roles }: RolesFile): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  const add = (type: string, name: string): void => {
    const ofType = names.get(type);
    if (ofType) ofType.add(name);
    else names.set(type, new Set([name]));
  };
  for (const { type, name } of needs) add(type, name);
  for (const { type, pattern, defect } of [...roles.values()].flatMap(({ permissions }) => permissions)) {
    const compiled = defect === undefined && type !== undefined && pattern ? regexEngine.compile(pattern) : undefined;
    if (type !== undefined && compiled?.kind === "compiled" && compiled.literal !== undefined) add(type, compiled.literal);
  }
  return names;
}
