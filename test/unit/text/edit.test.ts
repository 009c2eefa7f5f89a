/**
 * Edits as data: put in, put in order, and parted from the words around them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, partedEdits } from "../../../server/src/language/text/edit";

/** `[range start, range end, text]` of each edit. */
function checkParted(text: string, edits: readonly (readonly [number, number, string])[], expected: string): void {
  const given = edits.map(([start, end, words]) => ({ range: { start, end }, text: words }));
  assert.equal(applyEdits(text, partedEdits(text, given)), expected);
}

test("words do not run together", () => {
  checkParted("a(*)FROM", [[4, 4, " AS b"]], "a(*) AS b FROM");
  checkParted('x"a"y', [[1, 4, "a"]], "x a y");
  checkParted("x*y", [[1, 2, ""]], "x y");
  checkParted("täglich*ö", [[7, 8, "a"]], "täglich a ö");
});

test("neighbours count as they will be", () => {
  checkParted(
    "x**y",
    [
      [1, 2, "a"],
      [2, 3, "b"],
    ],
    "x a b y",
  );
  checkParted(
    "x*y",
    [
      [1, 2, ""],
      [2, 2, " b"],
    ],
    "x b y",
  );
});

test("what was apart by itself stays as it is", () => {
  checkParted("a + b", [[4, 5, "c"]], "a + c");
  checkParted("a(b)", [[2, 2, "t."]], "a(t.b)");
  checkParted("", [[0, 0, "a"]], "a");
});
