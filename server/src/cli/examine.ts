/**
 * One text under one context, as a file of the contract.
 */
import {
  contextOfDocument,
  type Directed,
  describeClusterLine,
  directed,
  formatPrincipal,
  holdsWords,
  indexLines,
  isDruid,
  type LanguageContext,
  type LineIndex,
  openDocument,
  type Principal,
  reportStatement,
  type StatementReport,
} from "../language/index";
import type { FileJson, StatementJson, StatementVerdictJson } from "./contract";
import { profileJson, statementJson } from "./contractOf";
import type { SqlInput } from "./findFiles";
import { type FindingPlaces, type FoundFinding, findingsOf } from "./findings";
import type { PolicySource } from "./policySource";
import type { CheckRequest, FindingParts, Purpose } from "./request";
import type { RolesSource } from "./rolesSource";

/** What decides about a file beside its text. */
export interface Examiner {
  readonly purpose: Purpose;
  readonly context: LanguageContext;
  readonly environment?: string;
  readonly principal?: Principal;
  readonly roles?: RolesSource;
  readonly policy?: PolicySource;
  readonly endpoints: CheckRequest["endpoints"];
  readonly parts: FindingParts;
  /** `druid` where a configuration says so for all SQL files of the folder. */
  readonly dialect?: "druid";
}

/** A file of the contract, with what is needed to show its source and to decide whether the run fails. */
export interface Examined {
  readonly file: FileJson;
  /** One list for each statement of the file. */
  readonly findings: readonly (readonly FoundFinding[])[];
  readonly text: string;
  readonly lines: LineIndex;
  /** What the file is judged under: its cluster on one line, and whether comments of the file say something about it. */
  readonly cluster: { readonly line: string; readonly origin: "given" | "commented" };
}

/** Examines a text. */
export function examine(input: SqlInput, text: string, examiner: Examiner): Examined {
  const { context } = examiner;
  const lines = indexLines(text);
  const document = openDocument(text, context.grammar);
  const asked = document.statements.filter(holdsWords).map((each) => directed(context, document, each));
  const isTaken = input.origin === "named" || examiner.dialect === "druid" || examiner.roles !== undefined || isDruid(document);
  const whole = contextOfDocument(context, document);
  const rule = isTaken ? "taken" : "guessed";
  const statements = asked.map((each) => toJson(each, { lines, rule, whole, examiner }));
  const places = {
    lines,
    occurrences: new Map<string, number>(),
    principal: context.principal,
    environment: examiner.environment,
    roles: examiner.roles,
    policy: examiner.policy,
    parts: examiner.parts,
  };
  const findings = asked.map((each, index) => findingsIn(each, statements[index], places));
  const cluster = { line: describeClusterLine(whole), origin: whole === context ? ("given" as const) : ("commented" as const) };
  return { file: fileJson(input, { ...examiner, context: whole }, statements), findings, text, lines, cluster };
}

/** `taken` for Druid SQL whatever its statements look like, or `guessed` from whether Druid's parser takes them. */
type DialectRule = "taken" | "guessed";

interface Around {
  readonly lines: LineIndex;
  readonly rule: DialectRule;
  /** The context of the whole document. */
  readonly whole: LanguageContext;
  readonly examiner: Examiner;
}

function toJson({ context, placed }: Directed, { lines, rule, whole, examiner }: Around): StatementJson {
  const report = reportStatement(context, placed, whole);
  const dialect = report.accepts || rule === "taken" ? "druid" : "unknown";
  const { roles, policy, endpoints } = examiner;
  return statementJson(report, {
    lines,
    rolesLines: () => roles?.lines,
    ...(policy && { policyLines: policy.lines }),
    dialect,
    verdict: verdictOf(report, examiner),
    endpoints,
  });
}

function findingsIn({ context, placed }: Directed, statement: StatementJson | undefined, places: FindingPlaces): readonly FoundFinding[] {
  return statement ? findingsOf(context, placed, statement, places) : [];
}

function fileJson(input: SqlInput, { context, environment, principal, roles }: Examiner, statements: readonly StatementJson[]): FileJson {
  return {
    path: input.shown,
    endpoint: context.settings.endpoint,
    profile: profileJson(context.settings.profile),
    assumed: context.assumed,
    profileSources: context.profileSources,
    ...(environment !== undefined && { environment }),
    ...(principal && { principal: formatPrincipal(principal) }),
    ...(principal?.kind === "user" && principal.memberOf && { memberOf: principal.memberOf }),
    ...(roles && { rolesFile: roles.shown }),
    statements,
  };
}

/** `needs` gives no verdicts; a check without roles cannot know one. */
function verdictOf({ verdict }: StatementReport, { purpose }: Examiner): StatementVerdictJson | undefined {
  return purpose === "needs" ? undefined : (verdict ?? "unknown");
}
