/**
 * What names mean: carets under a name say it.
 */
import * as assert from "node:assert/strict";
import { type Catalog, catalogOf } from "../../../../server/src/language/analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../../../server/src/language/analysis/catalog/system";
import type { Columns, Meaning, NameSymbol, Names } from "../../../../server/src/language/analysis/resolution/model";
import { namesOf } from "../../../../server/src/language/analysis/resolution/namesOf";
import { readMarks, showMarks, takeCursor } from "../../../support/marked";
import { statementOf } from "../../../support/statements";

/** A catalog in short: `{ "druid.foo": "a VARCHAR, b" }`. */
export function shortCatalog(tables: Readonly<Record<string, string>>): Catalog {
  return catalogOf(
    Object.entries(tables).map(([key, columns]) => {
      const [schema = "", name = ""] = key.split(".");
      const origin = { kind: "druid" } as const;
      const list = columns.split(", ").map((column) => {
        const [first = "", ...type] = column.split(" ");
        return { name: first, origin, ...(type.length > 0 && { type: type.join(" ") }) };
      });
      return { schema, name, columns: list, origins: [origin] };
    }),
  );
}

export function namesIn(sql: string, catalog: Catalog = SYSTEM_CATALOG): Names {
  return namesOf(statementOf(sql), catalog);
}

/**
 * Carets stand under names: `cte 1` is the first CTE of this name in the text, `columnAlias 2` the second column alias, `table druid.t` and
 * `tableColumn druid.t` are real ones; `?` behind it says that it is only likely; else `ambiguous`, `missing`, `unknown`.
 */
export function checkNames(text: string, catalog: Catalog = SYSTEM_CATALOG): void {
  const names = namesIn(text, catalog);
  const marks = readMarks(text);
  assert.ok(marks.length > 0, text);
  const found = marks.map((mark) => {
    const occurrence = names.occurrences.find(({ identifier }) => identifier.start === mark.start && identifier.end === mark.end);
    return { ...mark, label: occurrence ? describe(occurrence.meaning, names) : "no name" };
  });
  assert.deepEqual(showMarks(text, found), showMarks(text, marks));
}

export function describe(meaning: Meaning, names: Names): string {
  if (meaning.kind !== "symbol") return meaning.kind;
  const { symbol, certainty } = meaning;
  return `${symbol.kind} ${symbol.table ? `${symbol.table.schema}.${symbol.table.name}` : rank(symbol, names)}${certainty === "likely" ? "?" : ""}`;
}

function rank(symbol: NameSymbol, { symbols }: Names): number {
  const alike = symbols.filter(({ kind, name }) => kind === symbol.kind && name === symbol.name);
  return alike.sort((one, other) => (one.declaration?.start ?? 0) - (other.declaration?.start ?? 0)).indexOf(symbol) + 1;
}

/** `a BIGINT, b, …`: the dots stand for columns that nobody tells. */
export function showColumns(columns: Columns | undefined, { typeOf }: Names): string {
  if (!columns) return "none";
  const shown = columns.list.map((column) => [column.name, typeOf(column)].filter(Boolean).join(" "));
  const more = columns.more === "none" ? [] : [columns.more === "unclear" ? "…" : `… of ${columns.more.schema}.${columns.more.name}`];
  return [...shown, ...more].join(", ");
}

/** The columns that a statement gives out. */
export function checkOutput(sql: string, expected: string, catalog: Catalog = SYSTEM_CATALOG): void {
  const names = namesIn(sql, catalog);
  assert.equal(showColumns(names.output, names), expected, sql);
}

/** What is seen at `<|>`, from the inside to the outside: relations as `qualifier(columns)`, `out(…)` for what ORDER BY sees, then CTEs. */
export function checkScope(marked: string, expected: string, catalog: Catalog = SYSTEM_CATALOG): void {
  const { text, offset } = takeCursor(marked);
  const names = namesIn(text, catalog);
  const parts: string[] = [];
  for (let scope = names.scopeAt(offset) as ReturnType<Names["scopeAt"]> | undefined; scope; scope = scope.outer) {
    const seen = scope.from.all
      .slice(scope.first, scope.limit)
      .map(({ qualifier, columns }) => `${qualifier ?? ""}(${showColumns(columns, names)})`);
    const outputs = scope.outputs ? [`out(${showColumns(scope.outputs.columns, names)})`] : [];
    parts.push([...outputs, ...seen, ...[...scope.windows.keys()].map((window) => `window ${window}`)].join(" "));
  }
  const items = names.scopeAt(offset).withItems;
  const shown = items
    ? ` with ${items.items
        .slice(0, items.limit)
        .map(({ name }) => name)
        .join(" ")}`
    : "";
  assert.equal(parts.join(" | ") + shown, expected, marked);
}
