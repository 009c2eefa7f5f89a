/**
 * The difference of two texts as a patch without context: the lines that went, and those that came in their place.
 */

/** A patch for one file; empty when the texts are equal. Looks a bounded number of lines ahead, so a large change may show more lines than it must. */
export function differenceOf(name: string, before: string, after: string): string {
  const [old, young] = [linesOf(before), linesOf(after)];
  const hunks: string[] = [];
  let [from, to] = [0, 0];
  while (from < old.length || to < young.length) {
    if (from < old.length && old[from] === young[to]) {
      from++;
      to++;
      continue;
    }
    const [oldEnd, youngEnd] = nextMeeting(old, from, young, to);
    hunks.push(hunkOf(old.slice(from, oldEnd), from, young.slice(to, youngEnd), to));
    [from, to] = [oldEnd, youngEnd];
  }
  return hunks.length === 0 ? "" : `--- ${name}\n+++ ${name}\n${hunks.join("")}`;
}

/** Each with its line break. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** How far two texts are searched for the next line that they share. */
const SEARCHED_LINES = 400;

/** Where both texts go on with the same line, with as few lines between as can be; their ends when that is far away. */
function nextMeeting(old: readonly string[], from: number, young: readonly string[], to: number): readonly [number, number] {
  const seen = new Map<string, number>();
  for (let line = from; line < Math.min(old.length, from + SEARCHED_LINES); line++) {
    const text = old[line] as string;
    if (!seen.has(text) && text.trim() !== "") seen.set(text, line);
  }
  let best: readonly [number, number] = [old.length, young.length];
  let between = Number.POSITIVE_INFINITY;
  for (let line = to; line < Math.min(young.length, to + SEARCHED_LINES) && line - to < between; line++) {
    const found = seen.get(young[line] as string);
    if (found === undefined || found - from + (line - to) >= between) continue;
    best = [found, line];
    between = found - from + (line - to);
  }
  return best;
}

function hunkOf(gone: readonly string[], from: number, come: readonly string[], to: number): string {
  const place = (start: number, count: number): string => `${count === 0 ? start : start + 1},${count}`;
  const marked = (mark: string) => (line: string) => (line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`);
  return `@@ -${place(from, gone.length)} +${place(to, come.length)} @@\n${gone.map(marked("-")).join("")}${come.map(marked("+")).join("")}`;
}
