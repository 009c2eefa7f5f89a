/**
 * Clauses of INSERT and REPLACE in the wrong place, or with a granularity that is none.
 */
import { TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { certain, choice, insertion, rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { endAt, kindAt, lastWord, startAt, textAt, textFrom, type Words } from "./words";

/** INSERT with OVERWRITE. */
export function repairInsertOverwrite({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "not-allowed" || kindAt(words, index) !== TokenKind.OVERWRITE) return undefined;
  const verb = lastBefore(words, index, TokenKind.INSERT);
  if (verb === undefined) return undefined;
  const extent = kindAt(words, index + 1) === TokenKind.ALL ? index + 1 : index;
  const leaveOut = { range: { start: startAt(words, index), end: startAt(words, extent + 1) }, text: "" };
  return {
    fixes: [
      rewrite(rangeOfWords(words, verb, verb), "REPLACE", "choice"),
      ...(kindAt(words, index + 1) === TokenKind.WHERE ? [] : [choice(t("Leave OVERWRITE out"), [leaveOut])]),
    ],
  };
}

/** PARTITIONED BY behind CLUSTERED BY, or before the query. */
export function repairPartitionedBy({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || kindAt(words, index) !== TokenKind.PARTITIONED || kindAt(words, index + 1) !== TokenKind.BY)
    return undefined;
  const clustered = lastBefore(words, index, TokenKind.CLUSTERED);
  return clustered === undefined ? behindQuery(words, index) : beforeClustered(words, index, clustered);
}

function beforeClustered(words: Words, index: number, clustered: number): Repair {
  const last = lastWord(words);
  const edits = [
    insertion(startAt(words, clustered), `${textFrom(words, index, last)} `),
    { range: { start: endAt(words, index - 1), end: endAt(words, last) }, text: "" },
  ];
  return { advice: t("PARTITIONED BY stands before CLUSTERED BY."), fixes: [certain(t("Move it before CLUSTERED BY"), edits)] };
}

const QUERY_STARTS: ReadonlySet<TokenKind> = new Set([TokenKind.SELECT, TokenKind.WITH, TokenKind.VALUES]);

function behindQuery(words: Words, index: number): Repair | undefined {
  let query = index + 2;
  while (query < words.significant.length && !QUERY_STARTS.has(kindAt(words, query))) query++;
  if (query === words.significant.length || query === index + 2 || lastBefore(words, index, TokenKind.SELECT) !== undefined)
    return undefined;
  const clause = textFrom(words, index, query - 1);
  const edits = [
    { range: { start: startAt(words, index), end: startAt(words, query) }, text: "" },
    insertion(endAt(words, lastWord(words)), ` ${clause}`),
  ];
  return { advice: t("PARTITIONED BY stands behind the query."), fixes: [certain(t("Move it behind the query"), edits)] };
}

/** The granularities that a fix may choose. */
const NAMES = ["HOUR", "DAY", "MONTH", "YEAR", "ALL"];
const OTHER_NAMES = "SECOND MINUTE FIVE_MINUTE TEN_MINUTE FIFTEEN_MINUTE THIRTY_MINUTE SIX_HOUR EIGHT_HOUR WEEK QUARTER".split(" ");
const MEANT: Readonly<Record<string, string>> = {
  "ALL TIME": "ALL TIME",
  HOURLY: "HOUR",
  DAILY: "DAY",
  MONTHLY: "MONTH",
  YEARLY: "YEAR",
  WEEKLY: "WEEK",
};

export function repairGranularity({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "bad-granularity") return undefined;
  const text = words.statement.text.slice(error.range.start, error.range.end);
  const word = text.replace(/^(["'])(.*)\1$/, "$2").toUpperCase();
  const meant = MEANT[word] ?? nearestWord(word, [...NAMES, ...OTHER_NAMES]);
  if (meant !== undefined && !word.includes("("))
    return { fixes: [rewrite(error.range, written(meant), word in MEANT ? "certain" : "choice")] };
  const column =
    kindAt(words, index + 1) === TokenKind.LeftParen && /^(?:TIME_)?FLOOR$/i.test(textAt(words, index)) ? index + 2 : undefined;
  const isColumn =
    column !== undefined &&
    error.message.includes("__time") &&
    textAt(words, column) !== "__time" &&
    (kindAt(words, column + 1) === TokenKind.Comma || kindAt(words, column + 1) === TokenKind.TO);
  const fixes = isColumn && column !== undefined ? [rewrite(rangeOfWords(words, column, column), "__time", "choice")] : [];
  return { fixes: [...fixes, ...NAMES.map((name) => rewrite(error.range, name, "choice"))] };
}

/** Names that are no words of the grammar, or reserved, stand in quotes. */
function written(name: string): string {
  return NAMES.includes(name) || name === "ALL TIME" ? name : `'${name}'`;
}

function lastBefore(words: Words, index: number, kind: TokenKind): number | undefined {
  for (let candidate = index - 1; candidate >= 0; candidate--) if (kindAt(words, candidate) === kind) return candidate;
  return undefined;
}
