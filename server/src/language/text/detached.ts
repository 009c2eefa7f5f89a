/** The same text on its own: a piece that was cut out of a long text would keep all of it in memory. */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
