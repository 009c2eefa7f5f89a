/**
 * Java's regular expressions by example. Every expectation was asked of Java 17: `Pattern.compile(pattern).matcher(name).matches()`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRegexEngine } from "../../../server/src/language/text/regex/engine";

/** What is expected of a pair: a verdict, or the description and index of Java's exception. */
type Expected = "match" | "no-match" | "unknown" | { readonly message: string; readonly index: number };

const engine = createRegexEngine();

function checkRegex(pattern: string, name: string, expected: Expected): void {
  const compiled = engine.compile(pattern);
  if (typeof expected === "object") {
    assert.deepEqual(compiled, { kind: "invalid", ...expected });
    return;
  }
  assert.equal(compiled.kind, "compiled", JSON.stringify(compiled));
  if (compiled.kind === "compiled") assert.equal(compiled.match(name).kind, expected);
}

function checkAll(title: string, cases: readonly (readonly [pattern: string, name: string, expected: Expected])[]): void {
  test(title, async (context) => {
    for (const [pattern, name, expected] of cases) {
      await context.test(`${JSON.stringify(pattern)} on ${JSON.stringify(name)}`, () => checkRegex(pattern, name, expected));
    }
  });
}

test("a pattern is compiled once", () => {
  assert.equal(engine.compile("prod_.*"), engine.compile("prod_.*"));
});

test("a pattern without special characters is known as a literal", () => {
  const compiled = engine.compile("wiki-2024");
  assert.equal(compiled.kind === "compiled" && compiled.literal, "wiki-2024");
});

test("what Java would search for ever is unknown, in a moment", () => {
  for (const [pattern, name] of [
    ["(a+)+\\1b", "a".repeat(60)],
    ["(x+x+)+\\1y", "x".repeat(60)],
    ["(a{1,50}){1,50}b", "a".repeat(60)],
    ["((a*)*)*b", "a".repeat(40)],
    [`${"a?".repeat(30)}${"a".repeat(30)}`, "a".repeat(30)],
  ] as const) {
    checkRegex(pattern, name, "unknown");
  }
});

test("what Java remembers while it searches is answered", () => {
  checkRegex("(a+)+b", "a".repeat(60), "no-match");
  checkRegex("(a|aa)+b", "a".repeat(90), "no-match");
  checkRegex("(?:.*)*x", "a".repeat(60), "no-match");
});

test("deep and long patterns and names end, whatever the answer", () => {
  const patterns = [
    "(".repeat(5000),
    "[".repeat(5000),
    "a".repeat(200_000),
    `${"(?:".repeat(300)}a${")*".repeat(300)}`,
    "\\Q".repeat(5000),
  ];
  for (const pattern of patterns) {
    const compiled = engine.compile(pattern);
    if (compiled.kind === "compiled") compiled.match("a".repeat(50));
  }
  checkRegex("(a|b)*", "ab".repeat(5000), "unknown");
  checkRegex("[ab]*", "ab".repeat(5000), "match");
});

checkAll("literals and the whole name", [
  ["wikipedia", "wikipedia", "match"],
  ["wikipedia", "wikipedia2", "no-match"],
  ["wiki", "wikipedia", "no-match"],
  ["wikipedia", "wiki", "no-match"],
  ["wikipedia", "Wikipedia", "no-match"],
  ["sales.eu", "sales.eu", "match"],
  ["sales.eu", "salesXeu", "match"],
  ["sales\\.eu", "salesXeu", "no-match"],
  ["sales\\.eu", "sales.eu", "match"],
  ["sales*", "sale", "match"],
  ["sales*", "salessss", "match"],
  ["sales*", "sales_eu", "no-match"],
  ["sales.*", "sales_eu", "match"],
  [".*", "", "match"],
  [".+", "", "no-match"],
  [".*", "a b", "match"],
  ["^sales$", "sales", "match"],
  ["^sales$", "xsales", "no-match"],
  ["sales$", "sales\n", "no-match"],
  ["sales\\Z", "sales\n", "no-match"],
  ["sales\\z", "sales", "match"],
  ["sales|", "", "match"],
  ["a||b", "", "match"],
  ["x*^y", "y", "match"],
]);

checkAll("dots and line ends", [
  [".", "\n", "no-match"],
  [".", "\r", "no-match"],
  [".", "\u0085", "no-match"],
  [".", "\u2028", "no-match"],
  [".", "\u000b", "match"],
  ["(?s).", "\n", "match"],
  ["(?d).", "\r", "match"],
  ["(?d).", "\n", "no-match"],
  ["a.b", "a\ud83d\ude00b", "match"],
  ["..", "\ud83d\ude00", "no-match"],
  [".", "\ud83d", "match"],
  ["\\R", "\r\n", "match"],
  ["\\R", "\u2028", "match"],
  ["\\R\\n", "\r\n", "match"],
  ["\\R{2}", "\r\n", "no-match"],
  ["\\R?\\n", "\r\n", "no-match"],
  ["(\\R)?\\n", "\r\n", "match"],
  ["(\\R){2}", "\r\n", "no-match"],
  ["a$\n", "a\n", "match"],
  ["a$\r\n", "a\r\n", "match"],
  ["a\r$\n", "a\r\n", "no-match"],
  ["(?m)a$\nb", "a\nb", "match"],
  ["a$\nb", "a\nb", "no-match"],
  ["(?m)a\n^b", "a\nb", "match"],
  ["(?m)a\n^", "a\n", "no-match"],
  ["(?d)a$\r", "a\r", "no-match"],
  ["(?m)\n^$", "\n", "no-match"],
]);

checkAll("classes", [
  ["[abc]", "b", "match"],
  ["[^abc]", "b", "no-match"],
  ["[^abc]", "\n", "match"],
  ["[a-f[x-z]]", "y", "match"],
  ["[a-z&&[^m-p]]", "n", "no-match"],
  ["[a-z&&[^m-p]]", "q", "match"],
  ["[a-z&&b-d&&c]", "c", "match"],
  ["[a-z&&b-d&&c]", "b", "no-match"],
  ["[a&&]", "a", "match"],
  ["[&&x]", "x", "match"],
  ["[a&b]", "&", "match"],
  ["[]a]", "]", "match"],
  ["[]a", "]", { message: "Unclosed character class", index: 2 }],
  ["[^]a]", "b", "match"],
  ["[a\\]b]", "]", "match"],
  ["[a-]", "-", "match"],
  ["[-a]", "-", "match"],
  ["[a-c-e]", "-", "match"],
  ["[+--]", ",", "match"],
  ["[\\Qa-z\\E]", "-", "match"],
  ["[\\Qa-z\\E]", "m", "no-match"],
  ["[\\w&&[^_]]", "_", "no-match"],
  ["[[:alpha:]]", "a", "match"],
  ["[[:alpha:]]", ":", "match"],
  ["[[:alpha:]]", "x", "no-match"],
  ["[.]", "x", "no-match"],
  ["[\\v]", "\u000b", "match"],
  ["[\\v-]", "\n", "no-match"],
  ["[\\v]", "\n", "match"],
  ["[^a]", "\ud83d\ude00", "match"],
  ["[\\x{1F600}-\\x{1F64F}]", "\ud83d\ude01", "match"],
  ["[z-a]", "z", { message: "Illegal character range", index: 3 }],
  ["[a-\\d]", "a", { message: "Illegal character range", index: 4 }],
  ["[a&&", "a", { message: "Unclosed character class", index: 3 }],
  ["[", "[", { message: "Unclosed character class", index: 0 }],
  ["[]", "a", { message: "Unclosed character class", index: 1 }],
  ["[\\b]", "\b", { message: "Illegal/unsupported escape sequence", index: 2 }],
  ["[&&]", "&", { message: "Bad class syntax", index: 2 }],
  ["[a-c&&a-b[x]]", "x", "no-match"],
  ["[^a&&b]", "b", "match"],
]);

checkAll("predefined classes and properties", [
  ["\\d+", "2024", "match"],
  ["\\d", "\u0663", "no-match"],
  ["(?U)\\d", "\u0663", "match"],
  ["\\w+", "sales_2", "match"],
  ["\\w", "\u00e9", "no-match"],
  ["(?U)\\w", "\u00e9", "match"],
  ["\\s", "\u00a0", "no-match"],
  ["\\h", "\u00a0", "match"],
  ["\\v", "\u2028", "match"],
  ["\\p{L}+", "donn\u00e9es", "match"],
  ["\\pL", "x", "match"],
  ["\\p{Lu}", "x", "no-match"],
  ["\\P{Lu}", "x", "match"],
  ["\\p{IsLatin}", "\u00e9", "match"],
  ["\\p{IsGreek}", "x", "no-match"],
  ["\\p{InGreek}", "\u03c3", "match"],
  ["\\p{InBasicLatin}", "x", "match"],
  ["\\p{block=Latin-1 Supplement}", "\u00e9", "match"],
  ["\\p{script=Cyrillic}", "\u0434", "match"],
  ["\\p{sc=Grek}", "\u03c3", "match"],
  ["\\p{gc=Nd}", "7", "match"],
  ["\\p{Alpha}", "\u00e9", "no-match"],
  ["(?U)\\p{Alpha}", "\u00e9", "match"],
  ["\\p{IsAlphabetic}", "\u00e9", "match"],
  ["\\p{Punct}", "-", "match"],
  ["\\p{XDigit}", "F", "match"],
  ["\\p{javaLowerCase}", "X", "no-match"],
  ["(?i)\\p{javaLowerCase}", "X", "match"],
  ["(?i)\\p{Lu}", "x", "match"],
  ["\\p{javaMirrored}", "(", "match"],
  ["\\p{alpha}", "x", { message: "Unknown character property name {alpha}", index: 8 }],
  ["\\p{Latin}", "x", { message: "Unknown character property name {Latin}", index: 8 }],
  ["\\p{IsEmoji}", "\ud83d\ude00", { message: "Unknown character property name {IsEmoji}", index: 10 }],
  ["\\p{foo=bar}", "x", { message: "Unknown Unicode property {name=<foo>, value=<bar>}", index: 10 }],
  ["\\p{L", "x", { message: "Unclosed character family", index: 4 }],
  ["\\p{}", "x", { message: "Empty character family", index: 3 }],
  ["\\p{Cn}", "\u0378", "match"],
  ["\\X", "e\u0301", "match"],
  ["\\X", "\ud83d\udc68\u200d\ud83d\udc69", "match"],
  ["\\X", "ab", "no-match"],
  ["\\X\\X", "\ud83c\udde6\ud83c\udde7\ud83c\udde8\ud83c\udde9", "match"],
]);

checkAll("escapes and quotes", [
  ["\\t", "\t", "match"],
  ["\\x41", "A", "match"],
  ["\\x{41}", "A", "match"],
  ["\\x4", "x4", { message: "Illegal hexadecimal escape sequence", index: 3 }],
  ["\\x{110000}", "a", { message: "Hexadecimal codepoint is too big", index: 8 }],
  ["\\u0041", "A", "match"],
  ["\\uD83D\\uDE00", "\ud83d\ude00", "match"],
  ["\\x{D83D}\\x{DE00}", "\ud83d\ude00", "no-match"],
  ["\\101", "A", "no-match"],
  ["\\0101", "A", "match"],
  ["\\08", "\u00008", { message: "Illegal octal escape sequence", index: 2 }],
  ["\\0", "0", { message: "Illegal octal escape sequence", index: 2 }],
  ["\\cA", "\u0001", "match"],
  ["\\e", "\u001b", "match"],
  ["\\N{LATIN SMALL LETTER B}", "b", "match"],
  ["\\N{latin small letter b}", "b", "match"],
  ["\\N{}", "b", { message: "Unknown character name []", index: 3 }],
  ["\\N{U+0041}", "A", { message: "Unknown character name [U+0041]", index: 9 }],
  ["\\-", "-", "match"],
  ["\\y", "y", { message: "Illegal/unsupported escape sequence", index: 1 }],
  ["\\i", "i", { message: "Illegal/unsupported escape sequence", index: 1 }],
  ["\\\\", "\\", "match"],
  ["\\", "x", { message: "Unexpected internal error", index: 1 }],
  ["\\Qa.b\\E", "a.b", "match"],
  ["\\Qa.b\\E", "axb", "no-match"],
  ["\\Qa.b", "a.b", "match"],
  ["\\Qab\\E+", "abb", "match"],
  ["\\Q*", "*", "match"],
  ["a\\E", "a", { message: "Illegal/unsupported escape sequence", index: 2 }],
  ["\\\u00e9", "\u00e9", "match"],
  ["\\Qa\\Qb\\E", "a\\Qb", "match"],
  ["\\01\\Q1\\E", "\u00011", "match"],
]);

checkAll("quantifiers", [
  ["a{2}", "aa", "match"],
  ["a{2}", "aaa", "no-match"],
  ["a{0,1}", "", "match"],
  ["a{,2}", "a", { message: "Illegal repetition", index: 2 }],
  ["a{2,1}", "aa", { message: "Illegal repetition range", index: 5 }],
  ["a{x}", "a", { message: "Illegal repetition", index: 2 }],
  ["a{", "a", { message: "Illegal repetition", index: 2 }],
  ["a{2", "aa", { message: "Unclosed counted closure", index: 3 }],
  ["{1}a", "a", "match"],
  ["a??b", "ab", "match"],
  ["a*?", "aaa", "match"],
  ["a++a", "aaa", "no-match"],
  ["a*+b", "aab", "match"],
  ["(a|ab){2}+c", "abac", "no-match"],
  ["(a|ab)*+c", "abc", "no-match"],
  ["(a|ab){2}c", "abac", "match"],
  ["(a+)*ab", "aab", "match"],
  ["a**", "a", { message: "Dangling meta character '*'", index: 2 }],
  ["a?+a", "a", "no-match"],
  ["*a", "a", { message: "Dangling meta character '*'", index: 0 }],
  ["+a", "a", { message: "Dangling meta character '+'", index: 0 }],
  ["?a", "a", { message: "Dangling meta character '?'", index: 0 }],
  ["^*a", "a", "match"],
  ["(?=a)*a", "a", "match"],
  ["\\b+a", "a", "match"],
  ["a{2147483648}", "a", { message: "Illegal repetition range", index: 11 }],
  ["ab{2}", "abb", "match"],
  ["ab{2}", "abab", "no-match"],
  ["(ab){2}", "abab", "match"],
  ["(ab?){2,3}", "aba", "match"],
  ["(a*)*", "aaa", "match"],
  ["(a*)+b", "aab", "match"],
  ["(?:a?){3}", "aa", "match"],
  ["(|a)+b", "aab", "match"],
]);

checkAll("groups and references", [
  ["(a)\\1", "aa", "match"],
  ["(a)|\\1b", "b", "no-match"],
  ["(a)?\\1b", "b", "no-match"],
  ["(a)?\\1b", "aab", "match"],
  ["\\1(a)", "aa", "no-match"],
  ["(a)\\2", "aa", "no-match"],
  ["(?<first>a)\\k<first>", "aa", "match"],
  ["\\k<none>", "a", { message: "named capturing group <none> does not exist", index: 7 }],
  ["(?<a1>a)(?<a1>b)", "ab", { message: "Named capturing group <a1> is already defined", index: 13 }],
  ["(?<1a>a)", "a", { message: "capturing group name does not start with a Latin letter", index: 3 }],
  ["(?<na_me>a)", "a", { message: "named capturing group is missing trailing '>'", index: 5 }],
  ["(?P<n>a)", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj", "match"],
  ["(a)\\10", "aa0", "match"],
  ["(?i)(a)\\1", "aA", "match"],
  ["(?iu)(\u00e9)\\1", "\u00e9\u00c9", "match"],
  ["(?i)(\u00e9)\\1", "\u00e9\u00c9", "no-match"],
  ["()*\\1a", "a", "no-match"],
  ["(){2}\\1a", "a", "match"],
  ["(?:(a)|b)*\\1", "aba", "match"],
  ["((a)|b)+\\2", "aba", "match"],
  ["(?!(a)b)\\1a", "a", "no-match"],
  ["(?=(a+))a*b\\1", "aaba", "no-match"],
  ["(?>a|ab)c", "abc", "no-match"],
  ["(?>ab|a)c", "abc", "match"],
  ["(?>a*)a", "aa", "no-match"],
  ["(a", "a", { message: "Unclosed group", index: 2 }],
  ["a)", "a", { message: "Unmatched closing ')'", index: 0 }],
  ["(?a)", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(?$)", "a", { message: "Unknown group type", index: 2 }],
  ["(?#x)a", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(?|a)", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(?R)", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(", "(", { message: "Unclosed group", index: 1 }],
]);

checkAll("look-around", [
  ["(?!secret|hr).*", "hr_x", "no-match"],
  ["(?!secret|hr).*", "sales", "match"],
  ["(?=.*eu).*2024", "sales_eu_2024", "match"],
  ["(?=.*eu).*2024", "sales_us_2024", "no-match"],
  [".*(?<!_hr)", "sales_hr", "no-match"],
  [".*(?<!_hr)", "sales", "match"],
  [".*(?<=_eu)", "sales_eu", "match"],
  [".*(?<=a+)b", "aab", "match"],
  [".*(?<=(?:ab)+)c", "ababc", { message: "Look-behind group does not have an obvious maximum length", index: 12 }],
  [".*(?<=a+b+)c", "abc", "no-match"],
  [".*(?<=a+b{1,3})c", "abc", { message: "Look-behind group does not have an obvious maximum length", index: 13 }],
  [".*(?<=(a|bc))d", "bcd", "match"],
  [".*(?<=a{2,4})b", "aab", "match"],
  ["(a)(?<=\\1)b", "ab", { message: "Look-behind group does not have an obvious maximum length", index: 8 }],
  [".*(?<=^a)b", "ab", "match"],
  [".*(?<=.)b", "\ud83d\ude00b", "match"],
  [".*(?<=\\x{1F600})b", "\ud83d\ude00b", "no-match"],
  [".*(?<=\ud83d\ude00)b", "\ud83d\ude00b", "match"],
  ["(?<=a)*b", "b", "match"],
  ["(?<=x|b", "b", { message: "Unclosed group", index: 7 }],
  ["(?<!.*secret.*).*", "secret", "match"],
]);

checkAll("flags", [
  ["(?i)SALES", "sales", "match"],
  ["(?i)\u00c9", "\u00e9", "no-match"],
  ["(?iu)\u00c9", "\u00e9", "match"],
  ["(?iu)k", "\u212a", "match"],
  ["(?i)k", "\u212a", "no-match"],
  ["(?iu)[a-z]", "\u017f", "match"],
  ["(?iu)\u00df", "\u1e9e", "no-match"],
  ["(?iu)\u00dfa", "\u1e9ea", "match"],
  ["(?iu)\u03c3", "\u03c2", "match"],
  ["s(?i)ales", "sALES", "match"],
  ["s(?i)ales", "SALES", "no-match"],
  ["(s(?i)a)les", "sAles", "match"],
  ["(s(?i)a)les", "sAlES", "no-match"],
  ["(?i:s)ales", "Sales", "match"],
  ["(?i:s)ales", "SALES", "no-match"],
  ["(?i)a(?-i)b", "AB", "no-match"],
  ["a(?i)b|c", "C", "match"],
  ["(?x)sal es", "sales", "match"],
  ["(?x)sal\\ es", "sal es", "match"],
  ["(?x)sal # rest\nes", "sales", "match"],
  ["(?x)[a b]", "b", "match"],
  ["(?x)[a b]", " ", "no-match"],
  ["(?x)a +", "aaa", "match"],
  ["(?x)a{2 }", "aa", "match"],
  ["(?x)#", "", "match"],
  ["(?x: a )b c", "ab c", "match"],
  ["(?I)a", "a", { message: "Unknown inline modifier", index: 2 }],
  ["(?iX)a", "a", { message: "Unknown inline modifier", index: 3 }],
  ["(?i", "a", { message: "Unknown inline modifier", index: 3 }],
  ["(?u)\\w", "\u00e9", "no-match"],
  ["(?i)*", "a", { message: "Dangling meta character '*'", index: 4 }],
]);

checkAll("boundaries", [
  ["\\bsales\\b", "sales", "match"],
  ["sales\\b_eu", "sales_eu", "no-match"],
  ["sales\\b-eu", "sales-eu", "match"],
  ["\\b\u00e9\\b", "\u00e9", "match"],
  ["a\\b\u0301", "a\u0301", "no-match"],
  ["a\\B_b", "a_b", "match"],
  ["\\Ga", "a", "match"],
  ["a\\Gb", "ab", "no-match"],
  ["\\B", "", "match"],
  ["\\b", "", "no-match"],
  ["\\b{g}a", "a", "match"],
  ["a\\b{g}\u0301", "a\u0301", "no-match"],
  ["\\b{w}a", "a", { message: "Illegal repetition", index: 3 }],
]);

test("a budget bounds the steps of all matches that share it", () => {
  const pattern = createRegexEngine().compile("(a|b)*c");
  assert.equal(pattern.kind, "compiled");
  if (pattern.kind !== "compiled") return;
  const budget = { steps: 1_000 };
  const kinds = Array.from({ length: 50 }, () => pattern.match("abababababababababab", budget).kind);
  assert.deepEqual([kinds[0], kinds.at(-1)], ["no-match", "unknown"]);
  assert.ok(budget.steps < 0 && budget.steps > -1_000);
  assert.equal(pattern.match("abababababababababab").kind, "no-match");
});

test("an end that differs is seen without searching for it", () => {
  const pattern = createRegexEngine().compile(".*_sales");
  const budget = { steps: 10 };
  assert.equal(pattern.kind === "compiled" && pattern.match("x".repeat(10_000), budget).kind, "no-match");
  assert.equal(budget.steps, 9);
  assert.equal(pattern.kind === "compiled" && pattern.match("_sales").kind, "match");
  assert.equal(pattern.kind === "compiled" && pattern.match("sales").kind, "no-match");
  assert.equal(pattern.kind === "compiled" && pattern.match("old_sales").kind, "match");
  assert.equal(pattern.kind === "compiled" && pattern.match("\ud83d\ude00_sales").kind, "match");
});

test("what every match of a pattern begins with is known where the pattern begins plainly", () => {
  const cases: readonly (readonly [pattern: string, start: string])[] = [
    ["wiki", "wiki"],
    ["wiki.*", "wiki"],
    ["sales\\.2024_\\d", "sales.2024_"],
    ["ab*c", "a"],
    ["ab{0}c", "a"],
    ["ab\\+?", "ab"],
    ["a😀?b", "a"],
    ["a😀b?", "a😀"],
    ["ab|cd", ""],
    ["(ab)", ""],
    ["ab(?i)cd", "ab"],
    ["(?i)ab", ""],
    ["^ab", ""],
    ["\\Qa.b\\E", ""],
    [".*", ""],
  ];
  for (const [pattern, start] of cases) {
    const compiled = engine.compile(pattern);
    assert.equal(compiled.kind === "compiled" && compiled.start, start, pattern);
  }
});
