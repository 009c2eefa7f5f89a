/**
 * What counts as a finding, how severe it is, and whether a run fails for it. The findings are those that an editor marks, so that a
 * comment that silences one there silences it here too. They are plain data, so that they can be sent to and fro.
 */
import {
  chosenSeverity,
  type Diagnostic,
  diagnoseStatement,
  type LanguageContext,
  type LineIndex,
  type PlacedStatement,
  place,
  type RelatedPlace,
  type ResourceAction,
} from "../language/index";
import type { RangeJson, SeverityJson, StatementJson } from "./contract";
import { rangeJson } from "./contractOf";
import { fingerprintOf, type Occurrences } from "./fingerprint";
import { type GrantFix, grantFixes } from "./grantFixes";
import type { PolicySource } from "./policySource";
import type { FailOn } from "./request";
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
  /** What would make it go away; each is enough by itself. */
  readonly fixes: readonly GrantFix[];
  /** The same in every run in which the finding is the same one, wherever it stands. */
  readonly fingerprint: string;
  /** Of the findings of a file with the same key, one says it all. */
  readonly once?: string;
  /** The baseline holds it: it is neither shown nor makes the run fail. */
  readonly accepted?: true;
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
}

const RANK: Readonly<Record<SeverityJson | "never", number>> = { hint: 0, information: 1, warning: 2, error: 3, never: 4 };

/** The findings on a statement; a verdict that is not known is one even where there is no word to mark. */
export function findingsOf(
  context: LanguageContext,
  placed: PlacedStatement,
  statement: StatementJson,
  places: FindingPlaces,
): readonly FoundFinding[] {
  if (statement.dialect === "unknown") return [];
  const found = diagnoseStatement(context, placed.statement).map((diagnostic) => place(diagnostic, placed.start));
  const isSaid = context.judge?.principal !== undefined;
  const severity = chosenSeverity("permission-unknown", "information", context.severities);
  const all = statement.verdict === "unknown" && !isSaid && severity ? [...found, { ...unknownVerdict(placed), severity }] : found;
  return all.map((diagnostic) => finding(context, diagnostic, placed, places));
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

function unknownVerdict({ start, statement }: PlacedStatement): Diagnostic {
  const range = { start: start + statement.span.start, end: start + statement.span.end };
  const message = "Whether this may run is not known: nobody says who may do what.";
  return { code: "permission-unknown", severity: "information", message, range, related: [] };
}

function finding(context: LanguageContext, diagnostic: Diagnostic, placed: PlacedStatement, places: FindingPlaces): FoundFinding {
  const { code, severity, message, range, related, need, once } = diagnostic;
  const isDenied = code === "permission-denied" && need !== undefined;
  return {
    code,
    severity,
    message,
    range: rangeJson(places.lines, range),
    related: related.flatMap((item) => relatedFinding(item, places)),
    ...(need && { need }),
    fixes: isDenied && places.roles ? grantFixes(need, places.roles, context) : [],
    fingerprint: fingerprintOf(diagnostic, placed, places),
    ...(once !== undefined && { once }),
  };
}

function relatedFinding({ uri, range, message }: RelatedPlace, { lines, roles, policy }: FindingPlaces): readonly RelatedFinding[] {
  if (uri === undefined) return [{ range: rangeJson(lines, range), message }];
  const other = uri === policy?.uri ? policy : roles;
  return other ? [{ path: uri, range: rangeJson(other.lines, range), message }] : [];
}
