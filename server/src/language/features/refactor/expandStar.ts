/**
 * `SELECT *` and `SELECT t.*` written out, where every column is known: from a catalog, a CTE, a subquery, a signature. Source: what `*`
 * stands for in Calcite's SqlValidatorImpl.expandStar, each name with its qualifier where several relations are seen.
 */

import { relationsIn } from "../../analysis/resolution/lookup";
import type { Column, Columns, Relation } from "../../analysis/resolution/model";
import type { Name, Node, SelectItem } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { indentAt, innermost, isWhole, type Refactor, type RefactoringInput } from "./refactoring";

/** More columns than this nobody wants to see written out. */
const MOST_COLUMNS = 500;
/** A list that is longer is written one column a line. */
const LONGEST_LINE = 80;

export const expandStar: Refactor = (input) => {
  const select = innermost(input.path, "select");
  const item = select?.items.find((each) => each.start <= input.range.start && input.range.end <= each.end);
  const star = item && starOf(item);
  if (!select || !item || !star) return [];
  const columns = columnsOf(input, item, star);
  if (!columns || columns.length === 0 || columns.length > MOST_COLUMNS) return [];
  return [
    { title: t("Write out the columns of *"), kind: "rewrite", edits: [{ range: rangeOf(item), text: listed(input, item, columns) }] },
  ];
};

/** `*` is a name without parts, `t.*` one with. */
function starOf({ expression, alias }: SelectItem): Name | undefined {
  return expression.kind === "name" && expression.star && !alias ? expression : undefined;
}

function columnsOf(input: RefactoringInput, item: Node, star: Name): readonly string[] | undefined {
  const scope = input.names().scopeAt(item.start);
  const seen = relationsIn(scope);
  if (scope.isUnclear || scope.merged.size > 0 || seen.length === 0 || hasNaturalJoin(input)) return undefined;
  const meant = star.parts.length === 0 ? seen : relationNamed(seen, star);
  if (!meant?.every(isListed)) return undefined;
  const written = star.parts.length > 0 ? input.statement.text.slice(star.parts[0]?.start, star.parts.at(-1)?.end) : undefined;
  const parts = meant.map((relation) => namesOfRelation(relation, written, seen.length));
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** NATURAL makes one column of two, which no list of names says. */
function hasNaturalJoin({ path }: RefactoringInput): boolean {
  const select = innermost(path, "select");
  const table = select?.from?.table;
  return table?.kind === "joinChain" && table.joins.some(({ natural }) => natural);
}

function relationNamed(seen: readonly Relation[], { parts }: Name): readonly Relation[] | undefined {
  const last = parts.at(-1)?.name;
  const found = seen.filter(({ qualifier }) => qualifier === last);
  return found.length === 1 ? found : undefined;
}

function isListed(relation: Relation): boolean {
  return isWhole(relation) && relation.columns.list.length > 0;
}

/** Undefined where a name would not say which column is meant. */
function namesOfRelation({ columns, qualifier }: Relation, written: string | undefined, relations: number): readonly string[] | undefined {
  if (!columns.list.every((column) => isNameable(column, columns))) return undefined;
  const before = written ?? (relations > 1 ? qualifier && nameText(qualifier) : "");
  if (before === undefined) return undefined;
  return columns.list.map(({ name }) => (before === "" ? nameText(name) : `${before}.${nameText(name)}`));
}

function isNameable({ name, symbol }: Column, { named }: Columns): boolean {
  return named(name).length === 1 && !(symbol.kind === "derivedColumn" && /^EXPR\$\d+$/.test(name));
}

function listed({ statement: { text } }: RefactoringInput, item: Node, columns: readonly string[]): string {
  const line = columns.join(", ");
  if (line.length <= LONGEST_LINE) return line;
  const lineStart = text.lastIndexOf("\n", item.start - 1) + 1;
  const isFirstOfLine = text.slice(lineStart, item.start).trim() === "";
  const indent = isFirstOfLine ? text.slice(lineStart, item.start) : `${indentAt(text, item.start)}  `;
  return isFirstOfLine ? columns.join(`,\n${indent}`) : `\n${indent}${columns.join(`,\n${indent}`)}`;
}
