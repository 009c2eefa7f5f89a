/**
 * SET before a statement: its `;`, its `=`, its value; and the `;` that INSERT and REPLACE do not take.
 */
import { quotedString } from "../../syntax/quoteName";
import { TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import { certain, choice, insertion, rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { endAt, kindAt, textAt } from "./words";

const STATEMENT_STARTS: ReadonlySet<TokenKind> = new Set([
  TokenKind.SELECT,
  TokenKind.WITH,
  TokenKind.INSERT,
  TokenKind.REPLACE,
  TokenKind.EXPLAIN,
  TokenKind.VALUES,
  TokenKind.SET,
]);

/** `SET timeout = 5 SELECT 1` */
export function repairMissingSemicolon({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || !STATEMENT_STARTS.has(kindAt(words, index)) || !isBehindSet(words, index)) return undefined;
  return { fixes: [certain(t("Insert {0}", ";"), [insertion(endAt(words, index - 1), ";")])] };
}

/** `SET name = value` right before, where `value` is one word. */
function isBehindSet(words: Trouble["words"], index: number): boolean {
  return textAt(words, index - 2) === "=" && kindAt(words, index - 4) === TokenKind.SET;
}

/** `SET timeout TO 5`, `SET useCache = yes`, `SET engine = native` */
export function repairSet({ words, index, error }: Trouble): Repair | undefined {
  if (error.code === "syntax-error" && textAt(words, index).toUpperCase() === "TO" && kindAt(words, index - 2) === TokenKind.SET) {
    return { fixes: [rewrite(rangeOfWords(words, index, index), "=")] };
  }
  if (textAt(words, index - 1) !== "=" || kindAt(words, index - 3) !== TokenKind.SET) return undefined;
  const text = textAt(words, index);
  const truth = /^(?:on|yes)$/i.test(text) ? "TRUE" : /^(?:off|no)$/i.test(text) ? "FALSE" : undefined;
  if (truth !== undefined) return { fixes: [rewrite(rangeOfWords(words, index, index), truth)] };
  if (error.code !== "set-needs-literal" || !/^(?:"(?:[^"]|"")+"|[\w$]+)$/.test(text)) return undefined;
  const value = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return { fixes: [rewrite(rangeOfWords(words, index, index), quotedString(value))] };
}

/** A text that is sent as it stands: Druid reads INSERT and REPLACE to the very end. */
export function repairLastSemicolon({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || kindAt(words, index) !== TokenKind.Semicolon || index !== words.significant.length - 1)
    return undefined;
  return error.isLeftOver ? { fixes: [choice(t("Remove the ;"), [{ range: rangeOfWords(words, index, index), text: "" }])] } : undefined;
}
