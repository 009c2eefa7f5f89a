/**
 * Long output in pieces: what is written for a file may be longer than any string can be, and many short writes take their time.
 */
import type { TextSink } from "./host";

/** Characters (UTF-16 code units) after which a piece ends. */
const PIECE = 1_000_000;

/** The same text in fewer pieces. */
export function* piecesOf(parts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** Writes one piece after the other, each when there is room for it. */
export async function writePieces(output: TextSink, parts: Iterable<string>): Promise<void> {
  for (const piece of piecesOf(parts)) await output.write(piece);
}
