/**
 * What is said about a statement that parses: what Druid refuses, before it looks at permissions (stage validate) or after them (stage
 * plan), and remarks on what it takes. Only what the text makes certain is said; each code has a file in `checks/` that holds it and its kin.
 * Source: DruidSqlValidator, IngestHandler, DruidPlanner and Calcite's SqlValidatorImpl; every check was compared with Druid's planner.
 */
import type { Statement } from "../syntax/document";
import type { Node } from "../syntax/nodes";
import { partedFix } from "../text/edit";
import { checkAggregatePlaces } from "./checks/aggregatePlace";
import { checkAppend } from "./checks/append";
import type { Check, CheckInput, CheckSettings } from "./checks/check";
import { visitAll } from "./checks/check";
import { checkClusteredBy } from "./checks/clusteredBy";
import { REMARK_CODES } from "./checks/codes";
import { checkColumnCounts } from "./checks/columnCounts";
import { checkContextKeys } from "./checks/contextKeys";
import { checkContextParameters } from "./checks/contextParameters";
import { checkContextValues } from "./checks/contextValues";
import { checkDateTimeLiteral } from "./checks/dateTimeLiterals";
import { checkDottedNames } from "./checks/dottedNames";
import { checkEndpoint } from "./checks/endpoint";
import { checkEngine } from "./checks/engine";
import { checkExport } from "./checks/export";
import { checkExtern } from "./checks/extern";
import { checkExternTypes } from "./checks/externType";
import { checkArguments } from "./checks/functionArguments";
import { checkFunction } from "./checks/functions";
import { checkIngest } from "./checks/ingest";
import { checkIngestColumns } from "./checks/ingestColumns";
import { checkJoinComparison } from "./checks/joinComparison";
import { checkFrom, checkJoin } from "./checks/joins";
import { checkNotGrouped } from "./checks/notGrouped";
import { checkNullOrder } from "./checks/nullOrder";
import { checkNumberAlias } from "./checks/numberAlias";
import { checkInterval, checkNumberRange } from "./checks/numberRange";
import { checkOperator } from "./checks/operators";
import { checkGroupOrdinals, checkOrdinals } from "./checks/ordinals";
import { checkOverwrite } from "./checks/overwrite";
import { checkPlannedLiterals } from "./checks/plannedLiterals";
import { checkQuotedLiterals } from "./checks/quotedLiterals";
import { checkScanOrder } from "./checks/scanOrder";
import { checkDistinctOrders } from "./checks/selectItems";
import { checkSelectStar } from "./checks/selectStar";
import { checkTableFunctions } from "./checks/tableFunctions";
import { checkTableNames } from "./checks/tableNames";
import { checkTarget } from "./checks/target";
import { checkTimeUnit } from "./checks/timeUnit";
import { checkTypeName } from "./checks/typeNames";
import { checkSupported } from "./checks/unsupportedStatement";
import { checkWindowCalls } from "./checks/windowCall";
import { checkWindowFrames } from "./checks/windowFrame";
import { checkWindowNames } from "./checks/windowNames";
import { checkWindowOrder } from "./checks/windowOrder";
import type { Finding } from "./finding";
import { FIXERS } from "./fixers/fixers";
import { isInUnreadWithItem } from "./planned";
import { routeOf } from "./route";
import { queryOf, referencesOf } from "./scopes";

/** Checks of the statement as a whole. */
const STATEMENT_CHECKS: readonly Check[] = [
  checkSupported,
  checkEndpoint,
  checkContextKeys,
  checkContextValues,
  checkContextParameters,
  checkIngest,
  checkTarget,
  checkExport,
  checkOverwrite,
  checkClusteredBy,
  checkIngestColumns,
  checkTableNames,
  checkDottedNames,
  checkTableFunctions,
  checkExtern,
  checkExternTypes,
  checkAppend,
  checkEngine,
  checkScanOrder,
  checkWindowCalls,
  checkWindowFrames,
  checkWindowNames,
  checkWindowOrder,
  checkAggregatePlaces,
  checkNotGrouped,
  checkGroupOrdinals,
  checkDistinctOrders,
];

/** The check of each kind of node that has one; the tree is walked once for all of them. */
const NODE_CHECKS: { readonly [Kind in Node["kind"]]?: (node: Node, input: CheckInput) => void } = {
  prefix: checkOperator,
  postfix: checkOperator,
  operation: checkOperation,
  setOperation: checkSetOperation,
  values: checkColumnCounts,
  in: checkIn,
  quantified: checkColumnCounts,
  subquery: checkColumnCounts,
  tableAlias: checkColumnCounts,
  withItem: checkColumnCounts,
  select: checkSelect,
  snapshot: checkOperator,
  selectItem: checkNumberAlias,
  cast: checkCast,
  interval: checkInterval,
  query: checkOrdinals,
  like: checkOperation,
  arrayConstructor: checkOperator,
  literal: checkLiteral,
  call: checkCall,
  orderItem: checkNullOrder,
  join: checkJoinNode,
  from: checkFrom,
};

function checkOperation(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkQuotedLiterals(node, input);
}

function checkIn(node: Node, input: CheckInput): void {
  checkColumnCounts(node, input);
  checkQuotedLiterals(node, input);
}

function checkSelect(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkSelectStar(node, input);
}

function checkJoinNode(node: Node, input: CheckInput): void {
  checkJoin(node, input);
  checkJoinComparison(node, input);
}

function checkSetOperation(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkColumnCounts(node, input);
}

function checkLiteral(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkDateTimeLiteral(node, input);
  if (node.kind === "literal") checkNumberRange(node, input);
}

function checkCast(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkTypeName(node, input);
}

function checkCall(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkFunction(node, input);
  checkArguments(node, input);
  checkTimeUnit(node, input);
  checkPlannedLiterals(node, input);
}

/** What is found, in the order of the text. Ranges are local to the statement. To be asked of statements without syntax errors. */
export function checkStatement(statement: Statement, settings: CheckSettings): readonly Finding[] {
  const findings: Finding[] = [];
  const tree = statement.tree;
  const query = queryOf(tree.statement);
  const references = referencesOf(tree);
  const input: CheckInput = {
    statement,
    tree,
    settings,
    route: routeOf(tree, settings),
    references,
    tableCalls: new Set(references.functions.map(({ call }) => call)),
    query,
    ingest: query?.kind === "ingest" ? query : undefined,
    report: (found) => {
      if ("stage" in found && found.stage === "plan" && isInUnreadWithItem(tree, found.range)) return;
      const fixes = (found.fixes ?? FIXERS[found.code]?.(found.range, input) ?? []).map((fix) => partedFix(statement.text, fix));
      const told = "stage" in found ? { ...found, severity: "error" as const } : { severity: REMARK_CODES[found.code].severity, ...found };
      findings.push(fixes.length > 0 ? { ...told, fixes } : told);
    },
  };
  for (const check of STATEMENT_CHECKS) check(input);
  const overwrite = input.ingest?.overwrite;
  visitAll(query, overwrite, (node) => NODE_CHECKS[node.kind]?.(node, input));
  return findings.length < 2 ? findings : findings.sort((left, right) => left.range.start - right.range.start);
}
