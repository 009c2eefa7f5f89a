/**
 * `ambiguous-column`: `UNNEST(MV_TO_ARRAY(tags)) AS u(tags)`. What is unnested sees the column that UNNEST makes, so that its first name without
 * a table may not be called the same, whatever columns there are. Behind a first name that is found, Druid looks for the others elsewhere.
 * Source: Calcite's SqlValidatorImpl; the planners of 28 to 33 were asked.
 */
import { childrenOf, pathTo } from "../../syntax/children";
import type { Identifier, JoinChain, Node, TableAlias, TableExpression, Unnest } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { choice, insertion } from "../fixes";
import { isBareFunction } from "../resolution/expressions";
import { namesOf } from "../resolution/namesOf";
import { isQuery } from "../resolution/queries";
import type { CheckInput } from "./check";

/** Looks at an alias. */
export function checkUnnestColumn(node: Node, input: CheckInput): void {
  if (node.kind !== "tableAlias" || node.table.kind !== "unnest") return;
  const made = madeColumns(node, node.table);
  const first = made.size > 0 ? firstName(node.table) : undefined;
  if (!first || !made.has(first.name)) return;
  // Where nothing else is seen, the name is unknown.
  if (namesOf(input.statement, SYSTEM_CATALOG).occurrenceOf(first)?.meaning.kind === "missing") return;
  input.report({
    code: "ambiguous-column",
    stage: "validate",
    message: `${druidSays(`Column '${first.name}' is ambiguous`)}. ${t("UNNEST sees the column {0} that it makes, too.", first.name)}`,
    range: rangeOf(first),
    fixes: qualifiersBefore(node, input).map((qualifier) => {
      const text = `${nameText(qualifier)}.`;
      return choice(t("Write {0}", `${text}${nameText(first.name)}`), [insertion(first.start, text)]);
    }),
  });
}

/** The names of the columns that UNNEST makes; none where the text does not tell. */
function madeColumns({ alias, columns }: TableAlias, { expressions, ordinality }: Unnest): ReadonlySet<string> {
  if (expressions.length !== 1) return new Set();
  if (columns) return new Set(columns.items.flatMap((item) => (item.kind === "identifier" && !item.template ? [item.name] : [])));
  return new Set(alias.kind === "identifier" && !alias.template && !ordinality ? [alias.name] : []);
}

/** The first name without a table; undefined where a subquery or a function without parentheses comes before it. */
function firstName({ expressions }: Unnest): Identifier | undefined {
  const stack: Node[] = [...expressions];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isQuery(node) || node.kind === "subquery" || node.kind === "template") return undefined;
    if (node.kind === "name") {
      const [only, second] = node.parts;
      if (!only || second || node.star) continue;
      return only.template || (!only.quoted && isBareFunction(only.name)) ? undefined : only;
    }
    if (node.kind === "dataType") continue;
    const children = node.kind === "call" ? node.arguments : childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index] as Node);
  }
  return undefined;
}

/** What the only table before UNNEST is called. */
function qualifiersBefore(alias: TableAlias, input: CheckInput): readonly string[] {
  const chain = chainAround(alias, input);
  if (chain?.joins[0]?.table !== alias) return [];
  const name = qualifierOf(chain.first);
  return name === undefined ? [] : [name];
}

function qualifierOf(table: TableExpression): string | undefined {
  if (table.kind === "tableAlias") return table.alias.kind === "identifier" && !table.alias.template ? table.alias.name : undefined;
  const last = table.kind === "tableName" && table.name.kind === "name" ? table.name.parts.at(-1) : undefined;
  return last?.template ? undefined : last?.name;
}

/** The run of joins that the alias stands in. */
function chainAround(alias: TableAlias, { tree }: CheckInput): JoinChain | undefined {
  return pathTo(tree, alias.start)
    .filter((node) => node.kind === "joinChain")
    .at(-1);
}
