/**
 * What is marked in a roles file itself: what could not be read, and what its `cluster` object says that no cluster can be.
 */
import { type ProfileProblem, readProfile } from "../permissions/profile";
import type { ClusterSection, RolesFile } from "../roles/model";
import type { TextRange } from "../text/range";
import type { Diagnostic } from "./diagnostics";

/** The problems of a roles file, those of its `cluster` alone among them. */
export function rolesProblems(roles: RolesFile): readonly Diagnostic[] {
  const own = roles.problems.map(({ code, severity, message, range }) => ({ code, severity, message, range, related: [] }));
  const { cluster } = roles;
  return cluster ? [...own, ...readProfile(cluster.value).problems.map((problem) => clusterProblem(cluster, problem))] : own;
}

function clusterProblem(cluster: ClusterSection, { severity, message, path }: ProfileProblem): Diagnostic {
  return { code: "roles-cluster", severity, message, range: settingRange(cluster, path), related: [] };
}

function settingRange({ settings, range }: ClusterSection, path: readonly (string | number)[]): TextRange {
  const setting = settings.find(({ key }) => key === path[0]);
  return setting ? { start: setting.keyRange.start, end: setting.valueRange.end } : range;
}
