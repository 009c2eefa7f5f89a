/**
 * What the tables of `data` say is shown in the reader's language: functions, context keys, system tables, types, the JSON of EXTERN. Each
 * text is replaced by one with marks around it, so that none that is shown without them goes unnoticed.
 */
import * as assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contextParameters } from "../../../server/src/language/data/contextParameters";
import { keysOfShape, shapeNames, typesOfShape } from "../../../server/src/language/data/externJson";
import { allFunctions } from "../../../server/src/language/data/functions";
import { EXPORT_DESTINATIONS, TABLE_FUNCTIONS } from "../../../server/src/language/data/inputSources";
import { SYSTEM_TABLES } from "../../../server/src/language/data/systemTables";
import { explainArgument, explainDestinationProperty } from "../../../server/src/language/features/explain/arguments";
import { explainContextKey } from "../../../server/src/language/features/explain/contextKeys";
import { explainJsonKey, explainJsonType } from "../../../server/src/language/features/explain/externJson";
import { explainFunction } from "../../../server/src/language/features/explain/functions";
import { tableWords } from "../../../server/src/language/features/explain/tableWords";
import { escapeMarkdown } from "../../../server/src/language/features/markdown";
import { hoverNames, inspect, openDocument, parseCatalogFile, SYSTEM_CATALOG } from "../../../server/src/language/index";
import { useTexts } from "../../../server/src/language/text/l10n";
import { offersAt } from "../../support/completion";
import { contextOf } from "../../support/context";
import { takeCursor } from "../../support/marked";
import { viewOf } from "./names/checkNames";

const marked = (text: string): string => `«${text}»`;

before(() => useTexts(Object.fromEntries(tableWords().map((text) => [text, marked(text)]))));
after(() => useTexts({}));

/** The text stands in what is shown, and only in the reader's language. */
function checkShown(text: string | undefined, shown: string | undefined): void {
  if (text === undefined || text === "") return;
  const ways = [marked(text), escapeMarkdown(marked(text))];
  assert.ok(
    ways.some((way) => shown?.includes(way)),
    `${text}: ${shown}`,
  );
}

function hoverAt(markedText: string): string {
  const { text, offset } = takeCursor(markedText);
  return hoverNames(viewOf(text, SYSTEM_CATALOG), offset)?.markdown ?? "";
}

function detailsAt(markedText: string): string {
  return offersAt(markedText, { catalog: SYSTEM_CATALOG })
    .map(({ detail }) => detail)
    .join("\n");
}

test("functions", () => {
  for (const { name, documentation, category } of allFunctions()) {
    checkShown(documentation, explainFunction(name));
    if (category !== "window") checkShown(category, explainFunction(name));
  }
});

test("functions of other databases", () => {
  const context = contextOf({});
  const [statement] = openDocument("SELECT CHARINDEX('a', b) FROM c", context.grammar).statements;
  const { errors, warnings } = inspect(statement?.statement ?? assert.fail(), context.settings);
  checkShown("operands the other way round", [...errors, ...warnings].map(({ message }) => message).join());
});

test("context keys", () => {
  for (const { name, documentation } of contextParameters().values()) checkShown(documentation, explainContextKey(name));
});

test("system tables and their columns", () => {
  for (const { schema, name, summary, columns } of SYSTEM_TABLES) {
    checkShown(summary, hoverAt(`SELECT * FROM ${schema}.<|>${name}`));
    for (const column of columns) checkShown(column.summary, hoverAt(`SELECT "<|>${column.name}" FROM ${schema}.${name}`));
  }
  checkShown("All schemas", detailsAt("SELECT * FROM INFORMATION_SCHEMA.<|>"));
  checkShown("Supervisors", detailsAt("SELECT * FROM sys.s<|>"));
});

test("what an author says of a table stays as it is", () => {
  const { catalog } = parseCatalogFile(
    '{ "tables": { "a": { "summary": "Supervisors", "columns": ["b"] } } }',
    "file:///druid-catalog.json",
  );
  const { text, offset } = takeCursor("SELECT b FROM <|>a");
  assert.match(hoverNames(viewOf(text, catalog), offset)?.markdown ?? "", /(?<!«)Supervisors(?!»)/);
});

test("types", () => {
  const details = detailsAt("SELECT CAST(a AS <|>");
  checkShown("LONG, milliseconds since 1970", details);
  checkShown("LONG, 0 or 1", details);
});

test("the JSON of EXTERN, arguments, properties of exports", () => {
  for (const shape of shapeNames()) {
    for (const type of [undefined, ...typesOfShape(shape).map((each) => each.type)]) {
      for (const { name, summary } of keysOfShape(shape, type)) {
        checkShown(summary, explainJsonKey(shape, type, name));
        if (type !== undefined && name !== "type") checkShown(summary, explainJsonType(shape, type));
      }
    }
  }
  for (const { name, parameters } of TABLE_FUNCTIONS)
    for (const parameter of parameters) checkShown(parameter.summary, explainArgument(name, parameter.name));
  for (const { name, parameters } of EXPORT_DESTINATIONS)
    for (const parameter of parameters) checkShown(parameter.summary, explainDestinationProperty(name, parameter.name));
});
