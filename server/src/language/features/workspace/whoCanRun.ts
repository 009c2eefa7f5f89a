/**
 * Who can run what: principals against files or statements, a verdict in each cell with what is missing.
 */
import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import type { Principal, RolesFile } from "../../roles/model";
import { decides, type StatementVerdict } from "../judge";
import { type AuthorizerOf, authorizersOf, createDecider, type Decider, type Decision, decideStatement, questionKey } from "./decider";
import { type Subject, subjectsOf } from "./subjects";
import type { SurveyedFile, SurveyedStatement } from "./survey";

/** A table: a row for each file or statement, in each row a cell for each subject, in the same order. */
export interface WhoCanRun {
  readonly subjects: readonly Subject[];
  readonly rows: readonly WhoRow[];
}

/** A file, or one of its statements. */
export interface WhoRow {
  readonly uri: string;
  /** Absent in the row of a whole file. */
  readonly statement?: SurveyedStatement;
  /** How many statements the row is about, and how many of them Druid refuses whoever asks. */
  readonly statements: number;
  readonly refused: number;
  readonly cells: readonly Access[];
}

/**
 * What a principal gets for a row. Statements that Druid refuses do not count, unless there are no others: then the verdict is `refused`.
 * Else it is the worst of them: `denied`, then `unknown`, then `allowed`.
 */
export interface Access {
  readonly verdict: StatementVerdict;
  /** The denied needs of phase submit and run, each once. */
  readonly missing: readonly ResourceAction[];
  /** Why something is not known, each sentence once. */
  readonly reasons: readonly string[];
}

export interface WhoOptions {
  readonly by: "file" | "statement";
  readonly principals: readonly Principal[];
  /** Under which principals are taken together; that of the workspace, without what comments state. */
  readonly profile: ClusterProfile;
  /** Who answers in place of the roles. */
  readonly authorizerOf?: AuthorizerOf;
}

/** Computes the table. Files without statements have no row. */
export function whoCanRun(files: readonly SurveyedFile[], roles: RolesFile, options: WhoOptions): WhoCanRun {
  const subjects = subjectsOf([roles], options.principals, options.profile);
  const decide = createDecider(options.authorizerOf ?? authorizersOf(roles));
  const rows = files.flatMap(({ uri, statements }) => {
    if (options.by === "statement") return statements.map((statement) => ({ ...rowOf(uri, [statement], subjects, decide), statement }));
    return statements.length > 0 ? [rowOf(uri, statements, subjects, decide)] : [];
  });
  return { subjects, rows };
}

function rowOf(uri: string, statements: readonly SurveyedStatement[], subjects: readonly Subject[], decide: Decider): WhoRow {
  return {
    uri,
    statements: statements.length,
    refused: statements.filter(({ refusal }) => refusal).length,
    cells: subjects.map(({ principals: [principal] }) => accessOf(statements, principal, decide)),
  };
}

function accessOf(statements: readonly SurveyedStatement[], principal: Principal, decide: Decider): Access {
  const asked = statements.filter(({ refusal }) => !refusal);
  if (asked.length === 0) return REFUSED;
  const missing = new Map<string, ResourceAction>();
  const reasons = new Set<string>();
  const verdicts = new Set<StatementVerdict>();
  for (const statement of asked) {
    const decision = decideStatement(statement, principal, decide);
    verdicts.add(decision.verdict);
    for (const { message } of statement.unknowns) reasons.add(message);
    collect(decision, missing, reasons);
  }
  const verdict = WORST_FIRST.find((each) => verdicts.has(each)) ?? "allowed";
  return verdict === "allowed" ? ALLOWED : { verdict, missing: [...missing.values()], reasons: [...reasons] };
}

function collect({ needs }: Decision, missing: Map<string, ResourceAction>, reasons: Set<string>): void {
  for (const { need, verdict } of needs) {
    if (!decides(need)) continue;
    const { action, type, name } = need;
    if (verdict.outcome === "denied") missing.set(questionKey(need), { action, type, name });
    if (verdict.outcome === "unknown") reasons.add(verdict.message);
  }
}

const WORST_FIRST: readonly StatementVerdict[] = ["denied", "unknown", "allowed"];
const ALLOWED: Access = { verdict: "allowed", missing: [], reasons: [] };
const REFUSED: Access = { verdict: "refused", missing: [], reasons: [] };
