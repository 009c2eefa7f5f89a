/**
 * Operators of other databases: `a % b`, `a::int`, `INTERVAL '1 day'`.
 */
import { FIRST_NON_RESERVED, TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import { rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { kindAt, startAt, textAt, textFrom, type Words } from "./words";

/** What binds as tightly as `%` or more tightly: behind it, the left operand is more than what stands next to `%`. */
const TIGHT: ReadonlySet<string> = new Set(["*", "/", "%", "||", ".", ")", "]", ":"]);

export function repairPercent({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "not-allowed" || textAt(words, index) !== "%") return undefined;
  const left = operandBefore(words, index);
  const right = operandBehind(words, index);
  if (left === undefined || right === undefined) return undefined;
  return {
    fixes: [rewrite(rangeOfWords(words, left, right), `MOD(${textFrom(words, left, index - 1)}, ${textFrom(words, index + 1, right)})`)],
  };
}

/** `a::int` */
export function repairCastSign({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || textAt(words, index) !== ":" || textAt(words, index + 1) !== ":") return undefined;
  const advice = t("Druid has no ::, write CAST(… AS …).");
  const left = operandBefore(words, index);
  const type = textAt(words, index + 2).toUpperCase();
  if (left === undefined || !/^[A-Z][A-Z0-9_]*$/.test(type) || textAt(words, index + 3) === "(") return { advice };
  const text = `CAST(${textFrom(words, left, index - 1)} AS ${DRUID_TYPES[type] ?? type})`;
  return { advice, fixes: [rewrite(rangeOfWords(words, left, index + 2), text)] };
}

/** How Druid calls what other databases call otherwise. */
const DRUID_TYPES: Readonly<Record<string, string>> = {
  INT: "INTEGER",
  INT4: "INTEGER",
  INT8: "BIGINT",
  LONG: "BIGINT",
  TEXT: "VARCHAR",
  STRING: "VARCHAR",
  FLOAT4: "FLOAT",
  FLOAT8: "DOUBLE",
  BOOL: "BOOLEAN",
  TIMESTAMPTZ: "TIMESTAMP",
};

/** `INTERVAL '1 day'`: the unit stands behind the string. */
export function repairInterval({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || kindAt(words, index - 2) !== TokenKind.INTERVAL || kindAt(words, index - 1) !== TokenKind.String)
    return undefined;
  const [, count, unit] = /^'\s*([+-]?\d+)\s+(year|quarter|month|week|day|hour|minute|second)s?\s*'$/i.exec(textAt(words, index - 1)) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return { fixes: [rewrite(rangeOfWords(words, index - 2, index - 1), `INTERVAL '${count}' ${unit.toUpperCase()}`)] };
}

function isSimple(kind: TokenKind): boolean {
  return kind >= FIRST_NON_RESERVED || (kind >= TokenKind.Identifier && kind <= TokenKind.Approximate && kind !== TokenKind.Template);
}

/** The first word of a name, number or string right before `index`, where that is the whole operand. */
function operandBefore(words: Words, index: number): number | undefined {
  let first = index - 1;
  if (!isSimple(kindAt(words, first))) return undefined;
  while (textAt(words, first - 1) === "." && isSimple(kindAt(words, first - 2))) first -= 2;
  const before = textAt(words, first - 1);
  const isSign =
    (before === "-" || before === "+") && !isSimple(kindAt(words, first - 2)) && kindAt(words, first - 2) !== TokenKind.RightParen;
  return first > 0 && (isSign || TIGHT.has(before)) ? undefined : first;
}

/** The last word of the operand behind `index`, where nothing belongs to it that binds more tightly. */
function operandBehind(words: Words, index: number): number | undefined {
  let last = index + 1;
  if (!isSimple(kindAt(words, last))) return undefined;
  while (textAt(words, last + 1) === "." && isSimple(kindAt(words, last + 2))) last += 2;
  const next = textAt(words, last + 1);
  return next === "(" || next === "[" || startAt(words, last + 1) === startAt(words, last) ? undefined : last;
}
