/**
 * `unsupported-operator`, `string-continuation`: what Druid's parser takes from Calcite and its
 * planner does not know. Source: DruidOperatorTable, which registers none of these.
 */
import type { Cast, Literal, Node, Prefix, Query, SetOperation } from "../../syntax/nodes";
import { significantFrom, tokenAt, tokenStart } from "../../syntax/tokens";
import { druidSays, phrase, sentences, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { certain, deletion, insertion, rewrite } from "../fixes";
import { inner, startWithin } from "../selects";
import { type CheckInput, firstWords } from "./check";

/** Operators behind their operand. */
const POSTFIX = /^(?:IS (?:NOT )?(?:UNKNOWN|JSON\b|A\b|EMPTY)|FORMAT\b)/;

/** Operators between operands. */
const BINARY: ReadonlySet<string> = new Set([
  ...["SUBMULTISET OF", "NOT SUBMULTISET OF", "MEMBER OF", "MULTISET UNION", "MULTISET EXCEPT", "MULTISET INTERSECT"],
  ...["OVERLAPS", "CONTAINS", "EQUALS", "PRECEDES", "SUCCEEDS", "IMMEDIATELY PRECEDES", "IMMEDIATELY SUCCEEDS"],
]);

export function checkOperator(node: Node, input: CheckInput): void {
  switch (node.kind) {
    case "prefix":
      for (const operator of node.operators) if (operator === "EXISTS" || operator === "UNIQUE") refuse(input, operator, node);
      if (node.operators[0] === "+") checkPlus(node, input);
      break;
    case "postfix":
      for (const operator of node.operators) if (POSTFIX.test(operator)) refuse(input, operator, node);
      break;
    case "operation":
      for (const operator of node.operators) if (BINARY.has(operator)) refuse(input, operator, node);
      break;
    case "setOperation":
      checkSetOperators(node, input);
      break;
    case "like":
      if (node.operator !== "LIKE") refuse(input, node.not ? `NOT ${node.operator}` : node.operator, node);
      break;
    case "arrayConstructor":
      // With a query in parentheses both pass.
      if ((node.constructorName === "MULTISET" || node.constructorName === "MAP") && isBracketed(node.end, input))
        refuse(input, node.constructorName, node);
      break;
    case "literal":
      checkLiteral(node, input);
      break;
    case "select":
      if (node.stream) refuse(input, "STREAM", node, firstWords(input.statement, node.start, 2));
      break;
    case "snapshot":
      refuse(input, "FOR SYSTEM_TIME", node);
      break;
    case "call":
      if (node.nullTreatment) refuseNullTreatment(node.nullTreatment, input);
      break;
    case "cast":
      checkCast(node, input);
      break;
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  EXISTS: phrase("Use IN (SELECT …), a join, or compare a COUNT(*)."),
  INTERSECT: phrase("Use IN (SELECT …) or a join."),
  EXCEPT: phrase("Use NOT IN (SELECT …) or a left join."),
  "SIMILAR TO": phrase("Use REGEXP_LIKE."),
  RLIKE: phrase("Use REGEXP_LIKE."),
  ILIKE: phrase("Use LOWER(…) LIKE or ICONTAINS_STRING."),
};

function refuse(input: CheckInput, operator: string, node: Node, range: TextRange = { start: startWithin(node), end: node.end }): void {
  const advice = ADVICE[operator.replace(/^NOT | ALL$/g, "")];
  const refusal = druidSays(`No match found for function signature ${operator}:`);
  const message = sentences(refusal, t("Druid does not support it."), advice === undefined ? "" : t(advice));
  input.report({ code: "unsupported-operator", stage: "validate", message, range });
}

/** In front of a number the sign is a part of it; anything else Druid cannot give a + to. */
function checkPlus(node: Prefix, input: CheckInput): void {
  const operand = inner(node.operand);
  const isNumber = operand.kind === "literal" && (operand.type === "number" || operand.type === "decimal");
  if (isNumber || UNCLEAR.has(operand.kind)) return;
  const range = { start: node.start, end: node.start + 1 };
  const whole = { start: node.start, end: node.operand.start };
  const message = t("Druid takes + in front of a number only. Leave it out.");
  input.report({
    code: "unsupported-operator",
    stage: "validate",
    message,
    range,
    fixes: [certain(t("Remove {0}", "+"), [deletion(whole)])],
  });
}

/** What may come to a number, or is told for itself. */
const UNCLEAR: ReadonlySet<Node["kind"]> = new Set(["prefix", "parameter", "template", "error"]);

/** Of a table by itself, `TABLE name`, Druid neither sorts nor counts the rows. Behind WITH it does. */
export function checkExplicitTable(query: Query, input: CheckInput): void {
  let body: Node = query.body;
  while (body.kind === "parenthesizedQuery") body = body.query;
  if (query.with || body.kind !== "explicitTable" || body.name.kind === "error" || !(query.orderBy || query.fetch || query.offset)) return;
  const message = t("Druid takes no ORDER BY, LIMIT or OFFSET behind TABLE; write SELECT * FROM.");
  const range = firstWords(input.statement, body.start, 1);
  const fixes = [certain(t("Write {0}", "SELECT * FROM"), [{ range, text: "SELECT * FROM" }])];
  input.report({ code: "unsupported-operator", stage: "validate", message, range, fixes });
}

/** Later releases were not asked. */
const LAST_VERSION_WITHOUT_SORTED_TWICE = 33;

/**
 * ORDER BY, LIMIT or OFFSET behind a query in parentheses that has its own: Druid's planner breaks down (UnsupportedOperationException). Behind
 * WITH it does not.
 */
export function checkSortedTwice(query: Query, input: CheckInput): void {
  if (query.with || query.body.kind !== "parenthesizedQuery" || !(query.orderBy || query.offset || query.fetch)) return;
  if (input.settings.profile.druidVersion > LAST_VERSION_WITHOUT_SORTED_TWICE) return;
  let body: Node = query.body;
  while (body.kind === "parenthesizedQuery") body = body.query;
  if (body.kind !== "query" || !(body.orderBy || body.fetch || body.offset)) return;
  const message = t("Druid takes no ORDER BY, LIMIT or OFFSET behind a query in parentheses that has its own; SELECT * FROM it.");
  const fixes = [certain(t("Write {0}", "SELECT * FROM (…)"), [insertion(query.body.start, "SELECT * FROM ")])];
  input.report({
    code: "unsupported-operator",
    stage: "validate",
    message,
    range: { start: wordAfter(query.body.end, input), end: query.end },
    fixes,
  });
}

function wordAfter(offset: number, { statement: { tokens } }: CheckInput): number {
  const token = significantFrom(tokens, tokenAt(tokens, offset));
  return token < tokens.count ? tokenStart(tokens, token) : offset;
}

/** Nulls are left out by aggregates, and not by window functions; nobody can choose. */
function refuseNullTreatment({ start, end }: TextRange, input: CheckInput): void {
  const words = input.statement.text.slice(start, end).toUpperCase().startsWith("I") ? "IGNORE NULLS" : "RESPECT NULLS";
  const refusal = druidSays(`No match found for function signature ${words}:`);
  const fixes = words === "RESPECT NULLS" ? [certain(t("Remove {0}", words), [deletion({ start: blankBefore(start, input), end })])] : [];
  const message = sentences(
    refusal,
    t("Druid does not support it."),
    words === "IGNORE NULLS" ? t("FILTER (WHERE x IS NOT NULL) leaves rows out.") : "",
  );
  input.report({ code: "unsupported-operator", stage: "validate", message, range: { start, end }, fixes });
}

function blankBefore(start: number, { statement }: CheckInput): number {
  return statement.text[start - 1] === " " ? start - 1 : start;
}

/**
 * Druid names all of the operation, from its first operand on. So does the mark where that is near: on the line of the operator or the one
 * before. Of more of them in one chain, the first alone.
 */
function checkSetOperators(node: SetOperation, input: CheckInput): void {
  let isFirst = true;
  node.operators.forEach(({ operator, quantifier, start, end }, index) => {
    if (operator !== "INTERSECT" && operator !== "EXCEPT") return;
    const from = isFirst ? firstOperandStart(node, index) : start;
    const isNear = start - from < FARTHEST_OPERAND && input.statement.text.slice(from, start).split("\n", 3).length < 3;
    refuse(input, quantifier === "ALL" ? `${operator} ALL` : operator, node, { start: isNear ? from : start, end });
    isFirst = false;
  });
}

const FARTHEST_OPERAND = 2000;

/** Where the left side of an operator begins; INTERSECT binds tighter than the others. */
function firstOperandStart({ operands, operators }: SetOperation, index: number): number {
  let first = index;
  while (first > 0 && (operators[index]?.operator !== "INTERSECT" || operators[first - 1]?.operator === "INTERSECT")) first--;
  let operand: Node | undefined = operands[first];
  while (operand?.kind === "parenthesizedQuery") operand = operand.query;
  return operand?.start ?? 0;
}

function isBracketed(end: number, input: CheckInput): boolean {
  return input.statement.text[end - 1] === "]";
}

function checkLiteral(node: Literal, input: CheckInput): void {
  if (!node.chained || node.template) return;
  const message = sentences(
    druidSays("No match found for function signature $LiteralChain:"),
    t("Druid does not join adjacent strings. Use || between them."),
  );
  input.report({ code: "string-continuation", stage: "validate", message, range: rangeOf(node) });
}

/** SAFE_CAST and TRY_CAST. What stands in a table function has rules of its own. */
function checkCast(cast: Cast, input: CheckInput): void {
  const isInTable = [...input.tableCalls].some(({ start, end }) => start <= cast.start && cast.end <= end);
  if (cast.function === "CAST" || isInTable) return;
  const range = { start: cast.start, end: cast.start + cast.function.length };
  const says = druidSays(`No match found for function signature ${cast.function}`);
  const message = `${says}. ${t("CAST gives NULL where a value cannot be converted.")}`;
  input.report({ code: "unsupported-operator", stage: "validate", message, range, fixes: [rewrite(range, "CAST")] });
}
