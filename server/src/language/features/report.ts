/**
 * The permission report of a document as plain data: who is asked about, what the cluster is taken to be, and what each statement
 * needs and gets. Every surface that lists needs (the read-only report, the command line) renders this value.
 */

import type { Finding } from "../analysis/finding";
import type { StatementKind } from "../analysis/statementKind";
import type { Basis } from "../data/endpoints";
import { filterBasis, needBasis } from "../permissions/basis";
import type { ClusterProfile, Endpoint, Filter, Need, ResourceAction, Unknown } from "../permissions/model";
import { PROFILE_KEYS } from "../permissions/profile";
import { PHASES } from "../permissions/reasons";
import type { Verdict } from "../roles/model";
import type { PlacedStatement, SqlDocument } from "../syntax/document";
import { phrase, t } from "../text/l10n";
import { shiftRange, type TextRange } from "../text/range";
import { assess } from "./assess";
import type { AssessedCloud } from "./cloudVerdicts";
import type { ProfileSources } from "./clusterDescription";
import type { LanguageContext, RolesInfo } from "./context";
import { dialectFinding } from "./dialectWords";
import { contextOfDocument, type Directed, directed, directiveProblems } from "./directed";
import { type EndpointReport, endpointReports } from "./endpoints";
import type { StatementVerdict } from "./judge";
import { leastGrant, type PermissionJson } from "./leastGrant";
import { withSeverities } from "./severities";

/** A need at its place in the document, with its verdict when somebody judges. */
export interface NeedReport extends Need {
  /** Where no judge confirmed for this version that it is needed. */
  readonly basis?: "inferred";
  readonly verdict?: Verdict;
}

/** A filter at its place in the document. */
export interface FilterReport extends Filter {
  readonly basis?: "inferred";
}

/** One statement. Every range counts from the start of the document. */
export interface StatementReport {
  /** From the first to the last word. */
  readonly range: TextRange;
  readonly kind: StatementKind;
  /** `druid`, the dialect that it belongs to instead, or `unknown` when Druid's parser does not take it. */
  readonly dialect: string;
  readonly accepts: boolean;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly needs: readonly NeedReport[];
  readonly filters: readonly FilterReport[];
  readonly unknowns: readonly Unknown[];
  readonly cloud: readonly AssessedCloud[];
  /** What each endpoint makes of it; computed when it is asked for. */
  readonly endpoints: () => readonly EndpointReport[];
  /** Absent when nobody judges and Druid does not refuse the statement. */
  readonly verdict?: StatementVerdict;
  /** What comments state for this statement alone; absent when nothing. */
  readonly stated?: OwnStatements;
}

/** Where a statement is judged under something else than its document. */
export interface OwnStatements {
  /** The keys that are stated for it. */
  readonly profile: Partial<ClusterProfile>;
  /** Who states each of them. */
  readonly profileSources: ProfileSources;
  readonly endpoint?: Endpoint;
}

/** A permission that would turn a denied need into an allowed one. */
export interface MissingGrant extends ResourceAction {
  readonly phase: Need["phase"];
  /** Ready to be sent to the security API as an entry of a role's permissions. */
  readonly permission: PermissionJson;
}

/** Statements by verdict; `unjudged` when no roles are known. */
export type VerdictCounts = Readonly<Record<StatementVerdict | "unjudged", number>>;

export interface Report {
  readonly principal?: string;
  readonly roles?: RolesInfo;
  readonly profile: ClusterProfile;
  readonly endpoint: Endpoint;
  readonly assumed: readonly string[];
  readonly profileSources: ProfileSources;
  /** Without those that hold nothing but blanks and comments. */
  readonly statements: readonly StatementReport[];
  /** What is denied in statements that Druid does not refuse, each permission once; submit and run before follow. */
  readonly missing: readonly MissingGrant[];
  readonly counts: VerdictCounts;
}

/** Reports on a document. */
export function reportOf(context: LanguageContext, document: SqlDocument): Report {
  const whole = contextOfDocument(context, document);
  const statements = document.statements.filter(holdsWords).map((each) => {
    return reportDirected(directed(context, document, each), whole);
  });
  const { settings, assumed, profileSources } = whole;
  return {
    ...(context.principal !== undefined && { principal: context.principal }),
    ...(context.roles && { roles: context.roles }),
    profile: settings.profile,
    endpoint: settings.endpoint,
    assumed,
    profileSources,
    statements,
    missing: missingGrants(statements),
    counts: countVerdicts(statements),
  };
}

/** Reports on a statement of a document; `whole` is the context of the document. */
export function reportDirected({ context, placed, dialect }: Directed, whole: LanguageContext): StatementReport {
  return dialect === undefined ? reportStatement(context, placed, whole) : reportForeign(context, placed, dialect);
}

/** Of a statement of another dialect nothing is known but which one. */
function reportForeign(context: LanguageContext, { statement, start }: PlacedStatement, dialect: string): StatementReport {
  const found = dialectFinding(statement, dialect);
  return {
    range: shiftRange(statement.span, start),
    kind: "other",
    dialect,
    accepts: statement.errors.length === 0,
    errors: [],
    warnings: withSeverities([{ ...found, range: shiftRange(found.range, start) }], context.severities),
    needs: [],
    filters: [],
    unknowns: [],
    cloud: [],
    endpoints: () => [],
  };
}

/** Reports on one statement; `context` and statement are those of `directed`, `whole` is the context of its document. */
export function reportStatement(context: LanguageContext, placed: PlacedStatement, whole: LanguageContext = context): StatementReport {
  const stated = ownStatements(context, whole);
  const asked = { druidVersion: context.settings.profile.druidVersion, endpoint: context.settings.endpoint };
  const { inspection, needs, cloud, verdict } = assess(context, placed.statement);
  const shift = <T extends { readonly range: TextRange }>(item: T): T => ({ ...item, range: shiftRange(item.range, placed.start) });
  const shiftAll = <T extends { readonly causes: readonly TextRange[] }>(item: T): T => {
    return { ...item, causes: item.causes.map((cause) => shiftRange(cause, placed.start)) };
  };
  return {
    range: shiftRange(placed.statement.span, placed.start),
    kind: inspection.kind,
    dialect: inspection.accepts ? "druid" : "unknown",
    accepts: inspection.accepts,
    errors: inspection.errors.map(shift),
    warnings: withSeverities([...inspection.warnings, ...directiveProblems(context, placed.statement)], context.severities).map(shift),
    needs: needs.map(({ need, verdict }) => {
      return { ...shiftAll(need), ...(verdict && { verdict }), ...inferred(needBasis(need, asked)) };
    }),
    filters: inspection.filters.map((filter) => ({ ...shiftAll(filter), ...inferred(filterBasis(filter, asked)) })),
    unknowns: inspection.unknowns.map(shift),
    cloud: cloud.map(shiftAll),
    endpoints: () => endpointReports(context, placed.statement),
    ...(verdict && { verdict }),
    ...(stated && { stated }),
  };
}

function ownStatements(context: LanguageContext, whole: LanguageContext): OwnStatements | undefined {
  if (context === whole) return undefined;
  const { profile, endpoint } = context.settings;
  const isOwn = (key: keyof ClusterProfile): boolean =>
    context.profileSources[key] !== whole.profileSources[key] || profile[key] !== whole.settings.profile[key];
  const keys = PROFILE_KEYS.filter(isOwn);
  const other = endpoint === whole.settings.endpoint ? undefined : endpoint;
  if (keys.length === 0 && other === undefined) return undefined;
  return {
    profile: Object.fromEntries(keys.map((key) => [key, profile[key]])),
    profileSources: Object.fromEntries(keys.map((key) => [key, context.profileSources[key] ?? ""])),
    ...(other !== undefined && { endpoint: other }),
  };
}

function inferred(basis: Basis): { readonly basis?: "inferred" } {
  return basis === "inferred" ? { basis } : {};
}

/** `3 allowed, 1 denied, 1 refused`; `no statements` when there are none. */
export function summaryOf(counts: VerdictCounts): string {
  const parts = [
    [phrase("{0} allowed"), counts.allowed],
    [phrase("{0} denied"), counts.denied],
    [phrase("{0} unknown"), counts.unknown],
    [phrase("{0} refused"), counts.refused],
    [phrase("{0} not judged"), counts.unjudged],
  ] as const;
  const said = parts.filter(([, count]) => count > 0).map(([words, count]) => t(words, count));
  return said.length > 0 ? said.join(", ") : t("no statements");
}

/** Whether there is anything but blanks and comments. */
export function holdsWords({ statement }: Pick<PlacedStatement, "statement">): boolean {
  return statement.span.end > statement.span.start;
}

function countVerdicts(statements: readonly StatementReport[]): VerdictCounts {
  const counts = { allowed: 0, denied: 0, unknown: 0, refused: 0, unjudged: 0 };
  for (const { verdict } of statements) counts[verdict ?? "unjudged"]++;
  return counts;
}

/** Earliest first. */
const PHASE_ORDER = Object.keys(PHASES);

function missingGrants(statements: readonly StatementReport[]): readonly MissingGrant[] {
  const found = new Map<string, MissingGrant>();
  for (const { verdict, needs } of statements) {
    if (verdict === "refused") continue;
    for (const need of needs) if (need.verdict?.outcome === "denied") keepEarliest(found, need);
  }
  return [...found.values()].sort((a, b) => PHASE_ORDER.indexOf(a.phase) - PHASE_ORDER.indexOf(b.phase));
}

function keepEarliest(found: Map<string, MissingGrant>, { action, type, name, phase }: Need): void {
  const key = JSON.stringify([action, type, name]);
  const known = found.get(key);
  if (known && PHASE_ORDER.indexOf(known.phase) <= PHASE_ORDER.indexOf(phase)) return;
  found.set(key, { action, type, name, phase, permission: leastGrant({ action, type, name }) });
}
