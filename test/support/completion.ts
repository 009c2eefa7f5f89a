/**
 * Completion in tests: `<|>` is the cursor. Offers are named by their labels.
 */
import * as assert from "node:assert/strict";
import type { Catalog } from "../../server/src/language/analysis/catalog/model";
import { type CompletionOffer, complete, openDocument } from "../../server/src/language/index";
import { contextOf, type Given } from "./context";
import { takeCursor } from "./marked";

/** What is expected of the offers at one place. */
export interface Expected extends Given {
  /** Labels that are offered. */
  readonly has?: readonly string[];
  /** Labels that are not. */
  readonly lacks?: readonly string[];
  /** The first labels, in their order. */
  readonly first?: readonly string[];
  /** All labels, in any order. */
  readonly all?: readonly string[];
  /** The text that every offer replaces. */
  readonly replaces?: string;
  /** The tables that are known; Druid's own when absent. */
  readonly catalog?: Catalog;
  /** The character that was typed last, where the editor asks by itself. */
  readonly trigger?: string;
}

/** The offers at the cursor. */
export function offersAt(marked: string, given: Expected = {}): readonly CompletionOffer[] {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const { trigger, catalog } = given;
  return complete(context, openDocument(text, context.grammar), offset, {
    ...(trigger !== undefined && { trigger }),
    ...(catalog && { catalog }),
  });
}

/** Checks which offers there are at the cursor. */
export function checkCompletion(marked: string, expected: Expected): void {
  const offers = offersAt(marked, expected);
  const labels = offers.map(({ label }) => label);
  for (const label of expected.has ?? []) assert.ok(labels.includes(label), `${marked}: ${label} is missing in ${labels.join(", ")}`);
  for (const label of expected.lacks ?? []) assert.ok(!labels.includes(label), `${marked}: ${label} is offered`);
  if (expected.first) assert.deepEqual(labels.slice(0, expected.first.length), expected.first, marked);
  if (expected.all) assert.deepEqual([...labels].sort(), [...expected.all].sort(), marked);
  if (expected.replaces !== undefined) {
    const { text } = takeCursor(marked);
    for (const { range, label } of offers) assert.equal(text.slice(range.start, range.end), expected.replaces, `${marked}: ${label}`);
    assert.ok(offers.length > 0, `${marked}: nothing is offered`);
  }
}

/** The text after an offer was taken; places to fill in stay as they are written. */
export function checkApplied(marked: string, label: string, expected: string, given: Expected = {}): void {
  const { text } = takeCursor(marked);
  const offer = offersAt(marked, given).find((candidate) => candidate.label === label);
  assert.ok(offer, `${marked}: ${label} is not offered`);
  assert.equal(text.slice(0, offer.range.start) + offer.text + text.slice(offer.range.end), expected);
}
