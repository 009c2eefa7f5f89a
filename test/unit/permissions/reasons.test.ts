/**
 * Every reason and phase has a sentence for people.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { explainNeed, PHASES, REASONS } from "../../../server/src/language/permissions/reasons";

test("sentences are sentences", () => {
  for (const sentence of [...Object.values(REASONS), ...Object.values(PHASES)]) assert.match(sentence, /^[A-Z].*\.$/);
  assert.equal(
    explainNeed({ reason: "write-target", phase: "submit" }),
    "INSERT and REPLACE write their target; reading it is not needed. Checked before the statement runs; without it Druid answers 403.",
  );
});
