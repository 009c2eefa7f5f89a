/**
 * The JSON in the strings of EXTERN as parts of a layout. Only blanks between JSON's tokens change, so the value stays the same to the last
 * digit; a string that Jackson would not read, that repeats a key, or has something behind its value stays as it is.
 */
import { type JsonValue, readJson } from "../../text/strictJson";
import type { Part } from "./layout";

/** The parts of a string literal with its quotes; undefined where it stays as it is. `level` is that of the line which it starts. */
export function jsonParts(literal: string, level: number, slot: number): readonly Part[] | undefined {
  const content = literal.slice(1, -1);
  // Doubled quotes stand inside of JSON's strings only, where they change nothing about its tokens.
  const value = readJson(content);
  if (value.type !== "object" && value.type !== "array") return undefined;
  if (content.slice(value.end).trim() !== "" || repeatsKey(value)) return undefined;
  const parts = layOut(content, level, slot);
  const isOneLine = !/[\r\n]/.test(content);
  const [first] = parts;
  if (isOneLine && first?.kind === "open") return [{ ...first, alternative: literal }, ...parts.slice(1)];
  return parts;
}

/** Walks with a stack of its own. */
function repeatsKey(root: JsonValue): boolean {
  const pending: JsonValue[] = [root];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.type === "array") for (const item of value.items) pending.push(item);
    if (value.type !== "object") continue;
    if (new Set(value.members.map(({ key }) => key.value)).size < value.members.length) return true;
    for (const member of value.members) pending.push(member.value);
  }
  return false;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** Cuts the text into JSON's tokens and puts lines between them. */
function layOut(content: string, level: number, slot: number): readonly Part[] {
  const parts: Part[] = [];
  const tokens = [...content.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
  const text = (written: string): void => void parts.push({ kind: "text", slot, text: written, width: written.length });
  const isBrokenAtFirst = /[\r\n]/.test(content);
  let depth = 0;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const isKept = next !== undefined && /[\r\n]/.test(content.slice(token.start + token.text.length, next.start));
    const line = (flat: string, isEnd: boolean): void =>
      void parts.push({ kind: "line", slot, flat, ends: isEnd ? "always" : "if-broken", level: level + depth, blankLines: 0 });
    switch (token.text) {
      case "{":
      case "[":
        parts.push({ kind: "open", slot, breaks: "all" });
        text(index === 0 ? `'${token.text}` : token.text);
        if (next?.text === "}" || next?.text === "]") break;
        depth++;
        line("", isKept || (index === 0 && isBrokenAtFirst));
        break;
      case "}":
      case "]":
        text(index === tokens.length - 1 ? `${token.text}'` : token.text);
        parts.push({ kind: "close", slot });
        break;
      case ",":
        text(",");
        line(" ", false);
        break;
      case ":":
        text(": ");
        break;
      default:
        text(token.text);
    }
    if ((next?.text === "}" || next?.text === "]") && token.text !== "{" && token.text !== "[") {
      depth--;
      line("", false);
    }
  });
  return parts;
}
