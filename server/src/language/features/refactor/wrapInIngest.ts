/**
 * A SELECT as the source of an INSERT or REPLACE. Offered at its first word, or where all of it is selected; what is written is a beginning, with the parts that the
 * author has to think about. ORDER BY becomes CLUSTERED BY, since INSERT and REPLACE take no other order, and where LIMIT or OFFSET need the order,
 * the query becomes a subquery; columns get names.
 */
import { isMadeUpName, numberedName, suggestedName } from "../../analysis/columnNames";
import type { Node, OrderBy, Query, StatementNode } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { firstWord } from "../firstWord";
import { keywordCase, type Refactor, type RefactoringInput } from "./refactoring";

/** Where the rows go, until the author says so. */
const TARGET = "target";

export const wrapInIngest: Refactor = (input) => {
  const { statement, range } = input;
  const query = statement.tree.statement;
  const first = firstWord(statement);
  if (!query || !isPlainQuery(query)) return [];
  const isAtFirst = first.start <= range.start && range.end <= first.end;
  const isSelected = range.start <= query.start && query.end <= range.end;
  if (!isAtFirst && !isSelected) return [];
  const clustering = clusteringOf(query, statement.text);
  const naming = namingOf(input);
  if (!naming) return [];
  const parts = { clustering, naming };
  return [
    { title: t("Write the rows into a datasource: INSERT INTO"), kind: "rewrite", edits: wrapped(input, query, "INSERT INTO", parts) },
    {
      title: t("Replace a datasource by the rows: REPLACE INTO"),
      kind: "rewrite",
      edits: wrapped(input, query, "REPLACE INTO", parts),
    },
  ];
};

function isPlainQuery(node: StatementNode): boolean {
  return node.kind === "query" || node.kind === "select" || node.kind === "setOperation";
}

/** What becomes of the ORDER BY. */
interface Clustering {
  readonly removed?: TextEdit;
  readonly clause?: string;
  /** The query stays as it is, in parentheses of a FROM. */
  readonly isSubquery?: true;
}

function clusteringOf(node: StatementNode, text: string): Clustering {
  if (node.kind !== "query") return {};
  const { orderBy, offset, fetch }: Query = node;
  // With LIMIT the order says which rows are kept, and INSERT and REPLACE take no OFFSET.
  if (offset || (orderBy && fetch)) return { isSubquery: true };
  if (!orderBy) return {};
  const start = text.slice(0, orderBy.start).trimEnd().length;
  return { removed: { range: { start, end: orderBy.end }, text: "" }, clause: clauseOf(orderBy, text) };
}

/** The rows of a datasource are the same whichever way they were sorted, and Druid clusters upwards only. */
function clauseOf({ items }: OrderBy, text: string): string {
  const isPlain = items.every(({ direction, nulls }) => direction !== "DESC" && nulls === undefined);
  if (isPlain) return text.slice(items[0]?.start, items.at(-1)?.end);
  return items.map(({ expression }) => text.slice(expression.start, expression.end)).join(", ");
}

/**
 * The names that columns get, since INSERT and REPLACE take none without a name, nor two of one name; undefined where a column without one
 * comes from `*` or VALUES.
 */
function namingOf({ statement: { text }, names }: RefactoringInput): readonly TextEdit[] | undefined {
  const columns = names().output?.list ?? [];
  const taken = new Set(columns.map(({ name }) => name));
  const seen = new Set<string>();
  const last = new Map<string, number>();
  const edits: TextEdit[] = [];
  for (const { name, symbol } of columns) {
    const isMadeUp = symbol.declaration === undefined && isMadeUpName(name);
    const item = symbol.node?.kind === "selectItem" ? symbol.node : undefined;
    if (isMadeUp && (!item || symbol.references.length + symbol.possible.length > 0)) return undefined;
    if (item && (isMadeUp || seen.has(name))) {
      const { start, end } = item.expression;
      const given = numberedName(isMadeUp ? suggestedName(text.slice(start, end)) : name, taken, last);
      taken.add(given);
      edits.push({ range: { start: end, end: item.end }, text: ` AS ${nameText(given)}` });
    }
    seen.add(name);
  }
  return edits.sort((one, other) => one.range.start - other.range.start);
}

/** What is changed beside the words around the query. */
interface Parts {
  readonly clustering: Clustering;
  readonly naming: readonly TextEdit[];
}

function wrapped({ statement }: RefactoringInput, query: Node, verb: "INSERT INTO" | "REPLACE INTO", { clustering, naming }: Parts) {
  const { removed, clause, isSubquery } = clustering;
  const cased = keywordCase(statement);
  const overwrite = verb === "REPLACE INTO" ? ` ${cased("OVERWRITE ALL")}` : "";
  const clustered = clause === undefined ? "" : `\n${cased("CLUSTERED BY")} ${clause}`;
  const edits: TextEdit[] = [
    {
      range: { start: query.start, end: query.start },
      text: `${cased(verb)} ${TARGET}${overwrite}\n${isSubquery ? `${cased("SELECT * FROM")} (\n` : ""}`,
    },
    ...naming,
    ...(removed ? [removed] : []),
    { range: { start: query.end, end: query.end }, text: `\n${isSubquery ? ")\n" : ""}${cased("PARTITIONED BY ALL")}${clustered}` },
  ];
  return edits;
}
