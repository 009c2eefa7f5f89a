/**
 * Tables, columns, aliases, windows and context keys.
 */
import { test } from "node:test";
import { checkApplied, checkCompletion } from "../../../support/completion";
import { catalogOfText } from "../../../support/completionCatalog";

/** Two datasources, a lookup. */
const catalog = catalogOfText(
  "wikipedia: __time TIMESTAMP, page VARCHAR, added BIGINT, end VARCHAR; page views: __time TIMESTAMP, url VARCHAR; lookup.countries: k VARCHAR, v VARCHAR",
);

test("tables in FROM", () => {
  const has = ["wikipedia", "page views", "lookup.countries", "sys.segments", "sys", "lookup", "INFORMATION_SCHEMA"];
  checkCompletion("SELECT * FROM <|>", { catalog, has, lacks: ["COUNT", "page"] });
  checkCompletion("SELECT * FROM wikipedia, <|>", { catalog, has });
  checkCompletion("SELECT * FROM wikipedia JOIN <|>", { catalog, has });
  checkCompletion("SELECT * FROM wiki<|>pedia", { catalog, has, replaces: "wikipedia" });
  checkCompletion("SELECT * FROM sys.<|>", { catalog, has: ["segments", "servers"], lacks: ["wikipedia", "WHERE"] });
  checkCompletion("SELECT * FROM druid.<|>", { catalog, first: ["page views", "wikipedia"], lacks: ["segments"] });
  checkCompletion("SELECT * FROM lookup.<|>", { catalog, all: ["countries"] });
  checkCompletion("SELECT * FROM INFORMATION_SCHEMA.<|>", { has: ["COLUMNS", "TABLES"] });
  checkCompletion("SELECT * FROM unheard.<|>", { catalog, all: [] });
  checkCompletion("SELECT * FROM sys.<|>", { has: ["segments"], lacks: ["queries"] });
  checkApplied("SELECT * FROM pa<|>", "page views", 'SELECT * FROM "page views"', { catalog });
  checkApplied('SELECT * FROM "pa<|>"', "page views", 'SELECT * FROM "page views"', { catalog });
  checkApplied('SELECT * FROM "wi<|>', "wikipedia", 'SELECT * FROM "wikipedia"', { catalog });
});

test("tables by their names, whatever the case", () => {
  const mixed = catalogOfText("weather: a BIGINT; Weather: a BIGINT; archive: a BIGINT; Rides: a BIGINT");
  checkCompletion("SELECT * FROM <|>", { catalog: mixed, first: ["archive", "Rides", "weather", "Weather"] });
});

test("CTEs that are seen", () => {
  checkCompletion("WITH a AS (SELECT 1) SELECT * FROM <|>", { first: ["a"] });
  checkCompletion("WITH a AS (SELECT 1), b AS (SELECT * FROM <|>) SELECT * FROM b", { has: ["a"], lacks: ["b"] });
  checkCompletion("WITH a AS (SELECT * FROM <|>) SELECT * FROM a", { lacks: ["a"] });
  checkCompletion("WITH a AS (SELECT 1) SELECT * FROM (SELECT * FROM <|>)", { has: ["a"] });
  checkCompletion("INSERT INTO t WITH a AS (SELECT 1) SELECT * FROM <|>", { has: ["a"] });
});

test("columns of the kind that is wanted come first", () => {
  const mixed = catalogOfText(
    "rides: __time TIMESTAMP, city VARCHAR, fare DOUBLE, seats BIGINT, tags VARCHAR ARRAY, extra COMPLEX<json>, users COMPLEX<HLLSketch>; zones: city VARCHAR, size BIGINT",
  );
  const first = (marked: string, ...names: readonly string[]): void => checkCompletion(marked, { catalog: mixed, first: names });
  first("SELECT SUM(<|>) FROM rides", "fare", "seats", "__time", "city");
  first("SELECT UPPER(<|>) FROM rides", "city", "__time");
  first("SELECT TIME_FLOOR(<|>) FROM rides", "__time", "city");
  first("SELECT ARRAY_LENGTH(<|>) FROM rides", "tags");
  first("SELECT JSON_VALUE(<|>) FROM rides", "extra");
  first("SELECT HLL_SKETCH_ESTIMATE(<|>) FROM rides", "users");
  first("SELECT * FROM rides, UNNEST(<|>) AS u(x)", "tags");
  first("SELECT * FROM rides WHERE fare > <|>", "seats", "__time");
  first("SELECT * FROM zones z WHERE z.city IN (SELECT <|> FROM rides)", "city");
  first("SELECT * FROM zones z WHERE z.size IN (SELECT <|> FROM rides LIMIT 5)", "fare", "seats");
  first("SELECT * FROM rides WHERE fare BETWEEN 1 AND <|>", "seats");
  first("SELECT * FROM rides r JOIN zones z ON r.city = z.<|>", "city", "size");
  first("SELECT * FROM rides r JOIN zones z ON z.size = r.<|>", "fare", "seats");
  first("SELECT * FROM rides r JOIN zones z ON r.city = <|>", "z.city");
  first("SELECT * FROM rides r JOIN zones z ON r.city = z.city AND r.seats > <|>", "size", "fare");
  first("SELECT fare + <|> FROM rides", "fare", "seats", "__time");
  first("SELECT city || <|> FROM rides", "city", "__time");
  first("SELECT -<|> FROM rides", "fare", "seats");
  first("SELECT city, SUM(fare) AS total FROM rides GROUP BY city HAVING <|>", "city", "total", "COUNT", "SUM");
  first("SELECT city FROM rides GROUP BY city HAVING SUM(<|>) > 1", "fare", "seats");
  first("SELECT COALESCE(<|>) FROM rides", "__time", "city", "fare");
  first("SELECT SUM(<|>) FROM unheard WHERE a = 1", "a");
});

test("before there is a FROM, a table or WITH item has its columns", () => {
  const types = catalogOfText("rides: city VARCHAR, fare DOUBLE; sys.own: a BIGINT");
  checkCompletion("SELECT rides.<|>", { catalog: types, all: ["city", "fare"] });
  checkCompletion("SELECT druid.rides.<|>", { catalog: types, all: ["city", "fare"] });
  checkCompletion("SELECT sys.own.<|>", { catalog: types, all: ["a"] });
  checkCompletion("WITH x AS (SELECT city AS c, fare FROM rides) SELECT x.<|>", { catalog: types, all: ["c", "fare"] });
  checkCompletion("WITH rides AS (SELECT 1 AS one) SELECT rides.<|>", { catalog: types, all: ["one"] });
  checkCompletion("SELECT rides.<|> FROM other", { catalog: types, all: [] });
});

test("a statement that begins behind the cursor is none of the one that lacks its semicolon", () => {
  const load = "INSERT INTO t SELECT b FROM TABLE(EXTERN('{}', '{}')) EXTEND (a VARCHAR, b VARCHAR) PARTITIONED BY DAY";
  checkCompletion(`SELECT <|>\n\n${load}`, { lacks: ["a", "b"], has: ["COUNT"] });
  checkCompletion(`SELECT <|>\n\n-- the load\n/* of files */\n${load}`, { lacks: ["a", "b"] });
  checkCompletion(`SELECT <|>\r\n\r\nset a = 1;\r\nSELECT b FROM s`, { lacks: ["b"] });
  checkCompletion("INSERT INTO t\n\nSELECT <|>\n\nFROM s WHERE b = 1", { has: ["b"] });
  checkCompletion("SELECT <|>\n\nFROM s WHERE REPLACE(b, 'x', 'y') = 1", { has: ["b"] });
});

test("what is selected already comes behind the other columns", () => {
  checkCompletion("SELECT page, w.added, <|> FROM wikipedia w", { catalog, first: ["__time", "end", "page", "added"] });
  checkCompletion("SELECT w.page, w.<|> FROM wikipedia w", { catalog, first: ["__time", "added", "end", "page"] });
  checkCompletion("SELECT w.page FROM wikipedia w GROUP BY w.<|>", { catalog, first: ["page", "__time"] });
  checkCompletion("SELECT page, UPPER(<|>) FROM wikipedia", { catalog, first: ["page", "end"] });
  checkCompletion("SELECT page, CASE WHEN <|> THEN 1 END FROM wikipedia", { catalog, first: ["__time", "page"] });
});

test("an alias that the author writes elsewhere comes behind the columns", () => {
  const columns = ["__time", "page", "added", "end"];
  checkCompletion("SELECT w.page FROM wikipedia w WHERE <|>", { catalog, first: [...columns, "w"] });
  checkCompletion("SELECT page FROM wikipedia w WHERE <|>", { catalog, first: [...columns, "TIME_FLOOR"] });
});

test("datasources that only this statement names", () => {
  checkCompletion("REPLACE INTO t OVERWRITE ALL SELECT * FROM <|> PARTITIONED BY ALL", { catalog, has: ["t", "wikipedia"] });
  checkCompletion("SELECT * FROM t JOIN <|>", { catalog, has: ["t"] });
  checkCompletion("SELECT * FROM druid.t JOIN druid.<|>", { catalog, has: ["t"] });
  checkCompletion("WITH c AS (SELECT 1) SELECT * FROM c JOIN <|>", { catalog, first: ["c", "page views"] });
  checkCompletion("SELECT * FROM wik<|>", { catalog, lacks: ["wik"] });
  checkCompletion("INSERT INTO <|> SELECT * FROM t", { has: ["t"] });
});

test("columns that a CTE hands on by a star are named elsewhere", () => {
  checkCompletion("WITH c AS (SELECT * FROM t) SELECT c.<|> FROM c JOIN t ON c.a = t.b", { all: ["a", "b", "__time"] });
});

test("a window is none of its own", () => {
  checkCompletion("SELECT SUM(a) OVER w FROM t WINDOW w AS (<|>)", { lacks: ["w"], has: ["PARTITION BY"] });
  checkCompletion("SELECT SUM(a) OVER w FROM t WINDOW v AS (PARTITION BY b), w AS (<|>)", { has: ["v"], lacks: ["w"] });
});

test("an alias whose column is not written yet is none", () => {
  checkCompletion("SELECT w. FROM wikipedia w WHERE w.<|>", { catalog, all: ["__time", "page", "added", "end"] });
  checkCompletion("SELECT w. FROM wikipedia w ORDER BY <|>", { catalog, first: ["__time", "page"] });
  checkCompletion("SELECT * FROM lookup.; SELECT * FROM <|>", { lacks: ["lookup.lookup"], has: ["lookup"] });
});

test("targets", () => {
  checkCompletion("INSERT INTO <|>", { catalog, has: ["wikipedia", "page views"], lacks: ["sys.segments", "sys", "lookup.countries"] });
  checkCompletion("REPLACE INTO <|> OVERWRITE ALL SELECT 1", { catalog, has: ["wikipedia"] });
});

test("columns, with type and origin", () => {
  checkCompletion("SELECT <|> FROM wikipedia", { catalog, first: ["__time", "page", "added", "end"], has: ["COUNT"] });
  checkCompletion("SELECT page, <|> FROM wikipedia", { catalog, has: ["added"] });
  checkCompletion("SELECT * FROM wikipedia WHERE <|>", { catalog, has: ["page"] });
  checkCompletion("SELECT * FROM wikipedia WHERE page = 'x' AND <|>", { catalog, has: ["added"] });
  checkCompletion("SELECT * FROM wikipedia GROUP BY <|>", { catalog, has: ["page"] });
  checkCompletion("SELECT SUM(<|>) FROM wikipedia", { catalog, has: ["added"] });
  checkCompletion("SELECT w.<|> FROM wikipedia w", { catalog, all: ["__time", "page", "added", "end"] });
  checkCompletion("SELECT w.pa<|> FROM wikipedia w", { catalog, has: ["page"], replaces: "pa" });
  checkCompletion("SELECT wikipedia.<|> FROM wikipedia", { catalog, has: ["page"] });
  checkCompletion("SELECT x.<|> FROM wikipedia w", { catalog, all: [] });
  checkCompletion("SELECT <|> FROM sys.servers", { has: ["server", "tier"], lacks: ["__time"] });
  checkCompletion("INSERT INTO t SELECT <|> FROM wikipedia PARTITIONED BY DAY", { catalog, has: ["page"] });
  checkCompletion("INSERT INTO t SELECT page FROM wikipedia PARTITIONED BY DAY CLUSTERED BY <|>", { catalog, has: ["page"] });
  checkApplied("SELECT en<|> FROM wikipedia", "end", 'SELECT "end" FROM wikipedia', { catalog });
  checkApplied('SELECT "<|>" FROM wikipedia', "page", 'SELECT "page" FROM wikipedia', { catalog });
  checkApplied('SELECT w."pa<|> FROM wikipedia w', "page", 'SELECT w."page" FROM wikipedia w', { catalog });
});

test("columns of CTEs, subqueries, external tables", () => {
  checkCompletion("WITH a AS (SELECT page AS p, added + 1 AS more FROM wikipedia) SELECT <|> FROM a", {
    catalog,
    first: ["p", "more"],
    lacks: ["page"],
  });
  checkCompletion("SELECT <|> FROM (SELECT page AS p FROM wikipedia)", { catalog, first: ["p"], lacks: ["added"] });
  checkCompletion("SELECT <|> FROM TABLE(EXTERN('{}', '{}')) EXTEND (a VARCHAR, \"b c\" BIGINT)", { first: ["a", "b c"] });
  checkCompletion('SELECT * FROM wikipedia w WHERE page IN (SELECT <|> FROM "page views")', { catalog, has: ["url", "page"] });
  checkCompletion("SELECT <|> FROM UNNEST(ARRAY[1]) AS u (element)", { first: ["element"] });
});

test("several tables: what two have is said of which", () => {
  const joined = 'FROM wikipedia w JOIN "page views" v ON w.page = v.url';
  checkCompletion(`SELECT <|> ${joined}`, { catalog, has: ["w.__time", "v.__time", "page", "url", "w", "v"], lacks: ["__time"] });
  checkCompletion(`SELECT * FROM wikipedia w JOIN "page views" v ON <|>`, { catalog, has: ["w", "v", "page", "url"] });
  checkCompletion(`SELECT * FROM wikipedia w JOIN "page views" v ON w.page = v.<|>`, { catalog, all: ["__time", "url"] });
  checkCompletion(`SELECT * FROM wikipedia JOIN "page views" USING (<|>)`, { catalog, first: ["__time"] });
});

test("columns of tables that nobody knows: those of the statement, and the time", () => {
  checkCompletion("SELECT <|> FROM events WHERE kind = 1 GROUP BY place", { has: ["kind", "place", "__time"] });
  checkCompletion("SELECT e.<|> FROM events e WHERE e.kind = 1", { all: ["kind", "__time"] });
});

test("names of the SELECT where they are seen", () => {
  checkCompletion("SELECT page AS p FROM wikipedia ORDER BY <|>", { catalog, first: ["p"] });
  checkCompletion("SELECT page AS p FROM wikipedia WHERE <|>", { catalog, lacks: ["p"] });
  checkCompletion("SELECT page, SUM(added) AS s FROM wikipedia GROUP BY 1 HAVING <|>", { catalog, has: ["s", "page", "SUM"] });
  checkCompletion("SELECT page, SUM(added) AS s FROM wikipedia GROUP BY 1 HAVING page > 'a' AND s<|> LIMIT 5", { catalog, has: ["s"] });
  checkCompletion("SELECT page, SUM(added) AS s FROM wikipedia GROUP BY 1 HAVING MAX(<|>) > 1", { catalog, has: ["added"], lacks: ["s"] });
});

test("aliases for what stands in FROM", () => {
  checkCompletion("SELECT * FROM page_views <|>", { first: ["pv"] });
  checkCompletion("SELECT * FROM pageViews AS <|>", { first: ["pv"] });
  checkCompletion("SELECT * FROM wikipedia w JOIN websites <|>", { lacks: ["w"] });
  checkCompletion("SELECT * FROM order_n <|>", { lacks: ["on"] });
});

test("windows", () => {
  checkCompletion("SELECT SUM(a) OVER <|> FROM t WINDOW w AS (ORDER BY b)", { has: ["w"] });
  checkCompletion("SELECT SUM(a) OVER (<|>) FROM t WINDOW w AS (ORDER BY b)", { has: ["w", "PARTITION BY"] });
});

test("columns and functions that a window is parted and ordered by", () => {
  checkCompletion("SELECT SUM(added) OVER (PARTITION BY <|>) FROM wikipedia", { catalog, first: ["__time", "page"], has: ["TIME_FLOOR"] });
  checkCompletion("SELECT SUM(added) OVER (PARTITION BY page, <|> FROM wikipedia", { catalog, has: ["added", "SUBSTRING"] });
  checkCompletion("SELECT SUM(added) OVER (w PARTITION BY w<|>) FROM wikipedia", { catalog, has: ["page"] });
  checkCompletion("SELECT 1 FROM wikipedia a WINDOW w AS (PARTITION BY a.<|>)", { catalog, has: ["page"] });
});

test("names that an author invents are not offered", () => {
  for (const marked of [
    "SELECT a AS <|> FROM wikipedia",
    "WITH <|>",
    "WITH a AS (SELECT 1) SELECT 1 AS <|>",
    "WITH a (<|>) AS (SELECT 1) SELECT 1",
  ]) {
    checkCompletion(marked, { catalog, lacks: ["page", "wikipedia", "COUNT", "a"] });
  }
});

test("tables and lookups in strings", () => {
  checkCompletion("SELECT * FROM TABLE(APPEND('<|>'))", { catalog, all: ["wikipedia", "page views"] });
  checkCompletion("SELECT LOOKUP(page, '<|>') FROM wikipedia", { catalog, all: ["countries"] });
  checkCompletion("SELECT LOOKUP('<|>', 'x') FROM wikipedia", { catalog, all: [] });
});

test("keys of the context", () => {
  checkCompletion("SET <|>", { has: ["maxNumTasks", "sqlTimeZone", "useCache", "taskAssignment"], lacks: ["SELECT", "TRUE"] });
  checkCompletion("SET <|>", { first: ["sqlTimeZone", "useApproximateCountDistinct"] });
  checkCompletion("SET <|>;\nREPLACE INTO t OVERWRITE ALL SELECT a FROM b PARTITIONED BY DAY", { has: ["rowsInMemory", "maxNumTasks"] });
  checkCompletion("SET <|>;\nINSERT INTO t SELECT a FROM b PARTITIONED BY DAY", { first: ["maxNumTasks"] });
  checkCompletion("SET maxN<|>", { has: ["maxNumTasks"], replaces: "maxN" });
  checkCompletion("SET maxNumTasks = 3;\nSET <|>;\nSELECT 1", { has: ["sqlTimeZone"], lacks: ["maxNumTasks"] });
  checkCompletion("SET <|>", { lacks: ["engine"], cluster: { druidVersion: 30 } });
  checkCompletion("SET <|>", { has: ["maxNumTasks"], trigger: " " });
  checkApplied("SET maxN<|>", "maxNumTasks", "SET maxNumTasks = ");
  checkApplied("SET maxN<|> = 3; SELECT 1", "maxNumTasks", "SET maxNumTasks = 3; SELECT 1");
});

test("values of the context", () => {
  checkCompletion("SET useCache = <|>", { all: ["TRUE", "FALSE"] });
  checkCompletion("SET taskAssignment = <|>", { all: ["'max'", "'auto'"] });
  checkCompletion("SET taskAssignment = '<|>'", { all: ["max", "auto"] });
  checkCompletion("SET sqlTimeZone = '<|>'; SELECT 1", { has: ["UTC", "Europe/Berlin"] });
  checkCompletion("SET unheardOf = <|>", { lacks: ["'max'"] });
  checkCompletion("SET useCache = <|>", { all: ["TRUE", "FALSE"], trigger: " " });
});

test("what is likeliest in GROUP BY and behind ON", () => {
  checkCompletion("SELECT added, SUM(x) FROM wikipedia GROUP BY <|>", { catalog, first: ["added"] });
  checkCompletion("SELECT * FROM sys.servers s JOIN sys.server_segments g ON <|>", { first: ["s.server = g.server"] });
  checkCompletion("SELECT * FROM sys.servers s JOIN sys.server_segments g ON s.server = <|>", { lacks: ["s.server = g.server"] });
});

test("what only loads have", () => {
  checkCompletion("INSERT INTO t SELECT 1 FROM s PARTITIONED BY <|>", {
    has: ["DAY", "TIME_FLOOR"],
    lacks: ["ABS", "__time", "NOT", "SELECT"],
  });
  checkCompletion("INSERT INTO t SELECT 1 FROM s PARTITIONED BY TIME_FLOOR(<|>)", { has: ["__time"], lacks: ["ABS"] });
  checkApplied(
    "INSERT INTO t SELECT 1 FROM s PARTITIONED BY TIME<|>",
    "TIME_FLOOR",
    "INSERT INTO t SELECT 1 FROM s PARTITIONED BY TIME_FLOOR(__time, '${1:PT15M}')",
  );
  checkCompletion("REPLACE INTO t OVERWRITE WHERE <|>", { first: ["__time >= … AND __time < …"], has: ["__time"] });
  checkCompletion("REPLACE INTO t OVERWRITE WHERE __time > <|>", { has: ["TIMESTAMP"] });
  checkCompletion("INSERT INTO wikipedia SELECT TIME_PARSE(x) AS <|>, y FROM s", {
    catalog,
    has: ["__time", "page", "added"],
    lacks: ["ABS"],
  });
  checkCompletion("INSERT INTO wikipedia SELECT x AS __time, y AS <|> FROM s", { catalog, has: ["page"], lacks: ["__time"] });
  checkCompletion("INSERT INTO wikipedia SELECT x FROM (SELECT y AS <|> FROM s)", { catalog, all: [] });
  checkCompletion("SELECT x AS <|> FROM s", { catalog, all: [] });
});

test("datasources of the document, with the columns that its loads give them", () => {
  const load =
    "INSERT INTO daily SELECT TIME_FLOOR(__time, 'P1D') AS __time, page, COUNT(*) AS cnt FROM raw_events GROUP BY 1, 2 PARTITIONED BY DAY;\n";
  checkCompletion(`${load}SELECT * FROM <|>`, { has: ["daily", "raw_events"] });
  checkCompletion(`SELECT * FROM <|>;\n${load}`, { has: ["daily", "raw_events"] });
  checkCompletion(`${load}SELECT <|> FROM daily`, { first: ["__time", "page", "cnt"] });
  checkCompletion(`${load}SELECT d.<|> FROM daily d`, { all: ["__time", "page", "cnt"] });
  checkCompletion(`${load}INSERT INTO <|>`, { has: ["daily"] });
  checkCompletion("SELECT * FROM dai<|>", { lacks: ["dai"] });
  checkCompletion("WITH a AS (SELECT 1) SELECT * FROM a;\nSELECT * FROM <|>", { lacks: ["a"] });
});
