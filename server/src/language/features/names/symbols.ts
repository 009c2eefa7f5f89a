/**
 * The entries of an outline: statements, by what they write or begin with, and their CTEs; and the tables that a workspace knows, by name.
 */
import type { Catalog, CatalogOrigin } from "../../analysis/catalog/model";
import { queryOf } from "../../analysis/scopes";
import type { Statement } from "../../syntax/document";
import type { StatementNode, WithItem } from "../../syntax/nodes";
import { rangeOf, type TextRange } from "../../text/range";
import { holdsWords } from "../report";
import { titleOf } from "../workspace/survey";

/** An entry of the outline; offsets count from the start of the statement's text. */
export interface SqlSymbol {
  readonly kind: "statement" | "cte";
  readonly name: string;
  /** What stands behind the name, beside it. */
  readonly detail?: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly SqlSymbol[];
}

/** The entry of a statement; none where it holds nothing but blanks and comments. */
export function symbolOf(statement: Statement): SqlSymbol | undefined {
  const { span, tree } = statement;
  if (!holdsWords({ statement })) return undefined;
  const root = queryOf(tree.statement);
  return {
    kind: "statement",
    ...nameOf(statement, root),
    range: span,
    nameRange: { start: span.start, end: firstLineEnd(statement) },
    children: root ? itemsOf(root) : [],
  };
}

/** `INSERT INTO rides`, with its query beside it; other statements have no name but their first words. */
function nameOf(statement: Statement, root: StatementNode | undefined): Pick<SqlSymbol, "name" | "detail"> {
  const { text, tree, span } = statement;
  const target = root?.kind === "ingest" && root.target.kind === "tableTarget" ? root.target : undefined;
  if (!target || !tree.statement || target.end === target.start) return { name: titleOf({ statement }) };
  return { name: oneLine(text.slice(tree.statement.start, target.end)), detail: oneLine(text.slice(target.end, span.end)) };
}

const MOST_LETTERS = 60;

function oneLine(text: string): string {
  const words = text
    .slice(0, 4 * MOST_LETTERS)
    .replace(/\s+/g, " ")
    .trim();
  return words.length <= MOST_LETTERS ? words : `${words.slice(0, MOST_LETTERS).trimEnd()}…`;
}

/** Selecting a statement shows where it begins. */
function firstLineEnd({ text, span }: Statement): number {
  const line = text.slice(span.start, span.end).search(/\r?\n|\r/);
  return line < 0 ? span.end : span.start + line;
}

function itemsOf(root: StatementNode): readonly SqlSymbol[] {
  const query = root.kind === "ingest" ? root.source : root;
  return query.kind === "query" && query.with ? query.with.items.flatMap(itemSymbol) : [];
}

function itemSymbol(item: WithItem): readonly SqlSymbol[] {
  const { name } = item;
  if (name.kind === "error" || name.name === "") return [];
  return [{ kind: "cte", name: name.name, range: rangeOf(item), nameRange: rangeOf(name), children: [] }];
}

/** A table of the workspace at a place that tells of it. */
export interface TableSymbol {
  readonly name: string;
  readonly schema: string;
  readonly place: Exclude<CatalogOrigin, { readonly kind: "druid" }>;
}

const MOST_TABLES = 500;

/** Tables whose name has the letters of `query` in this order, in any case; each at every place that tells of it. */
export function tableSymbols(catalog: Catalog, query: string): readonly TableSymbol[] {
  const found: TableSymbol[] = [];
  for (const { name, schema, origins } of catalog.tables()) {
    if (!hasLetters(name.toLowerCase(), query.toLowerCase())) continue;
    for (const origin of origins) if (origin.kind !== "druid") found.push({ name, schema, place: origin });
    if (found.length >= MOST_TABLES) break;
  }
  return found;
}

function hasLetters(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
