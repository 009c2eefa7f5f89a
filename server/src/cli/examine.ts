/**
 * One text under one context, as a file of the contract.
 */
import {
  contextOfDocument,
  createOnceFilter,
  type Directed,
  describeClusterLine,
  directed,
  formatPrincipal,
  holdsWords,
  indexLines,
  isDruid,
  type LanguageContext,
  type LineIndex,
  type Principal,
  reportDirected,
  type SqlDocument,
  type StatementReport,
  switchOfDocument,
} from "../language/index";
import type { FileJson, StatementJson, StatementVerdictJson } from "./contract";
import { profileJson, statementJson } from "./contractOf";
import type { SqlInput } from "./findFiles";
import { type FoundFinding, findingsOf } from "./findings";
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

/** How a document is read: see `DialectRule`. */
export function dialectRuleOf(
  input: SqlInput,
  document: SqlDocument,
  { context, dialect, roles }: Pick<Examiner, "context" | "dialect" | "roles">,
): DialectRule {
  if (context.inlineComments === "honoured" && switchOfDocument(document) === "off") return "off";
  const isTaken = input.origin === "named" || dialect === "druid" || roles !== undefined || isDruid(document);
  return isTaken ? "taken" : "guessed";
}

/** Examines a document, opened by the grammar of the examiner's context. */
export function examine(input: SqlInput, document: SqlDocument, examiner: Examiner): Examined {
  const { context } = examiner;
  const { text } = document;
  const lines = indexLines(text);
  const asked = document.statements.filter(holdsWords).map((each) => directed(context, document, each));
  const whole = contextOfDocument(context, document);
  const rule = dialectRuleOf(input, document, examiner);
  const places = {
    lines,
    occurrences: new Map<string, number>(),
    principal: context.principal,
    environment: examiner.environment,
    roles: examiner.roles,
    policy: examiner.policy,
    parts: examiner.parts,
  };
  const isNew = createOnceFilter();
  const statements: StatementJson[] = [];
  const findings: (readonly FoundFinding[])[] = [];
  for (const each of asked) {
    // One after the other, so that the tree of none is needed twice.
    each.placed.statement.inPassing(() => {
      const statement = toJson(each, { lines, rule, whole, examiner });
      const found = findingsOf(each, statement, places);
      statements.push(statement);
      findings.push(each.dialect === undefined ? found : found.filter(isNew));
    });
  }
  const cluster = { line: describeClusterLine(whole), origin: whole === context ? ("given" as const) : ("commented" as const) };
  return { file: fileJson(input, { ...examiner, context: whole }, statements), findings, text, lines, cluster };
}

/**
 * `taken` for Druid SQL whatever its statements look like, `guessed` from whether Druid's parser takes them, or `off` where a comment says
 * that the file is left alone.
 */
export type DialectRule = "taken" | "guessed" | "off";

interface Around {
  readonly lines: LineIndex;
  readonly rule: DialectRule;
  /** The context of the whole document. */
  readonly whole: LanguageContext;
  readonly examiner: Examiner;
}

function toJson(statement: Directed, { lines, rule, whole, examiner }: Around): StatementJson {
  const report = reportDirected(statement, whole);
  const { roles, policy, endpoints } = examiner;
  return statementJson(report, {
    lines,
    rolesLines: () => roles?.lines,
    ...(policy && { policyLines: policy.lines }),
    dialect: dialectIn(report, rule),
    verdict: verdictOf(report, examiner),
    endpoints,
  });
}

function dialectIn({ dialect, errors }: StatementReport, rule: DialectRule): string {
  if (rule === "off") return "unknown";
  // Druid parses DELETE and its like, and nobody writes them for Druid.
  if (rule === "guessed" && errors.some(({ code }) => code === "unsupported-statement")) return "unknown";
  return dialect === "unknown" && rule === "taken" ? "druid" : dialect;
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
