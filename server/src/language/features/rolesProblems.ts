/**
 * What is marked in a roles file itself: what could not be read, what its `cluster` object says that no cluster
 * can be, and which grants open more than they say.
 */
import { type ProfileProblem, readProfile } from "../permissions/profile";
import type { PropertiesFile } from "../permissions/propertiesProfile";
import { backDoors } from "../roles/lint/backDoors";
import type { ClusterSection, RolesFile, RolesProblem } from "../roles/model";
import type { TextRange } from "../text/range";
import { contradictions, overruled, type StatedBefore } from "./contradictions";
import type { Diagnostic } from "./diagnostics";

/**
 * The problems of a roles file, those of its `cluster` alone among them; back doors are those of that cluster. `properties` are compared
 * with it, and so are those who come before it.
 */
export function rolesProblems(
  roles: RolesFile,
  properties: readonly PropertiesFile[] = [],
  before: readonly StatedBefore[] = [],
): readonly Diagnostic[] {
  const { cluster } = roles;
  const { profile, problems } = readProfile(cluster?.value);
  const own = [...roles.problems, ...backDoors(roles, profile)].map(rolesProblem);
  if (!cluster) return own;
  const all = [...problems, ...contradictions(cluster.value, properties), ...remarks(cluster, before)];
  return [...own, ...all.map((problem) => clusterProblem(cluster, problem))];
}

/** Who sets another value for a workspace means it; the file is not wrong for it. */
function remarks({ value }: ClusterSection, before: readonly StatedBefore[]): readonly ProfileProblem[] {
  return overruled(value, before).map(({ key, message }) => ({ severity: "information", message, path: [key] }));
}

function rolesProblem({ code, severity, message, range }: RolesProblem): Diagnostic {
  return { code, severity, message, range, related: [] };
}

function clusterProblem(cluster: ClusterSection, { severity, message, path }: ProfileProblem): Diagnostic {
  return { code: "roles-cluster", severity, message, range: settingRange(cluster, path), related: [] };
}

function settingRange({ settings, range }: ClusterSection, path: readonly (string | number)[]): TextRange {
  const setting = settings.find(({ key }) => key === path[0]);
  return setting ? { start: setting.keyRange.start, end: setting.valueRange.end } : range;
}
