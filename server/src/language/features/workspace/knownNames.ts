/**
 * The names that a workspace knows: what its statements name, whatever they do with it, and what grants name without a pattern.
 */
import type { RolesFile } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import type { WorkspaceUse } from "./grantUse";

/** The names of one resource type. */
export interface NamesOfType {
  /** In the order in which they were found. */
  readonly all: ReadonlySet<string>;
  /** Those that begin with a text, in the order of their letters. Finds them without looking at the others. */
  startingWith(text: string): Iterable<string>;
}

/** By resource type. */
export type KnownNames = ReadonlyMap<string, NamesOfType>;

export function knownNames({ needs }: WorkspaceUse, { roles }: RolesFile): KnownNames {
  const names = new Map<string, Set<string>>();
  const add = (type: string, name: string): void => {
    const ofType = names.get(type);
    if (ofType) ofType.add(name);
    else names.set(type, new Set([name]));
  };
  for (const { type, name } of needs) add(type, name);
  for (const role of roles.values()) {
    for (const { type, pattern, defect } of role.permissions) {
      const compiled = defect === undefined && type !== undefined && pattern ? regexEngine.compile(pattern) : undefined;
      if (type !== undefined && compiled?.kind === "compiled" && compiled.literal !== undefined) add(type, compiled.literal);
    }
  }
  return new Map([...names].map(([type, all]) => [type, namesOfType(all)]));
}

function namesOfType(all: ReadonlySet<string>): NamesOfType {
  let sorted: readonly string[] | undefined;
  return {
    all,
    startingWith: function* (text) {
      sorted ??= [...all].sort();
      for (let index = firstFrom(sorted, text); sorted[index]?.startsWith(text); index++) yield sorted[index] as string;
    },
  };
}

/** The index of the first text that does not come before the given one. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
