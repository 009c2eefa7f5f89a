/**
 * Dates and times: what Druid reads of a literal, the calendar, time zones, and the time that OVERWRITE WHERE covers. What is expected was
 * asked of Druid's planners of 29, 31 and 33.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, dateOf, HOUR, instantOf, readDateTime } from "../../../server/src/language/analysis/dateTimes";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("literals of dates and timestamps", () => {
  const kinds = (type: "date" | "timestamp", texts: readonly string[], kind: string): void => {
    for (const text of texts) assert.equal(readDateTime(text, type).kind, kind, `${type} ${text}`);
  };
  kinds("timestamp", ["2024-01-01", "2024-1-1 0:0:0", " 2024-01-01 00:00:00", "2024-02-29 23:59:59.999", "2024-01-01 00:00:00."], "ok");
  kinds("timestamp", ["2024-01-01T00:00:00", "2024-01-01 00:00", "2024-01-01 00:00:00Z", "20240101", "2024-01", "", "now"], "bad");
  kinds(
    "timestamp",
    ["2024-13-01", "2024-02-30", "2023-02-29", "2024-01-01 24:00:00", "2024-01-01 00:60:00", "2024-01-01 00:00:60"],
    "bad",
  );
  kinds("timestamp", ["0001-01-01 00:00:00", "2024-01-01 00:00:00 ", "12024-01-01", "2024-01-01 00:00:00.0001"], "unsure");
  kinds("date", ["2024-1-1", "2024-02-29"], "ok");
  kinds("date", ["2024-01-01 00:00:00", "2024/01/01", "2024-02-30"], "bad");
});

test("the calendar agrees with JavaScript's", () => {
  for (let day = -100_000; day < 60_000; day += 37) {
    const date = new Date(day * DAY);
    const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    assert.deepEqual(dateOf(day * DAY), expected);
    const text = date.toISOString().slice(0, 10);
    assert.deepEqual(readDateTime(text, "date"), { kind: "ok", milliseconds: day * DAY }, text);
  }
});

test("instants of local times", () => {
  const noon = Date.UTC(2024, 0, 15, 12);
  assert.equal(instantOf(noon, "UTC"), noon);
  assert.equal(instantOf(noon, "+05:30"), noon - 5.5 * HOUR);
  assert.equal(instantOf(noon, "America/Los_Angeles"), noon + 8 * HOUR);
  assert.equal(instantOf(noon, "Asia/Kathmandu"), noon - 5.75 * HOUR);
  for (const zone of ["Foo/Bar", "PST", "GMT+2", "", "utc"]) assert.equal(instantOf(noon, zone), undefined, zone);
  assert.equal(instantOf(Date.UTC(2024, 2, 10, 12), "America/Los_Angeles"), undefined, "clocks change");
});

test("the form of literals", () => {
  checkFindings(`
    SELECT * FROM a WHERE __time >= TIMESTAMP '2024-01-31T10:00:00Z' AND __time < TIMESTAMP '2024-01-31' AND d = DATE '2024-02-30'
    --                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ datetime-literal
    --                                                                                                           ^^^^^^^^^^^^^^^^^ datetime-literal
  `);
  checkCodes("SELECT TIMESTAMP '{{ day }}', DATE '${day}', TIME '1:2:3'", []);
  checkFix("SELECT <|>TIMESTAMP '2024-01-31T10:00Z'", "Write TIMESTAMP '2024-01-31 10:00:00'", "SELECT TIMESTAMP '2024-01-31 10:00:00'");
  checkFix("SELECT <|>TIMESTAMP '2024/01/31'", "Write TIMESTAMP '2024-01-31'", "SELECT TIMESTAMP '2024-01-31'");
  checkFix("SELECT <|>DATE '2024/01/31'", "Write DATE '2024-01-31'", "SELECT DATE '2024-01-31'");
});

const replace = (where: string, granularity: string, zone?: string): string =>
  `${zone === undefined ? "" : `SET sqlTimeZone = '${zone}'; `}REPLACE INTO t OVERWRITE WHERE ${where} SELECT __time FROM a PARTITIONED BY ${granularity}`;

/** The condition covers whole chunks of each granularity. */
function checkWhole(where: string, granularities: readonly string[], zone?: string): void {
  for (const granularity of granularities) checkCodes(replace(where, granularity, zone), []);
}

function checkBroken(where: string, granularities: readonly string[], zone?: string): void {
  for (const granularity of granularities) checkCodes(replace(where, granularity, zone), ["overwrite-where"]);
}

const between = (from: string, to: string): string => `__time >= TIMESTAMP '${from}' AND __time < TIMESTAMP '${to}'`;

test("time chunks", () => {
  const day = between("2024-01-01", "2024-01-02 00:00:00");
  checkWhole(day, ["DAY", "HOUR", "'MINUTE'", "'SECOND'", "FIVE_MINUTE", "'PT6H'", "'EIGHT_HOUR'", "FLOOR(__time TO HOUR)", "'NONE'"]);
  checkBroken(day, ["MONTH", "YEAR", "'WEEK'", "'QUARTER'", "ALL", "ALL TIME", "TIME_FLOOR(__time, 'P3M')", "FLOOR(__time TO WEEK)"]);
  checkWhole(between("2024-01-01", "2024-01-08"), ["'WEEK'", "DAY"]);
  checkBroken(between("2024-01-02", "2024-01-09"), ["'WEEK'"]);
  checkWhole(between("2024-04-01", "2024-07-01"), ["'QUARTER'", "MONTH"]);
  checkBroken(between("2024-05-01", "2024-08-01"), ["'QUARTER'"]);
  checkBroken(between("2024-01-01 05:00:00", "2024-01-02"), ["DAY", "'SIX_HOUR'", "'EIGHT_HOUR'"]);
  checkBroken(between("1969-12-31 23:59:59", "1970-01-01"), ["'MINUTE'"]);
  checkWhole(between("1969-12-31", "1970-01-01"), ["DAY"]);
});

test("conditions", () => {
  checkBroken("__time >= TIMESTAMP '2024-01-01'", ["DAY", "ALL"]);
  checkBroken("__time BETWEEN TIMESTAMP '2024-01-01' AND TIMESTAMP '2024-01-02'", ["DAY"]);
  checkWhole("__time BETWEEN TIMESTAMP '2024-01-01' AND TIMESTAMP '2024-01-01 23:59:59.999'", ["DAY"]);
  checkWhole("__time > TIMESTAMP '2023-12-31 23:59:59.999' AND __time < TIMESTAMP '2024-01-02'", ["DAY"]);
  checkWhole("NOT (__time < TIMESTAMP '2024-01-01' OR __time >= TIMESTAMP '2024-01-02')", ["DAY"]);
  checkBroken("NOT (__time >= TIMESTAMP '2024-01-01')", ["DAY"]);
  const halves = `(${between("2024-01-01", "2024-01-01 12:00:00")}) OR (${between("2024-01-01 12:00:00", "2024-01-03")})`;
  checkWhole(halves, ["DAY"]);
  checkBroken(`(${between("2024-01-01", "2024-01-02")}) OR (${between("2024-01-03", "2024-01-03 01:00:00")})`, ["DAY"]);
  checkBroken(between("2024-01-01", "2024-01-01"), ["DAY", "'NONE'"]);
  checkBroken("__time < TIMESTAMP '2024-01-01' AND __time > TIMESTAMP '2024-01-02'", ["DAY"]);
  checkWhole("__time NOT BETWEEN TIMESTAMP '2024-01-01' AND TIMESTAMP '2024-01-01 23:59:59.999'", ["DAY"]);
  checkWhole("__time >= DATE '2024-01-01' AND __time < DATE '2024-01-02'", ["DAY"]);
  checkBroken("__time >= DATE '2024-01-01' AND __time < TIMESTAMP '2024-01-02 05:00:00'", ["DAY"]);
  checkWhole("__time >= DATE '2024-01-01' AND __time < TIMESTAMP '2024-01-02 05:00:00'", ["DAY"], "Asia/Tokyo");
  checkWhole("__time >= {{ start }} AND __time < TIMESTAMP '2024-01-02 05:00:00'", ["DAY"]);
});

test("time zones: bounds are read in them, chunks are not", () => {
  const day = between("2024-01-01", "2024-01-02");
  checkBroken(day, ["DAY"], "America/Los_Angeles");
  checkWhole(day, ["HOUR"], "America/Los_Angeles");
  checkBroken(day, ["DAY", "HOUR"], "+05:30");
  checkWhole(between("2023-12-31 16:00:00", "2024-01-01 16:00:00"), ["DAY"], "America/Los_Angeles");
  checkWhole(between("2024-01-01 08:00:00", "2024-01-02 08:00:00"), ["DAY"], "+08:00");
  checkCodes(replace(between("2024-01-01 05:00:00", "2024-01-02"), "DAY", "Foo/Bar"), ["unknown-time-zone"]);
  checkBroken(day, ["DAY"], "Etc/GMT+5");
});

test("fixes of OVERWRITE WHERE", () => {
  const wrong =
    "REPLACE INTO t OVERWRITE WHERE <|>__time >= TIMESTAMP '2024-01-01' AND __time <= TIMESTAMP '2024-01-02' SELECT __time FROM a PARTITIONED BY DAY";
  checkFix(wrong, "Write <", wrong.replace("<|>", "").replace("<=", "<"));
  checkFix(
    "REPLACE INTO t OVERWRITE WHERE <|>__time >= TIMESTAMP '2024-01-01' SELECT x FROM a PARTITIONED BY ALL",
    "Write OVERWRITE ALL",
    "REPLACE INTO t OVERWRITE ALL SELECT x FROM a PARTITIONED BY ALL",
  );
});

test("a bound of OVERWRITE WHERE that is no time", () => {
  checkFindings(`
    REPLACE INTO t OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01T00:00:00' SELECT __time FROM a PARTITIONED BY DAY
    --                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ overwrite-where
  `);
});

test("times and numbers", () => {
  checkFindings(`
    SELECT x FROM t WHERE __time > 1704067200000 AND 5 <> t.__time AND FLOOR(__time TO DAY) = -1
    --                    ^^^^^^^^^^^^^^^^^^^^^^ time-operand
    --                                               ^^^^^^^^^^^^^ time-operand
    --                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^ time-operand
  `);
  for (const sql of [
    "SELECT x FROM t WHERE __time BETWEEN 5 AND 6",
    "SELECT x FROM t WHERE __time BETWEEN CURRENT_TIMESTAMP AND 6",
    "SELECT x FROM t WHERE __time IN (5, 6)",
    "SELECT x FROM t WHERE __time > TIMESTAMP_TO_MILLIS(CURRENT_TIMESTAMP)",
    "SELECT x FROM t GROUP BY x HAVING MAX(__time) > 5",
    "SELECT __time + 5 FROM t",
    "SELECT 5 + __time FROM t",
    "SELECT __time / 1000 FROM t",
    "SELECT __time + '1' FROM t",
    "SELECT CURRENT_DATE - 1",
    "SELECT MAX(__time) - MIN(__time) FROM t",
    "SELECT CURRENT_TIMESTAMP - __time FROM t",
  ]) {
    checkCodes(sql, ["time-operand"]);
  }
  for (const sql of [
    "SELECT x FROM t WHERE __time > '2024-01-01' AND __time < ? AND __time <> {{ day }} AND __time IN ('2024-01-01', 5)",
    "SELECT x FROM t WHERE __time > CURRENT_TIMESTAMP - INTERVAL '1' DAY AND CURRENT_DATE > CURRENT_TIMESTAMP",
    "SELECT __time + INTERVAL '1' DAY - INTERVAL '2' HOUR, __time || 'x', (CURRENT_TIMESTAMP - __time) DAY FROM t",
    "SELECT x FROM (SELECT 5 AS __time, x FROM t) WHERE __time > 5",
    "SELECT x FROM t WHERE ts > 5 AND x + ts > 5",
    "SELECT TIMESTAMPDIFF(DAY, __time, CURRENT_TIMESTAMP) > 5 FROM t",
  ]) {
    checkCodes(sql, []);
  }
  checkFix(
    "SELECT x FROM t WHERE __time <|>> 1704067200000",
    "Write MILLIS_TO_TIMESTAMP(…)",
    "SELECT x FROM t WHERE __time > MILLIS_TO_TIMESTAMP(1704067200000)",
  );
});
