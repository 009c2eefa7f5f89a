/**
 * Comments that silence diagnostics of the statement behind them: `-- druid-sql-ignore permission-denied: granted by hand each night`.
 * Relies on a statement's text before its first word holding nothing but blanks and comments.
 */
import type { Statement } from "../syntax/document";

/** The codes that the comments before a statement silence. */
export function suppressedCodes(statement: Statement): ReadonlySet<string> {
  const lead = statement.text.slice(0, statement.span.start);
  const codes = new Set<string>();
  if (!lead.includes("druid-sql-ignore")) return codes;
  for (const [, list] of lead.matchAll(/--[ \t]*druid-sql-ignore[ \t]+([\w, \t-]+)/g)) {
    for (const found of (list ?? "").split(/[,\s]+/)) if (found !== "") codes.add(found);
  }
  return codes;
}
