/**
 * A text as a list of statements, each read once: an edit costs the statements that it touches, and an unchanged statement stays the same
 * object, so that whatever hangs on it stays too. Relies on lexer and parser.
 */
import type { TextRange } from "../text/range";
import type { ParseError } from "./errors";
import { createLexer, type LexedStatement } from "./lexer";
import type { Script } from "./nodes";
import { parseScript } from "./parser/script";
import { isSilentTemplate, isTag } from "./templates";
import { TokenKind } from "./tokenKind";
import type { TokenTable } from "./tokens";

/** How text is read. Make one object and keep it: statements remember it. */
export interface Grammar {
  /** Druid's major version, 24 … 38. */
  readonly druidVersion: number;
  /** `document`: an editor's file, templates are tokens, `;` only separates. `request`: one text as Druid gets it. */
  readonly mode: "document" | "request";
}

/** A statement with its leading SETs; ranges in it are local to its own text. */
export interface Statement {
  /** From behind the previous statement's `;` up to and with its own. */
  readonly text: string;
  readonly tokens: TokenTable;
  readonly tree: Script;
  readonly errors: readonly ParseError[];
  /** From its first to its last word; blanks, comments and the closing `;` are outside. Empty when there is none. */
  readonly span: TextRange;
  /** Template tokens (`{{ … }}`, `{% … %}`, `${…}`) that stand for text, in its order: what they become is not known. */
  readonly templates: readonly TextRange[];
  /** Where text did not fit the grammar and a template beside it may be the reason: no error is reported, and nothing is sure there. */
  readonly forgiven: readonly TextRange[];
  /** Whether it has no error and is of a kind that Druid runs. Most are, so that a walk over ten thousand need look no further. */
  readonly isUsual: boolean;
  readonly grammar: Grammar;
}

/** A statement at its place in a document. */
export interface PlacedStatement {
  readonly start: number;
  readonly statement: Statement;
}

/** A statement of a document, with what an edit needs to know of it. */
export interface DocumentStatement extends PlacedStatement {
  /** Whether it opens a string or template that nothing behind it closes; an edit far behind may. */
  readonly openEnded: boolean;
}

/** A text as a list of statements that cover it without gap. */
export interface SqlDocument {
  readonly text: string;
  readonly grammar: Grammar;
  readonly statements: readonly DocumentStatement[];
}

/** Reads a whole text. Statements with the same text, of `previous` too, are one object. */
export function openDocument(text: string, grammar: Grammar, previous?: SqlDocument): SqlDocument {
  const known = new Map<string, Statement>();
  if (previous && previous.grammar === grammar) for (const { statement } of previous.statements) known.set(statement.text, statement);
  return { text, grammar, statements: readStatements(text, 0, grammar, known, () => undefined) };
}

/** The document after an edit, given its new text. Finds the changed stretch itself and reads from the first statement that it touches. */
export function editDocument(document: SqlDocument, text: string): SqlDocument {
  if (text === document.text) return document;
  const { grammar } = document;
  const change = findChange(document.text, text);
  const first = firstToRead(document, change.start);
  const kept = document.statements.slice(0, first);
  const from = document.statements[first]?.start ?? 0;
  const known = new Map<string, Statement>();
  const meet = (offset: number): readonly DocumentStatement[] | undefined => {
    if (offset < change.newEnd) return undefined;
    return rejoin(document, offset - (text.length - document.text.length), offset, change.oldEnd);
  };
  const touched = document.statements.slice(first, indexOfStatement(document, change.oldEnd) + 2);
  for (const { statement } of touched) known.set(statement.text, statement);
  return { text, grammar, statements: [...kept, ...readStatements(text, from, grammar, known, meet)] };
}

/** The statement before the edited one, or an earlier one that an edit behind it may close. */
function firstToRead(document: SqlDocument, changed: number): number {
  const before = Math.max(0, indexOfStatement(document, changed) - 1);
  const open = document.statements.findIndex(({ openEnded }) => openEnded);
  return open < 0 ? before : Math.min(before, open);
}

/** Reads one text as Druid gets it: leading SETs and one statement. */
export function parseRequest(text: string, grammar: Grammar): Statement {
  return readStatement(text, grammar, createLexer(text, "request").lexStatement(0));
}

/** The statement in which an offset lies; at a border the one that starts there. */
export function statementAt(document: SqlDocument, offset: number): PlacedStatement | undefined {
  return document.statements[indexOfStatement(document, offset)];
}

type Meet = (offset: number) => readonly DocumentStatement[] | undefined;

/** Reads statements from `from` on, until the end or until `meet` knows the rest. */
function readStatements(text: string, from: number, grammar: Grammar, known: Map<string, Statement>, meet: Meet): DocumentStatement[] {
  const statements: DocumentStatement[] = [];
  const lexer = createLexer(text, "document");
  let start = from;
  while (start < text.length) {
    const rest = start > from ? meet(start) : undefined;
    if (rest) {
      for (const placed of rest) statements.push(placed);
      return statements;
    }
    const lexed = lexer.lexStatement(start);
    const own = text.slice(start, lexed.end);
    let statement = known.get(own);
    if (!statement) {
      statement = readStatement(own, grammar, lexed);
      known.set(own, statement);
    }
    statements.push({ start, statement, openEnded: lexed.openEnded });
    start = lexed.end;
  }
  return statements;
}

/** The old statements from `oldOffset` on, moved to `offset`, if one starts there behind the edit. */
function rejoin(document: SqlDocument, oldOffset: number, offset: number, oldEnd: number): readonly DocumentStatement[] | undefined {
  if (oldOffset < oldEnd) return undefined;
  const index = indexOfStatement(document, oldOffset);
  if (document.statements[index]?.start !== oldOffset) return undefined;
  const rest = document.statements.slice(index);
  const shift = offset - oldOffset;
  return shift === 0 ? rest : rest.map(({ start, statement, openEnded }) => ({ start: start + shift, statement, openEnded }));
}

function readStatement(text: string, grammar: Grammar, lexed: LexedStatement): Statement {
  const { tokens } = lexed;
  const span = spanOf(lexed);
  const parsed = parseScript(text, lexed.list, grammar);
  const templates = lexed.templateCount > 0 ? templateTokens(text, tokens) : NOTHING;
  const forgiven = templates.length > 0 ? forgivenErrors(parsed.errors, text, templates) : NOTHING;
  const errors = forgiven.length === 0 ? parsed.errors : withoutForgiven(parsed.errors, forgiven);
  return {
    text,
    tokens,
    tree: parsed.tree,
    errors,
    span,
    templates,
    forgiven,
    isUsual: errors.length === 0 && !NEVER_RUN.has(parsed.tree.statement?.kind),
    grammar,
  };
}

/** Kinds of statements that Druid parses and never runs. */
const NEVER_RUN: ReadonlySet<string | undefined> = new Set(["delete", "update", "merge", "procedureCall"]);

const NOTHING: readonly TextRange[] = [];

function withoutForgiven(errors: readonly ParseError[], forgiven: readonly TextRange[]): readonly ParseError[] {
  const known = new Set(forgiven);
  return errors.filter(({ range }) => !known.has(range));
}

function spanOf({ list }: LexedStatement): TextRange {
  let last = list.count - 1;
  while (last >= 0 && list.kinds[last] === TokenKind.Semicolon) last--;
  return last < 0 ? { start: 0, end: 0 } : { start: list.starts[0] as number, end: list.ends[last] as number };
}

/** Template tokens that stand for text. */
function templateTokens(text: string, tokens: TokenTable): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (let token = 0; token < tokens.count; token++) {
    const start = tokens.starts[token] as number;
    if (tokens.kinds[token] === TokenKind.Template && !isSilentTemplate(text, start))
      ranges.push({ start, end: tokens.starts[token + 1] as number });
  }
  return ranges;
}

/** With `{% … %}` nobody knows the text; beside `{{ … }}` nobody knows what will stand there. Both lists are in the order of the text. */
function forgivenErrors(errors: readonly ParseError[], text: string, templates: readonly TextRange[]): readonly TextRange[] {
  const ranges = errors.map(({ range }) => range);
  if (templates.some((template) => isTag(text, template.start))) return ranges;
  let next = 0;
  return ranges.filter((range) => {
    while (next + 1 < templates.length && (templates[next + 1] as TextRange).start <= range.end) next++;
    return [next, next + 1].some((index) => isBeside(range, templates[index], text));
  });
}

const FARTHEST_BESIDE = 200;

function isBeside(range: TextRange, template: TextRange | undefined, text: string): boolean {
  if (!template) return false;
  if (range.start <= template.end && template.start <= range.end) return true;
  const [from, to] = range.start > template.end ? [template.end, range.start] : [range.end, template.start];
  return to - from < FARTHEST_BESIDE && text.slice(from, to).trim() === "";
}

interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The stretch in which two texts differ. */
function findChange(before: string, after: string): Change {
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

function indexOfStatement(document: SqlDocument, offset: number): number {
  const { statements } = document;
  let low = 0;
  let high = statements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((statements[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
