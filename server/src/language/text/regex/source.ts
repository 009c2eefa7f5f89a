/**
 * The text of a pattern while it is read: code points, a cursor, flags and the first fault.
 * Java reads with one character of look-ahead, and its error index is where its cursor stands, so the cursor moves here as it does there.
 */
import type { Fault } from "./syntax";

/** Inline flags as bits. */
export const FLAG = {
  ignoreCase: 1,
  multiline: 2,
  dotAll: 4,
  unixLines: 8,
  unicodeCase: 16,
  comments: 32,
  unicodeClasses: 64,
  canonical: 128,
} as const;

/** Everything that changes while a pattern is read; belongs to one run of the parser. */
export interface Source {
  /** Code points after quoting was resolved; empty after a fault, so that every loop comes to its end. */
  codes: number[];
  cursor: number;
  flags: number;
  /** Number of capturing groups opened so far, the whole match included. */
  captures: number;
  readonly names: Map<string, number>;
  hasReference: boolean;
  depth: number;
  fault?: Fault;
  doubt?: string;
}

/** Opens a pattern: code points with `\Q…\E` turned into escapes. */
export function openSource(pattern: string): Source {
  const codes = Array.from(pattern, (character) => character.codePointAt(0) ?? 0);
  return { codes: withoutQuotes(codes), cursor: 0, flags: 0, captures: 1, names: new Map(), hasReference: false, depth: 0 };
}

/** The code point at an absolute place; 0 outside. */
export function codeAt(source: Source, place: number): number {
  return source.codes[place] ?? 0;
}

/** Whether the cursor is behind the last code point. */
export function atEnd(source: Source): boolean {
  return source.cursor >= source.codes.length;
}

export function has(source: Source, flag: number): boolean {
  return (source.flags & flag) !== 0;
}

/** Notes the first fault at the place before the cursor, and ends the reading. */
export function fail(source: Source, message: string): void {
  if (source.fault !== undefined) return;
  source.fault = { message, index: source.cursor - 1 };
  source.codes = [];
  source.cursor = 0;
}

/** Notes why Java's reading is not known; reading goes on, since a fault further on would decide. */
export function doubt(source: Source, reason: string): void {
  source.doubt ??= reason;
}

/** The code at the cursor; in comments mode the cursor first moves past blanks and comments. */
export function peek(source: Source): number {
  return pastBlanks(source, codeAt(source, source.cursor));
}

/** Moves on by one and peeks. */
export function next(source: Source): number {
  source.cursor++;
  return peek(source);
}

/** Moves on by one and gives the code there, blanks or not. */
export function nextEscaped(source: Source): number {
  source.cursor++;
  return codeAt(source, source.cursor);
}

/** Gives the code at the cursor and moves behind it; in comments mode blanks and comments before it are passed. */
export function read(source: Source): number {
  let code = codeAt(source, source.cursor++);
  if (!has(source, FLAG.comments)) return code;
  while (isBlank(code) || code === HASH) {
    if (code === HASH) code = readPastLine(source);
    else code = codeAt(source, source.cursor++);
  }
  return code;
}

export function unread(source: Source): void {
  source.cursor--;
}

/** Passes the code at the cursor and gives the one behind it, with the cursor behind both. */
export function skip(source: Source): number {
  source.cursor += 2;
  return codeAt(source, source.cursor - 1);
}

/** The code point of a character, for comparisons that read well. */
export function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

export function isDigit(code: number): boolean {
  return 48 <= code && code <= 57;
}

export function isLetter(code: number): boolean {
  return (65 <= code && code <= 90) || (97 <= code && code <= 122);
}

/** Above U+FFFF, or half of a surrogate pair. */
export function isSupplementary(code: number): boolean {
  return code > 0xffff || (0xd800 <= code && code <= 0xdfff);
}

const HASH = codeOf("#");
const BACKSLASH = codeOf("\\");

function isBlank(code: number): boolean {
  return (9 <= code && code <= 13) || code === 32;
}

function isLineEnd(source: Source, code: number): boolean {
  if (has(source, FLAG.unixLines)) return code === 10;
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

function pastBlanks(source: Source, first: number): number {
  let code = first;
  if (!has(source, FLAG.comments)) return code;
  while (isBlank(code) || code === HASH) {
    const comment = code === HASH;
    do code = codeAt(source, ++source.cursor);
    while (comment && code !== 0 && !isLineEnd(source, code));
  }
  return code;
}

function readPastLine(source: Source): number {
  let code = codeAt(source, source.cursor++);
  while (code !== 0 && !isLineEnd(source, code)) code = codeAt(source, source.cursor++);
  return code;
}

/**
 * Java resolves quotes before it parses: what is quoted becomes escapes, and a digit at the start of a quote `\x3N`,
 * so that it cannot join an escape before it. Everything behind the first quote goes through here.
 */
function withoutQuotes(codes: number[]): number[] {
  const start = firstQuote(codes);
  if (start < 0) return codes;
  const plain = codes.slice(0, start);
  let quoting = true;
  let fresh = true;
  for (let at = start + 2; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    const follower = codes[at + 1];
    if (code !== BACKSLASH) {
      plain.push(...quoted(code, quoting, fresh));
    } else if (follower === codeOf(quoting ? "E" : "Q")) {
      quoting = !quoting;
      at++;
      fresh = quoting;
      continue;
    } else if (quoting) {
      plain.push(BACKSLASH, BACKSLASH);
    } else {
      plain.push(code);
      if (follower !== undefined) plain.push(follower);
      at++;
    }
    fresh = false;
  }
  return plain;
}

function firstQuote(codes: readonly number[]): number {
  for (let at = 0; at < codes.length - 1; at++) {
    if (codes[at] !== BACKSLASH) continue;
    if (codes[at + 1] === codeOf("Q")) return at;
    at++;
  }
  return -1;
}

function quoted(code: number, quoting: boolean, fresh: boolean): readonly number[] {
  if (code > 127 || isLetter(code)) return [code];
  if (isDigit(code)) return fresh ? [BACKSLASH, codeOf("x"), codeOf("3"), code] : [code];
  return quoting ? [BACKSLASH, code] : [code];
}
