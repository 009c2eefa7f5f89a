/**
 * The JSON that `who` and the commands of `roles` write: a contract with other programs. `docs/cli.md` describes it, and
 * `docs/schemas/druid-sql-roles.schema.json` is its schema. Numbers of permissions count from one, as people count them.
 */
import type { ChangedNeed, LineIndex, Permission, ResourceAction, SurveyedStatement, Verdict } from "../language/index";
import type { RangeJson, VerdictJson } from "./contract";
import { rangeJson, verdictJson } from "./contractOf";
import type { RolesSource } from "./rolesSource";

/** The version of the shapes below. New optional fields do not raise it. */
export const ROLES_CONTRACT_VERSION = 1;

/** A permission as Druid's security API takes it. */
export interface PermissionJson {
  readonly resource: { readonly name: string; readonly type: string };
  readonly action: string;
}

export interface QuestionJson {
  readonly action: string;
  readonly type: string;
  readonly name: string;
}

/** A permission of a role and its place in the roles file. */
export interface GrantJson {
  readonly role: string;
  readonly number: number;
  readonly permission: PermissionJson;
  readonly range: RangeJson;
}

/** A statement and its place. */
export interface StatementPlaceJson {
  readonly path: string;
  readonly range: RangeJson;
  readonly kind: string;
  readonly title: string;
}

/** A need that comes out otherwise. */
export interface ChangedNeedJson extends QuestionJson {
  readonly phase: string;
  readonly before: VerdictJson;
  readonly after: VerdictJson;
}

/** A permission as the roles file has it; what is missing in it is empty. */
export function permissionJson({ action, type, pattern }: Permission): PermissionJson {
  return { resource: { name: pattern ?? "", type: type ?? "" }, action: action ?? "" };
}

/** What was asked, without anything else. */
export function questionJson({ action, type, name }: ResourceAction): QuestionJson {
  return { action, type, name };
}

/** A permission with its number and place. */
export function grantJson(role: string, index: number, permission: Permission, lines: LineIndex): GrantJson {
  return { role, number: index + 1, permission: permissionJson(permission), range: rangeJson(lines, permission.range) };
}

/** Where a statement stands. */
export function statementPlaceJson(path: string, { from, to, kind, title }: SurveyedStatement): StatementPlaceJson {
  return { path, range: { start: from, end: to }, kind, title };
}

/** A need before and after. */
export function changedNeedJson({ need, before, after }: ChangedNeed, source: RolesSource): ChangedNeedJson {
  const json = (verdict: Verdict): VerdictJson => verdictJson(verdict, () => source.lines);
  return { ...questionJson(need), phase: need.phase, before: json(before), after: json(after) };
}

/** A document as it is written, with its version first. */
export function jsonText(document: object): string {
  return `${JSON.stringify({ version: ROLES_CONTRACT_VERSION, ...document })}\n`;
}
