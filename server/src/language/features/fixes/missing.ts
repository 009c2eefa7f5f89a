/**
 * The permissions that somebody lacks at a place of a document: what the quick fixes there are about.
 */
import type { Need } from "../../permissions/model";
import type { NearMiss } from "../../roles/model";
import { type PlacedStatement, type SqlDocument, type Statement, statementAt } from "../../syntax/document";
import { rangesTouch, type TextRange } from "../../text/range";
import { assess } from "../assess";
import type { LanguageContext } from "../context";
import { directed } from "../directed";
import { decides } from "../judge";

/** A need that is denied. */
export interface MissingNeed {
  readonly need: Need;
  readonly nearMisses: readonly NearMiss[];
}

/** The statement at a place, and what is missing there. */
export interface Missing {
  /** As it is judged, comments before it counted. */
  readonly context: LanguageContext;
  readonly placed: PlacedStatement;
  /** Caused by words that the range touches. */
  readonly here: readonly MissingNeed[];
  /** Everything that keeps the statement from running. */
  readonly all: readonly MissingNeed[];
}

/** Undefined where nothing is missing, nobody judges, or Druid refuses the statement anyway. `range` counts in the document. */
export function missingAt(context: LanguageContext, document: SqlDocument, range: TextRange): Missing | undefined {
  const at = statementAt(document, range.start);
  if (!at) return undefined;
  const { context: own, placed, dialect } = directed(context, document, at);
  if (dialect !== undefined) return undefined;
  const denied = deniedNeeds(own, placed.statement);
  const local = { start: range.start - placed.start, end: range.end - placed.start };
  const here = denied.filter(({ need }) => need.causes.some((cause) => rangesTouch(cause, local)));
  return here.length === 0 ? undefined : { context: own, placed, here, all: denied.filter(({ need }) => decides(need)) };
}

/** To stop a task is no reason to ask for a permission unless somebody says so. */
function deniedNeeds(context: LanguageContext, statement: Statement): readonly MissingNeed[] {
  const { needs, verdict } = assess(context, statement);
  if (verdict === "refused") return [];
  return needs.flatMap(({ need, verdict: answer }) =>
    answer?.outcome === "denied" && need.phase !== "cancel" ? [{ need, nearMisses: answer.nearMisses }] : [],
  );
}
