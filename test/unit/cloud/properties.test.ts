/**
 * What holds for every policy: adding an Allow never lowers an answer, adding a Deny never raises one, and a pattern covers or meets
 * another exactly when the texts that they match say so.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decide } from "../../../server/src/language/cloud/decide";
import { covers, meets, readPattern } from "../../../server/src/language/cloud/pattern";
import { pick, seededRandom } from "../../support/random";
import { fileOf, policy } from "./checkPolicy";

const ROUNDS = 400 * Number(process.env.FUZZ_ROUNDS ?? 1);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const BUDGET = 10_000_000;

/** Every text over these letters up to a length; `z` stands in no pattern. */
const TEXTS = textsUpTo(7);

function textsUpTo(length: number): readonly string[] {
  const shorter = length === 0 ? [] : textsUpTo(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return length === 0 ? [""] : [...shorter, ...longest.flatMap((text) => ["a", "b", "z"].map((letter) => text + letter))];
}

function randomPattern(random: () => number, longest: number): string {
  return Array.from({ length: Math.floor(random() * (longest + 1)) }, () => pick(random, ["a", "b", "*", "*", "?"])).join("");
}

/** By another way than the one that is tested: a native expression, on short texts. */
function textsOf(pattern: string): ReadonlySet<string> {
  const expression = new RegExp(`^${pattern.replace(/\*+/g, ".*").replaceAll("?", ".")}$`);
  return new Set(TEXTS.filter((text) => expression.test(text)));
}

test("patterns cover and meet each other as their texts do", () => {
  const random = seededRandom(SEED);
  let covered = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [outer, inner] = [randomPattern(random, 5), randomPattern(random, 4)];
    const [outerTexts, innerTexts] = [textsOf(outer), textsOf(inner)];
    const told = `${outer} and ${inner}`;
    const answer = covers(readPattern(outer, "plain"), readPattern(inner, "plain"), { left: BUDGET });
    // Texts of seven letters suffice: patterns that differ, differ on a text with no more letters than both have symbols.
    assert.equal(
      answer,
      [...innerTexts].every((text) => outerTexts.has(text)),
      `${told}: covers`,
    );
    const met = meets(readPattern(outer, "plain"), readPattern(inner, "plain"), { left: BUDGET });
    assert.equal(
      met,
      [...innerTexts].some((text) => outerTexts.has(text)),
      `${told}: meets`,
    );
    if (answer) covered++;
  }
  assert.ok(covered > ROUNDS / 20, `only ${covered} of ${ROUNDS} cover each other`);
});

test("whatever a variable stands for, what covers still covers, and what does not meet never does", () => {
  const random = seededRandom(SEED + 3);
  for (let round = 0; round < ROUNDS; round++) {
    const parts = [randomPattern(random, 2), randomPattern(random, 2)];
    const [outer, inner] = [readPattern(parts.join("${aws:username}"), "filled"), readPattern(randomPattern(random, 4), "plain")];
    const isCovered = covers(outer, inner, { left: BUDGET });
    const isMet = meets(outer, inner, { left: BUDGET });
    for (const value of ["", "a", "ba", "zz"]) {
      const filled = readPattern(parts.join(value), "plain");
      if (isCovered) assert.equal(covers(filled, inner, { left: BUDGET }), true);
      if (!isMet) assert.equal(meets(filled, inner, { left: BUDGET }), false);
    }
  }
});

test("with little budget an answer is the same or none", () => {
  const random = seededRandom(SEED + 1);
  for (let round = 0; round < ROUNDS; round++) {
    const [outer, inner] = [readPattern(randomPattern(random, 8), "plain"), readPattern(randomPattern(random, 8), "plain")];
    const left = Math.floor(random() * 60);
    for (const ask of [covers, meets]) {
      const short = ask(outer, inner, { left });
      if (short !== undefined) assert.equal(short, ask(outer, inner, { left: BUDGET }));
    }
  }
});

const QUESTIONS = [
  ["s3:PutObject", "arn:aws:s3:::b/p/*"],
  ["s3:GetObject", "arn:aws:s3:::b/p/x"],
  ["s3:ListBucket", "arn:aws:s3:::b"],
] as const;

const RANK = { denied: 0, unknown: 1, allowed: 2 } as const;

test("an Allow more never lowers an answer, a Deny more never raises one", () => {
  const random = seededRandom(SEED + 2);
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const statements = Array.from({ length: Math.floor(random() * 4) }, () => randomStatement(random));
    const [action, resource] = pick<readonly [string, string]>(random, QUESTIONS);
    const ask = (all: readonly object[]): keyof typeof RANK => decide(fileOf(policy(...all)), action, resource).outcome;
    const before = ask(statements);
    const added = randomStatement(random);
    const at = Math.floor(random() * (statements.length + 1));
    const after = ask([...statements.slice(0, at), added, ...statements.slice(at)]);
    const change = RANK[after] - RANK[before];
    assert.ok(
      "Effect" in added && added.Effect === "Allow" ? change >= 0 : change <= 0,
      JSON.stringify([statements, added, before, after]),
    );
    seen.add(`${before} ${after}`);
  }
  assert.ok(seen.size >= 7, [...seen].join(", "));
});

test("no text makes it fail, and every range lies in the text", () => {
  const random = seededRandom(SEED + 4);
  const pieces = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "%7B",
    "null",
    "1",
    '"Statement"',
    '"PolicyDocument"',
    "*",
    "?",
    "${",
    "é\u{1f600}",
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const sound = policy(randomStatement(random), { ...randomStatement(random), Sid: "x" });
    const inner = JSON.stringify(sound);
    let text = pick(random, [
      inner,
      JSON.stringify({ PolicyDocument: inner }),
      JSON.stringify([{ PolicyVersion: { Document: sound } }, encodeURIComponent(inner)]),
    ]);
    for (let change = Math.floor(random() * 4); change > 0; change--) {
      const at = Math.floor(random() * text.length);
      text = text.slice(0, at) + pick(random, pieces) + text.slice(at + Math.floor(random() * 12));
    }
    const file = fileOf(text);
    for (const { range } of [...file.problems, ...file.statements]) {
      assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, `${JSON.stringify(range)} in ${text}`);
    }
    for (const [action, resource] of QUESTIONS) assert.ok(decide(file, action, resource).message.length > 0, text);
  }
});

type Random = () => number;

function randomStatement(random: Random): object {
  const resources = [
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/p/*",
    "arn:aws:s3:::b/p/x",
    "arn:aws:s3:::b",
    "arn:aws:s3:::${aws:username}*",
  ];
  return {
    Effect: pick(random, ["Allow", "Allow", "Deny"]),
    [pick(random, ["Action", "Action", "NotAction"])]: pick(random, ["s3:*", "s3:Put*", "s3:GetObject", "*", "sts:AssumeRole"]),
    [pick(random, ["Resource", "Resource", "NotResource"])]: pick(random, resources),
    ...(random() < 0.2 && { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
  };
}
