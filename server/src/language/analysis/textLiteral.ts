/**
 * Operands that are texts written out.
 */
import type { Call, Literal } from "../syntax/nodes";
import { inner } from "./selects";

/** The operand as a literal text, without parentheses and CAST around it; undefined for anything else, and where a template has a part in it. */
export function textLiteralAt({ arguments: operands }: Call, index: number): Literal | undefined {
  let node = operands[index];
  for (;;) {
    if (node?.kind === "parenthesized") {
      const plain = inner(node);
      if (plain === node) return undefined;
      node = plain;
    } else if (node?.kind === "cast" && node.function === "CAST" && isText(node.type)) node = node.value;
    else break;
  }
  return node?.kind === "literal" && node.type === "string" && !node.template && !node.chained ? node : undefined;
}

/** A type without a length, which would cut the text. */
function isText(type: { readonly kind: string; readonly start: number; readonly end: number }): boolean {
  return type.kind === "dataType" && type.end - type.start === "VARCHAR".length;
}
