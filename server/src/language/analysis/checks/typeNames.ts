/**
 * `unknown-type`: a CAST to a type that is none of SQL's. Druid has no types of its own beside them. Source: Calcite's SqlUserDefinedTypeNameSpec,
 * asked of 29 and 33.
 */
import type { Node } from "../../syntax/nodes";
import { isTypeKeyword } from "../../syntax/parser/types";
import { TokenKind } from "../../syntax/tokenKind";
import { isName, tokenAt, tokenKind } from "../../syntax/tokens";
import { t } from "../../text/l10n";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

/** What other databases, and Druid's native types, call what SQL calls otherwise. */
const MEANT: Readonly<Record<string, string>> = {
  STRING: "VARCHAR",
  TEXT: "VARCHAR",
  NVARCHAR: "VARCHAR",
  LONG: "BIGINT",
  INT64: "BIGINT",
  INT8: "BIGINT",
  INT4: "INTEGER",
  INT32: "INTEGER",
  FLOAT64: "DOUBLE",
  FLOAT8: "DOUBLE",
  BOOL: "BOOLEAN",
};

export function checkTypeName(node: Node, input: CheckInput): void {
  if (node.kind !== "cast" || node.type.kind === "error") return;
  const { tokens, text } = input.statement;
  const { type } = node;
  const kind = tokenKind(tokens, tokenAt(tokens, type.start));
  if (!isName(kind) || kind === TokenKind.Template || isTypeKeyword(kind)) return;
  // TYPE('COMPLEX<json>') is for the columns of EXTEND: CAST takes what it holds for a name.
  const named = /^TYPE\s*\(\s*('[^'{$]+')/i.exec(text.slice(type.start, type.end));
  if (named?.[1] !== undefined) {
    const start = type.start + named[0].length - named[1].length;
    input.report({ code: "unknown-type", stage: "validate", message: unknown(named[1]), range: { start, end: start + named[1].length } });
    return;
  }
  const written = type.collections === 0 ? text.slice(type.start, type.end) : type.base;
  // Words that open a type of several words, such as MAP and TYPE, are names too.
  if (!/^(?:[A-Za-z_][\w$]*|"[^"]+")$/.test(written) || type.base !== written || /\{|\$/.test(written)) return;
  const meant = MEANT[written.replaceAll('"', "").toUpperCase()];
  const message = meant === undefined ? unknown(written) : t("Unknown type {0}: Druid SQL calls it {1}.", written, meant);
  const range = { start: type.start, end: type.start + written.length };
  input.report({ code: "unknown-type", stage: "validate", message, range, ...(meant !== undefined && { fixes: [rewrite(range, meant)] }) });
}

function unknown(written: string): string {
  return t("Unknown type {0}. Druid casts to VARCHAR, BIGINT, INTEGER, DOUBLE, FLOAT, DECIMAL, BOOLEAN, TIMESTAMP and DATE.", written);
}
