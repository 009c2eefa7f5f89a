/**
 * What must hold for every tree of every text, broken or not: the properties that fuzzing checks.
 */
import assert from "node:assert/strict";
import { childrenOf } from "../../server/src/language/syntax/children";
import type { Statement } from "../../server/src/language/syntax/document";
import type { Node } from "../../server/src/language/syntax/nodes";

/** Asserts that tokens cover the text, ranges nest on token borders, errors lie in the text, and error nodes never come without an error. */
export function assertStatementInvariants(statement: Statement): void {
  const { text, tokens } = statement;
  assert.equal(tokens.starts[0] ?? 0, 0, "the first token starts the text");
  assert.equal(tokens.starts[tokens.count], text.length, "the last token ends the text");
  const borders = new Set<number>([0, text.length]);
  for (let index = 0; index < tokens.count; index++) {
    assert.ok((tokens.starts[index] ?? 0) < (tokens.starts[index + 1] ?? 0), "tokens have a width");
    borders.add(tokens.starts[index] ?? 0);
    borders.add(tokens.starts[index + 1] ?? 0);
  }
  for (const error of statement.errors) {
    assert.ok(
      error.range.start >= 0 && error.range.start <= error.range.end && error.range.end <= text.length,
      "an error lies in the text",
    );
  }
  assertNesting(statement.tree, borders, statement);
}

function assertNesting(root: Node, borders: ReadonlySet<number>, statement: Statement): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    assert.ok(node.start <= node.end, `${node.kind} has a range`);
    assert.ok(borders.has(node.start) && borders.has(node.end), `${node.kind} lies on token borders`);
    if (node.kind === "error" && statement.templates.length === 0 && !statement.text.includes("{{") && !statement.text.includes("${")) {
      assert.ok(statement.errors.length > 0, "an error node comes with an error");
    }
    for (const child of childrenOf(node)) {
      assert.ok(
        node.start <= child.start && child.end <= node.end,
        `${child.kind} ${child.start}-${child.end} lies in ${node.kind} ${node.start}-${node.end}`,
      );
      pending.push(child);
    }
  }
}
