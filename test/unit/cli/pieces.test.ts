/**
 * Output in pieces: the same text, in few writes, none of them too long for a string.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf, writePieces } from "../../../server/src/cli/pieces";

test("short parts are joined", () => {
  assert.deepEqual([...piecesOf(["a", "", "b", "c"])], ["abc"]);
  assert.deepEqual([...piecesOf([])], []);
});

test("a piece ends behind a million characters", () => {
  const parts = Array.from({ length: 2500 }, (_, index) => `${index % 10}`.repeat(1000));
  const pieces = [...piecesOf(parts)];
  assert.deepEqual(
    pieces.map(({ length }) => length),
    [1_000_000, 1_000_000, 500_000],
  );
  assert.equal(pieces.join(""), parts.join(""));
});

test("pieces are written one behind the other", async () => {
  const written: string[] = [];
  let waiting = 0;
  const write = async (text: string): Promise<void> => {
    assert.equal(waiting++, 0);
    await new Promise((done) => setImmediate(done));
    waiting--;
    written.push(text);
  };
  await writePieces({ isTerminal: false, write }, ["x".repeat(1_000_000), "y", "z"]);
  assert.deepEqual(written, ["x".repeat(1_000_000), "yz"]);
});
