/**
 * Rewritings: where each is offered, and what it makes of the text.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CatalogOrigin, catalogOf, joinCatalogs } from "../../../../server/src/language/analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../../../server/src/language/analysis/catalog/system";
import { applyEdits, openDocument, refactorings } from "../../../../server/src/language/index";
import { contextOf, type Given } from "../../../support/context";
import { shortCatalog } from "../../analysis/resolution/checkNames";

const STATEMENT: CatalogOrigin = { kind: "statement", uri: "file:///team/load.sql", line: 0, range: { start: 0, end: 1 } };
const CATALOG = joinCatalogs([
  shortCatalog({ "druid.rides": "__time TIMESTAMP, city VARCHAR, fare DOUBLE", "druid.zones": "city VARCHAR, order BIGINT" }),
  catalogOf([
    {
      schema: "druid",
      name: "loaded",
      columns: ["__time", "url"].map((name) => ({ name, origin: STATEMENT })),
      origins: [STATEMENT],
    },
  ]),
  SYSTEM_CATALOG,
]);

/** The selection is between two `<|>`, or empty at one. */
function refactoringsAt(marked: string, given: Given = {}) {
  const [before = "", middle = "", behind] = marked.split("<|>");
  assert.ok(marked.includes("<|>"), marked);
  const text = before + middle + (behind ?? "");
  const range = { start: before.length, end: behind === undefined ? before.length : before.length + middle.length };
  const context = contextOf(given);
  return { text, found: refactorings(context, openDocument(text, context.grammar), range, CATALOG) };
}

/** The text after the rewriting whose title begins so; undefined where it is not offered. */
function checkRefactor(marked: string, title: string, expected: string | undefined, given: Given = {}): void {
  const { text, found } = refactoringsAt(marked, given);
  const refactoring = found.find((each) => each.title.startsWith(title));
  const shown = refactoring && applyEdits(text, refactoring.edits);
  assert.equal(shown, expected, `${marked}\noffered: ${found.map((each) => each.title).join("; ") || "nothing"}`);
}

describe("write out *", () => {
  const check = (marked: string, expected?: string, given?: Given) => checkRefactor(marked, "Write out the columns", expected, given);
  test("of a known table", () => check("SELECT <|>* FROM rides", "SELECT __time, city, fare FROM rides"));
  test("beside other items", () => check("SELECT 1 AS a, <|>* FROM rides", "SELECT 1 AS a, __time, city, fare FROM rides"));
  test("with quotes where a name needs them", () => check("SELECT <|>* FROM zones", 'SELECT city, "order" FROM zones'));
  test("of several tables, each column with its table", () =>
    check(
      "SELECT <|>* FROM rides AS r JOIN zones ON r.city = zones.city",
      'SELECT r.__time, r.city, r.fare, zones.city AS city0, zones."order" FROM rides AS r JOIN zones ON r.city = zones.city',
    ));
  test("a name that is there already gets the number that Druid would give it", () => {
    check(
      "SELECT city0 FROM (SELECT <|>* FROM zones a, zones b)",
      'SELECT city0 FROM (SELECT a.city, a."order", b.city AS city0, b."order" AS order0 FROM zones a, zones b)',
    );
    check("SELECT city, <|>* FROM zones", 'SELECT city, city AS city0, "order" FROM zones');
    check("SELECT a.*, <|>b.* FROM zones a, zones b", 'SELECT a.*, b.city AS city0, b."order" AS order0 FROM zones a, zones b');
    check(
      "SELECT 1 AS city0, a.*, <|>b.* FROM zones a, zones b",
      'SELECT 1 AS city0, a.*, b.city AS city1, b."order" AS order0 FROM zones a, zones b',
    );
  });
  test("words beside it stay apart", () => check("SELECT<|>*FROM zones", 'SELECT city, "order"FROM zones'));
  test("of system tables, what the version has", () => {
    const listed = (version: number) => refactoringsAt("SELECT <|>* FROM sys.supervisors", { cluster: { druidVersion: version } }).found;
    const written = (version: number) => listed(version).find(({ title }) => title.startsWith("Write out"))?.edits[0]?.text;
    assert.match(written(33) ?? "", /^\s*supervisor_id,\s+state,/);
    assert.match(written(38) ?? "", /^\s*supervisor_id,\s+datasource,\s+state,/);
    assert.match(written(36) ?? "", /^\s*supervisor_id,\s+state,/);
    assert.equal(listed(36)[0]?.title, "Write out the columns of * that are known");
    assert.equal(listed(38)[0]?.title, "Write out the columns of *");
  });
  test("of a table that only statements tell of, what they know of it", () => {
    const known = (marked: string, expected?: string) => checkRefactor(marked, "Write out the columns of * that are known", expected);
    known("SELECT <|>* FROM loaded", "SELECT __time, url FROM loaded");
    known("WITH l AS (SELECT * FROM loaded) SELECT <|>* FROM l", "WITH l AS (SELECT * FROM loaded) SELECT __time, url FROM l");
    known("SELECT <|>* FROM loaded l, zones z", 'SELECT l.__time, l.url, z.city, z."order" FROM loaded l, zones z');
    known("SELECT z.*, <|>l.* FROM loaded l, zones z", "SELECT z.*, l.__time, l.url FROM loaded l, zones z");
    known("SELECT l.*, <|>z.* FROM loaded l, zones z");
    known("SELECT <|>* FROM nowhere");
    known("SELECT <|>* FROM rides");
  });
  test("of EXTERN with a key that stands twice, the later one", () =>
    check(
      `SELECT <|>* FROM TABLE(EXTERN('{}', '{}', '[{"name":"a","name":"b","type":"long"}]'))`,
      `SELECT b FROM TABLE(EXTERN('{}', '{}', '[{"name":"a","name":"b","type":"long"}]'))`,
    ));
  test("not behind a star whose names may be the same", () => check("SELECT somewhere.*, <|>rides.* FROM somewhere, rides"));
  test("of one of several tables", () => check("SELECT <|>z.* FROM rides, zones AS z", 'SELECT z.city, z."order" FROM rides, zones AS z'));
  test("of a CTE", () =>
    check("WITH c AS (SELECT 1 AS a, 2 AS b) SELECT <|>* FROM c", "WITH c AS (SELECT 1 AS a, 2 AS b) SELECT a, b FROM c"));
  test("of a subquery", () => check("SELECT <|>* FROM (SELECT city FROM zones)", "SELECT city FROM (SELECT city FROM zones)"));
  test("of EXTERN", () =>
    check(
      `SELECT <|>* FROM TABLE(EXTERN('{"type":"http","uris":["x"]}', '{"type":"json"}')) EXTEND (a VARCHAR, "b c" BIGINT)`,
      `SELECT a, "b c" FROM TABLE(EXTERN('{"type":"http","uris":["x"]}', '{"type":"json"}')) EXTEND (a VARCHAR, "b c" BIGINT)`,
    ));
  test("of a system table", () => check("SELECT <|>* FROM sys.server_segments", "SELECT server, segment_id FROM sys.server_segments"));
  test("a long list stands one column a line", () => {
    const columns = Array.from({ length: 12 }, (_, index) => `a_longer_column_${index}`);
    const inner = columns.map((name) => `1 AS ${name}`).join(", ");
    check(`SELECT\n  <|>*\nFROM (SELECT ${inner})`, `SELECT\n  ${columns.join(",\n  ")}\nFROM (SELECT ${inner})`);
    check(
      `SELECT 1\nFROM (\n  SELECT <|>* FROM (SELECT ${inner})\n)`,
      `SELECT 1\nFROM (\n  SELECT\n    ${columns.join(",\n    ")}\n  FROM (SELECT ${inner})\n)`,
    );
    check(
      `SELECT s.<|>*, 1 AS b -- all\nFROM (SELECT ${inner}) s`,
      `SELECT\n  ${columns.map((name) => `s.${name}`).join(",\n  ")}, 1 AS b -- all\nFROM (SELECT ${inner}) s`,
    );
  });
  test("not of a table that nobody knows", () => check("SELECT <|>* FROM somewhere"));
  test("not where one of two is unknown", () => check("SELECT <|>* FROM rides, somewhere"));
  test("not where USING or NATURAL makes one column of two", () => {
    check("SELECT <|>* FROM rides JOIN zones USING (city)");
    check("SELECT <|>* FROM rides NATURAL JOIN zones");
  });
  test("not where a name stands for two columns", () => check("SELECT <|>* FROM (SELECT city, city FROM zones)"));
  test("not of columns without a name", () => check("SELECT <|>* FROM (SELECT 1 + 1 FROM zones)"));
  test("not of COUNT(*), nor elsewhere", () => {
    check("SELECT COUNT(<|>*) FROM rides");
    check("SELECT * FROM <|>rides");
  });
});

describe("write the table before every column", () => {
  const check = (marked: string, expected?: string) => checkRefactor(marked, "Write the table", expected);
  test("of one table", () =>
    check(
      "SELECT <|>city, SUM(fare) FROM rides WHERE fare > 1 GROUP BY city",
      "SELECT rides.city, SUM(rides.fare) FROM rides WHERE rides.fare > 1 GROUP BY rides.city",
    ));
  test("of several, each with its alias", () =>
    check('SELECT <|>fare, "order" FROM rides r, zones z', 'SELECT r.fare, z."order" FROM rides r, zones z'));
  test("what SELECT names stays in ORDER BY", () =>
    check(
      "SELECT <|>city AS c, fare FROM rides ORDER BY c, __time",
      "SELECT rides.city AS c, rides.fare FROM rides ORDER BY c, rides.__time",
    ));
  test("an alias that needs quotes", () =>
    check('SELECT <|>fare FROM rides AS "the rides"', 'SELECT "the rides".fare FROM rides AS "the rides"'));
  test("the subqueries of the SELECT too, each with its own tables", () =>
    check(
      "SELECT <|>fare FROM rides WHERE city IN (SELECT city FROM zones)",
      "SELECT rides.fare FROM rides WHERE rides.city IN (SELECT zones.city FROM zones)",
    ));
  test("the one that has it, where Druid would refuse two", () =>
    check("SELECT <|>fare FROM rides, somewhere", "SELECT rides.fare FROM rides, somewhere"));
  test("in a subquery, only columns that the table is known to have: others may be those around it", () => {
    check("SELECT (SELECT <|>MAX(fare) FROM zones) FROM rides", undefined);
    check(
      'SELECT <|>fare, (SELECT MAX("order") FROM zones) AS m FROM rides',
      'SELECT rides.fare, (SELECT MAX(zones."order") FROM zones) AS m FROM rides',
    );
  });
  test("not what USING makes of two columns", () =>
    check(
      "SELECT <|>city, fare FROM rides FULL JOIN zones USING (city)",
      "SELECT city, rides.fare FROM rides FULL JOIN zones USING (city)",
    ));
  test("not where it may be a column that nobody knows", () => check("SELECT <|>tip FROM rides, somewhere"));
  test("not words that are functions without parentheses", () => check("SELECT <|>user, CURRENT_TIMESTAMP FROM rides"));
  test("not what is qualified already", () => check("SELECT <|>rides.fare FROM rides"));
  test("not without FROM", () => check("SELECT <|>1"));
});

describe("move a subquery to WITH", () => {
  const check = (marked: string, expected?: string) => checkRefactor(marked, "Move the subquery", expected);
  test("under its alias", () => check("SELECT * FROM (<|>SELECT a FROM t) AS s", "WITH s AS (\n  SELECT a FROM t\n)\nSELECT * FROM s"));
  test("under a name of its own without an alias", () =>
    check("SELECT * FROM (<|>SELECT a FROM t)", "WITH subquery AS (\n  SELECT a FROM t\n)\nSELECT * FROM subquery"));
  test("behind the items that are there", () =>
    check(
      "WITH c AS (SELECT 1 AS a) SELECT * FROM (<|>SELECT a FROM c) s",
      "WITH c AS (SELECT 1 AS a),\ns AS (\n  SELECT a FROM c\n) SELECT * FROM s",
    ));
  test("before the item that it stands in", () => {
    check(
      "WITH c AS (SELECT 1 AS a), d AS (SELECT * FROM (<|>SELECT a FROM c) s) SELECT * FROM d",
      "WITH c AS (SELECT 1 AS a), s AS (\n  SELECT a FROM c\n),\nd AS (SELECT * FROM s) SELECT * FROM d",
    );
    check(
      "WITH c AS (SELECT * FROM t JOIN (<|>SELECT a FROM u) s ON t.a = s.a UNION ALL SELECT 1) SELECT * FROM c",
      "WITH s AS (\n  SELECT a FROM u\n),\nc AS (SELECT * FROM t JOIN s ON t.a = s.a UNION ALL SELECT 1) SELECT * FROM c",
    );
    check("WITH RECURSIVE c AS (SELECT * FROM (<|>SELECT a FROM c) s) SELECT * FROM c");
    check("WITH c AS (WITH d AS (SELECT 1 AS a) SELECT * FROM (<|>SELECT a FROM d) s) SELECT * FROM c");
  });
  test("with another name where a table has the alias", () =>
    check("SELECT * FROM (<|>SELECT a FROM t) AS t", "WITH t2 AS (\n  SELECT a FROM t\n)\nSELECT * FROM t2 AS t"));
  test("an alias with columns stays", () =>
    check("SELECT * FROM (<|>SELECT a FROM t) AS s (b)", "WITH s AS (\n  SELECT a FROM t\n)\nSELECT * FROM s AS s (b)"));
  test("of an INSERT, before its query", () =>
    check(
      "INSERT INTO d SELECT * FROM (<|>SELECT a FROM t) s PARTITIONED BY ALL",
      "INSERT INTO d WITH s AS (\n  SELECT a FROM t\n)\nSELECT * FROM s PARTITIONED BY ALL",
    ));
  test("of a join, and of several lines", () =>
    check(
      "SELECT *\nFROM a\nJOIN (\n    <|>SELECT b\n    FROM t\n    WHERE c\n  ) AS s ON a.b = s.b",
      "WITH s AS (\n  SELECT b\n  FROM t\n  WHERE c\n)\nSELECT *\nFROM a\nJOIN s ON a.b = s.b",
    ));
  test("in the author's case", () => check("select * from (<|>select a from t) s", "with s as (\n  select a from t\n)\nselect * from s"));
  test("without blanks around it", () =>
    check("SELECT*FROM(<|>SELECT a FROM t)s JOIN u ON 1=1", "WITH s AS (\n  SELECT a FROM t\n)\nSELECT*FROM s JOIN u ON 1=1"));
  test("blanks in strings stay", () =>
    check("SELECT * FROM (<|>SELECT 'a\n      b' AS x) s", "WITH s AS (\n  SELECT 'a\n      b' AS x\n)\nSELECT * FROM s"));
  test("with its comments", () => {
    check(
      "SELECT * FROM ( -- one\n    <|>SELECT a\n    FROM t -- two\n  ) s",
      "WITH s AS (\n  -- one\n  SELECT a\n  FROM t -- two\n)\nSELECT * FROM s",
    );
    check("SELECT * FROM (<|>SELECT a FROM t) /* it */ s", "WITH s AS (\n  SELECT a FROM t\n)\nSELECT * FROM s /* it */ s");
  });
  test("not LATERAL, not where it may see columns around it", () => {
    check("SELECT * FROM t, LATERAL (<|>SELECT t.a) AS s");
    check("SELECT * FROM t WHERE EXISTS (SELECT 1 FROM (<|>SELECT a FROM u) AS s)");
    check("SELECT (SELECT MAX(b) FROM (<|>SELECT b FROM u) s) FROM t");
  });
  test("behind IN, where it sees nothing of the query around", () => {
    check(
      "SELECT a FROM t WHERE b > 1 AND t.a IN (<|>SELECT u.a FROM u WHERE u.c = 2)",
      "WITH subquery AS (\n  SELECT u.a FROM u WHERE u.c = 2\n)\nSELECT a FROM t WHERE b > 1 AND t.a IN (SELECT * FROM subquery)",
    );
    check(
      "WITH c AS (SELECT * FROM t WHERE a NOT IN (<|>SELECT a FROM u GROUP BY a)) SELECT * FROM c",
      "WITH subquery AS (\n  SELECT a FROM u GROUP BY a\n),\nc AS (SELECT * FROM t WHERE a NOT IN (SELECT * FROM subquery)) SELECT * FROM c",
    );
    check("SELECT a FROM t WHERE a IN (<|>SELECT u.a FROM u WHERE u.c = t.c)");
    // The catalog lists all columns of zones, so that fare is one of rides.
    check("SELECT city FROM rides WHERE fare IN (<|>SELECT fare FROM zones)");
    check("SELECT a FROM t WHERE a IN (<|>SELECT u.a FROM u WHERE x.c = 1)");
    check("SELECT a FROM t WHERE a IN (<|>1, 2)");
    check("SELECT a FROM t WHERE a <|>IN (SELECT a FROM u)");
    check("SELECT a FROM t WHERE (SELECT MAX(b) FROM u WHERE b IN (<|>SELECT b FROM v)) > 1");
  });
  test("selected with its parentheses, or with its alias", () => {
    const moved = "WITH s AS (\n  SELECT a FROM t\n)\nSELECT * FROM s";
    check("SELECT * FROM <|>(SELECT a FROM t)<|> s", moved);
    check("SELECT * FROM<|> (SELECT a FROM t) s <|>", `${moved} `);
    check(
      "SELECT * FROM t WHERE a IN <|>( SELECT b FROM u )<|>",
      "WITH subquery AS (\n  SELECT b FROM u\n)\nSELECT * FROM t WHERE a IN ( SELECT * FROM subquery )",
    );
    check("SELECT * FROM t WHERE <|>a IN (SELECT b FROM u)<|>");
    check("SELECT * FROM <|>(SELECT a FROM t) s, u<|>");
  });
  test("the nearest one, in FROM or behind IN", () => {
    check(
      "SELECT * FROM (SELECT a FROM t WHERE a IN (<|>SELECT a FROM u)) s",
      "WITH subquery AS (\n  SELECT a FROM u\n)\nSELECT * FROM (SELECT a FROM t WHERE a IN (SELECT * FROM subquery)) s",
    );
    check("SELECT * FROM t WHERE a IN (SELECT a FROM (<|>SELECT a FROM u) s)");
  });
  test("not a join in parentheses", () => check("SELECT * FROM (<|>a JOIN b ON a.x = b.x)"));
  test("not from below another WITH", () => check("SELECT * FROM (WITH c AS (SELECT 1 AS a) SELECT * FROM (<|>SELECT a FROM c) s) u"));
});

describe("the forms of EXTERN", () => {
  const source = `'{"type":"http","uris":["https://x"]}', '{"type":"json"}'`;
  const extend = (marked: string, expected?: string) => checkRefactor(marked, "Write the columns of EXTERN as EXTEND", expected);
  const signature = (marked: string, expected?: string) => checkRefactor(marked, "Write the columns of EXTERN as a signature", expected);
  test("a signature becomes EXTEND", () =>
    extend(
      `SELECT * FROM TABLE(<|>EXTERN(${source}, '[{"name":"a","type":"string"},{"name":"it''s","type":"ARRAY<LONG>"}]')) AS e`,
      `SELECT * FROM TABLE(EXTERN(${source})) EXTEND (a VARCHAR, "it's" BIGINT ARRAY) AS e`,
    ));
  test("a named one", () =>
    extend(
      `SELECT * FROM TABLE(<|>EXTERN(signature => '[{"name":"a","type":"COMPLEX<json>"}]', inputSource => '{}', inputFormat => '{}'))`,
      `SELECT * FROM TABLE(EXTERN(inputSource => '{}', inputFormat => '{}')) EXTEND (a TYPE('COMPLEX<json>'))`,
    ));
  test("EXTEND becomes a signature", () =>
    signature(
      `SELECT * FROM TABLE(<|>EXTERN(${source})) EXTEND (a VARCHAR, "it's" BIGINT ARRAY, j TYPE('COMPLEX<json>'))`,
      `SELECT * FROM TABLE(EXTERN(${source}, '[{"name": "a", "type": "string"}, {"name": "it''s", "type": "ARRAY<LONG>"}, {"name": "j", "type": "COMPLEX<json>"}]'))`,
    ));
  test("without the word EXTEND, and named", () =>
    signature(
      "SELECT * FROM TABLE(<|>EXTERN(inputSource => '{}', inputFormat => '{}')) (a DOUBLE)",
      `SELECT * FROM TABLE(EXTERN(inputSource => '{}', inputFormat => '{}', signature => '[{"name": "a", "type": "double"}]'))`,
    ));
  test("not where a type has no other form", () => {
    extend(`SELECT * FROM TABLE(<|>EXTERN(${source}, '[{"name":"a","type":"whatever"}]'))`);
    signature(`SELECT * FROM TABLE(<|>EXTERN(${source})) EXTEND (a DECIMAL)`);
    signature(`SELECT * FROM TABLE(<|>EXTERN(${source})) EXTEND (__time VARCHAR)`);
  });
  test("not where a comment would be lost", () => {
    signature(`SELECT * FROM TABLE(<|>EXTERN(${source})) EXTEND (a VARCHAR, -- a\n  b BIGINT)`);
    signature(`SELECT * FROM TABLE(<|>EXTERN(${source})) /* it */ EXTEND (a VARCHAR)`);
    extend(`SELECT * FROM TABLE(<|>EXTERN(${source}, /* it */ '[{"name":"a","type":"long"}]'))`);
  });
  test("not where a name stands twice, or the JSON is broken", () => {
    extend(`SELECT * FROM TABLE(<|>EXTERN(${source}, '[{"name":"a","type":"long"},{"name":"a","type":"long"}]'))`);
    extend(`SELECT * FROM TABLE(<|>EXTERN(${source}, '[{"name":"a"'))`);
  });
});

describe("quotes around a name", () => {
  const quote = (marked: string, expected?: string) => checkRefactor(marked, "Quote", expected);
  const unquote = (marked: string, expected?: string) => checkRefactor(marked, "Take the quotes off", expected);
  test("on", () => quote("SELECT ci<|>ty FROM rides", 'SELECT "city" FROM rides'));
  test("on a table", () => quote("SELECT city FROM rid<|>es", 'SELECT city FROM "rides"'));
  test("off without blanks around it", () => unquote('SELECT"ci<|>ty"FROM rides', "SELECT city FROM rides"));
  test("off", () => unquote('SELECT "ci<|>ty" FROM rides', "SELECT city FROM rides"));
  test("not off where they are needed", () => {
    unquote('SELECT "ord<|>er" FROM zones');
    unquote('SELECT "a <|>b" FROM zones');
  });
  test("not around functions and words", () => {
    quote("SELECT CO<|>UNT(*) FROM rides");
    quote("SEL<|>ECT city FROM rides");
  });
});

describe("a SELECT as the source of INSERT or REPLACE", () => {
  const insert = (marked: string, expected?: string) => checkRefactor(marked, "Write the rows", expected);
  const replace = (marked: string, expected?: string) => checkRefactor(marked, "Replace a datasource", expected);
  test("INSERT", () => insert("SEL<|>ECT * FROM rides", "INSERT INTO target\nSELECT * FROM rides\nPARTITIONED BY ALL"));
  test("REPLACE", () => replace("<|>SELECT * FROM rides;", "REPLACE INTO target OVERWRITE ALL\nSELECT * FROM rides\nPARTITIONED BY ALL;"));
  test("where all of it is selected", () => {
    insert("<|>SELECT city FROM rides;\n<|>", "INSERT INTO target\nSELECT city FROM rides\nPARTITIONED BY ALL;\n");
    insert("<|>SELECT city FROM<|> rides");
  });
  test("behind SET, with WITH, in the author's case", () =>
    insert(
      "SET a = 1;\n<|>with c as (select 1 as a) select * from c",
      "SET a = 1;\ninsert into target\nwith c as (select 1 as a) select * from c\npartitioned by all",
    ));
  test("ORDER BY becomes CLUSTERED BY", () =>
    insert("<|>SELECT city FROM rides ORDER BY city", "INSERT INTO target\nSELECT city FROM rides\nPARTITIONED BY ALL\nCLUSTERED BY city"));
  test("columns without a name get one, and no two have the same", () => {
    insert(
      `<|>SELECT city, COUNT(*), SUM("fare"), SUM(fare), TIME_FLOOR(__time, 'P1D')FROM rides`,
      `INSERT INTO target\nSELECT city, COUNT(*) AS cnt, SUM("fare") AS sum_fare, SUM(fare) AS sum_fare_2, TIME_FLOOR(__time, 'P1D') AS time_floor_time FROM rides\nPARTITIONED BY ALL`,
    );
    insert(
      "<|>SELECT city, city, fare AS city FROM rides",
      "INSERT INTO target\nSELECT city, city AS city_2, fare AS city_3 FROM rides\nPARTITIONED BY ALL",
    );
    insert("<|>SELECT 1 UNION ALL SELECT 2", "INSERT INTO target\nSELECT 1 AS column_1 UNION ALL SELECT 2\nPARTITIONED BY ALL");
    insert(
      "<|>SELECT * FROM (SELECT MAX(fare) FROM rides)",
      "INSERT INTO target\nSELECT * FROM (SELECT MAX(fare) AS max_fare FROM rides)\nPARTITIONED BY ALL",
    );
  });
  test("not where a column cannot get a name", () => {
    insert("<|>SELECT * FROM UNNEST(ARRAY[1, 2])");
    insert('<|>SELECT *, "EXPR$0" + 1 AS b FROM (SELECT MAX(fare) FROM rides)');
  });
  test("which way the rows are sorted makes no other datasource", () => {
    const rest = "SELECT city, fare FROM rides\nPARTITIONED BY ALL\nCLUSTERED BY";
    insert("<|>SELECT city, fare FROM rides ORDER BY 2 DESC, LOWER(city)", `INSERT INTO target\n${rest} 2, LOWER(city)`);
    insert("<|>SELECT city, fare FROM rides ORDER BY city DESC NULLS LAST", `INSERT INTO target\n${rest} city`);
  });
  test("where the order says which rows are kept, it stays in a subquery", () => {
    const within = (query: string): string => `INSERT INTO target\nSELECT * FROM (\n${query}\n)\nPARTITIONED BY ALL`;
    for (const query of ["SELECT city FROM rides ORDER BY city DESC LIMIT 5", "SELECT city FROM rides OFFSET 5"])
      insert(`<|>${query}`, within(query));
    insert(
      "<|>SELECT city, COUNT(*) FROM rides GROUP BY 1 ORDER BY 2 LIMIT 5",
      within("SELECT city, COUNT(*) AS cnt FROM rides GROUP BY 1 ORDER BY 2 LIMIT 5"),
    );
    replace(
      "<|>select city from rides order by city limit 5 -- five",
      "replace into target overwrite all\nselect * from (\nselect city from rides order by city limit 5\n)\npartitioned by all -- five",
    );
  });
  test("LIMIT alone stays", () =>
    insert("<|>SELECT city FROM rides LIMIT 5", "INSERT INTO target\nSELECT city FROM rides LIMIT 5\nPARTITIONED BY ALL"));
  test("not of what is one already, nor elsewhere", () => {
    insert("<|>INSERT INTO a SELECT 1 AS b PARTITIONED BY ALL");
    insert("SELECT * FR<|>OM rides");
    insert("<|>EXPLAIN PLAN FOR SELECT 1");
  });
});

test("nothing is offered on broken text or on another database's", () => {
  assert.deepEqual(refactoringsAt("SELECT <|>* FROM rides WHERE").found, []);
  assert.deepEqual(refactoringsAt("<|>").found, []);
});
