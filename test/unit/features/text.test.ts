/**
 * Users' text in Markdown, and names as patterns.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { code } from "../../../server/src/language/features/markdown";
import { escapeMarkdown, exactPattern, markdownLink } from "../../../server/src/language/index";

test("names become patterns that match nothing else", () => {
  assert.equal(exactPattern("wikipedia"), "wikipedia");
  assert.equal(exactPattern("a.b*c(d)[e]{f}|g^h$i+j?k\\l"), "a\\.b\\*c\\(d\\)\\[e\\]\\{f\\}\\|g\\^h\\$i\\+j\\?k\\\\l");
  assert.equal(exactPattern(" a b "), "\\x20a b\\x20");
  assert.equal(exactPattern("a\nb"), "a\\x0ab");
  assert.equal(exactPattern(""), "(?:)");
  assert.equal(exactPattern(" \n"), "\\x20\\x0a");
  assert.equal(exactPattern("\u007f.\t"), "\\x7f\\.\\x09");
  assert.equal(exactPattern("a\ud800{\u{1f6b2}"), "a\\x{d800}\\{\u{1f6b2}");
});

test("a name with many blanks inside is no work", { timeout: 5_000 }, () => {
  const name = `a${" ".repeat(500_000)}b`;
  assert.equal(exactPattern(name), name);
});

test("code spans hold any text", () => {
  assert.equal(code("a"), "`a`");
  assert.equal(code("a`b"), "``a`b``");
  assert.equal(code("`a"), "`` `a ``");
  assert.equal(code("a\nb"), "`a b`");
  assert.equal(code(" "), '`" "`');
  assert.equal(code("a\u0000\u202e\ud800"), "`a\ufffd\ufffd\ufffd`");
  assert.ok(code("x".repeat(10_000)).length < 400);
});

test("plain text holds no markup", () => {
  assert.equal(escapeMarkdown("a_b*c`d[e](f)<g>&h|i#j$(k)"), "a\\_b\\*c\\`d\\[e\\](f)\\<g\\>\\&h\\|i\\#j\\$(k)");
  assert.equal(escapeMarkdown("see http://a.b and www.c.d or e@f"), "see http\\://a.b and www\\.c.d or e\\@f");
});

test("link targets cannot be left", () => {
  assert.equal(markdownLink("a]b", "file:///a b/(c).sql#L1"), "[a\\]b](file:///a%20b/%28c%29.sql#L1)");
});
