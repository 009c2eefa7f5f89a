/**
 * Reads a catalog file: our own compact shape, or what Druid answers to `SELECT * FROM INFORMATION_SCHEMA.COLUMNS`, as a list of objects or
 * of lists with a header, bare or under `columns`. Comments and trailing commas are fine. What cannot be used is a problem with its range
 * and is left out; the rest counts.
 */
import { elementsOf, type JsonNode, type JsonTree, propertiesOf, propertyOf, rangeOf, readJsonTree } from "../../text/jsonTree";
import { phrase, t } from "../../text/l10n";
import { indexLines, type LineIndex, placeAt } from "../../text/lineIndex";
import type { TextRange } from "../../text/range";
import { type Catalog, type CatalogColumn, type CatalogOrigin, type CatalogTable, catalogOf } from "./model";

/** The names of a catalog file, in the order in which they are looked for in a folder. */
export const CATALOG_FILE_NAMES = ["druid-catalog.json", "druid-catalog.jsonc"] as const;

/** The codes of what is wrong with a catalog file; `docs/diagnostics/<code>.md` has a page for each. */
export const CATALOG_CODES = {
  "catalog-syntax": phrase("The catalog file is not valid JSON."),
  "catalog-shape": phrase("The catalog file has something that tells of no table or column."),
} as const;

/** Something to tell the author of a catalog file. Offsets into its text. */
export interface CatalogProblem {
  readonly code: keyof typeof CATALOG_CODES;
  readonly severity: "error";
  readonly message: string;
  readonly range: TextRange;
}

export interface CatalogFile {
  readonly uri: string;
  readonly catalog: Catalog;
  readonly problems: readonly CatalogProblem[];
}

const LIMITS = { length: 20_000_000, depth: 20 };
const MOST_PROBLEMS = 100;

/** A reading that is under way. */
interface Reading {
  readonly uri: string;
  readonly lines: LineIndex;
  readonly tables: Map<string, GrowingTable>;
  readonly problems: CatalogProblem[];
}

interface GrowingTable extends Omit<CatalogTable, "columns"> {
  readonly columns: CatalogColumn[];
}

/** Reads a text. Never throws. */
export function parseCatalogFile(text: string, uri: string): CatalogFile {
  const tree = readJsonTree(text, LIMITS);
  const reading: Reading = { uri, lines: indexLines(text), tables: new Map(), problems: [...syntaxProblems(tree)] };
  if (tree.root) readRoot(reading, tree.root);
  else if (reading.problems.length === 0) complain(reading, { start: 0, end: text.length }, t("The file is empty."));
  return { uri, catalog: catalogOf(reading.tables.values()), problems: reading.problems.slice(0, MOST_PROBLEMS) };
}

/** Whether a file is no JSON, so that what it said before counts. */
export function isBrokenCatalog({ problems }: CatalogFile): boolean {
  return problems.some(({ code }) => code === "catalog-syntax");
}

function syntaxProblems({ problems }: JsonTree): readonly CatalogProblem[] {
  return problems.map(({ kind, message, range }) => ({
    code: "catalog-syntax",
    severity: "error",
    message:
      kind === "too-large" ? t("The file has more than {0} million characters and is not read.", LIMITS.length / 1_000_000) : message,
    range,
  }));
}

function complain(reading: Reading, range: TextRange, message: string): void {
  if (reading.problems.length < MOST_PROBLEMS) reading.problems.push({ code: "catalog-shape", severity: "error", message, range });
}

function readRoot(reading: Reading, root: JsonNode): void {
  if (root.type === "array") {
    readRows(reading, root, undefined);
    return;
  }
  if (root.type !== "object") {
    complain(reading, rangeOf(root), t("A catalog is an object with tables, or the rows of INFORMATION_SCHEMA.COLUMNS."));
    return;
  }
  const columns = propertyOf(root, "columns")?.value;
  if (columns) {
    readRows(reading, propertyOf(root, "rows")?.value ?? columns, propertyOf(root, "rows") ? columns : undefined);
    return;
  }
  for (const { key, keyRange, value } of propertiesOf(root)) {
    if (key === "tables") readTables(reading, "druid", value);
    else if (key === "schemas") readSchemas(reading, value);
    else if (key !== "$schema") complain(reading, keyRange, t("{0} means nothing here; a catalog has tables and schemas.", key));
  }
}

// --- Our own shape ---------------------------------------------------------------------------------------------------

function readSchemas(reading: Reading, node: JsonNode): void {
  if (!isObject(reading, node)) return;
  for (const { key, value } of propertiesOf(node)) readTables(reading, key, value);
}

function readTables(reading: Reading, schema: string, node: JsonNode): void {
  if (!isObject(reading, node)) return;
  for (const { key, keyRange, value } of propertiesOf(node)) {
    if (!isObject(reading, value)) continue;
    const summary = textOf(propertyOf(value, "summary")?.value);
    const table = tableFor(reading, schema, key, keyRange, summary);
    for (const property of propertiesOf(value)) {
      if (property.key === "columns") readColumns(reading, table, property.value);
      else if (property.key !== "summary")
        complain(reading, property.keyRange, t("{0} means nothing here; a table has columns and a summary.", property.key));
    }
  }
}

/** `{ "name": "TYPE" }`, `{ "name": { "type", "summary" } }`, or `["name"]`. */
function readColumns(reading: Reading, table: GrowingTable, node: JsonNode): void {
  if (node.type === "array") {
    for (const element of elementsOf(node)) {
      const name = textOf(element);
      if (name === undefined || name === "") complain(reading, rangeOf(element), t("A column is named by a text."));
      else table.columns.push({ name, origin: originOf(reading, rangeOf(element)) });
    }
    return;
  }
  if (!isObject(reading, node)) return;
  for (const { key, keyRange, value } of propertiesOf(node)) {
    const type = textOf(value.type === "object" ? propertyOf(value, "type")?.value : value);
    const summary = value.type === "object" ? textOf(propertyOf(value, "summary")?.value) : undefined;
    if (value.type !== "object" && value.type !== "string" && value.type !== "null")
      complain(reading, rangeOf(value), t("The type of a column is a text such as VARCHAR."));
    const known = type === undefined ? undefined : typeOf(type);
    table.columns.push({
      name: key,
      origin: originOf(reading, keyRange),
      ...(known !== undefined && { type: known }),
      ...(summary !== undefined && { summary }),
    });
  }
}

function isObject(reading: Reading, node: JsonNode): boolean {
  if (node.type === "object") return true;
  complain(reading, rangeOf(node), t("An object is expected here."));
  return false;
}

// --- What Druid answers ----------------------------------------------------------------------------------------------

/** What a row tells, by the names of INFORMATION_SCHEMA.COLUMNS. */
type Row = (key: string) => JsonNode | undefined;

function readRows(reading: Reading, list: JsonNode, header: JsonNode | undefined): void {
  const rows = elementsOf(list);
  let names = header && namesOfHeader(header);
  if (list.type !== "array") complain(reading, rangeOf(list), t("The rows of INFORMATION_SCHEMA.COLUMNS are a list."));
  for (const row of rows) {
    if (row.type === "object") readRow(reading, row, (key) => propertyOf(row, key)?.value);
    else if (row.type !== "array") complain(reading, rangeOf(row), t("A row is an object or a list."));
    else if (!names) names = namesOfHeader(row);
    else {
      const values = elementsOf(row);
      const places = names;
      readRow(reading, row, (key) => (places.has(key) ? values[places.get(key) ?? 0] : undefined));
    }
  }
}

function namesOfHeader(header: JsonNode): ReadonlyMap<string, number> {
  return new Map(elementsOf(header).map((element, index) => [textOf(element) ?? "", index]));
}

/** The rows of types that may follow a header (`typesHeader`, `sqlTypesHeader`) tell of a table STRING or VARCHAR. */
const TYPES_OF_NAMES: ReadonlySet<string> = new Set(["STRING", "VARCHAR"]);

function readRow(reading: Reading, node: JsonNode, row: Row): void {
  const name = textOf(row("TABLE_NAME"));
  const column = textOf(row("COLUMN_NAME"));
  const place = row("COLUMN_NAME") ?? node;
  if (name === undefined || column === undefined) {
    complain(reading, rangeOf(node), t("A row needs TABLE_NAME and COLUMN_NAME."));
    return;
  }
  if (TYPES_OF_NAMES.has(name) && name === column) return;
  const table = tableFor(reading, textOf(row("TABLE_SCHEMA")) ?? "druid", name, rangeOf(place), undefined);
  const type = typeOf(textOf(row("DATA_TYPE")) ?? "");
  table.columns.push({ name: column, origin: originOf(reading, rangeOf(place)), ...(type !== undefined && { type }) });
}

/** JDBC's words for what it has no type for tell nothing. */
function typeOf(type: string): string | undefined {
  const written = type.trim();
  return written === "" || /^(?:OTHER|ARRAY|NULL|ANY|JAVA_OBJECT)$/i.test(written) ? undefined : written;
}

// --- Both ------------------------------------------------------------------------------------------------------------

function tableFor(reading: Reading, schema: string, name: string, range: TextRange, summary: string | undefined): GrowingTable {
  const key = JSON.stringify([schema, name]);
  const known = reading.tables.get(key);
  if (known) return known;
  const table: GrowingTable = { schema, name, columns: [], origins: [originOf(reading, range)], ...(summary !== undefined && { summary }) };
  reading.tables.set(key, table);
  return table;
}

function originOf({ uri, lines }: Reading, range: TextRange): CatalogOrigin {
  return { kind: "file", uri, line: placeAt(lines, range.start).line, range };
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.type === "string" && typeof node.value === "string" ? node.value : undefined;
}
