/**
 * What the command `batch` remembers: within its bounds, and what was asked for last.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeeper, type KeeperBounds } from "../../../server/src/cli/keeper";

/** Asks for keys one after the other; `expected` are those that have to be made, in their order. */
function checkKeeper(bounds: KeeperBounds, keys: string, expected: string): void {
  const keep = createKeeper<number>(bounds);
  const made: string[] = [];
  for (const key of keys.split(" ")) keep(key, () => made.push(key));
  assert.equal(made.join(" "), expected);
}

test("what is kept is not made again", () => checkKeeper({ entries: 9, characters: 99 }, "a b a b", "a b"));
test("as many entries as may be; what was not asked for the longest goes", () =>
  checkKeeper({ entries: 2, characters: 99 }, "a b a c a b", "a b c b"));
test("as many characters as may be", () => checkKeeper({ entries: 9, characters: 5 }, "aa bb cc bb aa", "aa bb cc aa"));
test("a text beyond the bound is made each time, and drives nothing out", () =>
  checkKeeper({ entries: 9, characters: 3 }, "aa bbbb bbbb aa", "aa bbbb bbbb"));
test("undefined is a value", () => {
  const keep = createKeeper<undefined>({ entries: 1, characters: 9 });
  let times = 0;
  const make = (): undefined => void times++;
  keep("a", make);
  keep("a", make);
  assert.equal(times, 1);
});
