/**
 * What Druid was asked about our rewritings, renames and fixes: `rewritings.jsonl` has texts of ours before and after, with what Druid 33 asks its
 * authorizer for afterwards; of rewritings and renames its logical plan was the same as before. A text that comes out otherwise today was not
 * judged: ask again.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { type Catalog, catalogOf, joinCatalogs } from "../../server/src/language/analysis/catalog/model";
import {
  applyEdits,
  createContext,
  findingFixes,
  inspect,
  openDocument,
  refactorings,
  renameDatasource,
  renameName,
  SYSTEM_CATALOG,
  type TextEdit,
} from "../../server/src/language/index";
import { atOnce } from "../../server/src/language/text/steps";
import { REPOSITORY, readJsonLines } from "../support/corpus";

interface Judged {
  readonly sql: string;
  readonly after: string;
  /** What Druid needs for the text afterwards. */
  readonly resources: readonly string[];
  /** Columns that the tables had when Druid was asked, by datasource. */
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Record33 = Judged &
  (
    | { readonly kind: "rewriting" | "fix"; readonly at: number; readonly title: string; readonly refused?: boolean }
    | { readonly kind: "rename"; readonly at: number; readonly to: string }
    | { readonly kind: "datasource"; readonly from: string; readonly to: string }
  );

const RECORDS = readJsonLines<Record33>(path.join(REPOSITORY, "test/conformance/rewritings.jsonl"));
const CONTEXT = createContext({ cluster: [{ druidVersion: 33, router: false }] });

/** The tables as Druid had them. */
function catalogFor({ tables = {} }: Judged): Catalog {
  const origin = { kind: "druid" } as const;
  const all = Object.entries(tables).map(([name, columns]) => {
    const list = Object.entries({ __time: "TIMESTAMP", ...columns }).map(([column, type]) => ({ name: column, type, origin }));
    return { schema: "druid", name, columns: list, origins: [origin] };
  });
  return joinCatalogs([catalogOf(all), SYSTEM_CATALOG]);
}

function editsOf(record: Record33): readonly TextEdit[] | undefined {
  const document = openDocument(record.sql, CONTEXT.grammar);
  const view = { context: CONTEXT, document, catalog: SYSTEM_CATALOG };
  switch (record.kind) {
    case "rewriting": {
      const place = { start: record.at, end: record.at };
      return refactorings(CONTEXT, document, place, catalogFor(record)).find(({ title }) => title === record.title)?.edits;
    }
    case "fix": {
      const place = { start: record.at, end: record.at };
      return findingFixes(CONTEXT, document, place).find(({ title }) => title === record.title)?.edits;
    }
    case "rename": {
      const renamed = renameName(view, record.at, record.to);
      return renamed.kind === "ok" ? renamed.edits : undefined;
    }
    case "datasource": {
      const renamed = atOnce(renameDatasource(view, record.from, record.to));
      return renamed.kind === "ok" ? renamed.edits : undefined;
    }
  }
}

function needsIn(text: string): readonly string[] {
  const { statements } = openDocument(text, CONTEXT.grammar);
  const needs = statements.flatMap(({ statement }) => inspect(statement, CONTEXT.settings).needs.filter(({ phase }) => phase === "submit"));
  return [...new Set(needs.map(({ action, type, name }) => `${action} ${type} ${name}`))].sort();
}

/** What the parser and the validator refuse: Druid was not asked to plan. */
function errorsIn(text: string): readonly string[] {
  const { statements } = openDocument(text, CONTEXT.grammar);
  const errors = statements.flatMap(({ statement }) => inspect(statement, CONTEXT.settings).errors);
  return errors.filter(({ stage }) => stage !== "plan").map(({ message }) => message);
}

for (const [kind, least] of [
  ["rewriting", 400],
  ["rename", 180],
  ["datasource", 90],
  ["fix", 290],
] as const) {
  test(`each ${kind} writes what Druid was asked about, which has no error and needs the same`, () => {
    const records = RECORDS.filter((record) => record.kind === kind);
    assert.ok(records.length >= least, `${records.length}`);
    for (const record of records) {
      const edits = editsOf(record);
      assert.equal(edits && applyEdits(record.sql, edits), record.after, `not what was judged of: ${record.sql}`);
      assert.deepEqual(errorsIn(record.after), [], record.after);
      assert.deepEqual(needsIn(record.after), record.resources, record.after);
    }
  });
}

test("what Druid refused before a fix is told", () => {
  for (const record of RECORDS) {
    if (record.kind !== "fix" || !record.refused) continue;
    const found = openDocument(record.sql, CONTEXT.grammar).statements.flatMap(({ statement }) => {
      const { errors, warnings } = inspect(statement, CONTEXT.settings);
      return [...errors, ...warnings];
    });
    assert.notDeepEqual(found, [], record.sql);
  }
});
