/**
 * Writes the keyword part of the TextMate grammar from the compiled keyword table of the server. With `--check` it writes nothing and
 * fails when the grammar is out of date. Reserved words are always keywords; of the others only those that begin a clause are,
 * since most of them are common column names.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const GRAMMAR = new URL("../syntaxes/druid-sql.tmLanguage.json", import.meta.url);
const KEYWORDS = "../out/server/src/language/data/keywords.js";

/** Words that can be names, and yet are read as keywords where they stand in their clause; the next word or the one before tells. */
const CLAUSE_WORDS = {
  OVERWRITE: "(?=\\s+(?:all|where)\\b)",
  REPLACE: "(?=\\s+into\\b)",
  NULLS: "(?=\\s+(?:first|last)\\b)",
  FIRST: "(?<=\\bnulls\\s)",
  LAST: "(?<=\\bnulls\\s)",
  PLAN: "(?=\\s+for\\b)",
};

const { RESERVED_KEYWORDS, NON_RESERVED_KEYWORDS, RESERVED_FUNCTION_NAMES } = createRequire(import.meta.url)(KEYWORDS);
const before = readFileSync(GRAMMAR, "utf8");
const grammar = JSON.parse(before);
grammar.repository.reserved.patterns[0].match = `(?i)(?<![\\w$.])(?:${reservedWords()})(?![\\w$])`;
grammar.repository.clauses.patterns[0].match = `(?i)(?<![\\w$.])(?:${clauseWords().join("|")})(?![\\w$])`;
const after = JSON.stringify(grammar);

if (after === JSON.stringify(JSON.parse(before))) console.log("the grammar's keywords are up to date");
else if (process.argv.includes("--check")) fail("the grammar's keywords are out of date: run npm run generate");
else writeFileSync(GRAMMAR, `${JSON.stringify(grammar, undefined, 2)}\n`);

/** A word that names a function is a keyword only where no call follows: calls have a colour of their own. */
function reservedWords() {
  const functions = new Set(RESERVED_FUNCTION_NAMES);
  const plain = RESERVED_KEYWORDS.filter((word) => !functions.has(word));
  const calls = RESERVED_KEYWORDS.filter((word) => functions.has(word));
  return `${plain.join("|")}|(?:${calls.join("|")})(?!\\s*\\()`.toLowerCase();
}

function clauseWords() {
  const known = new Set(NON_RESERVED_KEYWORDS);
  const unknown = Object.keys(CLAUSE_WORDS).filter((word) => !known.has(word));
  if (unknown.length > 0) fail(`not in the keyword table, or reserved: ${unknown.join(", ")}`);
  return Object.entries(CLAUSE_WORDS).map(([word, where]) =>
    where.startsWith("(?<=") ? `${where}${word.toLowerCase()}` : `${word.toLowerCase()}${where}`,
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
