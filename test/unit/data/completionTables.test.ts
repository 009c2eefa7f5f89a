/**
 * The tables behind completion fit the tables that they are about.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { keysOfShape, type ShapeName, typesOfShape } from "../../../server/src/language/data/externJson";
import { INPUT_FORMAT_TYPES, INPUT_SOURCES } from "../../../server/src/language/data/inputSources";
import { NON_RESERVED_KEYWORDS, RESERVED_KEYWORDS } from "../../../server/src/language/data/keywords";
import { FOLLOWERS, PHRASES, UNITS, wordsOf } from "../../../server/src/language/data/phrases";
import { KEYWORD_NOTES } from "../../../server/src/language/features/explain/keywordNotes";
import { GRANULARITIES } from "../../../server/src/language/features/explain/periods";

const KEYWORDS: ReadonlySet<string> = new Set<string>([...RESERVED_KEYWORDS, ...NON_RESERVED_KEYWORDS]);

test("every word of a phrase, a unit and a note is a keyword of Druid's", () => {
  for (const phrase of [...PHRASES, ...UNITS, ...Object.keys(KEYWORD_NOTES), ...Object.keys(GRANULARITIES)]) {
    for (const word of wordsOf(phrase).split(" ")) assert.ok(KEYWORDS.has(word), `${word} of ${phrase}`);
  }
});

test("a phrase is asked about behind the one that it follows", () => {
  for (const [leader, followers] of Object.entries(FOLLOWERS)) {
    for (const follower of followers) {
      assert.ok(PHRASES.includes(leader) && PHRASES.indexOf(leader) < PHRASES.indexOf(follower), `${follower} follows ${leader}`);
    }
  }
});

/** Everything that a shape leads to, by `holds`. */
function shapesFrom(name: ShapeName, types: readonly (string | undefined)[]): readonly ShapeName[] {
  return types.flatMap((type) => keysOfShape(name, type).flatMap(({ holds }) => (holds === undefined ? [] : [holds])));
}

test("what EXTERN's JSON holds is known, and every type has its keys", () => {
  assert.deepEqual(
    typesOfShape("inputFormat").map(({ type }) => type),
    INPUT_FORMAT_TYPES,
  );
  for (const type of INPUT_FORMAT_TYPES) {
    assert.ok(type === "lines" || keysOfShape("inputFormat", type).length > 1, `${type} has no keys`);
  }
  const sources = INPUT_SOURCES.map(({ type }) => type);
  const reached = [...shapesFrom("inputSource", sources), ...shapesFrom("inputFormat", INPUT_FORMAT_TYPES)];
  assert.ok(reached.length > 15);
  for (const shape of reached) assert.ok(keysOfShape(shape, undefined).length > 0, `${shape} is empty`);
});

test("required keys of a type stand first", () => {
  for (const { type } of INPUT_SOURCES) {
    const required = keysOfShape("inputSource", type).map((key) => key.required === true);
    assert.ok(required.lastIndexOf(true) < required.filter(Boolean).length, type);
  }
});
