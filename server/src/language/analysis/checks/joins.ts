/**
 * `join-condition`, `duplicate-relation`: the shape of FROM. Source: Calcite's SqlValidatorImpl.validateJoin and fromAliasDuplicate.
 */
import type { Identifier, Join, Node, TableExpression } from "../../syntax/nodes";
import { tokenAt, tokenEnd, tokenStart } from "../../syntax/tokens";
import type { Fix } from "../../text/edit";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

const NEEDS_CONDITION: ReadonlySet<Join["operator"]> = new Set(["JOIN", "INNER JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);

/** A join without a condition, or a cross join with one. */
export function checkJoin(node: Node, input: CheckInput): void {
  if (node.kind !== "join") return;
  const hasCondition = node.on !== undefined || node.using !== undefined;
  if (NEEDS_CONDITION.has(node.operator)) {
    if (hasCondition && node.natural) refuse(input, druidSays("Cannot specify NATURAL keyword with ON or USING clause"), node);
    if (!hasCondition && !node.natural) {
      refuse(input, druidSays("INNER, LEFT, RIGHT or FULL join requires a condition (NATURAL keyword or ON or USING clause)"), node);
    }
  } else if (node.operator === "CROSS JOIN" && (hasCondition || node.natural)) {
    refuse(input, druidSays("Cannot specify condition (NATURAL keyword, or ON or USING clause) following CROSS JOIN"), node);
  }
}

/** Druid names the condition with its first word, JOIN where it is missing; beside NATURAL it names the condition alone. */
function refuse(input: CheckInput, message: string, node: Join): void {
  const { statement } = input;
  const condition = node.on ?? node.using;
  const isAlone = condition === undefined || (node.natural && node.operator !== "CROSS JOIN");
  const word = isAlone ? undefined : wordBefore(statement, condition.start, /^(?:ON|USING)$/i);
  const start = condition === undefined ? wordBefore(statement, node.table.start, /^JOIN$/i) : (word ?? condition.start);
  const end = (condition ?? node.table).end;
  input.report({
    code: "join-condition",
    stage: "validate",
    message,
    range: { start: start ?? node.table.start, end },
    fixes: fixesOf(input, node),
  });
}

/** Where the last such word before an offset starts; comments and parentheses may stand between. */
function wordBefore({ tokens, text }: CheckInput["statement"], offset: number, word: RegExp): number | undefined {
  let token = tokenAt(tokens, offset) - 1;
  while (token >= 0 && !word.test(text.slice(tokenStart(tokens, token), tokenEnd(tokens, token)))) token--;
  return token < 0 ? undefined : tokenStart(tokens, token);
}

/** The words of the join that fit what stands behind them. */
function fixesOf({ statement }: CheckInput, node: Join): readonly Fix[] {
  const words = /^(?:NATURAL\s+)?(?:CROSS\s+|INNER\s+)?JOIN\b/i.exec(statement.text.slice(node.start, node.table.start))?.[0];
  if (words === undefined) return [];
  const range = { start: node.start, end: node.start + words.length };
  if (node.operator === "CROSS JOIN") return [rewrite(range, node.natural ? "NATURAL JOIN" : "JOIN", node.natural ? "choice" : "certain")];
  return [rewrite(range, node.natural ? "JOIN" : "CROSS JOIN", "choice")];
}

/** Two relations of one name in a FROM; names are compared with their exact case. */
export function checkFrom(node: Node, input: CheckInput): void {
  if (node.kind !== "from" || isAlone(node.table)) return;
  const seen = new Set<string>();
  for (const { name, range } of relationsOf(node.table)) {
    if (seen.has(name)) {
      const refusal = druidSays(`Duplicate relation name '${name}' in FROM clause.`);
      const message = sentences(refusal, t("Give one of them an alias."));
      input.report({ code: "duplicate-relation", stage: "validate", message, range });
    }
    seen.add(name);
  }
}

/** A table by itself, which nothing can have the name of. */
function isAlone({ kind }: TableExpression): boolean {
  return kind === "tableName" || kind === "tableAlias" || kind === "tableFunction";
}

interface Relation {
  readonly name: string;
  readonly range: TextRange;
}

function relationsOf(table: TableExpression): readonly Relation[] {
  switch (table.kind) {
    case "tableName":
      return relation(table.name.parts.at(-1), table.name);
    case "tableAlias":
      // What stands in parentheses before the alias may be long.
      return table.alias.kind === "error" ? [] : relation(table.alias, table.table.kind === "tableName" ? table : table.alias);
    case "tableSample":
    case "snapshot":
      return relationsOf(table.table);
    case "joinChain":
      return [table.first, ...table.joins.map((join) => join.table)].flatMap(relationsOf);
    case "derivedTable":
      return table.query.kind === "joinChain" ? relationsOf(table.query) : [];
    default:
      return [];
  }
}

function relation(identifier: Identifier | undefined, place: TextRange): readonly Relation[] {
  return !identifier || identifier.template ? [] : [{ name: identifier.name, range: rangeOf(place) }];
}
