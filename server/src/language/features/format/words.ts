/**
 * The significant tokens of a statement as the formatter sees them, and what stands between them: blanks and comments. Templates that
 * become no text count as comments, and so do tags that stand around the words of a statement: `{% if … %}` before its first one.
 */
import type { Statement } from "../../syntax/document";
import { isSilentTemplate, isTag } from "../../syntax/templates";
import { TokenKind } from "../../syntax/tokenKind";
import { firstFrom, isTrivia } from "../../syntax/tokens";

/** A comment and how many line breaks stand in front of it, back to the token or comment before. */
export interface Comment {
  readonly text: string;
  readonly breaksBefore: number;
  /** Reaches to the end of its line. */
  readonly isLine: boolean;
}

/** What stands between two tokens. */
export interface Gap {
  readonly comments: readonly Comment[];
  /** Line breaks behind the last comment, or all there are. */
  readonly breaksAfter: number;
}

export interface Words {
  readonly text: string;
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly count: number;
  readonly hasTemplates: boolean;
  /** What stands before each token, and behind the last one. */
  readonly gaps: readonly Gap[];
}

/**
 * The words of a statement; undefined where a tag of a template stands between two of them, or touches one and may go on with it, and where
 * a byte order mark stands beyond the text's start.
 */
export function wordsOf({ text, tokens }: Statement): Words | undefined {
  const kinds: TokenKind[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: Gap[] = [];
  let comments: Comment[] = [];
  let breaks = 0;
  /** Where the last tag before this word ends. */
  let lastTag = -1;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] as TokenKind;
    const start = tokens.starts[index] as number;
    const end = tokens.starts[index + 1] as number;
    if (kind === TokenKind.Blank) {
      if (start > 0 && text.charCodeAt(start) === BYTE_ORDER_MARK) return undefined;
      breaks += countBreaks(text, start, end);
    } else if (isTrivia(kind) || (kind === TokenKind.Template && (isTag(text, start) || isSilentTemplate(text, start)))) {
      if (kind === TokenKind.Template && !isSilentTemplate(text, start)) {
        if (ends.at(-1) === start) return undefined;
        lastTag = end;
      }
      comments.push({ text: text.slice(start, end), breaksBefore: breaks, isLine: kind === TokenKind.LineComment });
      breaks = 0;
    } else {
      if (lastTag === start || (lastTag >= 0 && kinds.length > 0)) return undefined;
      lastTag = -1;
      gaps.push(gapOf(comments, breaks));
      kinds.push(kind);
      starts.push(start);
      ends.push(end);
      if (comments.length > 0) comments = [];
      breaks = 0;
    }
  }
  gaps.push(gapOf(comments, breaks));
  return { text, kinds, starts, ends, count: kinds.length, hasTemplates: kinds.includes(TokenKind.Template), gaps };
}

const NO_COMMENTS: readonly Comment[] = [];
/** Most gaps of a text are one of these. */
const EMPTY: readonly Gap[] = [0, 1].map((breaksAfter) => ({ comments: NO_COMMENTS, breaksAfter }));

function gapOf(comments: readonly Comment[], breaksAfter: number): Gap {
  if (comments.length > 0) return { comments, breaksAfter };
  // The list of comments is filled for the next gap that has some.
  return EMPTY[breaksAfter] ?? { comments: NO_COMMENTS, breaksAfter };
}

const BYTE_ORDER_MARK = 0xfeff;

/** A line ends at LF, CRLF or CR. */
function countBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || (code === 13 && text.charCodeAt(offset + 1) !== 10)) count++;
  }
  return count;
}

/** Two gaps as one, when what stands between them moves. */
export function joinGaps(one: Gap, other: Gap): Gap {
  const [first, ...rest] = other.comments;
  if (!first) return { comments: one.comments, breaksAfter: one.breaksAfter + other.breaksAfter };
  return {
    comments: [...one.comments, { ...first, breaksBefore: first.breaksBefore + one.breaksAfter }, ...rest],
    breaksAfter: other.breaksAfter,
  };
}

/** Whether a line ends somewhere in a gap. */
export function hasBreak({ comments, breaksAfter }: Gap): boolean {
  return breaksAfter > 0 || comments.some(({ breaksBefore, isLine }) => breaksBefore > 0 || isLine);
}

/** The index of the first word that starts at or behind an offset. */
export function wordFrom(words: Words, offset: number): number {
  return firstFrom(words, offset);
}
