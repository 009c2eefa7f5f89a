/**
 * The statements of the workspace that use a permission or a role, with the very words that need it.
 */
import { shiftRange, type TextRange } from "../../text/range";
import { questionKey } from "../workspace/decider";
import type { GrantUse, SharedNeed, WorkspaceUse } from "../workspace/grantUse";
import type { SurveyedStatement } from "../workspace/survey";
import type { RolesView } from "./view";

/** A statement that uses a grant. */
export interface UsingStatement {
  readonly uri: string;
  readonly statement: SurveyedStatement;
  /** The names that it uses the grant for, each once. */
  readonly names: readonly string[];
  /** The words that need it; offsets into the file. The statement itself where it has no words for it. */
  readonly causes: readonly TextRange[];
}

/** What the workspace knows of grants; undefined while it is being read. */
export function knownUse({ workspace }: RolesView): WorkspaceUse | undefined {
  return workspace.state === "reading" ? undefined : workspace.use;
}

/** The uses of each permission of a role, in its order. */
export function grantsOfRole(use: WorkspaceUse, role: string): readonly GrantUse[] {
  return use.grants.filter((grant) => grant.role.name === role);
}

/** The statements that use one of the grants, in the order of the workspace, each once. */
export function statementsUsing(grants: readonly Pick<GrantUse, "matches">[]): readonly UsingStatement[] {
  const needs = new Map<string, SharedNeed>();
  for (const need of grants.flatMap(({ matches }) => matches)) needs.set(questionKey(need), need);
  const found = new Map<SurveyedStatement, UsingStatement>();
  for (const { uri, statement } of [...needs.values()].flatMap(({ uses }) => uses)) {
    if (!found.has(statement)) found.set(statement, usingStatement(uri, statement, needs));
  }
  return [...found.values()].sort(byPlace);
}

function usingStatement(uri: string, statement: SurveyedStatement, needs: ReadonlyMap<string, SharedNeed>): UsingStatement {
  const own = statement.needs.filter((need) => needs.has(questionKey(need)));
  const causes = new Map(own.flatMap((need) => need.causes).map((cause) => [cause.start, cause]));
  return {
    uri,
    statement,
    names: [...new Set(own.map(({ name }) => name))],
    causes: causes.size > 0 ? inDocument([...causes.values()], statement.start.offset) : [statement.range],
  };
}

function inDocument(ranges: readonly TextRange[], start: number): readonly TextRange[] {
  return ranges.map((range) => shiftRange(range, start)).sort((one, other) => one.start - other.start);
}

function byPlace(one: UsingStatement, other: UsingStatement): number {
  if (one.uri !== other.uri) return one.uri < other.uri ? -1 : 1;
  return one.statement.range.start - other.statement.range.start;
}
