/**
 * The record of a file: what is kept of each statement, and under which settings it was read.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CatalogOrigin } from "../../../../server/src/language/analysis/catalog/model";
import { catalogOf, joinCatalogs } from "../../../../server/src/language/analysis/catalog/model";
import { createContext, openDocument, parseRolesFile, survey, tablesOfWorkspace } from "../../../../server/src/language/index";
import { editDocument } from "../../../../server/src/language/syntax/document";
import { workspaceOf } from "./workspace";

interface SurveyCase {
  readonly sql: string;
  readonly roles?: object;
  readonly cluster?: object;
  /** For each statement: `line:character kind "title" needs | unknowns | refusal`. */
  readonly gives: readonly string[];
}

function checkSurvey({ sql, roles, cluster, gives }: SurveyCase): void {
  const given = { files: { "a.sql": sql }, ...(roles && { roles }), ...(cluster && { cluster }) };
  const [file] = workspaceOf(given).files;
  const shown = file?.statements.map((statement) => {
    const own = sql.slice(statement.start.offset);
    const needs = statement.needs.map(({ action, type, name, phase, causes }) => {
      return `${phase} ${action} ${type} ${name} at ${causes.map(({ start, end }) => own.slice(start, end)).join(" ")}`;
    });
    const { from, kind, title, unknowns, refusal } = statement;
    const rest = [
      ...unknowns.map(({ code, range }) => `unknown ${code} at ${own.slice(range.start, range.end)}`),
      ...(refusal ? [`refused ${refusal.code}`] : []),
    ];
    return [`${from.line + 1}:${from.character + 1} ${kind} "${title}"`, ...needs, ...rest].join(" | ");
  });
  assert.deepEqual(shown, gives);
}

describe("statements", () => {
  test("places count from the start of the file", () =>
    checkSurvey({
      sql: "-- first\nSELECT 1;\n\n SELECT a FROM wiki",
      gives: ['2:1 select "SELECT 1"', '4:2 select "SELECT a FROM wiki" | submit READ DATASOURCE wiki at wiki'],
    }));
  test("blanks, comments and lonely semicolons are no statements", () => checkSurvey({ sql: " ; -- nothing\n;", gives: [] }));
  test("a title leaves out leading SETs and comments, and ends somewhere", () =>
    checkSurvey({
      sql: `SET a = 1; SELECT /* all\nof it */ x,\n  ${"y, ".repeat(40)} z FROM t`,
      gives: [`1:1 select "SELECT x, ${"y, ".repeat(16)}y,…" | submit READ DATASOURCE t at t`],
    }));
  test("all phases of a load", () =>
    checkSurvey({
      sql: "INSERT INTO w SELECT * FROM r PARTITIONED BY DAY",
      gives: [
        [
          '1:1 insert "INSERT INTO w SELECT * FROM r PARTITIONED BY DAY"',
          "submit READ DATASOURCE r at r",
          "submit WRITE DATASOURCE w at w",
          "follow READ DATASOURCE w at w",
          "cancel WRITE DATASOURCE w at w",
        ].join(" | "),
      ],
    }));
  test("a template", () =>
    checkSurvey({
      sql: "SELECT * FROM {{ t }}",
      roles: {},
      gives: ['1:1 select "SELECT * FROM {{ t }}" | unknown template-name at {{ t }}'],
    }));
  test("what Druid refuses keeps its needs", () =>
    checkSurvey({
      sql: "INSERT INTO w SELECT 1 AS __time",
      gives: [
        '1:1 insert "INSERT INTO w SELECT 1 AS __time" | submit WRITE DATASOURCE w at w | follow READ DATASOURCE w at w | cancel WRITE DATASOURCE w at w | refused missing-partitioned-by',
      ],
    }));
});

describe("a survey after an edit", () => {
  const statements = [
    "SELECT a FROM wiki WHERE",
    "-- druid-sql: version=31\nINSERT INTO w SELECT b,\n  c AS d FROM r PARTITIONED BY DAY",
    " REPLACE INTO w OVERWRITE ALL SELECT {{ x }} FROM {{ t }}",
    "SELECT * FROM a JOIN a USING (b)",
  ];
  const context = createContext({ roles: parseRolesFile("{}", "druid-roles.json") });
  const checkEdited = (before: string, after: string): void => {
    const opened = openDocument(before, context.grammar);
    survey(context, opened, "a.sql");
    const edited = survey(context, editDocument(opened, after), "a.sql");
    assert.deepEqual(edited, survey(context, openDocument(after, context.grammar), "a.sql"));
  };

  test("is that of the new text, whatever the edit moves", () => {
    const text = statements.join(";");
    for (const insert of ["x", "\n", "\n\n  ", ";", "SELECT 1;", "\r\n;\r\n"]) {
      for (let at = 0; at <= text.length; at += 13) {
        checkEdited(text, text.slice(0, at) + insert + text.slice(at));
        checkEdited(text.slice(0, at) + insert + text.slice(at), text);
      }
    }
  });

  test("keeps the records of statements that stay where they are", () => {
    const opened = openDocument(statements.join(";"), context.grammar);
    const before = survey(context, opened, "a.sql").statements;
    const after = survey(context, editDocument(opened, `${opened.text} AND 1 = 2`), "a.sql").statements;
    assert.deepEqual(
      after.map((statement, index) => statement === before[index]),
      [true, true, true, false],
    );
  });
});

test("a table that a statement writes, and its columns, are where they stand in the file", () => {
  const sql =
    "SELECT 1;\n\nINSERT INTO w SELECT b,\n  c AS d FROM r PARTITIONED BY DAY;\nINSERT INTO w SELECT 1 AS e FROM r PARTITIONED BY DAY";
  const { files } = workspaceOf({ files: { "a.sql": sql } });
  const table = tablesOfWorkspace(files).table("druid", "w");
  const placeOf = (origin: CatalogOrigin | undefined): unknown => {
    return origin?.kind === "statement" && `${origin.line} ${sql.slice(origin.range.start, origin.range.end)}`;
  };
  assert.deepEqual(table?.origins.map(placeOf), ["2 w", "4 w"]);
  assert.deepEqual(
    table?.columns.map(({ origin }) => placeOf(origin)),
    ["2 b", "3 d", "4 e"],
  );
});

/** The columns of a table that statements write, as `name TYPE`. */
function checkWritten(files: Readonly<Record<string, string>>, name: string, expected: string): void {
  const table = tablesOfWorkspace(workspaceOf({ files }).files).table("druid", name);
  assert.equal(table?.columns.map((column) => `${column.name} ${column.type ?? "?"}`).join(", "), expected, name);
}

describe("columns that are taken from another datasource", () => {
  const load = "INSERT INTO a SELECT TIME_PARSE(t) AS __time, CAST(x AS BIGINT) AS n, 'y' AS s FROM r PARTITIONED BY DAY";
  test("have its type, whatever comes between", () => {
    checkWritten(
      { "a.sql": load, "b.sql": "INSERT INTO b SELECT __time, n AS m, q FROM a PARTITIONED BY DAY" },
      "b",
      "__time TIMESTAMP, m BIGINT, q ?",
    );
    const through = "INSERT INTO c WITH w AS (SELECT a.n AS o, s FROM a) SELECT v.p, s FROM (SELECT o AS p, s FROM w) v PARTITIONED BY DAY";
    checkWritten({ "a.sql": load, "c.sql": through }, "c", "p BIGINT, s VARCHAR");
    checkWritten({ "a.sql": load, "d.sql": "INSERT INTO d SELECT n + 1 AS k FROM a PARTITIONED BY DAY" }, "d", "k ?");
  });
  test("over several tables, in whatever order the files come", () => {
    const next = "INSERT INTO b SELECT n AS m FROM a PARTITIONED BY DAY";
    checkWritten({ "1.sql": "INSERT INTO c SELECT m AS l FROM b PARTITIONED BY DAY", "2.sql": next, "3.sql": load }, "c", "l BIGINT");
  });
  test("under functions whose type it tells", () => {
    const rollup =
      "INSERT INTO b SELECT __time, SUM(n) AS total, MAX(s) AS s, LATEST(n, 100) AS last, AVG(n) AS mean, COALESCE(n, 'x') AS either, SUM(n + 1) AS more, SUM(q) AS q FROM a GROUP BY 1 PARTITIONED BY DAY";
    const types = "__time TIMESTAMP, total BIGINT, s VARCHAR, last BIGINT, mean DOUBLE, either ?, more ?, q ?";
    checkWritten({ "a.sql": load, "b.sql": rollup }, "b", types);
    checkWritten({ "b.sql": "INSERT INTO b SELECT MAX(__time) AS last FROM a PARTITIONED BY ALL" }, "b", "last BIGINT");
  });
  test("all of them by a star", () => {
    checkWritten(
      { "a.sql": load, "b.sql": "INSERT INTO b SELECT *, 1 AS one FROM a PARTITIONED BY DAY" },
      "b",
      "one BIGINT, __time TIMESTAMP, n BIGINT, s VARCHAR",
    );
    checkWritten(
      { "a.sql": load, "b.sql": "INSERT INTO b SELECT x.* FROM a x, y PARTITIONED BY DAY" },
      "b",
      "__time TIMESTAMP, n BIGINT, s VARCHAR",
    );
    checkWritten({ "a.sql": load, "b.sql": "INSERT INTO b SELECT * FROM a, y PARTITIONED BY DAY" }, "b", "");
  });
  test("in a circle", () => {
    const back = "REPLACE INTO a OVERWRITE ALL SELECT * FROM b PARTITIONED BY DAY";
    checkWritten(
      { "a.sql": load, "b.sql": "INSERT INTO b SELECT *, z FROM a PARTITIONED BY DAY", "c.sql": back },
      "b",
      "z ?, __time TIMESTAMP, n BIGINT, s VARCHAR",
    );
    checkWritten({ "a.sql": "INSERT INTO a SELECT m AS n FROM a PARTITIONED BY DAY" }, "a", "n ?");
  });
  test("as a catalog file tells them", () => {
    const { files } = workspaceOf({ files: { "b.sql": "INSERT INTO b SELECT __time, n AS m FROM a PARTITIONED BY DAY" } });
    const origin = { kind: "file", uri: "c", line: 0, range: { start: 0, end: 0 } } as const;
    const file = catalogOf([{ schema: "druid", name: "a", columns: [{ name: "n", type: "DOUBLE", origin }], origins: [origin] }]);
    const columns = joinCatalogs([file, tablesOfWorkspace(files)]).table("druid", "b")?.columns;
    assert.deepEqual(
      columns?.map(({ name, type }) => [name, type]),
      [
        ["__time", "TIMESTAMP"],
        ["m", "DOUBLE"],
      ],
    );
  });
});

test("a column without a name is none of the table that is written", () => {
  checkWritten({ "a.sql": "INSERT INTO a SELECT __time, n + 1, 'x' AS s FROM r PARTITIONED BY DAY" }, "a", "__time TIMESTAMP, s VARCHAR");
});

test("what APPEND reads is no table by the name that its literal prints as", () => {
  const sql = "SELECT * FROM TABLE(APPEND('a', 'b')); SELECT 1 FROM a";
  const { files } = workspaceOf({ files: { "a.sql": sql }, roles: { cluster: { druidVersion: 33 } } });
  assert.deepEqual(
    tablesOfWorkspace(files)
      .tables()
      .map(({ name }) => name),
    ["a"],
  );
});

test("a schema whose table is not written yet is no table", () => {
  const { files } = workspaceOf({ files: { "a.sql": "SELECT * FROM sys.; SELECT 1 FROM a JOIN lookup." } });
  assert.deepEqual(
    tablesOfWorkspace(files)
      .tables()
      .map(({ name }) => name),
    ["a"],
  );
});

describe("settings", () => {
  test("a comment changes the version of its statement alone", () => {
    const [file] = workspaceOf({ files: { "a.sql": "SELECT 1;\n-- druid-sql: version=31\nSELECT 2;\nSELECT 3" }, roles: {} }).files;
    assert.deepEqual(
      file?.statements.map(({ profile }) => profile.druidVersion),
      [38, 31, 38],
    );
  });
  test("a comment before the first statement holds for the file", () => {
    const [file] = workspaceOf({ files: { "a.sql": "-- druid-sql: version=33, endpoint=task\n\nSELECT 1; SELECT 2" }, roles: {} }).files;
    assert.deepEqual(
      file?.statements.map(({ profile, endpoint }) => [profile.druidVersion, endpoint]),
      [
        [33, "task"],
        [33, "task"],
      ],
    );
  });
  test("statements under the same settings share the profile", () => {
    const { files } = workspaceOf({ files: { "a.sql": "SELECT 1; SELECT 2", "b.sql": "SELECT 3" } });
    assert.equal(new Set(files.flatMap(({ statements }) => statements.map(({ profile }) => profile))).size, 1);
  });
});

describe("other dialects", () => {
  const sql = "SELECT a FROM b LIMIT 5, 10 FOR UPDATE; SELECT a FROM c";
  test("without any sign of Druid, what does not parse is left out", () =>
    checkSurvey({ sql, gives: ['1:41 select "SELECT a FROM c" | submit READ DATASOURCE c at c'] }));
  test("under a roles file everything is Druid's", () => {
    const [file] = workspaceOf({ files: { "a.sql": sql }, roles: {} }).files;
    assert.equal(file?.dialect, "druid");
    assert.equal(file?.statements.length, 2);
    assert.ok(file?.statements[0]?.refusal);
  });
});
