/**
 * What is said about a name: the type of a column and where it comes from, what an alias stands for, the columns of a CTE or a table.
 * It stands below what the words need, where both are to be said.
 */
import type { CatalogOrigin } from "../../analysis/catalog/model";
import type { Column, Meaning, NameSymbol, Names, Relation } from "../../analysis/resolution/model";
import { originOf } from "../../analysis/resolution/origin";
import { t } from "../../text/l10n";
import { shiftRange } from "../../text/range";
import { fileName } from "../context";
import { columnSummary, tableSummary } from "../explain/catalogSummary";
import { type Hover, hover, type MarksShown } from "../hover";
import { code, escapeMarkdown, markdownLink } from "../markdown";
import { excerpt, listed, shortened } from "./columnWords";
import { hoverPlaces } from "./placeHover";
import { type NameAt, type NamesView, nameAt } from "./view";

/** Explains the words at an offset: what they need, and what they mean. */
export function hoverNames(view: NamesView, offset: number, marks: MarksShown = "elsewhere"): Hover | undefined {
  const needs = hover(view.context, view.document, offset, marks);
  const at = nameAt(view, offset);
  const words = at && describeName(view, at);
  if (!at && !needs) return hoverPlaces(view, offset);
  if (!at || words === undefined) return needs;
  const { identifier } = at.occurrence;
  if (needs) return { ...needs, markdown: `${needs.markdown}\n\n${words}` };
  return { range: shiftRange({ start: identifier.start, end: identifier.end }, at.placed.start), markdown: words };
}

type KnownMeaning = Extract<Meaning, { readonly kind: "symbol" }>;

function describeName(view: NamesView, at: NameAt): string | undefined {
  const { occurrence, symbol } = at;
  if (occurrence.meaning.kind !== "symbol" || !symbol) return undefined;
  const { meaning, place } = occurrence;
  switch (symbol.kind) {
    case "cte":
      return symbol.node && listed(t("Columns of {0}", code(symbol.name)), at.names.columnsOf(symbol.node), at.names);
    case "tableAlias":
      return place === "column" ? describeColumn(view, at, symbol, meaning) : describeAlias(at, symbol);
    case "window":
      return describeWindow(at, symbol);
    case "table":
      return describeTable(view, symbol);
    default:
      return describeColumn(view, at, symbol, meaning);
  }
}

// --- Columns ---------------------------------------------------------------------------------------------------------

function describeColumn(view: NamesView, at: NameAt, symbol: NameSymbol, { column, relation }: KnownMeaning): string {
  const found = column ?? columnOf(at.names, symbol);
  const type = found && at.names.typeOf(found);
  const head = type === undefined ? code(symbol.name) : `${code(symbol.name)} ${code(type)}`;
  const of = relation && ownerOf(relation);
  const origin = found && originOf(at.names, found);
  const lines = [
    of === undefined ? head : `${head}: ${of}`,
    sourceOf(view, at, symbol, origin),
    origin?.catalog && columnSummary(origin.catalog),
  ];
  return lines.flatMap((line, index) => (line ? [index === 2 ? escapeMarkdown(line) : line] : [])).join("\n\n");
}

/** The column of a symbol that is declared here. */
function columnOf({ lists, output }: Names, symbol: NameSymbol): Column | undefined {
  for (const list of output ? [output, ...lists] : lists) {
    const found = list.named(symbol.name).find((column) => column.symbol === symbol);
    if (found) return found;
  }
  return undefined;
}

function ownerOf({ table, symbol, kind }: Relation): string | undefined {
  if (symbol?.kind === "tableAlias")
    return table ? t("column of {0}, the table {1}", code(symbol.name), code(table.name)) : t("column of {0}", code(symbol.name));
  if (kind === "cte" && symbol) return t("column of the CTE {0}", code(symbol.name));
  return table && t("column of the table {0}", code(table.name));
}

/** Where a column comes from; `origin` is where it begins. */
function sourceOf(view: NamesView, { placed }: NameAt, symbol: NameSymbol, origin: Column | undefined): string | undefined {
  const isHandedOn = origin !== undefined && origin.symbol !== symbol;
  if (origin?.symbol.kind === "tableColumn") {
    const { table, name } = origin.symbol;
    const own = isHandedOn && table ? t("It is {0} of the table {1}.", code(name), code(table.name)) : undefined;
    const known = origin.catalog && originWords(origin.catalog.origin);
    return [own, known].filter((words) => words !== undefined).join(" ");
  }
  if (origin?.symbol.kind === "externColumn") {
    return origin.name === symbol.name ? t("Read from the input.") : t("Read from the input as {0}.", code(origin.name));
  }
  if (origin?.unnests) return t("Each element of {0}.", code(excerpt(placed.statement.text, origin.unnests)));
  const made = origin?.made;
  if (!made || made.kind === "name") return undefined;
  const line = view.document.source.positionAt(placed.start + made.start).line + 1;
  return t("Made by {0} in line {1}.", code(excerpt(placed.statement.text, made)), line);
}

function originWords(origin: CatalogOrigin): string {
  switch (origin.kind) {
    case "druid":
      return t("Druid has this column.");
    case "file":
      return t("Known from {0}.", linkTo(origin));
    case "statement":
      return t("Written by {0}.", linkTo(origin));
  }
}

/** `rides.sql, line 5`, which leads there. */
function linkTo({ uri, line }: Exclude<CatalogOrigin, { readonly kind: "druid" }>): string {
  return markdownLink(t("{0}, line {1}", fileName(uri), line + 1), `${uri}#L${line + 1}`);
}

// --- Tables and windows ----------------------------------------------------------------------------------------------

function describeAlias({ names, placed }: NameAt, symbol: NameSymbol): string | undefined {
  const { node } = symbol;
  if (node?.kind !== "tableAlias") return undefined;
  const columns = names.columnsOf(node);
  return listed(t("{0} stands for {1}", code(symbol.name), code(excerpt(placed.statement.text, node.table))), columns, names);
}

function describeTable({ catalog }: NamesView, { table }: NameSymbol): string | undefined {
  const known = table && catalog.table(table.schema, table.name);
  if (!known || known.columns.length === 0) return undefined;
  const places = known.origins.filter(({ kind }) => kind !== "druid").slice(0, MOST_PLACES);
  const shown = known.columns.map(({ name, type }) => (type === undefined ? code(name) : `${code(name)} ${type}`));
  const list = t("Known columns of {0}: {1}", code(known.name), shortened(shown));
  const summary = tableSummary(known);
  return [...(summary === undefined ? [] : [escapeMarkdown(summary)]), list, ...places.map(originWords)].join("\n\n");
}

const MOST_PLACES = 5;

function describeWindow({ placed }: NameAt, { name, node }: NameSymbol): string | undefined {
  if (node?.kind !== "windowDefinition") return undefined;
  return t("{0} is the window {1}.", code(name), code(excerpt(placed.statement.text, node.window)));
}
