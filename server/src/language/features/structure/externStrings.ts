/**
 * The strings of EXTERN that hold JSON, as trees whose offsets are those of the statement. Doubled quotes of SQL stand inside of JSON's
 * strings only, so that the text between the quotes can be read as it is written.
 */
import { type ExternParameter, isCallTo, readExternArguments } from "../../analysis/externCall";
import { SKIP_CHILDREN, visit } from "../../syntax/children";
import type { Statement } from "../../syntax/document";
import type { Node, TableFunction } from "../../syntax/nodes";
import { type JsonValue, readJson } from "../../text/strictJson";

/** A string literal whose content is JSON. */
export interface ExternString {
  readonly parameter: ExternParameter;
  /** Of the literal, quotes included. */
  readonly start: number;
  readonly end: number;
  /** The ranges in it count from here: behind the opening quote. */
  readonly origin: number;
  readonly value: JsonValue;
}

/** The strings of a statement in the order of its text; what is no JSON is not among them. */
export function externStringsOf(statement: Statement): readonly ExternString[] {
  return statement.tree.memory.recall("externStrings", EVERYWHERE, () => collect(statement));
}

const EVERYWHERE = {};

function collect(statement: Statement): readonly ExternString[] {
  const found: ExternString[] = [];
  // Without a table in FROM there is no call, and most statements need no walk.
  if (!/extern/i.test(statement.text)) return found;
  visit(statement.tree, (node) => {
    if (node.kind === "literal" || node.kind === "name") return SKIP_CHILDREN;
    if (node.kind === "tableFunction") found.push(...stringsOf(statement, node));
    return undefined;
  });
  return found.sort((one, other) => one.start - other.start);
}

function stringsOf({ text }: Statement, node: TableFunction): readonly ExternString[] {
  if (node.call.kind !== "call" || !isCallTo(node.call, "EXTERN")) return [];
  const { inputSource, inputFormat, signature } = readExternArguments(node, node.call);
  const all: readonly (readonly [ExternParameter, Node | undefined])[] = [
    ["inputSource", inputSource],
    ["inputFormat", inputFormat],
    ["signature", signature],
  ];
  return all.flatMap(([parameter, literal]) => {
    if (literal?.kind !== "literal" || literal.type !== "string" || literal.chained || literal.template) return [];
    if (text[literal.start] !== "'") return [];
    const value = readJson(text.slice(literal.start + 1, literal.end - 1));
    return value.type === "error" ? [] : [{ parameter, start: literal.start, end: literal.end, origin: literal.start + 1, value }];
  });
}
