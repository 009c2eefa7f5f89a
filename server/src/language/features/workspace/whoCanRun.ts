/**
 * Who can run what: principals against files or statements, a verdict in each cell with what is missing.
 */
import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import type { Principal, RolesFile } from "../../roles/model";
import { decides, type StatementVerdict } from "../judge";
import {
  type AuthorizerOf,
  authorizersOf,
  createDecider,
  type Decider,
  decideStatement,
  type NumberedStatement,
  numberNeeds,
  questionKey,
} from "./decider";
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
  const decider = createDecider(options.authorizerOf ?? authorizersOf(roles));
  const answers = subjects.map(({ principals: [principal] }) => decider.answersFor(principal));
  const rows = files.flatMap(({ uri, statements }) => {
    const numbered = statements.map((statement) => numberNeeds(uri, statement, decider));
    if (options.by === "statement") return numbered.map((each) => ({ ...rowOf(uri, [each], answers), statement: each.statement }));
    return numbered.length > 0 ? [rowOf(uri, numbered, answers)] : [];
  });
  return { subjects, rows };
}

type Answers = ReturnType<Decider["answersFor"]>;

function rowOf(uri: string, statements: readonly NumberedStatement[], answers: readonly Answers[]): WhoRow {
  const asked = statements.filter(({ statement }) => !statement.refusal);
  return {
    uri,
    statements: statements.length,
    refused: statements.length - asked.length,
    cells: answers.map((each) => accessOf(asked, each)),
  };
}

/** The access to statements that Druid does not refuse. */
function accessOf(statements: readonly NumberedStatement[], answers: Answers): Access {
  if (statements.length === 0) return REFUSED;
  const verdicts = new Set(statements.map((statement) => decideStatement(statement, answers)));
  const verdict = WORST_FIRST.find((each) => verdicts.has(each)) ?? "allowed";
  return verdict === "allowed" ? ALLOWED : { verdict, ...lackOf(statements, answers) };
}

function lackOf(statements: readonly NumberedStatement[], answers: Answers): Pick<Access, "missing" | "reasons"> {
  const missing = new Map<string, ResourceAction>();
  const reasons = new Set<string>();
  for (const { statement, numbers } of statements) {
    for (const { message } of statement.unknowns) reasons.add(message);
    for (const [index, need] of statement.needs.entries()) {
      if (!decides(need)) continue;
      const verdict = answers(numbers[index] ?? 0);
      if (verdict.outcome === "unknown") reasons.add(verdict.message);
      if (verdict.outcome !== "denied") continue;
      const key = questionKey(need);
      if (!missing.has(key)) missing.set(key, { action: need.action, type: need.type, name: need.name });
    }
  }
  return { missing: [...missing.values()], reasons: [...reasons] };
}

const WORST_FIRST: readonly StatementVerdict[] = ["denied", "unknown", "allowed"];
const ALLOWED: Access = { verdict: "allowed", missing: [], reasons: [] };
const REFUSED: Access = { verdict: "refused", missing: [], reasons: [] };
