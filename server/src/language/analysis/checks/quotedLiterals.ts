/**
 * `quoted-literal`: `city = "New York"`, where a string was meant. Druid reads double quotes as the name of a column, and which columns there
 * are only the cluster knows, so this is a hint: on names that are compared, read like a value and stand nowhere else in the statement. A
 * pattern of LIKE with wildcards in it, and a date beside `__time`, is hardly a column: that is a warning.
 */
import type { Expression, Node } from "../../syntax/nodes";
import { quotedString } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

export function checkQuotedLiterals(node: Node, input: CheckInput): void {
  switch (node.kind) {
    case "operation": {
      const [left, right] = node.operands;
      if (node.operands.length !== 2 || !COMPARISONS.has(node.operators[0] ?? "") || left?.kind !== "name" || !right) return;
      checkValue(left, right, input);
      break;
    }
    case "between":
      for (const bound of [node.low, node.high]) checkValue(node.value, bound, input);
      break;
    case "in":
      for (const item of node.items) checkValue(node.value, item, input);
      break;
    case "like":
      checkPattern(node.pattern, input);
      break;
  }
}

function checkValue(column: Node, value: Node, input: CheckInput): void {
  const name = quotedName(value);
  if (name === undefined || !readsLikeValue(name) || !standsOnce(name, input)) return;
  const isTime = column.kind === "name" && column.parts.at(-1)?.name === "__time" && DATE.test(name);
  report(value, name, isTime ? "warning" : "hint", input);
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

function checkPattern(pattern: Expression, input: CheckInput): void {
  const name = quotedName(pattern);
  if (name?.includes("%") && standsOnce(name, input)) report(pattern, name, "warning", input);
}

/** A single name in double quotes. */
function quotedName(node: Node): string | undefined {
  const [only, more] = node.kind === "name" && !node.star ? node.parts : [];
  return only?.quoted && !more && !only.template ? only.name : undefined;
}

/** Blanks between words, or what dates, paths and addresses have in them. */
function readsLikeValue(name: string): boolean {
  return /^\d|[/:@%]/.test(name) || /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(name);
}

function standsOnce(name: string, { statement }: CheckInput): boolean {
  const written = `"${name.replaceAll('"', '""')}"`;
  return statement.text.indexOf(written) === statement.text.lastIndexOf(written);
}

function report(node: Node, name: string, severity: "hint" | "warning", input: CheckInput): void {
  const literal = quotedString(name);
  const message = t("In double quotes this is the name of a column. If a text is meant, write {0}.", literal);
  input.report({ code: "quoted-literal", severity, message, range: rangeOf(node), fixes: [rewrite(node, literal, "choice")] });
}
