/**
 * A roles file as that of an environment: its grants and near misses name the environment. One file may serve several.
 */
import type { RolesFile } from "./model";

const known = new WeakMap<RolesFile, Map<string, RolesFile>>();

/** The same object for the same file and environment, so that what is remembered for it is found again. */
export function inEnvironment(file: RolesFile, environment: string): RolesFile {
  const byName = known.get(file) ?? new Map<string, RolesFile>();
  known.set(file, byName);
  const found = byName.get(environment) ?? { ...file, environment };
  byName.set(environment, found);
  return found;
}
