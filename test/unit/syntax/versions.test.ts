/** What the parsers of older releases take and refuse; each was asked of the parsers of 27, 28, 29 and 31. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRequest } from "../../../server/src/language/syntax/document";

/** Since when a statement is taken, or until when; always where nothing is said. */
function checkTaken(
  sql: string,
  { since = 0, until = Number.POSITIVE_INFINITY }: { readonly since?: number; readonly until?: number },
): void {
  test(`${sql} since ${since} until ${until}`, () => {
    for (const druidVersion of [27, 28, 30, 31, 38]) {
      const { errors } = parseRequest(sql, { druidVersion, mode: "request" });
      assert.equal(errors.length === 0, since <= druidVersion && druidVersion <= until, `${druidVersion}: ${errors[0]?.message}`);
    }
  });
}

for (const word of ["datetime", "MONDAY", "Qualify", "ordinal", "TRY_CAST", "safe_offset"]) {
  checkTaken(`SELECT ${word}, a AS ${word}, b.${word} FROM ${word}`, { until: 27 });
}
checkTaken("SELECT json_scope, CONTAINS_SUBSTR(a) AS contains_substr FROM t", { until: 30 });
checkTaken("SELECT DATE_TRUNC(a), TIME_DIFF(a) FROM t", { until: 27 });
checkTaken("SELECT f(DECIMAL '1.5') FROM t", { since: 31 });
checkTaken("SELECT JSON_OBJECT('a', 1) FROM t", { since: 31 });
checkTaken("SELECT f(x -> x) FROM t", { since: 31 });
checkTaken("SELECT MAP('a', 1) FROM t", { since: 31 });
checkTaken("SELECT CAST(a AS MAP<INT, INT>) FROM t", { since: 31 });
checkTaken("SELECT CAST(a AS TIMESTAMP WITH TIME ZONE) FROM t", { since: 31 });
checkTaken("SELECT CAST(a AS DATE FORMAT 'yyyy') FROM t", { since: 31 });
checkTaken("SELECT TIMESTAMP WITH LOCAL TIME ZONE '2020-01-01 00:00:00' FROM t", { since: 28 });
checkTaken("SELECT TIME WITH LOCAL TIME ZONE '00:00:00' FROM t", { since: 31 });
checkTaken("SELECT a FROM t WHERE a ILIKE 'b' AND c[OFFSET(1)] = E'x'", { since: 28 });
checkTaken("SELECT INTERVAL 1 DAY, ARRAY(1, 2), TIMESTAMP(a) FROM t GROUP BY ALL a", { since: 28 });
checkTaken("SELECT SUM(a) OVER (ROWS MAP(1) PRECEDING) FROM t", { since: 31 });

test("PERCENTILE_CONT is a name between 28 and 30", () => {
  const isTaken = (sql: string, druidVersion: number): boolean => parseRequest(sql, { druidVersion, mode: "request" }).errors.length === 0;
  assert.deepEqual(
    [27, 28, 30, 31].map((version) => isTaken("SELECT a AS percentile_cont FROM t", version)),
    [false, true, true, false],
  );
  assert.deepEqual(
    [27, 28, 31].map((version) => isTaken("SELECT PERCENTILE_CONT(a) FROM t", version)),
    [false, true, true],
  );
});
