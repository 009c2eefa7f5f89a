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
  full(uri: string, document: SqlDocument): SemanticTokens;
  delta(uri: string, document: SqlDocument, previousResultId: string): SemanticTokens | SemanticTokensDelta;
  forget(uri: string): void;
}

export function createSentTokens(): SentTokens {
  const sent = new Map<string, { readonly resultId: string; readonly blocks: readonly Block[] }>();
  let count = 0;
  const keep = (uri: string, blocks: readonly Block[]): string => {
    const resultId = String(++count);
    sent.set(uri, { resultId, blocks });
    return resultId;
  };
  return {
    full: (uri, { statements }) => {
      const blocks = blocksOf(statements);
      return { resultId: keep(uri, blocks), data: numbersOf(blocks) };
    },
    delta: (uri, { statements }, previousResultId) => {
      const before = sent.get(uri);
      const blocks = blocksOf(statements);
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
  return { data: numbersOf(blocksOf(touched, positionAt(touched[0]?.start ?? 0))) };
}

/** The words of one statement at its place. */
interface Block {
  readonly words: StatementWords;
  /** From the last word before to the first of these, as the protocol counts. */
  readonly lines: number;
  readonly characters: number;
}

/** Statements without words have no block. `from` is where the first one starts. */
function blocksOf(statements: readonly { readonly statement: Statement }[], from: Position = { line: 0, character: 0 }): readonly Block[] {
  const blocks: Block[] = [];
  let { line, character } = from;
  let [lastLine, lastCharacter] = [0, 0];
  for (const { statement } of statements) {
    const words = wordsOf(statement);
    if (words.numbers.length > 0) {
      const firstLine = line + words.first.line;
      const firstCharacter = words.first.line === 0 ? character + words.first.character : words.first.character;
      const lines = firstLine - lastLine;
      blocks.push({ words, lines, characters: lines === 0 ? firstCharacter - lastCharacter : firstCharacter });
      lastLine = line + words.last.line;
      lastCharacter = words.last.line === 0 ? character + words.last.character : words.last.character;
    }
    character = words.lineBreaks > 0 ? words.lastLineLength : character + words.lastLineLength;
    line += words.lineBreaks;
  }
  return blocks;
}

function numbersOf(blocks: readonly Block[]): number[] {
  const data = new Array<number>(sizeOf(blocks));
  let at = 0;
  for (const { words, lines, characters } of blocks) {
    const { numbers } = words;
    for (let index = 0; index < numbers.length; index++) data[at + index] = numbers[index] as number;
    data[at] = lines;
    data[at + 1] = characters;
    at += numbers.length;
  }
  return data;
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { words }) => sum + words.numbers.length, 0);
}

/** One edit over the statements that are not the same at both ends. */
function editsBetween(before: readonly Block[], now: readonly Block[]): SemanticTokensDelta["edits"] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && isSame(before[start] as Block, now[start] as Block)) start++;
  let tail = 0;
  while (tail < shorter - start && isSame(before[before.length - 1 - tail] as Block, now[now.length - 1 - tail] as Block)) tail++;
  const gone = before.slice(start, before.length - tail);
  const come = now.slice(start, now.length - tail);
  if (gone.length === 0 && come.length === 0) return [];
  return [{ start: sizeOf(now.slice(0, start)), deleteCount: sizeOf(gone), data: numbersOf(come) }];
}

function isSame(one: Block, other: Block): boolean {
  return one.words === other.words && one.lines === other.lines && one.characters === other.characters;
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

const EVERYWHERE = {};
const START: LocalPlace = { line: 0, character: 0 };

function wordsOf(statement: Statement): StatementWords {
  return statement.tree.memory.recall("semanticTokens", EVERYWHERE, () => {
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
  });
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
