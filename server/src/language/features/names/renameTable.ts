/**
 * Renames a datasource in one document: in FROM, as the target of INSERT and REPLACE, in front of the dot, and among the names of APPEND.
 * The cluster's datasource stays what it is; a surface asks this of every file of a workspace, so that all of them name the same one.
 */

import type { Catalog } from "../../analysis/catalog/model";
import { SCHEMAS } from "../../analysis/names";
import { isSameTable } from "../../analysis/resolution/columns";
import type { NameSymbol, Names } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { openDocument, type Statement } from "../../syntax/document";
import { quotedString } from "../../syntax/quoteName";
import { applyEdits, type TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { shiftRange, type TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { appendedAt, appendedIn } from "./appended";
import { isSameMeaning, lineOf, type RenamedName, refused, replaceName, whyHidden, whyNotTaken } from "./rename";
import { inEachNaming, type NamedStatement, type NamesView, nameAt, placesOf } from "./view";

/** The datasource that is named at an offset; undefined where it is something else. */
export function datasourceAt(view: NamesView, offset: number): { readonly name: string; readonly range: TextRange } | undefined {
  const at = nameAt(view, offset);
  const { symbol } = at ?? {};
  if (!at) return appendedAt(view, offset);
  if (symbol?.kind !== "table" || symbol.table?.schema !== "druid") return undefined;
  const { start, end } = at.occurrence.identifier;
  return { name: symbol.name, range: shiftRange({ start, end }, at.placed.start) };
}

/**
 * Why no datasource can have this name. Source: Druid's IdUtils.validateId; and Calcite looks for `sys.tasks` in a datasource `sys`, where there
 * is one.
 */
export function whyNoDatasource(name: string): string | undefined {
  if (name === "") return t("A name has at least one letter.");
  if (SCHEMAS.some((schema) => schema === name)) return t("{0} is a schema of Druid, whose tables would not be found any more.", name);
  return /^\.|\/|[\t\n\v\f\r]/.test(name)
    ? t("Druid takes no datasource whose name starts with a dot or has a slash or a line break.")
    : undefined;
}

/** The edits that give a datasource another name in a document, or why that would change what a statement means. */
export function* renameDatasource(view: NamesView, from: string, to: string): Steps<RenamedName> {
  let why: string | undefined;
  const edits = yield* inEachNaming(view, { name: from, table: from }, (each): readonly TextEdit[] => {
    const found = why ?? renameIn(view, each, from, to);
    if (typeof found !== "string") return found.map(({ range, text }) => ({ range: shiftRange(range, each.placed.start), text }));
    why = found;
    return [];
  });
  return why === undefined ? { kind: "ok", edits: edits.flat() } : refused(why);
}

function renameIn(view: NamesView, asked: NamedStatement, from: string, to: string): readonly TextEdit[] | string {
  const { placed, names } = asked;
  const { statement } = placed;
  const symbol = names.symbols.find(({ kind, table }) => kind === "table" && table && isSameTable(table, { schema: "druid", name: from }));
  const edits = [...editsOfSymbol(statement, symbol, to), ...editsOfAppend(statement, from, to)];
  const [first] = edits;
  if (!first) return [];
  if (statement.errors.length > 0 || statement.forgiven.length > 0)
    return t("In line {0}, a statement that has syntax errors names {1}.", lineOf(view, placed, first.range), from);
  const taken = symbol && whyNotTaken({ ...asked, symbol }, to);
  if (taken !== undefined) return t("Line {0}: {1}", lineOf(view, placed, first.range), taken);
  edits.sort((one, other) => one.range.start - other.range.start);
  const hidden = symbol && whyHidden({ ...asked, symbol }, to);
  if (hidden !== undefined) return t("Line {0}: {1}", lineOf(view, placed, first.range), hidden);
  return isSame(view, { statement, names, edits, from, to })
    ? edits
    : t("In line {0}, {1} would mean something else.", lineOf(view, placed, first.range), to);
}

function editsOfSymbol({ text }: Statement, symbol: NameSymbol | undefined, to: string): TextEdit[] {
  return symbol ? placesOf(symbol).map((place) => replaceName(text, place, to)) : [];
}

/** The datasources of APPEND stand in strings. */
function editsOfAppend(statement: Statement, from: string, to: string): readonly TextEdit[] {
  const text = quotedString(to);
  return appendedIn(statement).flatMap(({ name, range }) => (name === from ? [{ range, text }] : []));
}

interface Change {
  readonly statement: Statement;
  readonly names: Names;
  readonly edits: readonly TextEdit[];
  readonly from: string;
  readonly to: string;
}

function isSame({ catalog }: NamesView, { statement, names, edits, from, to }: Change): boolean {
  const [first, second] = openDocument(applyEdits(statement.text, edits), statement.grammar).statements;
  if (!first || second || first.statement.errors.length > 0) return false;
  return isSameMeaning(names, namesOf(first.statement, withName(catalog, from, to)), edits, (table) =>
    isSameTable(table, { schema: "druid", name: from }) ? { schema: "druid", name: to } : table,
  );
}

/** What is known of the datasource is known of it under its new name. */
function withName(catalog: Catalog, from: string, to: string): Catalog {
  return {
    table: (schema, name) => {
      if (schema !== "druid" || name !== to) return catalog.table(schema, name);
      const known = catalog.table(schema, from);
      return known && { ...known, name: to };
    },
    tables: catalog.tables,
  };
}
