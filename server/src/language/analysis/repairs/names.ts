/**
 * Reserved words that are meant as names, and aliases in single quotes.
 */
import { isClauseKeyword } from "../../syntax/parser/keywordSets";
import { isNameBefore } from "../../syntax/parser/meantNames";
import { quotedName } from "../../syntax/quoteName";
import { TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import { certain, rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { kindAt, textAt } from "./words";

export function repairReservedWord({ words, index, error }: Trouble): Repair | undefined {
  const kind = kindAt(words, index);
  if (error.code !== "reserved-word" || kindAt(words, index + 1) === TokenKind.LeftParen) return undefined;
  const isNamed = kindAt(words, index - 1) === TokenKind.AS || kindAt(words, index - 1) === TokenKind.Dot;
  // Behind AS and a dot only a name can stand; END is often one, while a word such as FROM goes on with the statement.
  if (isClauseKeyword(kind) && !(isNamed && kind === TokenKind.END) && !isNameBefore(kind, kindAt(words, index + 1))) return undefined;
  const text = textAt(words, index);
  if (textAt(words, index - 2).toUpperCase() === "PARTITIONED") {
    return { advice: t("As a granularity it stands in single quotes: {0}.", `'${text}'`), fixes: [rewrite(error.range, `'${text}'`)] };
  }
  const quoted = quotedName(text);
  return { fixes: [certain(t("Quote it: {0}", quoted), [{ range: rangeOfWords(words, index, index), text: quoted }])] };
}

/** `SELECT a AS 'x'` */
export function repairStringAlias({ words, index, error }: Trouble): Repair | undefined {
  const text = textAt(words, index);
  if (error.code !== "not-allowed" || kindAt(words, index) !== TokenKind.String || text.length < 3) return undefined;
  const quoted = quotedName(text.slice(1, -1).replaceAll("''", "'"));
  return { fixes: [certain(t("Write {0}", quoted), [{ range: rangeOfWords(words, index, index), text: quoted }])] };
}
