/**
 * Characters that look right and are not: typographic quotes, backticks, no-break spaces, `==`, `=` for `=>`, `&&`, `#`.
 */

import { nameText } from "../../syntax/quoteName";
import { TokenKind } from "../../syntax/tokenKind";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { certain, choice, rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { endAt, kindAt, startAt, textAt, type Words } from "./words";

const PLAIN: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u00a0": " ",
  "\u2007": " ",
  "\u202f": " ",
  "\u200b": "",
  "\ufeff": "",
};

export function repairCharacter({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "lexical-error") return undefined;
  const text = textAt(words, index);
  if (kindAt(words, index) === TokenKind.BacktickIdentifier)
    return { fixes: [rewrite(rangeOfWords(words, index, index), nameText(text.slice(1, -1)))] };
  if (text in PLAIN) return { fixes: [certain(titleOf(text), everyLookalike(words))] };
  if (text === "&" && textAt(words, index + 1) === "&") return { fixes: [rewrite(rangeOfWords(words, index, index + 1), "AND")] };
  if (text !== "#") return undefined;
  const fix = choice(t("Begin the comment with --"), [{ range: rangeOfWords(words, index, index), text: "--" }]);
  return { advice: t("Comments begin with --."), fixes: [fix] };
}

function titleOf(character: string): string {
  const plain = PLAIN[character];
  if (plain === "'" || plain === '"') return t("Replace all typographic quotes by plain ones");
  return plain === "" ? t("Take out all invisible characters") : t("Replace all special spaces by plain ones");
}

/** All characters of the statement that stand for the same kind of thing, outside of strings, names and comments. */
function everyLookalike(words: Words): readonly TextEdit[] {
  return words.significant.flatMap((_, index) => {
    const plain = kindAt(words, index) === TokenKind.Invalid ? PLAIN[textAt(words, index)] : undefined;
    return plain === undefined ? [] : [{ range: rangeOfWords(words, index, index), text: plain }];
  });
}

/** `a == 1`, and `bucket = 'x'` where an argument is named. */
export function repairEquals({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || textAt(words, index) !== "=") return undefined;
  if (textAt(words, index - 1) === "=" && endAt(words, index - 1) === startAt(words, index)) {
    const fix = certain(t("Write {0}", "="), [{ range: rangeOfWords(words, index, index), text: "" }]);
    return { advice: t("Druid compares with a single =."), fixes: [fix] };
  }
  // Only exports and table functions ask for an arrow in the place of an equals sign.
  return error.message.includes("=>") ? { fixes: [rewrite(rangeOfWords(words, index, index), "=>")] } : undefined;
}
