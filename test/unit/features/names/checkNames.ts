/**
 * Cases of the features about names: `<|>` is the cursor.
 */
import * as assert from "node:assert/strict";
import type { Catalog } from "../../../../server/src/language/analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../../../server/src/language/analysis/catalog/system";
import { definitionsOf } from "../../../../server/src/language/features/names/definition";
import { usesNear, usesOf } from "../../../../server/src/language/features/names/references";
import { prepareNameRename, renameName } from "../../../../server/src/language/features/names/rename";
import type { NamesView } from "../../../../server/src/language/features/names/view";
import { openDocument } from "../../../../server/src/language/index";
import { applyEdits } from "../../../../server/src/language/text/edit";
import { atOnce } from "../../../../server/src/language/text/steps";
import { contextOf } from "../../../support/context";
import { takeCursor } from "../../../support/marked";

export function viewOf(text: string, catalog: Catalog = SYSTEM_CATALOG): NamesView {
  const context = contextOf({});
  return { context, document: openDocument(text, context.grammar), catalog };
}

/** The text after the name under the cursor is called `name`. */
export function checkRename(marked: string, name: string, expected: string, catalog?: Catalog): void {
  const { text, offset } = takeCursor(marked);
  const view = viewOf(text, catalog);
  const prepared = prepareNameRename(view, offset);
  assert.equal(prepared.kind, "ok", `${marked}: ${prepared.kind === "refused" ? prepared.message : ""}`);
  const renamed = renameName(view, offset, name);
  assert.equal(renamed.kind === "ok" ? applyEdits(text, renamed.edits) : renamed.message, expected, marked);
}

/** Why the name under the cursor cannot be called `name`; with `name` undefined, that it cannot be renamed at all. */
export function checkRefused(marked: string, name: string | undefined, why: RegExp, catalog?: Catalog): void {
  const { text, offset } = takeCursor(marked);
  const view = viewOf(text, catalog);
  const prepared = prepareNameRename(view, offset);
  if (name !== undefined) assert.equal(prepared.kind, "ok", `${marked}: ${prepared.kind === "refused" ? prepared.message : ""}`);
  const outcome = name === undefined ? prepared : renameName(view, offset, name);
  assert.equal(outcome.kind, "refused", marked);
  assert.match(outcome.kind === "refused" ? outcome.message : "", why, marked);
}

/** The text from the cursor's definition on, up to `length` letters; none for no definition. */
export function checkDefinition(marked: string, expected: string | undefined, catalog?: Catalog): void {
  const { text, offset } = takeCursor(marked.replace(/<def>/g, ""));
  const [first] = definitionsOf(viewOf(text, catalog), offset);
  if (expected === undefined) {
    assert.equal(first, undefined, marked);
    return;
  }
  assert.ok(first, marked);
  const plain = marked.replace("<|>", "");
  const at = plain.indexOf("<def>");
  if (first.uri === undefined) assert.equal(first.range.start, at, marked);
  assert.equal(first.uri === undefined ? text.slice(first.range.start, first.range.end) : `${first.uri}:${first.range.start}`, expected);
}

/** The uses of the name under the cursor, marked as `[x]` where it is read and `{x}` where it is made. */
export function checkUses(marked: string, expected: string): void {
  const { text, offset } = takeCursor(marked);
  let shown = "";
  let from = 0;
  const uses = atOnce(usesOf(viewOf(text), offset));
  assert.deepEqual(usesNear(viewOf(text), offset), uses, "all of a small document is near");
  for (const { range, kind } of uses) {
    const word = text.slice(range.start, range.end);
    shown += text.slice(from, range.start) + (kind === "write" ? `{${word}}` : `[${word}]`);
    from = range.end;
  }
  assert.equal(shown + text.slice(from), expected);
}
