/**
 * `SELECT *` and `SELECT t.*` written out: from a catalog, a CTE, a subquery, a signature. Where a table may have more columns than are known,
 * because only statements of the workspace tell of it or nobody asked this version, the title says so. Source: what `*`
 * stands for in Calcite's SqlValidatorImpl.expandStar, each name with its qualifier where several relations are seen, and under the name
 * with a number that Calcite gives to a column whose name is there already.
 */

import type { CatalogColumn } from "../../analysis/catalog/model";
import { isMadeUpName } from "../../analysis/columnNames";
import { derivedName } from "../../analysis/outputColumns";
import { relationsIn } from "../../analysis/resolution/lookup";
import type { Column, Columns, Relation } from "../../analysis/resolution/model";
import { uniqueName } from "../../analysis/resolution/queries";
import { NEWEST_VERSION } from "../../permissions/model";
import type { Name, Node, Select, SelectItem } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { TextEdit } from "../../text/edit";
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
  if (!select || !item || !starOf(item)) return [];
  const found = columnsOf(input, select, item);
  if (!found || found.columns.length === 0 || found.columns.length > MOST_COLUMNS) return [];
  const title = found.isWhole ? t("Write out the columns of *") : t("Write out the columns of * that are known");
  return [{ title, kind: "rewrite", edits: [listed(input, item, found.columns)] }];
};

/** What is written for a star, and whether that is all that it stands for. */
interface Written {
  readonly columns: readonly string[];
  readonly isWhole: boolean;
}

/** `*` is a name without parts, `t.*` one with. */
function starOf({ expression, alias }: SelectItem): Name | undefined {
  return expression.kind === "name" && expression.star && !alias ? expression : undefined;
}

/** The items that stand for the star of an item; undefined where that is not known. */
function columnsOf(input: RefactoringInput, select: Select, item: SelectItem): Written | undefined {
  const taken = new Set<string>();
  for (const each of select.items) {
    const star = starOf(each);
    const written = star ? columnsOfStar(input, select, star, taken) : { columns: [], isWhole: true };
    if (!written || each === item) return written;
    // Names that nobody knows may be those that come behind.
    if (!written.isWhole) return undefined;
    const name = each.alias?.name ?? derivedName(each.expression, input.statement.text);
    if (!star && name !== undefined) taken.add(name);
  }
  return undefined;
}

/** Adds the names that it gives out to `taken`. */
function columnsOfStar(input: RefactoringInput, select: Select, star: Name, taken: Set<string>): Written | undefined {
  const scope = input.names().scopeAt(star.start);
  const seen = relationsIn(scope);
  if (scope.isUnclear || scope.merged.size > 0 || seen.length === 0 || hasNaturalJoin(select)) return undefined;
  const meant = star.parts.length === 0 ? seen : relationNamed(seen, star);
  if (!meant?.every(isListed)) return undefined;
  const written = star.parts.length > 0 ? input.statement.text.slice(star.parts[0]?.start, star.parts.at(-1)?.end) : undefined;
  const parts = meant.map((relation) => itemsOfRelation(input, relation, { written, isAlone: seen.length === 1, taken }));
  if (parts.some((part) => part === undefined)) return undefined;
  return { columns: parts.flatMap((part) => part?.columns ?? []), isWhole: parts.every((part) => part?.isWhole) };
}

/** NATURAL makes one column of two, which no list of names says. */
function hasNaturalJoin({ from }: Select): boolean {
  const table = from?.table;
  return table?.kind === "joinChain" && table.joins.some(({ natural }) => natural);
}

function relationNamed(seen: readonly Relation[], { parts }: Name): readonly Relation[] | undefined {
  const last = parts.at(-1)?.name;
  const found = seen.filter(({ qualifier }) => qualifier === last);
  return found.length === 1 ? found : undefined;
}

function isListed({ columns }: Relation): boolean {
  return columns.more !== "unclear" && columns.list.length > 0;
}

/** How the columns of one relation are written. */
interface Writing {
  /** What stands before the dot of the star. */
  readonly written: string | undefined;
  /** Whether nothing else is seen, so that names need no qualifier. */
  readonly isAlone: boolean;
  /** The names that are given out already; those of this relation are added. */
  readonly taken: Set<string>;
}

/** Undefined where a name would not say which column is meant. */
function itemsOfRelation({ context }: RefactoringInput, relation: Relation, { written, isAlone, taken }: Writing): Written | undefined {
  const { columns, qualifier } = relation;
  if (!columns.list.every((column) => isNameable(column, columns))) return undefined;
  const before = written ?? (isAlone ? "" : qualifier && nameText(qualifier));
  if (before === undefined) return undefined;
  const { druidVersion } = context.settings.profile;
  const there = columns.list.filter(({ catalog }) => !isMissing(catalog, druidVersion));
  const sure = there.filter(({ catalog }) => !isDoubtful(catalog, druidVersion));
  const items = sure.map(({ name }) => {
    const given = uniqueName(name, taken);
    taken.add(given);
    const reference = before === "" ? nameText(name) : `${before}.${nameText(name)}`;
    return given === name ? reference : `${reference} AS ${nameText(given)}`;
  });
  return { columns: items, isWhole: isWhole(relation) && sure.length === there.length };
}

function isMissing(column: CatalogColumn | undefined, version: number): boolean {
  return column?.missingUntil !== undefined && version <= column.missingUntil;
}

/** Whether nobody asked this version for the column. */
function isDoubtful(column: CatalogColumn | undefined, version: number): boolean {
  return column?.missingUntil !== undefined && version < NEWEST_VERSION;
}

function isNameable({ name, symbol }: Column, { named }: Columns): boolean {
  return named(name).length === 1 && !(symbol.kind === "derivedColumn" && isMadeUpName(name));
}

/** In one line, or each column in its own; then what stands around the star in its line goes to lines of its own, too. */
function listed({ statement: { text } }: RefactoringInput, item: Node, columns: readonly string[]): TextEdit {
  const line = columns.join(", ");
  if (line.length <= LONGEST_LINE) return { range: rangeOf(item), text: line };
  const lineStart = text.lastIndexOf("\n", item.start - 1) + 1;
  if (text.slice(lineStart, item.start).trim() === "") {
    return { range: rangeOf(item), text: columns.join(`,\n${text.slice(lineStart, item.start)}`) };
  }
  const outer = indentAt(text, item.start);
  const start = text.slice(0, item.start).trimEnd().length;
  const behind = /^[ \t]+(?=[^\s,)\-/])/.exec(text.slice(item.end))?.[0].length ?? 0;
  const separator = `\n${outer}  `;
  return {
    range: { start, end: item.end + behind },
    text: `${separator}${columns.join(`,${separator}`)}${behind > 0 ? `\n${outer}` : ""}`,
  };
}
