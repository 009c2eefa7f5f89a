/**
 * What stands for columns without naming them: the `*` of a SELECT, and numbers in GROUP BY, ORDER BY and CLUSTERED BY.
 */
import { ordinalOf } from "../../analysis/ordinals";
import { outputColumnsOf } from "../../analysis/outputColumns";
import { columnsFrom } from "../../analysis/resolution/columns";
import { relationsIn } from "../../analysis/resolution/lookup";
import { namesOf } from "../../analysis/resolution/namesOf";
import { referencesOf } from "../../analysis/scopes";
import { pathTo } from "../../syntax/children";
import { type Statement, statementAt } from "../../syntax/document";
import type { Literal, Name, Node, Select } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf, shiftRange, type TextRange } from "../../text/range";
import { directed } from "../directed";
import type { Hover } from "../hover";
import { code } from "../markdown";
import { excerpt, listed } from "./columnWords";
import type { NamesView } from "./view";

/** Explains the `*` or the number at an offset of the document; undefined where there is none, or nothing is known. */
export function hoverPlaces(view: NamesView, offset: number): Hover | undefined {
  const found = statementAt(view.document, offset);
  if (!found) return undefined;
  const { placed, dialect } = directed(view.context, view.document, found);
  if (dialect !== undefined) return undefined;
  const { statement, start } = placed;
  const path = pathTo(statement.tree, offset - start);
  const at = path.at(-1);
  const markdown =
    at?.kind === "name" && at.star
      ? ofStar(view, statement, path, at)
      : at?.kind === "literal"
        ? ofOrdinal(view, statement, path, at)
        : undefined;
  return at && markdown !== undefined ? { range: shiftRange(rangeOf(at), start), markdown } : undefined;
}

function ofStar({ catalog }: NamesView, statement: Statement, path: readonly Node[], star: Name): string | undefined {
  if (path.at(-2)?.kind !== "selectItem") return undefined;
  const names = namesOf(statement, catalog);
  const scope = names.scopeAt(star.start);
  const last = star.parts.at(-1)?.name;
  const lists = relationsIn(scope).flatMap(({ qualifier, columns }) => (last === undefined || qualifier === last ? [columns] : []));
  const all = lists.flatMap((columns) => columns.list);
  const first = new Map([...all].reverse().map((column) => [column.name, column] as const));
  // Of two columns USING makes one.
  const list = all.filter((column) => !scope.merged.has(column.name) || first.get(column.name) === column);
  if (list.length === 0) return undefined;
  const more = lists.every((columns) => columns.more === "none") ? "none" : "unclear";
  return listed(t("Columns of {0}", code(statement.text.slice(star.start, star.end))), columnsFrom(list, more), names);
}

function ofOrdinal({ catalog }: NamesView, statement: Statement, path: readonly Node[], literal: Literal): string | undefined {
  const ordinal = ordinalOf(literal);
  const made = ordinal && columnAt(statement, path, ordinal.value);
  if (!ordinal || !made) return undefined;
  const inner = pathTo(statement.tree, made.start).find((node) => node.kind === "selectItem" && node.end === made.end);
  const type = inner?.kind === "selectItem" ? namesOf(statement, catalog).typeOfExpression(inner.expression) : undefined;
  const words = t("Column {0}: {1}", ordinal.value, code(excerpt(statement.text, made)));
  return type === undefined ? words : `${words} ${code(type)}`;
}

/** The words that make the column which a number stands for. */
function columnAt(statement: Statement, path: readonly Node[], value: number): TextRange | undefined {
  const [query, outer, around] = path.slice(-4);
  const clause = around?.kind === "groupingFunction" ? outer : around;
  if (clause?.kind === "groupBy") {
    const select = path.find((node): node is Select => node.kind === "select" && node.groupBy === clause);
    return select && itemAt(select, value);
  }
  // In a window numbers are numbers.
  if (clause?.kind !== "orderItem" || (outer?.kind !== "orderBy" && outer?.kind !== "clusteredBy")) return undefined;
  const body = query?.kind === "query" ? query.body : query?.kind === "ingest" ? query.source : undefined;
  if (!body) return undefined;
  if (body.kind === "select") return itemAt(body, value);
  const { columns, complete } = outputColumnsOf(body, statement.text, referencesOf(statement.tree));
  return complete ? columns[value - 1]?.range : undefined;
}

/** A star is any number of columns: those behind it are not counted. */
function itemAt({ items }: Select, value: number): TextRange | undefined {
  const item = items[value - 1];
  return item && items.slice(0, value).some(({ expression }) => expression.kind === "name" && expression.star) ? undefined : item;
}
