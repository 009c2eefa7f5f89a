/**
 * Properties of the formatter over every statement there is: its text is stable, reads as the same statement, needs the same and breaks no
 * line but at blanks. `FUZZ_ROUNDS` and `FUZZ_SEED` change how many mutated texts are tried, and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDocument } from "../../server/src/language/features/format/formatDocument";
import { DEFAULT_FORMAT, type FormatOptions } from "../../server/src/language/features/format/options";
import { needsOf } from "../../server/src/language/permissions/needsOf";
import { type Grammar, openDocument, type SqlDocument } from "../../server/src/language/syntax/document";
import { isSilentTemplate } from "../../server/src/language/syntax/templates";
import { TokenKind } from "../../server/src/language/syntax/tokenKind";
import { applyEdits } from "../../server/src/language/text/edit";
import { atOnce } from "../../server/src/language/text/steps";
import { optionalStatements, ownStatements } from "../support/corpus";
import { pick, seededRandom } from "../support/random";
import { settingsOf } from "../support/statements";

const grammar: Grammar = { druidVersion: 38, mode: "document" };
const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);

const OTHER: FormatOptions = {
  keywordCase: "lower",
  commas: "leading",
  lineWidth: 50,
  indentWidth: 4,
  indentWith: "tabs",
};

const own = ownStatements();
const others = optionalStatements();
const settings = settingsOf({ version: 38 });

/** Words with the case of keywords and the blanks of strings aside, and comments: what no form may change. */
function contentOf({ statements }: SqlDocument): readonly string[] {
  return statements.flatMap(({ statement: { text, tokens } }) => {
    const found: string[] = [];
    const comments: string[] = [];
    for (let index = 0; index < tokens.count; index++) {
      const kind = tokens.kinds[index] as TokenKind;
      const word = text.slice(tokens.starts[index], tokens.starts[index + 1]);
      if (kind === TokenKind.Blank) continue;
      const isSilent = kind === TokenKind.Template && isSilentTemplate(text, tokens.starts[index] as number);
      if (kind === TokenKind.LineComment || kind === TokenKind.BlockComment || isSilent) comments.push(word);
      else found.push(kind === TokenKind.String ? word.replace(/\s/g, "") : word.toUpperCase());
    }
    return [...found, ...comments];
  });
}

function needsIn(document: SqlDocument): readonly string[] {
  return document.statements.flatMap(({ statement }) => {
    return needsOf(statement, settings).needs.map(({ action, type, name, phase }) => `${phase} ${action} ${type} ${name}`);
  });
}

function countBroken({ statements }: SqlDocument): number {
  return statements.filter(({ statement }) => statement.errors.length > 0).length;
}

function format(document: SqlDocument, options: FormatOptions): string {
  const { edits, kept } = atOnce(formatDocument(document, options));
  assert.ok(!kept.some(({ reason }) => reason === "doubt"), "a statement would not read as the same");
  return applyEdits(document.text, edits);
}

function holdFormat(text: string, options: FormatOptions): void {
  try {
    const before = openDocument(text, grammar);
    const after = openDocument(format(before, options), grammar);
    assert.equal(format(after, options), after.text, "not stable");
    assert.deepEqual(contentOf(after), contentOf(before));
    assert.deepEqual(needsIn(after), needsIn(before));
    assert.equal(countBroken(after), countBroken(before));
  } catch (error) {
    throw new Error(`fails on ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

test("the project's statements", () => {
  for (const sql of own) for (const options of [DEFAULT_FORMAT, OTHER]) holdFormat(sql, options);
});

test("recorded statements", { skip: others.length === 0 ? "no recorded statements beside the project" : false }, () => {
  others.forEach((sql, index) => {
    holdFormat(sql, index % 4 === 0 ? OTHER : DEFAULT_FORMAT);
  });
});

const PIECES = [
  "-- note\n",
  "/* note */",
  "\n",
  "\n\n\n",
  " ",
  "\t",
  "; ",
  "\r\n",
  "/* two\n lines */",
  "{{ x }}",
  "${y}",
  "{# z #}",
  "'a\nb'",
  ",",
];

test("comments, blanks and templates anywhere", () => {
  const random = seededRandom(seed);
  const all = [...own, ...others];
  for (let round = 0; round < 6000 * rounds; round++) {
    let text = pick(random, all);
    for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
      const blanks = [...text.matchAll(/\s|\b/g)];
      const at = blanks.length > 0 ? pick(random, blanks).index : 0;
      text = text.slice(0, at) + pick(random, PIECES) + text.slice(at);
    }
    holdFormat(text, round % 2 === 0 ? DEFAULT_FORMAT : OTHER);
  }
});

test("a statement of ten thousand items, and one of five hundred levels", () => {
  const items = Array.from({ length: 10_000 }, (_, index) => `c${index} = ${index}`);
  holdFormat(`SELECT ${items.join(", ")} FROM t WHERE ${items.join(" AND ")}`, DEFAULT_FORMAT);
  holdFormat(`SELECT ${"(".repeat(500)}a${")".repeat(500)} FROM t`, OTHER);
});
