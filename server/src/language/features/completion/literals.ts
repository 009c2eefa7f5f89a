/**
 * Values that have a form of their own: moments, days, spans of time, CASE.
 */
import type { Offer } from "./item";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import type { ExpressionSlot } from "./slot";

interface Form {
  readonly words: string;
  readonly tail: string;
}

const FORMS: readonly Form[] = [
  { words: "TIMESTAMP", tail: " '${1:2024-01-01 00:00:00}'" },
  { words: "DATE", tail: " '${1:2024-01-01}'" },
  { words: "INTERVAL", tail: " '${1:1}' ${2|DAY,HOUR,MINUTE,MONTH,YEAR|}" },
];

/** The forms, where a value may stand. */
export function literalOffers({ typed }: WordPlace, { qualifier, isCalled }: ExpressionSlot, letterCase: LetterCase): readonly Offer[] {
  if (qualifier.length > 0 || isCalled || typed.startsWith('"')) return [];
  return FORMS.map(({ words, tail }) => ({
    kind: "keyword",
    label: inCase(words, letterCase),
    text: inCase(words, letterCase) + tail,
    format: "snippet",
    rank: 4,
    about: `keyword:${words}`,
  }));
}
