/**
 * Rewritings of the project's statements, at every word: what comes out parses, and needs what the statement needed; a wrapped SELECT needs
 * its target besides.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CATALOG } from "../../server/src/language/analysis/catalog/system";
import { applyEdits, createContext, inspect, openDocument, refactorings } from "../../server/src/language/index";
import { ownStatements } from "../support/corpus";

const context = createContext({});

/** The needs of phase submit of a document's statements. */
function needsIn(text: string): readonly string[] | undefined {
  const { statements } = openDocument(text, context.grammar);
  if (statements.some(({ statement }) => statement.errors.length > 0)) return undefined;
  const needs = statements.flatMap(({ statement }) => inspect(statement, context.settings).needs.filter(({ phase }) => phase === "submit"));
  return [...new Set(needs.map(({ action, type, name }) => `${action} ${type} ${name}`))].sort();
}

test("needs stay, whatever is rewritten", () => {
  let count = 0;
  for (const text of ownStatements().slice(0, 1200)) {
    const before = needsIn(text);
    if (!before) continue;
    const document = openDocument(text, context.grammar);
    const seen = new Set<string>();
    for (const { index } of text.matchAll(/[\w"*(]+/g)) {
      for (const { title, edits } of refactorings(context, document, { start: index, end: index }, SYSTEM_CATALOG)) {
        const after = applyEdits(text, edits);
        if (seen.has(after)) continue;
        seen.add(after);
        count++;
        const found = needsIn(after);
        assert.ok(found, `${title}\n${after}\nno longer parses; it was\n${text}`);
        const isWrapped = /^(?:Write the rows|Replace a)/.test(title);
        assert.deepEqual(
          found.filter((need) => !isWrapped || need !== "WRITE DATASOURCE target"),
          before,
          `${title}\n${after}\nit was\n${text}`,
        );
      }
    }
  }
  assert.ok(count > 1000, `${count} rewritings`);
});
