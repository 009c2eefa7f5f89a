/**
 * Keeps pieces of text within a number and a size, and when there are too many the severest, in the order in which they came.
 */

/** What is kept at most: of how many pieces, and of how many UTF-16 code units together. */
export interface WorstBounds {
  readonly pieces: number;
  readonly characters: number;
}

export interface WorstOf {
  /** `rank` 0 is the severest. */
  add(rank: number, text: string): void;
  /** In the order in which they came. */
  kept(): readonly string[];
  keptWorstFirst(): readonly string[];
  leftOut(): number;
}

interface Piece {
  readonly order: number;
  readonly text: string;
}

/** Keeps nothing yet. There are few ranks. */
export function createWorstOf(bounds: WorstBounds): WorstOf {
  const ranks: Piece[][] = [];
  let order = 0;
  let pieces = 0;
  let characters = 0;
  let dropped = 0;
  const isOver = (): boolean => pieces > bounds.pieces || characters > bounds.characters;
  const dropMildest = (): void => {
    const piece = [...ranks]
      .reverse()
      .find((rank) => rank !== undefined && rank.length > 0)
      ?.pop();
    if (!piece) return;
    pieces--;
    characters -= piece.text.length;
    dropped++;
  };
  return {
    add: (rank, text) => {
      const list = ranks[rank] ?? [];
      ranks[rank] = list;
      list.push({ order: order++, text });
      pieces++;
      characters += text.length;
      while (isOver()) dropMildest();
    },
    kept: () =>
      ranks
        .flat()
        .sort((one, other) => one.order - other.order)
        .map(({ text }) => text),
    keptWorstFirst: () => ranks.flat().map(({ text }) => text),
    leftOut: () => dropped,
  };
}
