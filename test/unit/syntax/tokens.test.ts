/** The lexer, by example: what each text is cut into, and that the kinds of words are those of the keyword lists. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NON_RESERVED_KEYWORDS, RESERVED_KEYWORDS } from "../../../server/src/language/data/keywords";
import { createLexer, type LexMode } from "../../../server/src/language/syntax/lexer";
import { FIRST_KEYWORD, FIRST_NON_RESERVED, TOKEN_KIND_COUNT, TokenKind } from "../../../server/src/language/syntax/tokenKind";
import { significantTokens } from "../../../server/src/language/syntax/tokens";

function tokensOf(text: string, mode: LexMode): string {
  const { tokens } = createLexer(text, mode).lexStatement(0);
  const shown: string[] = [];
  for (const index of significantTokens(tokens)) {
    const kind = tokens.kinds[index] as TokenKind;
    shown.push(`${kind >= FIRST_KEYWORD ? "Keyword" : TokenKind[kind]}:${text.slice(tokens.starts[index], tokens.starts[index + 1])}`);
  }
  return shown.join(" ");
}

function checkTokens(text: string, expected: string, mode: LexMode = "request"): void {
  test(`tokens of ${JSON.stringify(text)}${mode === "document" ? " in a document" : ""}`, () => {
    assert.equal(tokensOf(text, mode), expected);
  });
}

checkTokens(
  "a B _c $d",
  "Identifier:a Identifier:B Identifier:_c Identifier:$d".replace("Identifier:a Identifier:B", "Keyword:a Identifier:B"),
);
checkTokens("wiki wikipédia 名前", "Identifier:wiki Identifier:wikipédia Identifier:名前");
checkTokens("select SeLeCt", "Keyword:select Keyword:SeLeCt");
checkTokens("PARTITIONED CLUSTERED EXTERN OVERWRITE", "Keyword:PARTITIONED Keyword:CLUSTERED Keyword:EXTERN Keyword:OVERWRITE");
checkTokens('"a b" "x""y"', 'QuotedIdentifier:"a b" QuotedIdentifier:"x""y"');
checkTokens('""', 'DoubleQuote:" DoubleQuote:"');
checkTokens('"abc', 'DoubleQuote:" Identifier:abc');
checkTokens('"a\nb"', 'DoubleQuote:" Keyword:a Identifier:b DoubleQuote:"');
checkTokens('U&"caf\\00e9"', 'UnicodeQuotedIdentifier:U&"caf\\00e9"');
checkTokens("'a' 'it''s' ''", "String:'a' String:'it''s' String:''");
checkTokens("'a\nb'", "String:'a\nb'");
checkTokens("'abc", "Quote:' Identifier:abc");
checkTokens(
  "x'0f' X'zz' n'a' N'a' e'a\\'b' E'x'",
  "BinaryString:x'0f' BinaryString:X'zz' PrefixedString:n'a' PrefixedString:N'a' EscapedString:e'a\\'b' EscapedString:E'x'",
);
checkTokens("U&'a' u&'b'", "UnicodeString:U&'a' UnicodeString:u&'b'");
checkTokens("_utf8'x' _latin1'y' _x", "PrefixedString:_utf8'x' PrefixedString:_latin1'y' Identifier:_x");
checkTokens("xx'a'", "Identifier:xx String:'a'");
checkTokens(
  "1 1. .5 1.5 1e5 1E-5 1.5e+3 1e",
  "Integer:1 Decimal:1. Decimal:.5 Decimal:1.5 Approximate:1e5 Approximate:1E-5 Approximate:1.5e+3 Integer:1 Identifier:e",
);
checkTokens("0x1F 1_000", "Integer:0 Identifier:x1F Integer:1 Identifier:_000");
checkTokens("1..2", "Decimal:1. Decimal:.2");
checkTokens("a -- b\nc // d\ne", "Keyword:a Keyword:c Identifier:e");
checkTokens("a /* b */ c /**/ d /** x **/ e", "Keyword:a Keyword:c Identifier:d Identifier:e");
checkTokens("a /* b", "Keyword:a UnclosedComment:/* b");
checkTokens("/***/ a */ b", "Identifier:b");
checkTokens("/*+ broadcast */", "HintBegin:/*+ Identifier:broadcast CommentEnd:*/");
checkTokens(
  "= > < ? : <= >= <> != + - -> * / % || => .. | ^ $",
  "Equal:= Greater:> Less:< Question:? Colon:: LessOrEqual:<= GreaterOrEqual:>= NotEqual:<> BangEqual:!= Plus:+ Minus:- Arrow:-> Star:* Slash:/ Percent:% Concat:|| NamedArgument:=> DoubleDot:.. Bar:| Caret:^ Dollar:$",
);
checkTokens(
  "( ) [ ] { } ; , .",
  "LeftParen:( RightParen:) LeftBracket:[ RightBracket:] LeftBrace:{ RightBrace:} Semicolon:; Comma:, Dot:.",
);
checkTokens("{d '1'} {t {ts { fn", "BraceD:{d String:'1' RightBrace:} BraceT:{t BraceTs:{ts BraceFn:{ fn");
checkTokens("a == b", "Keyword:a Equal:= Equal:= Identifier:b");
checkTokens("t.a$b t.a", "CollationId:t.a$b Identifier:t Dot:. Keyword:a");
checkTokens("a$b EXPR$0 x-y$z", "Identifier:a$b Identifier:EXPR$0 CollationId:x-y$z");
checkTokens("a @ b # ~ \\", "Keyword:a Invalid:@ Identifier:b Invalid:# Invalid:~ Invalid:\\");
checkTokens("`a b`", "BacktickIdentifier:`a b`");
checkTokens("\u201cx\u201d \u00a0", "Invalid:\u201c Identifier:x Invalid:\u201d Invalid:\u00a0");
checkTokens("a\0b \ud800 c", "Keyword:a Invalid:\0 Identifier:b Invalid:\ud800 Keyword:c");
checkTokens("\ufeffSELECT", "Invalid:\ufeff Keyword:SELECT");
checkTokens("\ufeffSELECT", "Keyword:SELECT", "document");
checkTokens("{{ a }} {% if x %} {# c #} ${d}", "Template:{{ a }} Template:{% if x %} Template:{# c #} Template:${d}", "document");
checkTokens("{{ a }}", "LeftBrace:{ LeftBrace:{ Keyword:a RightBrace:} RightBrace:}");
checkTokens("{{ a", "LeftBrace:{ LeftBrace:{ Keyword:a", "document");
checkTokens("'{{ var('x') }}' b", "String:'{{ var('x') }}' Identifier:b", "document");
checkTokens("'{{' || x || '}}'", "String:'{{' Concat:|| Identifier:x Concat:|| String:'}}'", "document");
checkTokens("a; b", "Keyword:a Semicolon:;", "document");
checkTokens("SET x = 1; a; b", "Keyword:SET Identifier:x Equal:= Integer:1 Semicolon:; Keyword:a Semicolon:;", "document");

test("the kinds of words are those of the keyword lists, in their order", () => {
  const words = [...RESERVED_KEYWORDS, ...NON_RESERVED_KEYWORDS];
  const named = words.map((word) => TokenKind[word]);
  assert.deepEqual(
    named,
    words.map((_, index) => FIRST_KEYWORD + index),
  );
  assert.equal(FIRST_NON_RESERVED, FIRST_KEYWORD + RESERVED_KEYWORDS.length);
  assert.equal(TOKEN_KIND_COUNT, FIRST_KEYWORD + words.length);
});

test("every keyword is found in any case, and no longer or shorter word is", () => {
  for (const word of [...RESERVED_KEYWORDS, ...NON_RESERVED_KEYWORDS]) {
    for (const text of [word, word.toLowerCase()]) assert.equal(tokensOf(text, "request"), `Keyword:${text}`);
    assert.match(tokensOf(`${word}_`, "request"), /^(Identifier|Keyword):/);
    assert.equal(tokensOf(`zz${word}`, "request"), `Identifier:zz${word}`);
  }
});
