/**
 * Semantic tokens as the protocol has them: five numbers a word, each place counted from the word before. The numbers of a statement are
 * kept with it, and what an edit changed is found statement by statement, so that it costs no look at the words of the others.
 */
import type { Position, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from "vscode-languageserver";
import {
  indexLines,
  type SemanticWord,
  type SqlDocument,
  type Statement,
  type Steps,
  semanticWordsOf,
  statementsIn,
  type TextRange,
  WORD_MODIFIERS,
  WORD_TYPES,
} from "../language/index";

/** The names behind the numbers. Types of our own are described to VS Code in the manifest, with the types that they are kinds of. */
export const LEGEND: SemanticTokensLegend = { tokenTypes: [...WORD_TYPES], tokenModifiers: [...WORD_MODIFIERS] };

/** Keeps for each document what was sent last, so that the next answer can be what has changed. */
export interface SentTokens {
  full(uri: string, document: SqlDocument): Steps<SemanticTokens>;
  delta(uri: string, document: SqlDocument, previousResultId: string): Steps<SemanticTokens | SemanticTokensDelta>;
  forget(uri: string): void;
}

export function createSentTokens(): SentTokens {
  const sent = new Map<string, { readonly resultId: string; readonly blocks: Blocks }>();
  let count = 0;
  const keep = (uri: string, blocks: Blocks): string => {
    const resultId = String(++count);
    sent.set(uri, { resultId, blocks });
    return resultId;
  };
  return {
    full: function* (uri, document) {
      const blocks = blocksOf(yield* document.ofEach("words", wordsOf));
      return { resultId: keep(uri, blocks), data: numbersOf(blocks) };
    },
    delta: function* (uri, document, previousResultId) {
      const blocks = blocksOf(yield* document.ofEach("words", wordsOf));
      const before = sent.get(uri);
      const resultId = keep(uri, blocks);
      if (before?.resultId !== previousResultId) return { resultId, data: numbersOf(blocks) };
      return { resultId, edits: editsBetween(before.blocks, blocks) };
    },
    forget: (uri) => void sent.delete(uri),
  };
}

/** The tokens of the statements that a range touches. */
export function tokensInRange(document: SqlDocument, range: TextRange, positionAt: (offset: number) => Position): SemanticTokens {
  const touched = statementsIn(document, range);
  const words = touched.map(({ statement }) => wordsOf(statement));
  return { data: numbersOf(blocksOf(words, positionAt(touched[0]?.start ?? 0))) };
}

/** The words of statements at their places, each statement a block. Flat, since there may be ten thousand. */
interface Blocks {
  readonly words: readonly StatementWords[];
  /** From the last word before a block to its first, as the protocol counts; 0 where a statement has no words. */
  readonly lines: Uint32Array;
  readonly characters: Uint32Array;
}

/** `from` is where the first statement starts. */
function blocksOf(words: readonly StatementWords[], from: Position = { line: 0, character: 0 }): Blocks {
  const lines = new Uint32Array(words.length);
  const characters = new Uint32Array(words.length);
  let { line, character } = from;
  let [lastLine, lastCharacter] = [0, 0];
  for (let index = 0; index < words.length; index++) {
    const { numbers, first, last, lineBreaks, lastLineLength } = words[index] as StatementWords;
    if (numbers.length > 0) {
      const firstLine = line + first.line;
      const firstCharacter = first.line === 0 ? character + first.character : first.character;
      lines[index] = firstLine - lastLine;
      characters[index] = firstLine === lastLine ? firstCharacter - lastCharacter : firstCharacter;
      lastLine = line + last.line;
      lastCharacter = last.line === 0 ? character + last.character : last.character;
    }
    character = lineBreaks > 0 ? lastLineLength : character + lastLineLength;
    line += lineBreaks;
  }
  return { words, lines, characters };
}

function numbersOf({ words, lines, characters }: Blocks, start = 0, end = words.length): number[] {
  const data = new Array<number>(sizeOf(words, start, end));
  let at = 0;
  for (let index = start; index < end; index++) {
    const { numbers } = words[index] as StatementWords;
    if (numbers.length === 0) continue;
    for (let each = 0; each < numbers.length; each++) data[at + each] = numbers[each] as number;
    data[at] = lines[index] as number;
    data[at + 1] = characters[index] as number;
    at += numbers.length;
  }
  return data;
}

function sizeOf(words: readonly StatementWords[], start: number, end: number): number {
  let size = 0;
  for (let index = start; index < end; index++) size += (words[index] as StatementWords).numbers.length;
  return size;
}

/** An edit for each run of statements that are not the same, where as many have come as have gone; else one over all that is not the same. */
function editsBetween(before: Blocks, now: Blocks): SemanticTokensDelta["edits"] {
  const [then, count] = [before.words.length, now.words.length];
  const isSame = (old: number, index: number): boolean =>
    before.words[old] === now.words[index] && before.lines[old] === now.lines[index] && before.characters[old] === now.characters[index];
  let start = 0;
  while (start < then && start < count && isSame(start, start)) start++;
  let tail = 0;
  while (tail < Math.min(then, count) - start && isSame(then - 1 - tail, count - 1 - tail)) tail++;
  const edits: SemanticTokensDelta["edits"] = [];
  // How many numbers of what was sent before stand in front: that is what the start of an edit counts.
  let front = sizeOf(before.words, 0, start);
  const replace = (first: number, oldEnd: number, newEnd: number): void => {
    const deleteCount = sizeOf(before.words, first, oldEnd);
    const data = numbersOf(now, first, newEnd);
    if (deleteCount > 0 || data.length > 0) edits.push({ start: front, deleteCount, data });
    front += deleteCount;
  };
  if (then !== count) replace(start, then - tail, count - tail);
  for (let first = start; then === count && first < count - tail; ) {
    let end = first;
    while (end < count - tail && !isSame(end, end)) end++;
    if (end > first) replace(first, end, end);
    for (first = end; first < count - tail && isSame(first, first); first++)
      front += (before.words[first] as StatementWords).numbers.length;
  }
  return edits;
}

/** A place in a statement; characters of its first line count from its start. */
interface LocalPlace {
  readonly line: number;
  readonly character: number;
}

interface StatementWords {
  /** Five for each word; the first two of the first word depend on what stands before the statement. */
  readonly numbers: Uint32Array;
  readonly first: LocalPlace;
  readonly last: LocalPlace;
  readonly lineBreaks: number;
  readonly lastLineLength: number;
}

const START: LocalPlace = { line: 0, character: 0 };

function wordsOf(statement: Statement): StatementWords {
  const { starts } = indexLines(statement.text);
  const numbers: number[] = [];
  let first: LocalPlace | undefined;
  let last = START;
  let line = 0;
  const add = (place: LocalPlace, length: number, { type, isDeclaration }: SemanticWord): void => {
    const isSameLine = place.line === last.line;
    const character = isSameLine ? place.character - last.character : place.character;
    numbers.push(place.line - last.line, character, length, WORD_TYPES.indexOf(type), isDeclaration ? 1 : 0);
    first ??= place;
    last = place;
  };
  for (const word of semanticWordsOf(statement)) {
    while (line + 1 < starts.length && (starts[line + 1] as number) <= word.start) line++;
    placeWord(statement.text, starts, line, word, add);
  }
  const lastLineLength = statement.text.length - (starts[starts.length - 1] as number);
  return { numbers: Uint32Array.from(numbers), first: first ?? START, last, lineBreaks: starts.length - 1, lastLineLength };
}

/** A word of several lines, such as a string or a comment, becomes one for each line: not every editor takes others. */
function placeWord(
  text: string,
  starts: readonly number[],
  first: number,
  word: SemanticWord,
  add: (place: LocalPlace, length: number, word: SemanticWord) => void,
): void {
  for (let line = first; line < starts.length && (starts[line] as number) < word.end; line++) {
    const lineStart = starts[line] as number;
    const from = Math.max(word.start, lineStart);
    let to = Math.min(word.end, starts[line + 1] ?? word.end);
    while (to > from && (text.charCodeAt(to - 1) === 10 || text.charCodeAt(to - 1) === 13)) to--;
    if (to > from) add({ line, character: from - lineStart }, to - from, word);
  }
}
