/**
 * What is said about a statement that parses: what Druid refuses, before it looks at permissions (stage validate) or after them (stage
 * plan), and remarks on what it takes. Only what the text makes certain is said; each code has a file in `checks/` that holds it and its kin.
 * Source: DruidSqlValidator, IngestHandler, DruidPlanner and Calcite's SqlValidatorImpl; every check was compared with Druid's planner.
 */
import type { Statement } from "../syntax/document";
import type { Node } from "../syntax/nodes";
import { partedFix } from "../text/edit";
import { atOnce, type Steps } from "../text/steps";
import { type JsonError, type JsonValue, readJson } from "../text/strictJson";
import { checkAggregatePlaces } from "./checks/aggregatePlace";
import { checkAppend } from "./checks/append";
import { checkCallByName } from "./checks/callsByName";
import type { Check, CheckInput, CheckSettings } from "./checks/check";
import { visitInSteps } from "./checks/check";
import { checkClusteredBy } from "./checks/clusteredBy";
import { REMARK_CODES } from "./checks/codes";
import { checkColumnCounts } from "./checks/columnCounts";
import { checkLikePattern } from "./checks/columnOperand";
import { checkConditions } from "./checks/conditions";
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
import { checkJoinAlgorithm } from "./checks/joinAlgorithm";
import { checkJoinComparison } from "./checks/joinComparison";
import { checkFrom, checkJoin } from "./checks/joins";
import { checkEscape, checkLimits } from "./checks/literalValue";
import { checkNotGrouped } from "./checks/notGrouped";
import { checkNullOrder } from "./checks/nullOrder";
import { checkNumberAlias } from "./checks/numberAlias";
import { checkInterval, checkNumberRange } from "./checks/numberRange";
import { checkExplicitTable, checkOperator, checkSortedTwice } from "./checks/operators";
import { checkGroupOrdinals, checkOrdinals } from "./checks/ordinals";
import { checkOverwrite } from "./checks/overwrite";
import { checkPlannedLiterals } from "./checks/plannedLiterals";
import { checkQuotedLiterals } from "./checks/quotedLiterals";
import { checkScanOrder } from "./checks/scanOrder";
import { checkDistinctOrders } from "./checks/selectItems";
import { checkSelectStar } from "./checks/selectStar";
import { checkTableFunctionPlaces, checkTableFunctions } from "./checks/tableFunctions";
import { checkTableNames } from "./checks/tableNames";
import { checkTarget } from "./checks/target";
import { checkTimeOperand } from "./checks/timeOperand";
import { checkTimeUnit } from "./checks/timeUnit";
import { checkZoneSettings } from "./checks/timeZone";
import { checkTypeName } from "./checks/typeNames";
import { checkUnionAll } from "./checks/unionAll";
import { checkUnionDistinct } from "./checks/unionDistinct";
import { checkUnknownNames } from "./checks/unknownNames";
import { checkUnnestColumn } from "./checks/unnestColumn";
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
import { plainFunction } from "./selects";
import { hasStrayQualifier, Trait, traitsOf } from "./traits";

/** A check of the statement as a whole; with traits, only of statements that have one of them. */
interface StatementCheck {
  readonly check: Check;
  readonly traits?: number;
}

const STATEMENT_CHECKS: readonly StatementCheck[] = [
  { check: checkSupported },
  { check: checkEndpoint },
  { check: checkContextKeys },
  { check: checkContextValues },
  { check: checkContextParameters },
  { check: checkZoneSettings },
  { check: checkIngest },
  { check: checkTarget },
  { check: checkExport },
  { check: checkOverwrite },
  { check: checkClusteredBy },
  { check: checkIngestColumns },
  { check: checkTableNames },
  { check: checkDottedNames },
  { check: checkTableFunctions },
  { check: checkTableFunctionPlaces },
  { check: checkExtern },
  { check: checkExternTypes },
  { check: checkAppend },
  { check: checkEngine },
  { check: checkScanOrder },
  { check: checkWindowCalls, traits: Trait.windows },
  { check: checkWindowFrames, traits: Trait.windows },
  { check: checkWindowNames, traits: Trait.windows },
  { check: checkWindowOrder, traits: Trait.windows },
  { check: checkAggregatePlaces, traits: Trait.groups | Trait.windows | Trait.filters },
  { check: checkNotGrouped, traits: Trait.groups },
  { check: checkGroupOrdinals, traits: Trait.groups },
  { check: checkDistinctOrders, traits: Trait.distinct },
  { check: checkUnknownNames, traits: Trait.relations },
];

/** The check of each kind of node that has one; the tree is walked once for all of them. */
const NODE_CHECKS: { readonly [Kind in Node["kind"]]?: (node: Node, input: CheckInput) => void } = {
  prefix: checkSigned,
  postfix: checkSigned,
  case: checkConditions,
  operation: checkOperation,
  setOperation: checkSetOperation,
  values: checkColumnCounts,
  in: checkIn,
  between: checkBetween,
  quantified: checkColumnCounts,
  subquery: checkColumnCounts,
  tableAlias: checkTableAlias,
  withItem: checkColumnCounts,
  select: checkSelect,
  snapshot: checkOperator,
  selectItem: checkNumberAlias,
  cast: checkCast,
  interval: checkInterval,
  query: checkQuery,
  like: checkLike,
  arrayConstructor: checkOperator,
  literal: checkLiteral,
  call: checkCall,
  orderItem: checkNullOrder,
  join: checkJoinNode,
  from: checkFrom,
};

function checkSigned(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkConditions(node, input);
}

function checkOperation(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkQuotedLiterals(node, input);
  if (node.kind !== "operation") return;
  checkColumnCounts(node, input);
  checkConditions(node, input);
  checkTimeOperand(node, input);
}

function checkLike(node: Node, input: CheckInput): void {
  checkOperation(node, input);
  if (node.kind !== "like") return;
  checkEscape(node, input);
  checkLikePattern(node, input);
}

function checkQuery(node: Node, input: CheckInput): void {
  checkOrdinals(node, input);
  if (node.kind !== "query") return;
  checkLimits(node, input);
  checkExplicitTable(node, input);
  checkSortedTwice(node, input);
}

function checkBetween(node: Node, input: CheckInput): void {
  checkTimeOperand(node, input);
  checkQuotedLiterals(node, input);
}

function checkIn(node: Node, input: CheckInput): void {
  checkTimeOperand(node, input);
  checkColumnCounts(node, input);
  checkQuotedLiterals(node, input);
}

function checkSelect(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  checkSelectStar(node, input);
  checkJoinComparison(node, input);
  checkConditions(node, input);
}

function checkJoinNode(node: Node, input: CheckInput): void {
  checkJoin(node, input);
  checkConditions(node, input);
  if (node.kind === "join") checkJoinAlgorithm(node, input);
}

function checkTableAlias(node: Node, input: CheckInput): void {
  checkColumnCounts(node, input);
  checkUnnestColumn(node, input);
}

function checkSetOperation(node: Node, input: CheckInput): void {
  checkOperator(node, input);
  if (node.kind === "setOperation") {
    checkUnionDistinct(node, input);
    checkUnionAll(node, input);
  }
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
  if (node.kind !== "call") return;
  checkOperator(node, input);
  checkConditions(node, input);
  const known = plainFunction(node);
  checkFunction(node, known, input);
  if (!known) return;
  checkArguments(node, known, input);
  checkTimeUnit(node, known, input);
  checkPlannedLiterals(node, known, input);
  checkCallByName(node, known, input);
}

/** What is found, in the order of the text. Ranges are local to the statement. To be asked of statements without syntax errors. */
export function checkStatement(statement: Statement, settings: CheckSettings): readonly Finding[] {
  return atOnce(checkInSteps(statement, settings));
}

/** The same in steps, of which a long statement has more than one. */
export function* checkInSteps(statement: Statement, settings: CheckSettings): Steps<readonly Finding[]> {
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
    tableCalls: references.functions.length === 0 ? NO_CALLS : new Set(references.functions.map(({ call }) => call)),
    query,
    ingest: query?.kind === "ingest" ? query : undefined,
    json: createJsonReader(),
    report: (found) => {
      if ("stage" in found && found.stage === "plan" && isInUnreadWithItem(tree, found.range)) return;
      const fixes = (found.fixes ?? FIXERS[found.code]?.(found.range, input) ?? []).map((fix) => partedFix(statement.text, fix));
      const told = "stage" in found ? { ...found, severity: "error" as const } : { severity: REMARK_CODES[found.code].severity, ...found };
      findings.push(fixes.length > 0 ? { ...told, fixes } : told);
    },
  };
  let traits = hasStrayQualifier(statement) ? Trait.relations : 0;
  const checked: Node[] = [];
  yield* visitInSteps(query, input.ingest?.overwrite, (node) => {
    traits |= traitsOf(node);
    if (NODE_CHECKS[node.kind]) checked.push(node);
  });
  const isLong = checked.length > NODES_OF_A_STEP;
  for (const { check, traits: about } of STATEMENT_CHECKS) {
    if (isLong) yield;
    if (about === undefined || (about & traits) !== 0) check(input);
  }
  for (let index = 0; index < checked.length; index++) {
    if (index % NODES_OF_A_STEP === NODES_OF_A_STEP - 1) yield;
    const node = checked[index] as Node;
    NODE_CHECKS[node.kind]?.(node, input);
  }
  return findings.length < 2 ? findings : findings.sort((left, right) => left.range.start - right.range.start);
}

/** So many nodes are checked in a step. */
const NODES_OF_A_STEP = 4000;

const NO_CALLS: ReadonlySet<Node> = new Set();

function createJsonReader(): CheckInput["json"] {
  let known: Map<string, JsonValue | JsonError> | undefined;
  return (text) => {
    known ??= new Map();
    const found = known.get(text) ?? readJson(text);
    known.set(text, found);
    return found;
  };
}
