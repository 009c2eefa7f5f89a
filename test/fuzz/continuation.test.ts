/**
 * Completion goes on where an author would: statements that Druid validates are cut in front of each keyword and each function, at the end
 * of a file and in the middle of one, and the word that stood there is among the offers, near the top once two of its letters are typed.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { complete, createContext, openDocument } from "../../server/src/language/index";
import { pathTo } from "../../server/src/language/syntax/children";
import type { Statement } from "../../server/src/language/syntax/document";
import { isKeyword, significantTokens, tokenEnd, tokenKind, tokenStart } from "../../server/src/language/syntax/tokens";
import { hasOptional, OPTIONAL_CONFORMANCE, REPOSITORY, readJsonLines } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);
const context = createContext({ cluster: [{ druidVersion: "38" }] });

interface Recorded {
  readonly sql: string;
  readonly valid?: boolean;
  readonly answers?: Readonly<Record<string, { readonly valid?: boolean }>>;
}

/** Statements that Druid validates. */
const STATEMENTS: readonly string[] = [
  path.join(REPOSITORY, "test/conformance/statements.jsonl"),
  ...["statements.jsonl", "curated.jsonl", "composed.jsonl"].filter(hasOptional).map((name) => path.join(OPTIONAL_CONFORMANCE, name)),
].flatMap((file) =>
  readJsonLines<Recorded>(file)
    .filter(({ valid, answers }) => valid || Object.values(answers ?? {}).some((answer) => answer.valid))
    .map(({ sql }) => sql),
);

/** What stands around the statement in its file. */
const SURROUNDINGS: readonly { readonly before: string; readonly behind: string }[] = [
  { before: "", behind: "" },
  { before: "SELECT a FROM t;\n\n", behind: "\n\nSELECT b, COUNT(*) FROM u GROUP BY 1;\n" },
  {
    before: "INSERT INTO x SELECT * FROM y PARTITIONED BY DAY;\n\n",
    behind: "\n\nREPLACE INTO q OVERWRITE ALL SELECT * FROM z PARTITIONED BY ALL;\n",
  },
];

/** Words that Druid takes and authors have no use for. */
const UNUSED: ReadonlySet<string> = new Set([
  ...["INCLUDING", "EXCLUDING", "ATTRIBUTES", "WITHOUT", "IMPLEMENTATION", "TYPE", "TABLESAMPLE", "BERNOULLI", "SYSTEM", "REPEATABLE"],
  ...["QUALIFY", "RECURSIVE", "DESCRIBE", "NEXT", "ROWS", "ONLY"],
]);

/** The keywords and names of called functions, with their ranges. */
function wordsOf({ tokens, text, tree }: Statement): readonly { readonly start: number; readonly word: string }[] {
  return significantTokens(tokens).flatMap((token) => {
    const start = tokenStart(tokens, token);
    const word = text.slice(start, tokenEnd(tokens, token)).toUpperCase();
    const nodes = pathTo(tree, start);
    const isName = nodes.at(-1)?.kind === "identifier" && nodes.at(-1)?.start === start;
    const name = nodes.at(-2);
    const call = nodes.at(-3);
    const isCalled = name?.kind === "name" && name.parts.length === 1 && call?.kind === "call" && call.name === name;
    const isMeant = /^[A-Z_]+$/.test(word) && !UNUSED.has(word) && (isName ? isCalled : isKeyword(tokenKind(tokens, token)));
    return isMeant ? [{ start, word }] : [];
  });
}

const LEAST = 0.995;
const NEAR = 8;

for (const [index, { before, behind }] of SURROUNDINGS.entries()) {
  test(index === 0 ? "at the end of a file" : `in the middle of a file ${index}`, () => {
    const random = seededRandom(seed + index);
    const missed: string[] = [];
    const far: string[] = [];
    let places = 0;
    for (let round = 0; round < 150 * rounds; round++) {
      const sql = pick(random, STATEMENTS);
      for (const { statement } of openDocument(sql, context.grammar).statements) {
        for (const { start, word } of statement.errors.length > 0 ? [] : wordsOf(statement)) {
          places++;
          const text = before + statement.text.slice(0, start) + behind;
          const offers = complete(context, openDocument(text, context.grammar), before.length + start);
          const labels = offers.map(({ label }) => label.toUpperCase()).filter((label) => label.startsWith(word.slice(0, 2)));
          const at = labels.findIndex((label) => label.split(/[ (]/)[0] === word);
          const shown = `${statement.text.slice(Math.max(0, start - 60), start)}<|>${word}`;
          if (at < 0) missed.push(shown);
          else if (at >= NEAR) far.push(shown);
        }
      }
    }
    const shares = `${missed.length} missed, ${far.length} far, of ${places}`;
    console.log(shares);
    assert.ok(places > 1500 * rounds, shares);
    assert.ok(missed.length <= (1 - LEAST) * places, `${shares}\n${missed.slice(0, 20).join("\n")}`);
    assert.ok(far.length <= (1 - LEAST) * places, `${shares}\n${far.slice(0, 20).join("\n")}`);
  });
}
