/**
 * A text as a list of statements, each read once: an edit costs the statements that it touches, and an unchanged statement stays the same
 * object, so that whatever hangs on it stays too. Relies on lexer and parser.
 */
import { detached } from "../text/detached";
import { LongText } from "../text/longText";
import type { TextRange } from "../text/range";
import { atOnce, type Steps } from "../text/steps";
import { createLexer, type LexedStatement, TOKENS_OF_A_PART } from "./lexer";
import { Memory } from "./memory";
import { Awake, type Grammar, readLong, readStatement, type Statement } from "./statement";
import { TEMPLATE_SCAN_LIMIT } from "./templates";

export type { Grammar, Statement } from "./statement";

/** A statement at its place in a document. */
export interface PlacedStatement {
  readonly start: number;
  readonly statement: Statement;
}

/** A text as a list of statements that cover it without gap. */
export interface SqlDocument {
  readonly source: LongText;
  /** The whole text as one string. Nothing that is asked for with each keystroke needs it. */
  readonly text: string;
  readonly grammar: Grammar;
  /** The statements with their places. Nothing that is asked for with each keystroke needs all of them. */
  readonly statements: readonly PlacedStatement[];
  /** The statements alone. */
  readonly parts: readonly Statement[];
  /** Where each of them starts. */
  readonly starts: Uint32Array;
  /** 1 for each of them that opens a string or template that nothing behind it closes; an edit far behind may. */
  readonly openEnded: Uint8Array;
  /** 1 for each of them that is not usual. */
  readonly unusual: Uint8Array;
  /** Which of them keep their trees. */
  readonly awake: Awake;
  /** What is kept from one version to the next. Who keeps something there brings it up to date. */
  readonly memory: Memory;
  /**
   * What is found in each of them, for answers about all of a document. It is kept with the document and, for the statements that an edit
   * leaves, with the next one: then only the edited ones are looked at. One purpose always has one way of finding; a step is a statement.
   */
  ofEach<Found>(purpose: string, find: (statement: Statement) => Found): Steps<readonly Found[]>;
}

/** Reads a whole text. Statements with the same text, of `previous` too, are one object. */
export function openDocument(text: string, grammar: Grammar, previous?: SqlDocument): SqlDocument {
  return atOnce(openInSteps(text, grammar, previous));
}

/** The same in steps: of a statement, or of a part of a long one. */
export function* openInSteps(text: string, grammar: Grammar, previous?: SqlDocument): Steps<SqlDocument> {
  const known = new Map<string, Statement>();
  if (previous && previous.grammar === grammar) for (const statement of previous.parts) known.set(statement.text, statement);
  const read = startReading();
  const kept = { awake: new Awake(), memory: new Memory() };
  const { awake } = kept;
  const lexer = createLexer(text, "document");
  for (let start = 0; start < text.length; ) {
    lexer.begin(start);
    while (lexer.readPart() === "more") yield;
    const lexed = lexer.finish();
    if (isLong(lexed)) yield;
    const own = text.slice(start, lexed.end);
    let statement = known.get(own);
    if (!statement) {
      statement = isLong(lexed) ? yield* readLong(own, grammar, lexed, awake) : readStatement(own, grammar, lexed, awake);
      awake.takeFirst(statement);
      known.set(own, statement);
    }
    append(read, start, statement, lexed);
    start = lexed.end;
    yield;
  }
  return new Sections(grammar, flat(read), kept, text);
}

/** The document after an edit, given its new text. Finds the changed stretch itself. */
export function editDocument(document: SqlDocument, text: string): SqlDocument {
  if (text === document.text) return document;
  const change = changeBetween(document.text, text);
  const source = document.source.replace(change.start, change.oldEnd, text.slice(change.start, change.newEnd));
  return atOnce(changeDocument(document, source, change));
}

/** The stretch in which two texts differ: what stood in the old one from `start` to `oldEnd` reaches to `newEnd` in the new one. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * The document after an edit, given its new text and where it is another one. Reads from the first statement that the edit touches; a step
 * is a statement, or a part of a long one.
 */
export function* changeDocument(document: SqlDocument, source: LongText, change: TextChange): Steps<SqlDocument> {
  const { grammar, parts, starts, awake } = document;
  const first = firstToRead(document, change.start);
  const { read, met } = yield* readChanged(document, source, change, first);
  const stays = new Set(read.parts);
  for (const gone of parts.slice(first, met)) if (!stays.has(gone)) awake.drop(gone);
  const shift = source.length - document.source.length;
  const kept = first + read.parts.length;
  const moved = new Uint32Array(kept + parts.length - met);
  moved.set(starts.subarray(0, first));
  moved.set(read.starts, first);
  for (let index = met; index < parts.length; index++) moved[kept + index - met] = (starts[index] as number) + shift;
  const spliced = (flags: Uint8Array, now: readonly number[]): Uint8Array => {
    const made = new Uint8Array(moved.length);
    made.set(flags.subarray(0, first));
    made.set(now, first);
    made.set(flags.subarray(met), kept);
    return made;
  };
  const sections = {
    parts: parts.slice(0, first).concat(read.parts, parts.slice(met)),
    starts: moved,
    openEnded: spliced(document.openEnded, read.openEnded),
    unusual: spliced(document.unusual, read.unusual),
  };
  return new Sections(grammar, sections, document, source, keptFindings(document, { first, met, count: read.parts.length }));
}

/** How many statements at both ends of a document are those of an earlier version: mostly all but one. */
export function sameEnds(then: readonly Statement[], now: readonly Statement[]): { readonly front: number; readonly back: number } {
  const shorter = Math.min(now.length, then.length);
  let front = 0;
  while (front < shorter && now[front] === then[front]) front++;
  let back = 0;
  while (back < shorter - front && now[now.length - 1 - back] === then[then.length - 1 - back]) back++;
  return { front, back };
}

/** What was found in each statement of a document. */
interface Findings {
  readonly find: (statement: Statement) => unknown;
  readonly found: unknown[];
  /** The indexes of those that nobody has looked at yet for this purpose alone. */
  readonly missing: number[];
}

/** Old statements from `first` to `met` gave way to `count` new ones. */
interface Splice {
  readonly first: number;
  readonly met: number;
  readonly count: number;
}

function keptFindings(document: SqlDocument, { first, met, count }: Splice): Map<string, Findings> {
  const kept = new Map<string, Findings>();
  if (!(document instanceof Sections)) return kept;
  const grown = first + count - met;
  for (const [purpose, { find, found, missing }] of document.findings) {
    const still = missing.filter((index) => index < first || index >= met).map((index) => (index < first ? index : index + grown));
    for (let index = first; index < first + count; index++) still.push(index);
    kept.set(purpose, { find, found: found.slice(0, first).concat(new Array<unknown>(count), found.slice(met)), missing: still });
  }
  return kept;
}

/** Guards what of a document is made at the first time of asking. */
class Sections implements SqlDocument {
  readonly parts: readonly Statement[];
  readonly starts: Uint32Array;
  readonly openEnded: Uint8Array;
  readonly unusual: Uint8Array;
  readonly awake: Awake;
  readonly memory: Memory;
  #placed: readonly PlacedStatement[] | undefined;
  #source: LongText | undefined;
  readonly #text: string | undefined;

  constructor(
    readonly grammar: Grammar,
    { parts, starts, openEnded, unusual }: Pick<SqlDocument, "parts" | "starts" | "openEnded" | "unusual">,
    { awake, memory }: Pick<SqlDocument, "awake" | "memory">,
    given: string | LongText,
    readonly findings = new Map<string, Findings>(),
  ) {
    this.parts = parts;
    this.starts = starts;
    this.openEnded = openEnded;
    this.unusual = unusual;
    this.awake = awake;
    this.memory = memory;
    if (typeof given === "string") this.#text = given;
    else this.#source = given;
  }

  get source(): LongText {
    this.#source ??= LongText.of(this.#text ?? "");
    return this.#source;
  }

  get text(): string {
    return this.#text ?? this.source.getText();
  }

  *ofEach<Found>(purpose: string, find: (statement: Statement) => Found): Steps<readonly Found[]> {
    const known = this.findings.get(purpose) ?? { find, found: new Array<unknown>(this.parts.length), missing: [...this.parts.keys()] };
    this.findings.set(purpose, known);
    // Somebody else may go on with it meanwhile.
    for (let index = known.missing.pop(); index !== undefined; index = known.missing.pop()) {
      if (known.found[index] !== undefined) continue;
      this.#findIn(index, known);
      yield;
    }
    return known.found as readonly Found[];
  }

  /** An editor asks for several answers when it opens a file: a statement that has to be read for one of them is read for all. */
  #findIn(index: number, wanted: Findings): void {
    const statement = this.parts[index] as Statement;
    const all = statement.isResting ? [...this.findings.values()].filter(({ found }) => found[index] === undefined) : [wanted];
    statement.inPassing(() => {
      for (const { find, found } of all) found[index] = find(statement);
    });
  }

  get statements(): readonly PlacedStatement[] {
    this.#placed ??= this.parts.map((statement, index) => ({ start: this.starts[index] as number, statement }));
    return this.#placed;
  }
}

/** The statement before the edited one, or an earlier one that an edit behind it may close. */
function firstToRead(document: SqlDocument, changed: number): number {
  const before = Math.max(0, indexOfStatement(document, changed) - 1);
  const open = document.openEnded.indexOf(1);
  return open < 0 ? before : Math.min(before, open);
}

/** Reads one text as Druid gets it: leading SETs and one statement. */
export function parseRequest(text: string, grammar: Grammar): Statement {
  return readStatement(text, grammar, createLexer(text, "request").lexStatement(0));
}

/** A document that holds one statement, as it was read. */
export function documentOf(statement: Statement): SqlDocument {
  const read = startReading();
  append(read, 0, statement, { openEnded: false });
  return new Sections(statement.grammar, flat(read), { awake: statement.awake ?? new Awake(), memory: new Memory() }, statement.text);
}

/** The statement in which an offset lies; at a border the one that starts there. */
export function statementAt(document: SqlDocument, offset: number): PlacedStatement | undefined {
  return placedAt(document, indexOfStatement(document, offset));
}

/** The statements that a range touches, their borders included, without a look at the others. */
export function statementsIn(document: SqlDocument, { start, end }: TextRange): readonly PlacedStatement[] {
  const touched: PlacedStatement[] = [];
  // The one before ends where the range starts, when the range starts at a border.
  for (let index = Math.max(0, indexOfStatement(document, start) - 1); index < document.parts.length; index++) {
    const placed = placedAt(document, index) as PlacedStatement;
    if (placed.start > end) break;
    if (placed.start + placed.statement.text.length >= start) touched.push(placed);
  }
  return touched;
}

function placedAt({ parts, starts }: SqlDocument, index: number): PlacedStatement | undefined {
  const statement = parts[index];
  return statement && { start: starts[index] as number, statement };
}

/** Statements that were read one after the other. */
interface Reading {
  readonly parts: Statement[];
  readonly starts: number[];
  readonly openEnded: number[];
  readonly unusual: number[];
}

/** Whether a statement has buffers of its own, so that others may be cut before it is parsed. */
function isLong({ list }: LexedStatement): boolean {
  return list.count > TOKENS_OF_A_PART;
}

function startReading(): Reading {
  return { parts: [], starts: [], openEnded: [], unusual: [] };
}

function append(read: Reading, start: number, statement: Statement, { openEnded }: Pick<LexedStatement, "openEnded">): void {
  read.parts.push(statement);
  read.starts.push(start);
  read.openEnded.push(openEnded ? 1 : 0);
  read.unusual.push(statement.isUsual ? 0 : 1);
}

function flat({ parts, starts, openEnded, unusual }: Reading): Pick<SqlDocument, "parts" | "starts" | "openEnded" | "unusual"> {
  return { parts, starts: Uint32Array.from(starts), openEnded: Uint8Array.from(openEnded), unusual: Uint8Array.from(unusual) };
}

/** Of a changed text only a window is looked at, which grows where it does not tell how a statement ends. In UTF-16 code units. */
const SMALLEST_WINDOW = 16_384;
const GROWTH = 8;
/** The lexer looks no farther behind a `;`, apart from what it says to be open. */
const LOOK_AHEAD = 2 * TEMPLATE_SCAN_LIMIT;
/** The text of a longer statement is about as long as the window that it is a part of. */
const LONGEST_DETACHED = SMALLEST_WINDOW;

/** Reads from a statement up to where old ones follow, and answers the index of the first of these. */
function* readChanged(
  document: SqlDocument,
  source: LongText,
  change: TextChange,
  first: number,
): Steps<{ readonly read: Reading; readonly met: number }> {
  const { parts, starts, grammar, awake } = document;
  const shift = source.length - document.source.length;
  const last = indexOfStatement(document, change.oldEnd) + 2;
  const known = new Map(parts.slice(first, last).map((statement) => [statement.text, statement]));
  const read = startReading();
  let origin = starts[first] ?? 0;
  let size = Math.max(SMALLEST_WINDOW, (starts[last] ?? document.source.length) + shift - origin + LOOK_AHEAD);
  let window = source.slice(origin, origin + size);
  let lexer = createLexer(window, "document");
  for (let start = 0; origin + start < source.length; ) {
    const met = read.parts.length > 0 ? rejoin(document, origin + start - shift, change) : undefined;
    if (met !== undefined) return { read, met };
    lexer.begin(start);
    while (lexer.readPart() === "more") yield;
    const lexed = lexer.finish();
    if (isLong(lexed)) yield;
    const isCertain = origin + window.length === source.length || (!lexed.openEnded && lexed.end + LOOK_AHEAD <= window.length);
    if (isCertain) {
      const own = window.slice(start, lexed.end);
      let statement = known.get(own);
      if (!statement) {
        statement = isLong(lexed) ? yield* readLong(own, grammar, lexed, awake) : readStatement(onItsOwn(own), grammar, lexed, awake);
        awake.take(statement);
        known.set(own, statement);
      }
      append(read, origin + start, statement, lexed);
      start = lexed.end;
      yield;
    } else {
      if (start === 0) size *= GROWTH;
      origin += start;
      start = 0;
      window = source.slice(origin, Math.min(source.length, origin + size));
      lexer = createLexer(window, "document");
    }
  }
  return { read, met: parts.length };
}

/** A window would stay in memory with each statement that was edited in it. */
function onItsOwn(text: string): string {
  return text.length > LONGEST_DETACHED ? text : detached(text);
}

/** The index of the old statement that starts at an offset of the old text behind the change; undefined where none does. */
function rejoin(document: SqlDocument, oldOffset: number, { oldEnd }: TextChange): number | undefined {
  if (oldOffset < oldEnd) return undefined;
  const index = indexOfStatement(document, oldOffset);
  return document.starts[index] === oldOffset ? index : undefined;
}

/** The stretch in which two texts differ. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = commonLength(shorter - start, (from, to) => {
    return before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from);
  });
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}

const LARGEST_STEP = 1 << 16;

/** How far two texts agree. Compares in blocks, since an engine compares blocks much faster than we compare characters. */
function commonLength(limit: number, agree: (from: number, to: number) => boolean): number {
  let length = 0;
  let step = LARGEST_STEP;
  while (length < limit && step >= 1) {
    const next = Math.min(limit, length + step);
    if (agree(length, next)) length = next;
    else step = step >> 2;
  }
  return length;
}

/** The index of the statement in which an offset lies; at a border of the one that starts there. */
export function indexOfStatement({ starts }: SqlDocument, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
