/**
 * What counts as a finding, how severe it is, and whether a run fails for it. The findings are those that an editor marks, so that a
 * comment that silences one there silences it here too. They are plain data, so that they can be sent to and fro.
 */
import {
  chosenSeverity,
  type Diagnostic,
  type Directed,
  diagnoseDirected,
  type LanguageContext,
  type LineIndex,
  type PlacedStatement,
  type RelatedPlace,
  type ResourceAction,
  shiftRange,
} from "../language/index";
import type { RangeJson, SeverityJson, StatementJson } from "./contract";
import { rangeJson } from "./contractOf";
import { fingerprintOf, identityOf, type Occurrences, type StatementIdentity } from "./fingerprint";
import { grantFixes } from "./grantFixes";
import type { PolicySource } from "./policySource";
import type { FailOn, FindingParts } from "./request";
import type { RolesSource } from "./rolesSource";

/** Something that can make a run fail. */
export interface FoundFinding {
  readonly code: string;
  /** As an editor shows it; `severityOf` says what it counts as. */
  readonly severity: SeverityJson;
  readonly message: string;
  readonly range: RangeJson;
  /** Other places that belong to it. */
  readonly related: readonly RelatedFinding[];
  /** The permission that it is about. */
  readonly need?: ResourceAction;
  /** What would make it go away; each is enough by itself. Empty where no report holds them. */
  readonly fixes: readonly FoundFix[];
  /** The same in every run in which the finding is the same one, wherever it stands. Empty where nobody reads it. */
  readonly fingerprint: string;
  /** Of the findings of a file with the same key, one says it all. */
  readonly once?: string;
  /** The baseline holds it: it is neither shown nor makes the run fail. */
  readonly accepted?: true;
}

/** What to change in a file: its own, or that of `path`. */
export interface FoundFix {
  readonly path?: string;
  readonly description: string;
  /** In the order of the text; places are those of the text as it is. */
  readonly edits: readonly { readonly range: RangeJson; readonly text: string }[];
}

/** Another place that belongs to a finding: in its own file, or in that of `path`. */
export interface RelatedFinding {
  readonly path?: string;
  readonly range: RangeJson;
  readonly message: string;
}

/** What findings of one file are told apart by, and where their places lie. */
export interface FindingPlaces {
  readonly lines: LineIndex;
  readonly occurrences: Occurrences;
  readonly principal: string | undefined;
  readonly environment: string | undefined;
  readonly roles: RolesSource | undefined;
  readonly policy: PolicySource | undefined;
  readonly parts: FindingParts;
}

const RANK: Readonly<Record<SeverityJson | "never", number>> = { hint: 0, information: 1, warning: 2, error: 3, never: 4 };

/** The findings on a statement; a verdict that is not known is one even where there is no word to mark. */
export function findingsOf(directed: Directed, statement: StatementJson, places: FindingPlaces): readonly FoundFinding[] {
  if (statement.dialect === "unknown") return [];
  const { context, placed, dialect } = directed;
  const found = diagnoseDirected(directed);
  const isSaid = context.judge?.principal !== undefined;
  const severity = chosenSeverity("permission-unknown", "information", context.severities);
  const isAsked = dialect === undefined && statement.verdict === "unknown" && !isSaid;
  const all = isAsked && severity ? [...found, { ...unknownVerdict(placed), severity }] : found;
  if (all.length === 0) return NONE;
  const identity = places.parts.fingerprints === "made" ? identityOf(placed.statement) : undefined;
  const around: Around = { context, start: placed.start, identity, places };
  return all.map((diagnostic) => finding(diagnostic, around));
}

/** What a finding counts as; an unknown verdict counts as `unknownCountsAs` at least. */
export function severityOf({ code, severity }: Pick<FoundFinding, "code" | "severity">, unknownCountsAs: SeverityJson): SeverityJson {
  return code === "permission-unknown" && RANK[unknownCountsAs] > RANK[severity] ? unknownCountsAs : severity;
}

/** Whether a finding makes the run fail. */
export function fails(finding: FoundFinding, failOn: FailOn, unknownCountsAs: SeverityJson): boolean {
  return finding.accepted === undefined && reaches(severityOf(finding, unknownCountsAs), failOn);
}

/** Whether a severity is at or above what makes a run fail. */
export function reaches(severity: SeverityJson, failOn: FailOn): boolean {
  return RANK[severity] >= RANK[failOn];
}

/** Those that no baseline holds. */
export function newOnes<Found extends { readonly accepted?: true }>(findings: readonly Found[]): readonly Found[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

function unknownVerdict({ statement }: PlacedStatement): Diagnostic {
  const message = "Whether this may run is not known: nobody says who may do what.";
  return { code: "permission-unknown", severity: "information", message, range: statement.span, related: [] };
}

const NONE: readonly [] = [];

/** What the findings of one statement share. */
interface Around {
  readonly context: LanguageContext;
  /** Where the statement starts; the offsets of its diagnostics are local to it. */
  readonly start: number;
  /** Absent where no fingerprints are made. */
  readonly identity: StatementIdentity | undefined;
  readonly places: FindingPlaces;
}

function finding(diagnostic: Diagnostic, { context, start, identity, places }: Around): FoundFinding {
  const { code, severity, message, range, related, need, once } = diagnostic;
  return {
    code,
    severity,
    message,
    range: rangeJson(places.lines, shiftRange(range, start)),
    related: related.length === 0 ? NONE : related.flatMap((item) => relatedFinding(item, start, places)),
    ...(need && { need }),
    fixes: places.parts.fixes === "made" ? fixesOf(diagnostic, context, start, places) : NONE,
    fingerprint: identity ? fingerprintOf(diagnostic, identity, places) : "",
    ...(once !== undefined && { once }),
  };
}

function fixesOf(
  { code, need, fixes = [] }: Diagnostic,
  context: LanguageContext,
  start: number,
  { lines, roles }: FindingPlaces,
): readonly FoundFix[] {
  const own = fixes.map(({ title, edits }): FoundFix => {
    return { description: title, edits: edits.map(({ range, text }) => ({ range: rangeJson(lines, shiftRange(range, start)), text })) };
  });
  return code === "permission-denied" && need && roles ? [...own, ...grantFixes(need, roles, context)] : own;
}

function relatedFinding(
  { uri, range, message }: RelatedPlace,
  start: number,
  { lines, roles, policy }: FindingPlaces,
): readonly RelatedFinding[] {
  if (uri === undefined) return [{ range: rangeJson(lines, shiftRange(range, start)), message }];
  const other = uri === policy?.uri ? policy : roles;
  return other ? [{ path: uri, range: rangeJson(other.lines, range), message }] : [];
}
