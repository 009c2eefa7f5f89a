/**
 * Fixes of periods: without the P or the T, with one that should not be there, or as a word. `5M` may be months or minutes; both are offered.
 * Relies on what Joda reads as a period.
 */
import { rewrite } from "../fixes";
import { hasLength, mayBePeriod } from "../periods";
import { type Fixer, textIn } from "./fixer";

export const fixTimePeriod: Fixer = (range, input) => {
  const value = /^'\s*([^']*?)\s*'$/.exec(textIn(input, range))?.[1]?.toUpperCase();
  if (value === undefined) return [];
  const meant = periodsMeant(value);
  return meant.map((period) => rewrite(range, `'${period}'`, meant.length === 1 ? "certain" : "choice"));
};

const PERIODS_OF_WORDS: Readonly<Record<string, (count: number) => string>> = {
  SECOND: (count) => `PT${count}S`,
  SEC: (count) => `PT${count}S`,
  MINUTE: (count) => `PT${count}M`,
  MIN: (count) => `PT${count}M`,
  HOUR: (count) => `PT${count}H`,
  DAY: (count) => `P${count}D`,
  WEEK: (count) => `P${count}W`,
  MONTH: (count) => `P${count}M`,
  QUARTER: (count) => `P${3 * count}M`,
  YEAR: (count) => `P${count}Y`,
};

function periodsMeant(value: string): readonly string[] {
  const [, count = "1", word = ""] = /^(\d{1,6})?\s*([A-Z]{3,}?)S?$/.exec(value) ?? [];
  const ofWord = PERIODS_OF_WORDS[word]?.(Number(count));
  if (ofWord !== undefined) return isBucket(ofWord) ? [ofWord] : [];
  const parts = /^P?T?((?:\d+[YMWDHS])+)$/.exec(value)?.[1];
  return parts === undefined ? [] : [`P${parts}`, `PT${parts}`].filter(isBucket);
}

function isBucket(period: string): boolean {
  return mayBePeriod(period) && hasLength(period);
}
