/**
 * What is marked in a roles file itself: what could not be read, and what its `cluster` object says that no cluster can be.
 */
import type { ClusterSection, RolesFile } from "../roles/model";
import type { TextRange } from "../text/range";
import type { LanguageContext, ProfileProblem } from "./context";
import type { Diagnostic } from "./diagnostics";

/** The problems of a roles file; `profileProblems` are those of a context that was made of this file's `cluster` alone. */
export function rolesProblems(roles: RolesFile, { profileProblems }: Pick<LanguageContext, "profileProblems">): readonly Diagnostic[] {
  const own = roles.problems.map(({ code, severity, message, range }) => ({ code, severity, message, range, related: [] }));
  const { cluster } = roles;
  return cluster ? [...own, ...profileProblems.map((problem) => clusterProblem(cluster, problem))] : own;
}

function clusterProblem(cluster: ClusterSection, { message, path }: ProfileProblem): Diagnostic {
  return { code: "roles-cluster", severity: "warning", message, range: settingRange(cluster, path), related: [] };
}

function settingRange({ settings, range }: ClusterSection, path: readonly (string | number)[]): TextRange {
  const setting = settings.find(({ key }) => key === path[0]);
  return setting ? { start: setting.keyRange.start, end: setting.valueRange.end } : range;
}
