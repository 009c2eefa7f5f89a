/**
 * Whether a text says the same as a statement: the same words in the same order, the same names and strings to the letter, every comment
 * between the same words. It reads the new text itself, so that no mistake of the formatter can change what a file means.
 */

import { childrenOf } from "../../syntax/children";
import { openDocument, type Statement } from "../../syntax/document";
import type { Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { isKeyword, isTrivia } from "../../syntax/tokens";
import { type JsonValue, readJson } from "../../text/strictJson";
import { type Words, wordsOf } from "./words";

/** Whether `text`, read anew, is the same statement as far as Druid and the reader of its comments can tell. */
export function isSameStatement(statement: Statement, text: string): boolean {
  const { statements } = openDocument(text, statement.grammar);
  const [only] = statements;
  if (!only || statements.length > 1) return false;
  const other = only.statement;
  if (other.errors.length > 0 || other.forgiven.length > 0) return false;
  const [before, after] = [wordsOf(statement), wordsOf(other)];
  return (
    before !== undefined &&
    after !== undefined &&
    areSameWords(before, after) &&
    commentsOf(statement) === commentsOf(other) &&
    areSameTrees(statement.tree, other.tree, before, after)
  );
}

function areSameWords(before: Words, after: Words): boolean {
  if (before.count !== after.count) return false;
  for (let index = 0; index < before.count; index++) {
    if (before.kinds[index] !== after.kinds[index] || !isSameWord(before, after, index)) return false;
  }
  return true;
}

function isSameWord(before: Words, after: Words, index: number): boolean {
  const one = wordAt(before, index);
  const other = wordAt(after, index);
  if (one === other) return true;
  const kind = before.kinds[index] as TokenKind;
  if (kind === TokenKind.String) return isSameJson(one, other);
  return isKeyword(kind) && one.toUpperCase() === other.toUpperCase();
}

function wordAt({ text, starts, ends }: Words, index: number): string {
  return text.slice(starts[index], ends[index]);
}

/**
 * Each comment with the number of words before it, commas aside: those of lists move past comments. Reads the tokens themselves, whatever the
 * formatter makes of them.
 */
function commentsOf({ text, tokens }: Statement): string {
  let words = 0;
  const found: string[] = [];
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kinds[token] as TokenKind;
    if (kind === TokenKind.LineComment || kind === TokenKind.BlockComment) {
      found.push(`${words} ${text.slice(tokens.starts[token], tokens.starts[token + 1])}`);
    } else if (!isTrivia(kind) && kind !== TokenKind.Comma) words++;
  }
  return found.join("\n");
}

function isSameJson(one: string, other: string): boolean {
  const [before, after] = [readJson(one.slice(1, -1)), readJson(other.slice(1, -1))];
  if (before.type === "error" || after.type === "error") return false;
  return flatJson(before, one.slice(1, -1)) === flatJson(after, other.slice(1, -1));
}

/** JSON without blanks between its tokens, which are taken as they are written. Walks with a stack of its own. */
function flatJson(root: JsonValue, text: string): string {
  const found: string[] = [];
  const pending: (JsonValue | string)[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === "string") found.push(value);
    else if (value.type === "object") {
      found.push("{");
      pending.push("}");
      for (const member of [...value.members].reverse()) pending.push(member.value, text.slice(member.key.start, member.key.end));
    } else if (value.type === "array") {
      found.push("[");
      pending.push("]");
      for (const item of [...value.items].reverse()) pending.push(item);
    } else found.push(text.slice(value.start, value.end));
  }
  return found.join("\n");
}

/** The same kinds of nodes over the same words, and names that kept their case. */
function areSameTrees(one: Node, other: Node, before: Words, after: Words): boolean {
  const pending: [Node, Node][] = [[one, other]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [left, right] = pair;
    if (left.kind !== right.kind) return false;
    if (left.kind === "identifier" && before.text.slice(left.start, left.end) !== after.text.slice(right.start, right.end)) return false;
    const [inLeft, inRight] = [childrenOf(left), childrenOf(right)];
    if (inLeft.length !== inRight.length) return false;
    for (let index = 0; index < inLeft.length; index++) pending.push([inLeft[index] as Node, inRight[index] as Node]);
  }
  return true;
}
