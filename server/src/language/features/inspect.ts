/**
 * Everything there is to say about one statement before anybody is asked about: what Druid refuses, what the statement needs.
 * The result hangs on the statement object, so an unchanged statement is inspected once for each settings object.
 */
import { SYSTEM_CATALOG } from "../analysis/catalog/system";
import { checkInSteps } from "../analysis/checkStatement";
import type { Finding } from "../analysis/finding";
import { repairedErrors } from "../analysis/repairError";
import { forgetNames } from "../analysis/resolution/namesOf";
import { routeOf } from "../analysis/route";
import { referencesOf } from "../analysis/scopes";
import { kindOf, type StatementKind } from "../analysis/statementKind";
import type { StatementNeeds } from "../permissions/model";
import { needsOf } from "../permissions/needsOf";
import type { NeedSettings } from "../permissions/rule";
import type { Statement } from "../syntax/document";
import { atOnce, type Steps } from "../text/steps";

/** What decides about a statement apart from its text. Make one object and keep it: results are remembered by its identity. */
export type InspectionSettings = NeedSettings;

/** What was found out about a statement. Ranges are local to the statement. */
export interface Inspection extends StatementNeeds {
  readonly statement: Statement;
  readonly kind: StatementKind;
  /** What Druid refuses: stage parse, validate or plan. */
  readonly errors: readonly Finding[];
  /** Everything milder. */
  readonly warnings: readonly Finding[];
  /** Whether Druid's parser takes the text. */
  readonly accepts: boolean;
}

/** Inspects a statement; the same statement and settings give the same object again. */
export function inspect(statement: Statement, settings: InspectionSettings): Inspection {
  return statement.tree.memory.recall("inspection", settings, () => atOnce(inspectAnew(statement, settings)));
}

/** The same in steps, of which a long statement has more than one. */
export function* inspectInSteps(statement: Statement, settings: InspectionSettings): Steps<Inspection> {
  const { memory } = statement.tree;
  const known = memory.known("inspection", settings) as Inspection | undefined;
  if (known) return known;
  const made = yield* inspectAnew(statement, settings);
  return memory.recall("inspection", settings, () => made);
}

function* inspectAnew(statement: Statement, settings: InspectionSettings): Steps<Inspection> {
  const findings: Finding[] = repairedErrors(statement).map(({ code, message, range, fixes }) => {
    return { code, severity: "error", stage: "parse", message, range, ...(fixes && { fixes }) };
  });
  if (statement.errors.length === 0) {
    referencesOf(statement.tree);
    if (statement.isLong) yield;
    for (const finding of yield* checkInSteps(statement, settings)) findings.push(finding);
    if (statement.isLong) yield;
  }
  const needs = needsOf(statement, settings);
  // The checks of one statement share its names, which for a whole file would take more memory than its trees.
  forgetNames(statement, SYSTEM_CATALOG);
  return {
    statement,
    kind: kindOf(statement.tree),
    ...needs,
    errors: overJdbc(
      statement,
      settings,
      findings.filter((finding) => finding.severity === "error"),
    ),
    warnings: findings.filter((finding) => finding.severity !== "error"),
    accepts: statement.errors.length === 0,
  };
}

/** JDBC has one answer to every refusal: 500. Source: Avatica's handler. */
function overJdbc({ tree }: Statement, settings: InspectionSettings, errors: readonly Finding[]): readonly Finding[] {
  if (errors.length === 0 || routeOf(tree, settings).endpoint !== "jdbc") return errors;
  return errors.map((error) => ({ ...error, status: 500 as const }));
}
