/**
 * Formatting of a part of a text, and while typing. `«…»` marks what is selected, `<|>` the cursor.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatOnType, formatRange } from "../../../../server/src/language/features/format/formatRange";
import { indentLine } from "../../../../server/src/language/features/format/indentation";
import { DEFAULT_FORMAT, type FormatOptions } from "../../../../server/src/language/features/format/options";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { applyEdits } from "../../../../server/src/language/text/edit";
import { takeCursor } from "../../../support/marked";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

function checkRange(name: string, marked: string, after: string): void {
  test(`a range: ${name}`, () => {
    const start = marked.indexOf("«");
    const end = marked.indexOf("»") - 1;
    const text = marked.replace(/[«»]/g, "");
    assert.equal(applyEdits(text, formatRange(openDocument(text, GRAMMAR), { start, end }, DEFAULT_FORMAT)), after);
  });
}

/** `typed` stands before the cursor already. */
function checkTyped(name: string, marked: string, after: string, options: Partial<FormatOptions> = {}): void {
  test(`typed: ${name}`, () => {
    const { text, offset } = takeCursor(marked);
    const document = openDocument(text, GRAMMAR);
    const typed = /\n[ \t]*$/.test(text.slice(0, offset)) ? "\n" : text.charAt(offset - 1);
    const all = { ...DEFAULT_FORMAT, ...options };
    const edits = typed === "\n" ? indentLine(document, offset, all) : formatOnType(document, offset, typed, all);
    assert.equal(applyEdits(text, edits), after);
  });
}

checkRange("one of several statements", "select 1,2;\n«select 3,4;»\nselect 5,6;", "select 1,2;\nSELECT 3, 4;\nselect 5,6;");
checkRange("two statements", "select 1,2;\n«select 3,4;\nselect» 5,6;\nselect 7,8", "select 1,2;\nSELECT 3, 4;\nSELECT 5, 6;\nselect 7,8");
checkRange("a condition", "select a,b from t\n«where c=1» and d=2\norder by a,b", "select a,b from t\nWHERE c = 1 AND d = 2\norder by a,b");
checkRange(
  "whole lines of a statement",
  "select a,b\n«from t,u\nwhere c=1\n»group by a,b",
  "select a,b\nFROM t, u\nWHERE c = 1\ngroup by a,b",
);
checkRange("the word of a clause", "select a,b\nfrom t,u\n«where» c=1\ngroup by a,b", "select a,b\nfrom t,u\nWHERE c = 1\ngroup by a,b");
checkRange("whole lines", "select 1,2;\n«select 3,4;\n»select 5,6;", "select 1,2;\nSELECT 3, 4;\nselect 5,6;");
checkRange(
  "whole lines of a subquery",
  "select a,b from (\n«  select a,b\n  from  t\n») x join  u on 1=1",
  "select a,b from (\n  SELECT a, b\n  FROM t\n) x join  u on 1=1",
);
checkRange("an item", "select a+b as x,«c+d as y» from t", "select a+b as x,c + d AS y from t");
checkRange("a cursor in FROM", "select a,b\nfrom t join«» u on t.a=u.a\nwhere c=1", "select a,b\nFROM t\nJOIN u ON t.a = u.a\nwhere c=1");
checkRange(
  "a cursor in a subquery",
  "select a+b from (select c+«»d\nfrom t) where e=1",
  "select a+b from (select c + d\nfrom t) where e=1",
);
checkRange("ORDER BY", "select a,b\nfrom t\norder by «a,b»", "select a,b\nfrom t\nORDER BY a, b");
checkRange("a CTE", "with t as («select a,b\nfrom» u) select a,b from t", "with t as (\n  SELECT a, b\n  FROM u\n) select a,b from t");
checkRange(
  "the target of an INSERT and more",
  "«insert into t select» a,b from u\npartitioned by day",
  "INSERT INTO t\nSELECT a, b FROM u\nPARTITIONED BY DAY",
);
checkRange(
  "a statement that is indented",
  "-- it\n  «select a,b\n  from t\n  where c=1\n  ;»\nselect 5,6;",
  "-- it\nSELECT a, b\nFROM t\nWHERE c = 1;\nselect 5,6;",
);
checkRange("a cursor in the first word of one", "\tsele«»ct a,b\n\tfrom t", "SELECT a, b\nFROM t");
checkRange("a cursor behind the first word of one", "\tselect a,«»b+c\n\tfrom t", "\tselect a,b + c\n\tfrom t");
checkRange(
  "statements in one line",
  "«select 1,2; /* next */ select 3,4;   select 5,6»",
  "SELECT 1, 2; /* next */ SELECT 3, 4;\nSELECT 5, 6",
);
checkRange("blanks around a statement", "select 1,2;«\n\n\n\n\n   select 3,4  \n\n»", "select 1,2;\n\n\nSELECT 3, 4\n");
checkRange("nothing but blanks", "select 1,2;\n«\n\n»\nselect 3,4", "select 1,2;\n\n\n\nselect 3,4");
checkRange("a statement that does not parse", "«select from from»", "select from from");
checkRange("an empty text", "«»", "");
checkTyped("a semicolon ends a statement", "select a,b from t;<|>", "SELECT a, b FROM t;");
checkTyped("a semicolon behind an indented statement", "  select a,b\n  from t\n  ;<|>", "SELECT a, b\nFROM t;");
checkTyped("a semicolon behind another", "select 1,2;  select 3,4;<|>", "select 1,2;  SELECT 3, 4;");
checkTyped("only that one", "select 1,2;\nselect a,b from t;<|>\nselect 3,4", "select 1,2;\nSELECT a, b FROM t;\nselect 3,4");
checkTyped("a semicolon in a string", "select ';<|>' from t,u", "select ';' from t,u");
checkTyped("a semicolon in a comment", "select  1 -- a;<|>", "select  1 -- a;");
checkTyped("a semicolon behind a SET", "set a=1;select 1,2;<|>", "SET a = 1;\nSELECT 1, 2;");
checkTyped("a semicolon behind what does not parse", "select from from;<|>", "select from from;");
checkTyped("a parenthesis closes a call", "select f(a,b)<|>,c+d from t", "select f(a, b),c+d from t");
checkTyped(
  "a parenthesis closes a query",
  "select a,b from (select a\nfrom t)<|> where c=1",
  "select a,b from (\n  SELECT a\n  FROM t\n) where c=1",
);
checkTyped("a parenthesis in what does not parse", "select f(a,b)<|> from from", "select f(a,b) from from");
checkTyped("a line behind SELECT", "SELECT\n<|>", "SELECT\n  ");
checkTyped("a line before AND", "SELECT a FROM t\nWHERE b = 1\n<|>AND c = 2", "SELECT a FROM t\nWHERE b = 1\n  AND c = 2");
checkTyped("a line before AND in parentheses", "SELECT (\n  a\n  <|>AND b)", "SELECT (\n  a\n  AND b)");
checkTyped("a line before ON", "SELECT a\nFROM t JOIN u\n<|>ON b = c", "SELECT a\nFROM t JOIN u\n  ON b = c");
checkTyped("a line before a name like AND", "SELECT a FROM t\nWHERE b = 1\n<|>order", "SELECT a FROM t\nWHERE b = 1\norder");
checkTyped("a line behind a table", "SELECT a\nFROM t,\n<|>", "SELECT a\nFROM t,\n  ");
checkTyped("a line behind an item", "SELECT\n  a,\n<|>", "SELECT\n  a,\n  ");
checkTyped("a line behind what may be the last item", "SELECT\n  a\n  <|>", "SELECT\n  a\n");
checkTyped("a line behind WHERE", "SELECT a\nFROM t\nWHERE\n<|>", "SELECT a\nFROM t\nWHERE\n  ");
checkTyped("a line behind AND", "SELECT a\nFROM t\nWHERE b = 1 AND\n<|>", "SELECT a\nFROM t\nWHERE b = 1 AND\n  ");
checkTyped("a line in parentheses", "SELECT a\nFROM (\n<|>", "SELECT a\nFROM (\n  ");
checkTyped("a line in parentheses in parentheses", "SELECT a\nFROM TABLE(\n  EXTERN(\n<|>", "SELECT a\nFROM TABLE(\n  EXTERN(\n    ");
checkTyped("a line before a parenthesis", "SELECT a\nFROM (\n  SELECT b\n<|>)", "SELECT a\nFROM (\n  SELECT b\n)");
checkTyped("a line in CASE", "SELECT\n  CASE\n<|>", "SELECT\n  CASE\n    ");
checkTyped("a line behind a clause", "SELECT a\nFROM t\n  <|>", "SELECT a\nFROM t\n");
checkTyped("a line behind a semicolon", "SELECT a;\n  <|>", "SELECT a;\n");
checkTyped("a line in a string stays as it is", "SELECT 'a\n<|>'", "SELECT 'a\n'");
checkTyped("a line in a comment stays as it is", "/* a\n<|> */ SELECT 1", "/* a\n */ SELECT 1");
checkTyped("a line with tabs", "SELECT\n<|>", "SELECT\n\t", { indentWith: "tabs" });
checkTyped("a line with four blanks", "SELECT\n<|>", "SELECT\n    ", { indentWidth: 4 });
