/**
 * `LIMIT start, count`, `OFFSET start LIMIT count`, VALUE for VALUES: what the grammar knows and Druid refuses at once.
 */
import { TokenKind } from "../../syntax/tokenKind";
import { rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { kindAt, textAt, textFrom, type Words } from "./words";

export function repairLimit({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "not-allowed") return undefined;
  if (textAt(words, index).toUpperCase() === "VALUE") return { fixes: [rewrite(rangeOfWords(words, index, index), "VALUES")] };
  if (kindAt(words, index) !== TokenKind.LIMIT) return undefined;
  const count = textAt(words, index + 1);
  if (kindAt(words, index + 2) === TokenKind.Comma) {
    if (!isAmount(words, index + 1) || !isAmount(words, index + 3)) return undefined;
    return { fixes: [rewrite(rangeOfWords(words, index, index + 3), `LIMIT ${textAt(words, index + 3)} OFFSET ${count}`)] };
  }
  const offset = [index - 2, index - 3].find((candidate) => kindAt(words, candidate) === TokenKind.OFFSET);
  if (offset === undefined) return undefined;
  return { fixes: [rewrite(rangeOfWords(words, offset, index + 1), `LIMIT ${count} ${textFrom(words, offset, index - 1)}`)] };
}

/** A number, a parameter or a template: what LIMIT and OFFSET take. */
function isAmount(words: Words, index: number): boolean {
  return /^(?:\d+|\?|[{$].*)$/s.test(textAt(words, index));
}
