/**
 * What is marked in a roles file itself: what could not be read, what its `cluster` object says that no cluster
 * can be, and which grants open more than they say.
 */
import { type ProfileProblem, readProfile } from "../permissions/profile";
import type { PropertiesFile } from "../permissions/propertiesProfile";
import { backDoors } from "../roles/lint/backDoors";
import type { ClusterSection, RolesFile, RolesProblem } from "../roles/model";
import type { TextRange } from "../text/range";
import { contradictions } from "./contradictions";
import type { Diagnostic } from "./diagnostics";

/** The problems of a roles file, those of its `cluster` alone among them; back doors are those of that cluster. `properties` are compared with it. */
export function rolesProblems(roles: RolesFile, properties: readonly PropertiesFile[] = []): readonly Diagnostic[] {
  const { cluster } = roles;
  const { profile, problems } = readProfile(cluster?.value);
  const own = [...roles.problems, ...backDoors(roles, profile)].map(rolesProblem);
  if (!cluster) return own;
  const all = [...problems, ...contradictions(cluster.value, properties)];
  return [...own, ...all.map((problem) => clusterProblem(cluster, problem))];
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
