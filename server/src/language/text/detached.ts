/** The same text on its own: a piece that was cut out of a long text would keep all of it in memory. */
export function detached(text: string): string {
  return text.length < SHORTEST_PIECE ? text : JSON.parse(JSON.stringify(text));
}

/** Of less the engine makes a text of its own. */
const SHORTEST_PIECE = 13;
