/**
 * Semantic tokens as the protocol has them: five numbers a word, each place counted from the word before. The numbers of a statement are
 * kept with it, so that an edit costs its own statement and the numbers of the text.
 */
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from "vscode-languageserver";
import {
  indexLines,
  type SemanticWord,
  type SqlDocument,
  type Statement,
  semanticWordsOf,
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
  const sent = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  let count = 0;
  const send = (uri: string, data: number[]): SemanticTokens => {
    const resultId = String(++count);
    sent.set(uri, { resultId, data });
    return { resultId, data };
  };
  return {
    full: (uri, document) => send(uri, encode(document)),
    delta: (uri, document, previousResultId) => {
      const before = sent.get(uri);
      const now = send(uri, encode(document));
      if (before?.resultId !== previousResultId || now.resultId === undefined) return now;
      return { resultId: now.resultId, edits: editsBetween(before.data, now.data) };
    },
    forget: (uri) => void sent.delete(uri),
  };
}

/** The tokens of the statements that a range touches. */
export function tokensInRange(document: SqlDocument, range: TextRange): SemanticTokens {
  return { data: encode(document, ({ start, end }) => start <= range.end && range.start <= end) };
}

const WORD_SIZE = 5;

/** Five numbers that change in the middle are one edit. */
function editsBetween(before: readonly number[], now: readonly number[]): SemanticTokensDelta["edits"] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  start -= start % WORD_SIZE;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  tail -= tail % WORD_SIZE;
  if (start === before.length && start === now.length) return [];
  return [{ start, deleteCount: before.length - tail - start, data: now.slice(start, now.length - tail) }];
}

function encode({ statements }: SqlDocument, isWanted: (range: TextRange) => boolean = () => true): number[] {
  const data: number[] = [];
  // Where the statement starts, and where the last word was.
  let [line, character] = [0, 0];
  let [lastLine, lastCharacter] = [0, 0];
  for (const { start, statement } of statements) {
    const { words, lineBreaks, lastLineLength } = linesOf(statement);
    if (isWanted({ start, end: start + statement.text.length })) {
      for (const word of words) {
        const wordLine = line + word.line;
        const wordCharacter = word.line === 0 ? character + word.character : word.character;
        const sameLine = wordLine === lastLine && data.length > 0;
        data.push(
          data.length > 0 ? wordLine - lastLine : wordLine,
          sameLine ? wordCharacter - lastCharacter : wordCharacter,
          word.length,
          word.type,
          word.modifiers,
        );
        [lastLine, lastCharacter] = [wordLine, wordCharacter];
      }
    }
    character = lineBreaks > 0 ? lastLineLength : character + lastLineLength;
    line += lineBreaks;
  }
  return data;
}

/** A word in one line; lines and, in the first line, characters count from the start of the statement. */
interface PlacedWord {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: number;
  readonly modifiers: number;
}

interface StatementLines {
  readonly words: readonly PlacedWord[];
  readonly lineBreaks: number;
  readonly lastLineLength: number;
}

const EVERYWHERE = {};

function linesOf(statement: Statement): StatementLines {
  return statement.tree.memory.recall("semanticTokens", EVERYWHERE, () => {
    const { starts } = indexLines(statement.text);
    const words: PlacedWord[] = [];
    let line = 0;
    for (const word of semanticWordsOf(statement)) {
      while (line + 1 < starts.length && (starts[line + 1] as number) <= word.start) line++;
      placeWord(words, statement.text, starts, line, word);
    }
    return { words, lineBreaks: starts.length - 1, lastLineLength: statement.text.length - (starts[starts.length - 1] as number) };
  });
}

/** A word of several lines, such as a string or a comment, becomes one for each line: not every editor takes others. */
function placeWord(words: PlacedWord[], text: string, starts: readonly number[], first: number, word: SemanticWord): void {
  const type = WORD_TYPES.indexOf(word.type);
  const modifiers = word.isDeclaration ? 1 : 0;
  for (let line = first; line < starts.length && (starts[line] as number) < word.end; line++) {
    const lineStart = starts[line] as number;
    const from = Math.max(word.start, lineStart);
    let to = Math.min(word.end, starts[line + 1] ?? word.end);
    while (to > from && (text.charCodeAt(to - 1) === 10 || text.charCodeAt(to - 1) === 13)) to--;
    if (to > from) words.push({ line, character: from - lineStart, length: to - from, type, modifiers });
  }
}
