/**
 * Reads a catalog file: our own compact shape, or what Druid answers to `SELECT * FROM INFORMATION_SCHEMA.COLUMNS`, as a list of objects or
 * of lists with a header, bare or under `columns`, as one of them in each line, or as CSV with a header. Comments and trailing commas are fine. What cannot be used is a problem with its range
 * and is left out; the rest counts.
 */
import { elementsOf, type JsonNode, type JsonTree, propertiesOf, propertyOf, rangeOf, readJsonTree } from "../../text/jsonTree";
import { phrase, t } from "../../text/l10n";
import { indexLines, type LineIndex, placeAt } from "../../text/lineIndex";
import { shiftRange, type TextRange } from "../../text/range";
import { csvRows, isCsv, valueLines } from "./answerLines";
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
  /** Where the value that is being read starts in the file. */
  base: number;
}

interface GrowingTable extends Omit<CatalogTable, "columns"> {
  readonly columns: CatalogColumn[];
}

/** Reads a text. Never throws. */
export function parseCatalogFile(text: string, uri: string): CatalogFile {
  const reading: Reading = { uri, lines: indexLines(text), tables: new Map(), problems: [], base: 0 };
  const lines = text.length <= LIMITS.length ? valueLines(text) : undefined;
  if (lines) readLines(reading, text, lines);
  else if (isCsv(text) && text.length <= LIMITS.length) readCsv(reading, text);
  else readDocument(reading, text);
  return { uri, catalog: catalogOf(reading.tables.values()), problems: reading.problems.slice(0, MOST_PROBLEMS) };
}

function readDocument(reading: Reading, text: string): void {
  const tree = readJsonTree(text, LIMITS);
  reading.problems.push(...syntaxProblems(tree, reading));
  if (tree.root) readRoot(reading, tree.root);
  else if (reading.problems.length === 0) complain(reading, { start: 0, end: text.length }, t("The file is empty."));
}

/** Whether a file is no JSON, so that what it said before counts. */
export function isBrokenCatalog({ problems }: CatalogFile): boolean {
  return problems.some(({ code }) => code === "catalog-syntax");
}

function syntaxProblems({ problems }: JsonTree, { base }: Reading): readonly CatalogProblem[] {
  return problems.map(({ kind, message, range }) => ({
    code: "catalog-syntax",
    severity: "error",
    message:
      kind === "too-large" ? t("The file has more than {0} million characters and is not read.", LIMITS.length / 1_000_000) : message,
    range: shiftRange(range, base),
  }));
}

function complain(reading: Reading, range: TextRange, message: string): void {
  if (reading.problems.length < MOST_PROBLEMS)
    reading.problems.push({ code: "catalog-shape", severity: "error", message, range: shiftRange(range, reading.base) });
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

/** A value of a row with its place. */
interface Cell {
  /** Undefined for what is no text. */
  readonly value: string | undefined;
  readonly range: TextRange;
}

/** What a row tells, by the names of INFORMATION_SCHEMA.COLUMNS. */
type Row = (key: string) => Cell | undefined;

function cellOf(node: JsonNode | undefined): Cell | undefined {
  return node && { value: textOf(node), range: rangeOf(node) };
}

/** A row in each line. */
function readLines(reading: Reading, text: string, lines: readonly TextRange[]): void {
  let names: Header | undefined;
  for (const { start, end } of lines) {
    reading.base = start;
    const tree = readJsonTree(text.slice(start, end), LIMITS);
    // A line that was cut off is told once.
    const [broken] = syntaxProblems(tree, reading);
    if (broken) reading.problems.push(broken);
    else if (tree.root) names = readOne(reading, tree.root, names);
  }
  reading.base = 0;
}

function readCsv(reading: Reading, text: string): void {
  const [header, ...rows] = csvRows(text.replace(/^\uFEFF/, " "));
  const places = new Map(header?.map(({ value }, index) => [value.trim(), index]));
  for (const row of rows) {
    const last = row.at(-1)?.range.end ?? 0;
    readRow(reading, { start: row[0]?.range.start ?? 0, end: last }, (key) => row[places.get(key) ?? -1]);
  }
}

function readRows(reading: Reading, list: JsonNode, header: JsonNode | undefined): void {
  let names = header && readHeader(reading, header);
  if (list.type !== "array") complain(reading, rangeOf(list), t("The rows of INFORMATION_SCHEMA.COLUMNS are a list."));
  for (const row of elementsOf(list)) names = readOne(reading, row, names);
}

/** Where the values of list rows stand, by the names of INFORMATION_SCHEMA.COLUMNS; `unnamed` where the first list does not tell. */
type Header = ReadonlyMap<string, number> | "unnamed";

/** Reads a row, or the header before the first list; gives the header from here on. */
function readOne(reading: Reading, row: JsonNode, names: Header | undefined): Header | undefined {
  if (row.type === "object") readRow(reading, rangeOf(row), (key) => cellOf(propertyOf(row, key)?.value));
  else if (row.type !== "array") complain(reading, rangeOf(row), t("A row is an object or a list."));
  else if (!names) return readHeader(reading, row);
  else if (names !== "unnamed") {
    const values = elementsOf(row);
    readRow(reading, rangeOf(row), (key) => cellOf(values[names.get(key) ?? -1]));
  }
  return names;
}

/** What is no header is told once, and not with each row behind it. */
function readHeader(reading: Reading, header: JsonNode): Header {
  const names = new Map(elementsOf(header).map((element, index) => [textOf(element) ?? "", index]));
  if (names.has("TABLE_NAME") && names.has("COLUMN_NAME")) return names;
  complain(reading, rangeOf(header), rowWords());
  return "unnamed";
}

function rowWords(): string {
  return t("A row needs TABLE_NAME and COLUMN_NAME; lists and CSV need a first one that names the columns.");
}

/** The rows of types that may follow a header (`typesHeader`, `sqlTypesHeader`) tell of a table STRING or VARCHAR. */
const TYPES_OF_NAMES: ReadonlySet<string> = new Set(["STRING", "VARCHAR"]);

function readRow(reading: Reading, range: TextRange, row: Row): void {
  const name = row("TABLE_NAME")?.value;
  const column = row("COLUMN_NAME")?.value;
  const place = row("COLUMN_NAME")?.range ?? range;
  if (name === undefined || column === undefined) {
    complain(reading, range, rowWords());
    return;
  }
  if (TYPES_OF_NAMES.has(name) && name === column) return;
  const table = tableFor(reading, row("TABLE_SCHEMA")?.value ?? "druid", name, place, undefined);
  const type = typeOf(row("DATA_TYPE")?.value ?? "");
  table.columns.push({ name: column, origin: originOf(reading, place), ...(type !== undefined && { type }) });
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

function originOf({ uri, lines, base }: Reading, range: TextRange): CatalogOrigin {
  const place = shiftRange(range, base);
  return { kind: "file", uri, line: placeAt(lines, place.start).line, range: place };
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.type === "string" && typeof node.value === "string" ? node.value : undefined;
}
