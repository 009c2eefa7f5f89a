/**
 * Turns what the language service reports into the JSON of the contract: offsets into places, principals and permissions into the form
 * in which they are written.
 */
import {
  type AssessedCloud,
  type ClusterProfile,
  type EndpointReport,
  type Finding,
  type LineIndex,
  type NeedReport,
  placeAt,
  REASONS,
  type RefusalAnswer,
  type StatementReport,
  type TextRange,
  type Verdict,
} from "../language/index";
import type {
  CloudJson,
  EndpointJson,
  ErrorJson,
  GrantJson,
  NearMissJson,
  NeedJson,
  ProfileJson,
  RangeJson,
  RefusalJson,
  StatementJson,
  StatementVerdictJson,
  VerdictJson,
  WarningJson,
} from "./contract";

/** Gives the lines of a roles file by its URI; undefined when its places mean nothing to the reader. */
export type RolesLines = (uri: string) => LineIndex | undefined;

/** Verdicts on needs are written or left out. */
export interface StatementParts {
  readonly lines: LineIndex;
  readonly rolesLines: RolesLines;
  /** The lines of the policy file, when there is one. */
  readonly policyLines?: LineIndex;
  readonly dialect: string;
  readonly verdict: StatementVerdictJson | undefined;
  readonly endpoints: "listed" | "left-out";
}

/** One statement as JSON. Ranges of the report count from the start of the text that `lines` indexes. */
export function statementJson(report: StatementReport, parts: StatementParts): StatementJson {
  const range = (of: TextRange): RangeJson => rangeJson(parts.lines, of);
  return {
    range: range(report.range),
    kind: report.kind,
    dialect: parts.dialect,
    accepts: report.accepts,
    errors: report.errors.map((finding) => errorJson(finding, range)),
    warnings: report.warnings.map((finding) => warningJson(finding, range)),
    needs: report.needs.map((need) => needJson(need, parts, range)),
    filters: report.filters.map(({ table, type, message, basis, causes }) => {
      return { table, type, message, ...(basis && { basis }), causes: causes.map(range) };
    }),
    unknowns: report.unknowns.map(({ code, message, range: where }) => ({ code, message, range: range(where) })),
    cloud: report.cloud.map((action) => cloudJson(action, parts, range)),
    ...(parts.verdict && { verdict: parts.verdict }),
    ...(parts.endpoints === "listed" && { endpoints: report.endpoints().map((endpoint) => endpointJson(endpoint, parts)) }),
    ...(report.stated && ownJson(report.stated)),
  };
}

/** Without a verdict on the statement nobody was asked about, so that verdicts on needs are left out too. */
function endpointJson({ needs, verdict, refusal, runRefusal, ...about }: EndpointReport, parts: StatementParts): EndpointJson {
  const isJudged = parts.verdict !== undefined;
  return {
    ...about,
    ...(isJudged && verdict && { verdict }),
    needs: needs.map(({ need: { action, type, name, phase }, verdict: answer }) => ({
      action,
      type,
      name,
      phase,
      ...(isJudged && answer && { verdict: answer.outcome }),
    })),
    ...(refusal && { refusal: refusalJson(refusal) }),
    ...(runRefusal && { runRefusal: refusalJson(runRefusal) }),
  };
}

function refusalJson({ status, body, basis, note }: RefusalAnswer): RefusalJson {
  return { status, body, basis, ...(note !== undefined && { note }) };
}

/** An authorizer's answer as JSON. */
export function verdictJson(verdict: Verdict, rolesLines: RolesLines): VerdictJson {
  switch (verdict.outcome) {
    case "allowed":
      return { verdict: "allowed", by: grantJson(verdict.by, rolesLines) };
    case "denied":
      return { verdict: "denied", nearMisses: verdict.nearMisses.map((miss) => nearMissJson(miss, rolesLines)) };
    case "unknown":
      return {
        verdict: "unknown",
        verdictReason: { code: verdict.reason, message: verdict.message },
        ...(verdict.by && { by: grantJson(verdict.by, rolesLines) }),
      };
  }
}

/** A range of offsets as places. */
export function rangeJson(lines: LineIndex, { start, end }: TextRange): RangeJson {
  return { start: placeAt(lines, start), end: placeAt(lines, end) };
}

/** A profile in the form in which it is written: the version is a text. */
export function profileJson(profile: ClusterProfile): ProfileJson {
  return { ...profile, druidVersion: String(profile.druidVersion) };
}

type Own = NonNullable<StatementReport["stated"]>;

function ownJson({ profile, profileSources, endpoint }: Own): Pick<StatementJson, "profile" | "profileSources" | "endpoint"> {
  const { druidVersion } = profile;
  const own = { ...profile, ...(druidVersion !== undefined && { druidVersion: String(druidVersion) }) };
  return {
    ...(Object.keys(own).length > 0 && { profile: own, profileSources }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

function needJson(need: NeedReport, { rolesLines }: StatementParts, range: (of: TextRange) => RangeJson): NeedJson {
  const { action, type, name, phase, reason } = need;
  const causes = need.causes.map(range);
  return {
    action,
    type,
    name,
    phase,
    reason,
    message: REASONS[need.reason],
    ...(need.basis && { basis: need.basis }),
    causes,
    ...(need.verdict && verdictJson(need.verdict, rolesLines)),
  };
}

function cloudJson(assessed: AssessedCloud, { policyLines }: StatementParts, range: (of: TextRange) => RangeJson): CloudJson {
  const { provider, action, resource, reason, doubt, assumedRole, verdict, place } = assessed;
  return {
    provider,
    action,
    resource,
    reason,
    ...(doubt && { doubt: doubt.message }),
    ...(assumedRole !== undefined && { assumedRole }),
    ...(verdict && verdict.outcome !== "none" && { verdict: verdict.outcome }),
    ...(place && { by: { uri: place.uri, ...(policyLines && { range: rangeJson(policyLines, place.range) }) } }),
    ...(verdict && { message: verdict.message }),
    causes: assessed.causes.map(range),
  };
}

function errorJson({ code, stage, status, message, range }: Finding, place: (of: TextRange) => RangeJson): ErrorJson {
  return { code, stage: stage ?? "validate", ...(status !== undefined && { status }), message, range: place(range) };
}

function warningJson({ code, severity, message, range }: Finding, place: (of: TextRange) => RangeJson): WarningJson {
  return { code, severity, message, range: place(range) };
}

type Grant = Extract<Verdict, { outcome: "allowed" }>["by"];

function grantJson({ role, policy, permission, uri, range }: Grant, rolesLines: RolesLines): GrantJson {
  return {
    role,
    ...(policy !== undefined && { policy }),
    ...(permission && {
      permission: { resource: { name: permission.pattern ?? "", type: permission.type ?? "" }, action: permission.action ?? "" },
    }),
    ...placeInRoles(uri, range, rolesLines),
  };
}

type NearMiss = Extract<Verdict, { outcome: "denied" }>["nearMisses"][number];

function nearMissJson({ kind, message, role, uri, range }: NearMiss, rolesLines: RolesLines): NearMissJson {
  return { kind, message, ...(role !== undefined && { role }), ...placeInRoles(uri, range, rolesLines) };
}

function placeInRoles(uri: string | undefined, range: TextRange | undefined, rolesLines: RolesLines): { uri?: string; range?: RangeJson } {
  const lines = uri === undefined ? undefined : rolesLines(uri);
  if (uri === undefined || !lines) return {};
  return { uri, ...(range && { range: rangeJson(lines, range) }) };
}
