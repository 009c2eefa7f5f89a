/**
 * The outline of a document: its statements, with their CTEs and what they write; and the tables that a workspace knows, by name.
 */
import type { Catalog, CatalogOrigin } from "../../analysis/catalog/model";
import { queryOf } from "../../analysis/scopes";
import type { PlacedStatement } from "../../syntax/document";
import type { StatementNode, WithItem } from "../../syntax/nodes";
import { shiftRange, type TextRange } from "../../text/range";
import { holdsWords } from "../report";
import { titleOf } from "../workspace/survey";
import type { NamesView } from "./view";

/** An entry of the outline; offsets count from the start of the document. */
export interface SqlSymbol {
  readonly kind: "statement" | "target" | "cte";
  readonly name: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly SqlSymbol[];
}

/** The outline, in the order of the text. */
export function sqlSymbols({ document }: Pick<NamesView, "document">): readonly SqlSymbol[] {
  return document.statements.filter(holdsWords).map((placed) => statementSymbol(placed));
}

function statementSymbol(placed: PlacedStatement): SqlSymbol {
  const { statement, start } = placed;
  const root = queryOf(statement.tree.statement);
  const range = shiftRange(statement.span, start);
  const children = root ? [...targetOf(root, start), ...itemsOf(root, start)] : [];
  return { kind: "statement", name: titleOf(placed), range, nameRange: { start: range.start, end: firstLineEnd(placed) }, children };
}

/** Selecting a statement shows where it begins. */
function firstLineEnd({ start, statement: { text, span } }: PlacedStatement): number {
  const line = text.indexOf("\n", span.start);
  return start + (line < 0 || line > span.end ? span.end : line);
}

function targetOf(root: StatementNode, start: number): readonly SqlSymbol[] {
  if (root.kind !== "ingest" || root.target.kind !== "tableTarget") return [];
  const { name } = root.target;
  const range = shiftRange({ start: name.start, end: name.end }, start);
  return [{ kind: "target", name: name.parts.map((part) => part.name).join("."), range, nameRange: range, children: [] }];
}

function itemsOf(root: StatementNode, start: number): readonly SqlSymbol[] {
  const query = root.kind === "ingest" ? root.source : root;
  if (query.kind !== "query" || !query.with) return [];
  return query.with.items.flatMap((item) => itemSymbol(item, start));
}

function itemSymbol({ name, start: from, end }: WithItem, start: number): readonly SqlSymbol[] {
  if (name.kind === "error" || name.name === "") return [];
  return [
    {
      kind: "cte",
      name: name.name,
      range: shiftRange({ start: from, end }, start),
      nameRange: shiftRange({ start: name.start, end: name.end }, start),
      children: [],
    },
  ];
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
