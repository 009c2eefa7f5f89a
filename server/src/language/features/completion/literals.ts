/**
 * Values that have a form of their own: moments, days, spans of time; and the strings of an operand that must be one of a few.
 */
import type { Catalog } from "../../analysis/catalog/model";
import type { Offer } from "./item";
import { wordBefore } from "./keywords";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import type { ExpressionSlot } from "./slot";
import { wantedAt } from "./wanted";

interface Form {
  readonly words: string;
  readonly tail: string;
}

const FORMS: readonly Form[] = [
  { words: "TIMESTAMP", tail: " '${1:2024-01-01 00:00:00}'" },
  { words: "DATE", tail: " '${1:2024-01-01}'" },
  { words: "INTERVAL", tail: " '${1:1}' ${2|DAY,HOUR,MINUTE,MONTH,YEAR|}" },
];

/** The forms, where a value may stand; what a time is compared with before the columns. */
export function literalOffers(
  place: WordPlace,
  { qualifier, isCalled }: ExpressionSlot,
  letterCase: LetterCase,
  catalog: Catalog,
): readonly Offer[] {
  if (qualifier.length > 0 || isCalled || place.typed.startsWith('"')) return [];
  const wanted = wantedAt(place, catalog);
  const isTime = wanted?.isCompared === true && wanted.kind === "time";
  const forms = FORMS.map(
    ({ words, tail }): Offer => ({
      kind: "keyword",
      label: inCase(words, letterCase),
      text: inCase(words, letterCase) + tail,
      format: "snippet",
      rank: isTime && words === "TIMESTAMP" ? 0 : 3,
      about: `keyword:${words}`,
    }),
  );
  return isTime ? [...forms, beforeNow(letterCase)] : forms;
}

/** What a query most often begins with: the last day. */
function beforeNow(letterCase: LetterCase): Offer {
  const words = inCase("CURRENT_TIMESTAMP - INTERVAL", letterCase);
  return { kind: "snippet", label: `${words} …`, text: `${words} '\${1:1}' \${2|DAY,HOUR,MINUTE,MONTH,YEAR|}`, format: "snippet", rank: 0 };
}

/** A span of time behind INTERVAL; undefined elsewhere. */
export function intervalOffers(place: WordPlace): readonly Offer[] | undefined {
  if (wordBefore(place) !== "INTERVAL") return undefined;
  return ["DAY", "HOUR", "MINUTE", "MONTH", "YEAR"].map((unit) => {
    return { kind: "value", label: `'1' ${unit}`, text: `'\${1:1}' ${unit}`, format: "snippet", rank: 0 };
  });
}
