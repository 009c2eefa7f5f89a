/**
 * Comments that silence diagnostics of the statement behind them: `-- druid-sql-ignore permission-denied: granted by hand each night`.
 * Relies on a statement's text before its first word holding nothing but blanks and comments.
 */
import type { Statement } from "../syntax/document";

/**
 * The codes that the comments before a statement silence. A list of codes ends with a colon, or before the first word that `isCode` does
 * not know: behind it stands why.
 */
export function suppressedCodes(statement: Statement, isCode: (word: string) => boolean): ReadonlySet<string> {
  const lead = statement.text.slice(0, statement.span.start);
  const codes = new Set<string>();
  if (!lead.includes("druid-sql-ignore")) return codes;
  for (const [, list] of lead.matchAll(/--[ \t]*druid-sql-ignore[ \t]+([\w][\w, \t-]*)/g)) {
    for (const word of (list ?? "").split(/[,\s]+/)) {
      if (!isCode(word)) break;
      codes.add(word);
    }
  }
  return codes;
}
