/**
 * The columns that a query gives out, as far as the text tells them: their names, or that Calcite will call them `EXPR$0`, `EXPR$1` ….
 * Source: Calcite's SqlValidatorImpl.deriveAlias and the expansion of `*`.
 */
import type { From, Node, Query, QueryBody, Select, SelectItem, TableAlias, TableExpression, WithItem } from "../syntax/nodes";
import { rangeOf, type TextRange } from "../text/range";
import type { References } from "./scopes";

export interface OutputColumn {
  /** Absent for a column without a name of its own. */
  readonly name?: string;
  /** The words of the statement that make it. */
  readonly range: TextRange;
}

export interface OutputColumns {
  readonly columns: readonly OutputColumn[];
  /** Whether these are all; false when a `*` stands for columns that only the cluster knows. */
  readonly complete: boolean;
}

const NOTHING: OutputColumns = { columns: [], complete: false };

/** More levels of `SELECT * FROM (SELECT * …)` are not followed, nor more queries in all: WITH items can multiply without end. */
const MAX_LEVELS = 100;
const MAX_QUERIES = 2000;

/** The columns of a query. `text` is the statement's. */
export function outputColumnsOf(query: Node, text: string, references: References): OutputColumns {
  return columnsOf(query, { text, references, level: 0, budget: { left: MAX_QUERIES } });
}

interface Place {
  readonly text: string;
  readonly references: References;
  readonly level: number;
  readonly budget: { left: number };
}

function columnsOf(node: Node, outer: Place): OutputColumns {
  if (outer.level > MAX_LEVELS || --outer.budget.left < 0) return NOTHING;
  const place = { ...outer, level: outer.level + 1 };
  switch (node.kind) {
    case "query":
      return columnsOf(node.body, place);
    case "parenthesizedQuery":
      return columnsOf(node.query, place);
    case "setOperation":
      return node.operands[0] ? columnsOf(node.operands[0], place) : NOTHING;
    case "select":
      return columnsOfSelect(node, place);
    case "values":
      return { columns: (node.rows[0]?.items ?? []).map((item) => ({ range: rangeOf(item) })), complete: node.rows.length > 0 };
    default:
      return NOTHING;
  }
}

function columnsOfSelect(select: Select, place: Place): OutputColumns {
  const parts = select.items.map((item) => columnsOfItem(item, select.from, place));
  return { columns: parts.flatMap((part) => part.columns), complete: parts.every((part) => part.complete) };
}

function columnsOfItem(item: SelectItem, from: From | undefined, place: Place): OutputColumns {
  const { expression, alias } = item;
  const range = rangeOf(item);
  if (alias) return alias.template ? { columns: [], complete: false } : { columns: [{ name: alias.name, range }], complete: true };
  if (expression.kind === "name" && expression.star) return columnsOfStar(expression.parts.at(-1)?.name, range, from, place);
  const name = derivedName(expression, place.text);
  if (name === "unsure") return NOTHING;
  return { columns: [name === undefined ? { range } : { name, range }], complete: true };
}

/** The name that Calcite derives for an expression: undefined for none, `unsure` where the text does not tell. */
export function derivedName(expression: Node, text: string): string | undefined | "unsure" {
  switch (expression.kind) {
    case "name": {
      const last = expression.parts.at(-1);
      return !last || last.template ? "unsure" : last.name;
    }
    case "parenthesized":
      return expression.unit === undefined ? derivedName(expression.expression, text) : undefined;
    case "call":
      // CURRENT_TIMESTAMP and its like, without parentheses, are identifiers to Calcite.
      return text[expression.end - 1] === ")" || expression.arguments.length > 0 || expression.over
        ? undefined
        : (expression.name.parts.at(-1)?.name ?? "unsure");
    case "literal":
      return expression.template ? "unsure" : undefined;
    case "cast":
    case "case":
    case "operation":
    case "prefix":
    case "postfix":
    case "quantified":
    case "between":
    case "like":
    case "in":
    case "interval":
    case "rowExpression":
    case "subquery":
    case "arrayConstructor":
      return undefined;
    default:
      return "unsure";
  }
}

/** `*` or `t.*`: known where it stands for a subquery, a WITH item, or a column list behind an alias. */
function columnsOfStar(qualifier: string | undefined, range: TextRange, from: From | undefined, place: Place): OutputColumns {
  if (!from) return NOTHING;
  const tables = tablesOf(from.table).filter((table) => qualifier === undefined || aliasOf(table) === qualifier);
  const parts = tables.map((table) => columnsOfTable(table, place));
  const columns = parts.flatMap((part) => part.columns.map((column) => ({ ...column, range })));
  return { columns, complete: parts.length > 0 && parts.every((part) => part.complete) };
}

/** The tables of a FROM, joins taken apart. A join by USING or NATURAL merges columns, so nothing is known of it. */
function tablesOf(table: TableExpression): readonly TableExpression[] {
  if (table.kind !== "joinChain") return [table];
  if (table.joins.some((join) => join.natural || join.using)) return [];
  return [table.first, ...table.joins.map((join) => join.table)];
}

function aliasOf(table: TableExpression): string | undefined {
  if (table.kind === "tableAlias" && table.alias.kind === "identifier") return table.alias.name;
  return table.kind === "tableName" ? table.name.parts.at(-1)?.name : undefined;
}

function columnsOfTable(table: TableExpression, place: Place): OutputColumns {
  if (table.kind === "tableAlias") return columnsOfAlias(table, place);
  if (table.kind === "derivedTable") return isQuery(table.query) ? columnsOf(table.query, place) : NOTHING;
  if (table.kind !== "tableName") return NOTHING;
  const item = place.references.withItems.get(table);
  return item ? columnsOfWithItem(item, place) : NOTHING;
}

/** The only column of VALUES has the name of the alias. */
function columnsOfAlias({ alias, table, columns: names }: TableAlias, place: Place): OutputColumns {
  const known = columnsOfTable(table, place);
  const [only, second] = known.columns;
  if (names || !only || second || alias.kind === "error" || !isValues(table)) return renamed(names?.items, known);
  return alias.template ? NOTHING : { columns: [{ name: alias.name, range: only.range }], complete: known.complete };
}

function isValues(table: TableExpression): boolean {
  let query: Node | undefined = table.kind === "derivedTable" && !table.lateral ? table.query : undefined;
  while (query?.kind === "parenthesizedQuery") query = query.query;
  return query?.kind === "values";
}

function columnsOfWithItem(item: WithItem, place: Place): OutputColumns {
  return renamed(item.columns?.items, item.query.kind === "error" ? NOTHING : columnsOf(item.query, place));
}

function renamed(names: readonly Node[] | undefined, columns: OutputColumns): OutputColumns {
  if (!names) return columns;
  const known = names.flatMap((name) => (name.kind === "identifier" ? [{ name: name.name, range: rangeOf(name) }] : []));
  return { columns: known, complete: known.length === names.length };
}

function isQuery(node: Node): node is Query | QueryBody {
  return (
    node.kind === "query" ||
    node.kind === "select" ||
    node.kind === "values" ||
    node.kind === "setOperation" ||
    node.kind === "parenthesizedQuery"
  );
}
