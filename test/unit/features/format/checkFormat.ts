/**
 * What the formatter makes of a text: every case is also formatted again, which must change nothing, and read again, which must say the same.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDocument } from "../../../../server/src/language/features/format/formatDocument";
import { DEFAULT_FORMAT, type FormatOptions } from "../../../../server/src/language/features/format/options";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { applyEdits } from "../../../../server/src/language/text/edit";
import { atOnce } from "../../../../server/src/language/text/steps";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

/** The text in its new form. */
export function formatted(text: string, options: Partial<FormatOptions> = {}): string {
  const all = { ...DEFAULT_FORMAT, ...options };
  return applyEdits(text, atOnce(formatDocument(openDocument(text, GRAMMAR), all)).edits);
}

/** The reasons why statements stay as they are. */
export function keptReasons(text: string): readonly string[] {
  return atOnce(formatDocument(openDocument(text, GRAMMAR), DEFAULT_FORMAT)).kept.map(({ reason }) => reason);
}

/** One test: `before` becomes `after`. */
export function checkFormat(name: string, before: string, after: string, options: Partial<FormatOptions> = {}): void {
  test(name, () => {
    assert.equal(formatted(before, options), after);
    assert.equal(formatted(after, options), after, "not stable");
    assert.ok(!keptReasons(before).includes("doubt"), "would not read as the same statement");
  });
}
