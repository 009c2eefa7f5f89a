/**
 * The table of functions: by example, and against the operator tables that Druid printed, where these are at hand.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { allFunctions, findFunction } from "../../../server/src/language/data/functions";

const OPERATORS = join(__dirname, "../../../..", "../shared/reference/data/operators.json");

/** `name(kind) labels minimum..maximum literals`, as one line. */
function describe(name: string): string {
  const found = findFunction(name);
  if (!found) return "none";
  const literals = found.parameters.filter(({ isLiteral }) => isLiteral).map((parameter) => parameter.name);
  const labels = found.signatures.map(({ label }) => label).join(" | ");
  return `${found.name} ${found.kind} ${labels} ${found.minimum}..${found.maximum} ${literals.join(",")}`.trimEnd();
}

function checkFunction(name: string, expected: string): void {
  test(`function ${name}`, () => assert.equal(describe(name), expected));
}

checkFunction("sqrt", "SQRT scalar SQRT(number) 1..1");
checkFunction("Round", "ROUND scalar ROUND(number, [digits]) 1..2");
checkFunction("LOOKUP", "LOOKUP scalar LOOKUP(key, lookupName, [missing]) 2..3 lookupName,missing");
checkFunction("CONCAT", "CONCAT scalar CONCAT([values...]) 0..Infinity");
checkFunction("COALESCE", "COALESCE scalar COALESCE(values...) 1..Infinity");
checkFunction("string_format", "STRING_FORMAT scalar STRING_FORMAT(pattern, [values...]) 1..Infinity");
checkFunction("TIME_FLOOR", "TIME_FLOOR scalar TIME_FLOOR(time, period, [origin, [timezone]]) 2..4");
checkFunction("extract", "EXTRACT scalar EXTRACT(unit FROM time) 2..2");
checkFunction("CURRENT_DATE", "CURRENT_DATE scalar CURRENT_DATE 0..0");
checkFunction("COUNT", "COUNT aggregate COUNT(*) | COUNT([DISTINCT] value) 1..Infinity");
checkFunction("latest", "LATEST aggregate LATEST(value, [maxBytes, [multiple]]) 1..3 maxBytes,multiple");
checkFunction("ROW_NUMBER", "ROW_NUMBER window ROW_NUMBER() 0..0");
checkFunction("append", "APPEND table TABLE(APPEND('table', …)) 1..Infinity tables");
checkFunction("HTTP", "HTTP table  0..Infinity");
checkFunction("ARRAY_QUANTILE", "ARRAY_QUANTILE scalar ARRAY_QUANTILE(array, fraction) 2..2 fraction");
checkFunction("$sum0", "$SUM0 aggregate $SUM0(number) 1..1");
checkFunction("no_such_function", "none");
checkFunction("__proto__", "none");

test("parameters of a signature are where the label has them", () => {
  const labels = (name: string) =>
    findFunction(name)?.signatures.map(({ label, parameters }) => parameters.map(({ start, end }) => label.slice(start, end)).join(","));
  assert.deepEqual(labels("TIME_SHIFT"), ["time,period,step,timezone"]);
  assert.deepEqual(labels("COALESCE"), ["values..."]);
  assert.deepEqual(labels("POSITION"), ["part,text", "part,text,start"]);
  assert.deepEqual(labels("PI"), [""]);
  assert.deepEqual(labels("COUNT"), ["", "value"]);
});

test("every function says what it does, once, and where it is documented", () => {
  const names = allFunctions().map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length > 230, String(names.length));
  for (const { name, documentation, docsPage, signatures, aliasOf, isInternal, kind } of allFunctions()) {
    assert.match(documentation, /^\S.*\.$/, name);
    assert.ok(documentation.length < 140, name);
    if (docsPage !== undefined) assert.match(docsPage, /^[a-z-]+(?:\/[a-z-]+)+$/, name);
    if (!isInternal && kind !== "table") assert.ok(signatures.length > 0, name);
    if (aliasOf !== undefined) assert.ok(findFunction(aliasOf), name);
  }
});

interface PrintedOperator {
  readonly name: string;
  readonly role: string;
  readonly syntax: string;
  readonly min?: number;
  readonly max?: number;
  readonly firstSeen?: number;
  readonly extension?: string;
}

/** Functions that the planner adds to its table and that no statement can call. */
const UNCALLABLE: readonly string[] = ["LITERAL_AGG", "REINTERPRET"];

/** Druid's table says that none at all would do, and its planner fails without any. */
const NARROWED: readonly string[] = ["COALESCE"];

test("counts and releases are those that Druid printed", (context) => {
  if (!existsSync(OPERATORS)) return context.skip("the operator tables of Druid are not at hand");
  const { operators } = JSON.parse(readFileSync(OPERATORS, "utf8")) as { readonly operators: readonly PrintedOperator[] };
  let compared = 0;
  for (const { name, role, syntax, min, max, firstSeen, extension } of operators) {
    if (role === "operator" || !syntax.startsWith("FUNCTION") || UNCALLABLE.includes(name.toUpperCase())) continue;
    const found = findFunction(name);
    assert.ok(found, name);
    assert.equal(found.kind, role, name);
    assert.equal(found.extension, extension, name);
    if (name !== "JSON_OBJECT" && firstSeen !== undefined && firstSeen > 27) {
      assert.ok(found.lackedBy !== undefined && found.lackedBy < firstSeen, `${name} lacked`);
      assert.ok(found.since !== undefined && found.since > found.lackedBy && found.since <= firstSeen, `${name} since`);
    }
    compared++;
    if (found.hasOwnSyntax) continue;
    if (!NARROWED.includes(name)) assert.equal(found.minimum, min, name);
    assert.equal(found.maximum === Number.POSITIVE_INFINITY ? -1 : found.maximum, name === "JSON_VALUE_ANY" ? -1 : max, name);
  }
  assert.ok(compared > 190, String(compared));
});
