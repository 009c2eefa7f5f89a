/**
 * Whether a character that was just typed asks for offers. A list that opens by itself where an author means to go on typing is in the way,
 * so most characters ask in few places only.
 */
import type { Place, StringPlace, WordPlace } from "./place";
import { slotOf } from "./slot";

/** Words behind which a blank asks: what follows is seldom invented. */
const ASKING = /\b(?:from|join|into|by|set|overwrite|using|on|select|where|and|or|having|plan\s+for|as)\s$/i;

/** Whether offers are to be made although nobody asked for them but by typing this character. */
export function isAsked(place: Place, character: string): boolean {
  if (place.kind === "comment") return character === ":" || character === "=";
  if (place.kind === "string") return character === '"' ? opensText(place) : character !== " " && character !== "(" && character !== ".";
  switch (character) {
    case ".":
    case '"':
      return place.isBehindDot || place.typed.startsWith('"');
    case " ":
      return ASKING.test(before(place)) || (/=\s$/.test(before(place)) && slotOf(place).kind === "contextValue");
    case "(":
      return ASKED_IN_PARENTHESES.has(slotOf(place).kind) || place.path.at(-1)?.kind === "dataType";
    case "=":
      return slotOf(place).kind === "contextValue";
    default:
      return false;
  }
}

const ASKED_IN_PARENTHESES: ReadonlySet<string> = new Set([
  "argument",
  "tableFunction",
  "destination",
  "destinationProperty",
  "joinColumn",
  "window",
]);

/** Whether a `"` in JSON begins a text: behind one that ends, Enter shall begin a line and take no offer. */
function opensText({ statement, literal, offset }: StringPlace): boolean {
  const written = statement.text.slice(literal.start, offset).replace(/\\./g, "");
  return written.split('"').length % 2 === 0;
}

function before({ statement, offset }: WordPlace): string {
  return statement.text.slice(Math.max(0, offset - 40), offset);
}
