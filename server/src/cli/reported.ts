/**
 * The findings of a file that a report for machines lists: each once, without those that a comment or the baseline accepts.
 */
import { createOnceFilter } from "../language/index";
import type { RolesFileJson, SeverityJson } from "./contract";
import type { Examined } from "./examine";
import { type FoundFinding, newOnes, severityOf } from "./findings";
import { dependsOnPrincipal, rolesFingerprint } from "./fingerprint";
import { asksSeveralEnvironments, type CheckRequest } from "./request";

/** A finding with what it counts as. */
export interface Reported extends Omit<FoundFinding, "severity" | "once" | "accepted"> {
  readonly severity: SeverityJson;
  /** Where several are asked about. */
  readonly environment?: string;
}

/** Gives the findings of a file, one list for each statement. A file comes once for each environment and principal, one behind the other. */
export type ReportedOf = (examined: Examined) => readonly (readonly Reported[])[];

/** A list for one run: what Druid refuses it refuses to everybody, so it is listed for the first principal. */
export function createReported(request: CheckRequest): ReportedOf {
  let path: string | undefined;
  let listed = new Set<string>();
  return ({ file, findings }) => {
    if (file.path !== path) listed = new Set();
    path = file.path;
    const isFirst = createOnceFilter();
    const isNew = ({ code, fingerprint }: FoundFinding): boolean => {
      // Where nobody else is asked about, nothing is listed twice, and there are no fingerprints.
      if (dependsOnPrincipal(code) || fingerprint === "") return true;
      if (listed.has(fingerprint)) return false;
      listed.add(fingerprint);
      return true;
    };
    const where = asksSeveralEnvironments(request) ? file.environment : undefined;
    return findings.map((list) =>
      counted(
        list.filter((finding) => isFirst(finding) && isNew(finding)),
        request,
      ).map((finding) => inEnvironment(finding, where)),
    );
  };
}

/** Says in which environment something is missing; what Druid refuses is listed for the first one that refuses it. */
function inEnvironment(finding: Reported, environment: string | undefined): Reported {
  if (environment === undefined) return finding;
  return { ...finding, environment, message: dependsOnPrincipal(finding.code) ? `In ${environment}: ${finding.message}` : finding.message };
}

/** Those of the findings that the baseline does not accept, with what they count as. */
export function counted(findings: readonly FoundFinding[], { unknownCountsAs }: CheckRequest): readonly Reported[] {
  return newOnes(findings).map((finding) => ({ ...finding, severity: severityOf(finding, unknownCountsAs) }));
}

/** The problems of a roles file. */
export function reportedProblems({ problems }: RolesFileJson): readonly Reported[] {
  const occurrences = new Map<string, number>();
  const all = problems.map((problem) => ({ ...problem, fingerprint: rolesFingerprint(problem, occurrences) }));
  return newOnes(all).map(({ code, severity, message, range = START, fingerprint }) => {
    return { code, severity, message, range, fingerprint, related: [], fixes: [] };
  });
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
