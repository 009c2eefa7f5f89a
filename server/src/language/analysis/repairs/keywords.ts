/**
 * Keywords that are missing, misspelt, in the wrong place, or of another dialect.
 */
import { TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import { certain, choice, insertion, rewrite } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { endAt, kindAt, lastWord, startAt, textAt } from "./words";

/** What is missing behind these words, where the next one is none that may stand there. */
const MISSING_BEHIND: ReadonlyMap<TokenKind, string> = new Map([
  [TokenKind.GROUP, "BY"],
  [TokenKind.ORDER, "BY"],
  [TokenKind.PARTITIONED, "BY"],
  [TokenKind.CLUSTERED, "BY"],
  [TokenKind.PARTITION, "BY"],
  [TokenKind.INSERT, "INTO"],
  [TokenKind.EXPLAIN, "PLAN FOR"],
  [TokenKind.PLAN, "FOR"],
]);

export function repairMissingKeyword({ words, index, error }: Trouble): Repair | undefined {
  const before = kindAt(words, index - 1);
  const missing = MISSING_BEHIND.get(before);
  if (error.code !== "syntax-error" || missing === undefined || kindAt(words, index) === TokenKind.EndOfText) return undefined;
  if (missing.split(" ").includes(textAt(words, index).toUpperCase())) return undefined;
  const title = t("Insert {0}", missing);
  return { fixes: [certain(title, [insertion(endAt(words, index - 1), ` ${missing}`)])] };
}

/** `REPLACE t OVERWRITE …`: without INTO, REPLACE is a name. */
export function repairReplace({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "not-a-query" || kindAt(words, index) !== TokenKind.REPLACE || kindAt(words, index + 1) === TokenKind.INTO)
    return undefined;
  const next = kindAt(words, index + 2);
  const isSure = next === TokenKind.OVERWRITE || next === TokenKind.SELECT || next === TokenKind.WITH;
  const edits = [insertion(endAt(words, index), " INTO")];
  const title = t("Insert {0}", "INTO");
  return { advice: t("INTO is missing behind REPLACE."), fixes: [isSure ? certain(title, edits) : choice(title, edits)] };
}

/** `FORM`, `PARTITION BY`: the error names the word that was meant. */
export function repairTypo({ words, index, error }: Trouble): Repair | undefined {
  if (error.meant === undefined) return undefined;
  const isSure = kindAt(words, index) === TokenKind.PARTITION;
  return { fixes: [rewrite(rangeOfWords(words, index, index), error.meant, isSure ? "certain" : "choice")] };
}

/** `a NOT NULL` */
export function repairNotNull({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || kindAt(words, index) !== TokenKind.NOT || kindAt(words, index + 1) !== TokenKind.NULL)
    return undefined;
  return { fixes: [rewrite(rangeOfWords(words, index, index + 1), "IS NOT NULL")] };
}

/** The order of clauses, for a clause that stands behind a later one. */
const CLAUSES: ReadonlyMap<TokenKind, string> = new Map([
  [TokenKind.FROM, "FROM"],
  [TokenKind.WHERE, "WHERE"],
  [TokenKind.GROUP, "GROUP BY"],
  [TokenKind.HAVING, "HAVING"],
  [TokenKind.WINDOW, "WINDOW"],
  [TokenKind.ORDER, "ORDER BY"],
  [TokenKind.LIMIT, "LIMIT"],
  [TokenKind.OFFSET, "OFFSET"],
]);

export function repairClauseOrder({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error" || !error.isLeftOver || !CLAUSES.has(kindAt(words, index))) return undefined;
  return { advice: t("The order of clauses is {0}.", [...CLAUSES.values()].join(", ")) };
}

/** Words with which statements of other databases begin. */
const OTHER_STATEMENTS: ReadonlySet<string> = new Set(["CREATE", "DROP", "TRUNCATE", "GRANT", "REVOKE", "USE", "SHOW", "ANALYZE"]);

export function repairOtherStatement({ words, index, error }: Trouble): Repair | undefined {
  const word = textAt(words, index).toUpperCase();
  if (index > 0 || error.range.start > startAt(words, 0) || !OTHER_STATEMENTS.has(word)) return undefined;
  if (word === "SHOW") return { advice: t("Druid has no {0}: {1} has names of tables and columns.", word, "INFORMATION_SCHEMA") };
  if (word === "CREATE") return { advice: t("Druid has no {0}: a datasource comes into being when INSERT or REPLACE loads it.", word) };
  return { advice: t("Druid SQL has no {0}.", word) };
}

/** `SELECT TOP 10 a`, `SELECT DISTINCT ON (a)` */
export function repairSelectWords({ words, index, error }: Trouble): Repair | undefined {
  if (error.code !== "syntax-error") return undefined;
  const before = textAt(words, index - 1).toUpperCase();
  if (before === "DISTINCT" && kindAt(words, index) === TokenKind.ON) {
    return { advice: t("Druid has no DISTINCT ON: group, and take EARLIEST or LATEST of the other columns.") };
  }
  if (before !== "TOP" || kindAt(words, index) !== TokenKind.Integer) return undefined;
  const limit = `LIMIT ${textAt(words, index)}`;
  const edits = [
    { range: { start: startAt(words, index - 1), end: startAt(words, index + 1) }, text: "" },
    insertion(endAt(words, lastWord(words)), ` ${limit}`),
  ];
  return { advice: t("Druid has no TOP: write {0} at the end.", limit), fixes: [choice(t("Write {0} at the end", limit), edits)] };
}
