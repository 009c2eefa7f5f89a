/**
 * What a statement needs, as Druid's planner would ask the authorizer for it, and what it will need while it runs and afterwards.
 * One file for each family of rules; they are independent of each other and rely on `analysis` for scopes, names and the route.
 * Source: SqlResourceCollectorShuttle, IngestHandler, AbstractStatement and AuthConfig of Druid, by version.
 */
import { routeOf } from "../analysis/route";
import { queryOf, referencesOf } from "../analysis/scopes";
import type { Statement } from "../syntax/document";
import { tokenAt, tokenEnd } from "../syntax/tokens";
import type { TextRange } from "../text/range";
import { appendNeeds } from "./append";
import { cloudActions } from "./cloud";
import { createCollector } from "./collector";
import { contextKeyNeeds } from "./contextKeys";
import { exportDestinationNeeds } from "./exportDestination";
import { externalNeeds } from "./external";
import { ingestTargetNeeds } from "./ingestTarget";
import type { StatementNeeds } from "./model";
import type { NeedSettings, Rule, RuleInput } from "./rule";
import { systemTableNeeds } from "./systemTables";
import { tableNeeds } from "./tables";
import { taskDatasourceNeeds } from "./taskDatasource";
import { templateUnknowns } from "./templates";
import { unclearProfile } from "./unclearProfile";

const RULES: readonly Rule[] = [
  tableNeeds,
  appendNeeds,
  externalNeeds,
  ingestTargetNeeds,
  exportDestinationNeeds,
  systemTableNeeds,
  contextKeyNeeds,
  taskDatasourceNeeds,
  cloudActions,
  unclearProfile,
  templateUnknowns,
];

/**
 * The needs, filters, unknowns and cloud actions of one statement. Ranges are local to the statement. A broken statement gives what is sure
 * of the part that can be read; it never throws.
 */
export function needsOf(statement: Statement, settings: NeedSettings): StatementNeeds {
  const collect = createCollector();
  const input = createInput(statement, settings);
  if (input.query || statement.tree.sets.length > 0) for (const rule of RULES) rule(input, collect);
  return collect.result();
}

function createInput(statement: Statement, settings: NeedSettings): RuleInput {
  const tree = statement.tree;
  const query = queryOf(tree.statement);
  return {
    statement,
    tree,
    settings,
    profile: settings.profile,
    route: routeOf(tree, settings),
    references: referencesOf(tree),
    query,
    ingest: query?.kind === "ingest" ? query : undefined,
    firstWord: firstWordOf(statement),
  };
}

/** The first word of the statement behind its SETs. */
function firstWordOf(statement: Statement): TextRange {
  const start = statement.tree.statement?.start ?? statement.span.start;
  if (statement.tokens.count === 0) return statement.span;
  return { start, end: Math.max(start, tokenEnd(statement.tokens, tokenAt(statement.tokens, start))) };
}
