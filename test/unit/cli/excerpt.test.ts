/**
 * Source lines with carets: tabs, wide characters, long lines, characters that a terminal would act on.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { printable, widthOf } from "../../../server/src/cli/columns";
import { excerptOf } from "../../../server/src/cli/excerpt";

/** `<|` and `|>` mark the words; the expectation is the line and its carets. */
function checkExcerpt(marked: string, line: string, carets: string, most = 80): void {
  const start = marked.indexOf("<|");
  const text = marked.replace("<|", "").replace("|>", "");
  assert.deepEqual(excerptOf(text, start, marked.indexOf("|>") - 2, most), { line, carets });
}

describe("carets", () => {
  test("under the words", () => checkExcerpt("SELECT * FROM <|t|>", "SELECT * FROM t", "              ^"));
  test("at the end of a line, where something is missing", () => checkExcerpt("GROUP BY<||>", "GROUP BY", "        ^"));
  test("behind tabs", () => checkExcerpt("\t\tFROM\t<|t|>", "        FROM    t", "                ^"));
  test("behind and under wide characters", () => checkExcerpt("'表' <|表名|> x", "'表' 表名 x", "     ^^^^"));
  test("behind combining marks", () => checkExcerpt("e\u0301 <|t|>", "e\u0301 t", "  ^"));
  test("behind an emoji", () => checkExcerpt("'😀' <|t|>", "'😀' t", "     ^"));
  test("control characters are shown, not sent", () => checkExcerpt("a\u001b[31m <|t|>", "a\ufffd[31m t", "       ^"));
});

describe("long lines", () => {
  const padding = "x".repeat(50);
  test("cut on both sides", () =>
    checkExcerpt(`${padding}<|here|>${padding}`, `…${"x".repeat(8)}here${"x".repeat(8)}…`, `${" ".repeat(9)}^^^^`, 20));
  test("cut on the right", () => checkExcerpt(`<|here|>${padding}`, `here${"x".repeat(16)}…`, "^^^^", 20));
  test("cut on the left", () => checkExcerpt(`${padding}<|here|>`, `…${"x".repeat(16)}here`, `${" ".repeat(17)}^^^^`, 20));
  test("words that are longer than the page", () => checkExcerpt(`<|${padding}|>`, `${"x".repeat(20)}…`, "^".repeat(20), 20));
  test("of any length: only what lies around the words is looked at", () => {
    const endless = "y".repeat(1_000_000);
    checkExcerpt(`${endless}<|here|>${endless}`, `…${"y".repeat(8)}here${"y".repeat(8)}…`, `${" ".repeat(9)}^^^^`, 20);
    checkExcerpt(`<|here|>${endless}`, `here${"y".repeat(16)}…`, "^^^^", 20);
    checkExcerpt(`${endless}<|here|>`, `…${"y".repeat(16)}here`, `${" ".repeat(17)}^^^^`, 20);
    checkExcerpt(`<|${endless}|>`, `${"y".repeat(20)}…`, "^".repeat(20), 20);
  });
  test("no emoji is cut in two, wherever the line is", () => {
    for (const shift of ["", "a"]) {
      const { line } = excerptOf(`${shift}${"😀".repeat(500)}`, 501, 503, 20);
      assert.match(line, /^…(?:😀)+…$/u);
    }
  });
  test("the page is not exceeded by wide characters", () => {
    const { line } = excerptOf("表".repeat(100), 50, 51, 20);
    assert.ok(widthOf(line) <= 22);
  });
});

test("printable text is one line without controls", () => {
  assert.equal(printable("a\r\n b\tc\u001b[0m\u202e"), "a b c\ufffd[0m\ufffd");
});
