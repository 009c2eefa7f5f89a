/**
 * One statement as it was read. Its tokens and its tree are most of what a document takes in memory, so that a large one keeps those of the
 * statements that were looked at last only: others are read again from their text when somebody asks. Relies on lexer and parser.
 */
import type { TextRange } from "../text/range";
import type { Steps } from "../text/steps";
import type { ParseError } from "./errors";
import { createLexer, type LexedStatement } from "./lexer";
import { Memory } from "./memory";
import type { Script } from "./nodes";
import { type ParsedScript, parseScript, parseScriptInSteps } from "./parser/script";
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
  /** Nodes are compared by identity only while nothing else of the document is read: afterwards they may be others that are equal. */
  readonly tree: Script;
  readonly errors: readonly ParseError[];
  /** From its first to its last word; blanks, comments and the closing `;` are outside. Empty when there is none. */
  readonly span: TextRange;
  /** Template tokens (`{{ … }}`, `{% … %}`, `${…}`) that stand for text, in its order: what they become is not known. */
  readonly templates: readonly TextRange[];
  /** Where text did not fit the grammar and a template beside it may be the reason: no error is reported, and nothing is sure there. */
  readonly forgiven: readonly TextRange[];
  /** Whether it has no error and is of a kind that Druid runs. Most are, so that nobody need look at ten thousand. */
  readonly isUsual: boolean;
  /** Whether work on it is done in steps. Such a statement always keeps its tree. */
  readonly isLong: boolean;
  /** Whether a name or string in it is written with escapes (`U&"…"`, `E'…'`): its text does not show what that holds. */
  readonly hasEscapes: boolean;
  readonly grammar: Grammar;
  /** What is small and stays, where the memory of the tree goes with the tree. */
  readonly memory: Memory;
  /** Decides whether it keeps its tree; absent where it does whatever happens. */
  readonly awake: Awake | undefined;
  /** Whether its tree has to be read again for who asks. */
  readonly isResting: boolean;
  /** Does some work of a pass over many statements: what has to be read for it is let go behind it. */
  inPassing<Result>(work: () => Result): Result;
  /** What is found out in passing, once: small, and kept where the tree is let go. One purpose always has results of one type. */
  remember<Result>(purpose: string, key: object, find: () => Result): Result;
  /** Lets go of tokens and tree, and of what is remembered with the tree, until somebody asks for them. */
  rest(): void;
}

/** In tokens. Shorter ones take a few milliseconds in all. */
const LONG = 10_000;

/** Reads a statement that was lexed. */
export function readStatement(text: string, grammar: Grammar, lexed: LexedStatement, awake?: Awake): Statement {
  return statementOf(text, grammar, lexed, parseScript(text, lexed.list, grammar), awake);
}

/** The same in steps. The tokens of a long statement are its own, so that others may be read between two steps. */
export function* readLong(text: string, grammar: Grammar, lexed: LexedStatement, awake: Awake): Steps<Statement> {
  return statementOf(text, grammar, lexed, yield* parseScriptInSteps(text, lexed.list, grammar), awake);
}

/** A statement of a document, read by another grammar. */
export function readAgain(grammar: Grammar, { text, awake }: Statement): Statement {
  const lexed = createLexer(text, "document").lexStatement(0);
  const read = readStatement(text.slice(0, lexed.end), grammar, lexed, awake);
  awake?.takeFirst(read);
  return read;
}

/** What takes memory, and can be had from the text again. */
interface Reading {
  readonly tokens: TokenTable;
  readonly tree: Script;
}

/** How much text the statements of a document have that keep their trees, in UTF-16 code units: a tree and what hangs on it take thirty times as much. */
const MOST_AWAKE = 250_000;

/** Guards which statements of a document keep their trees: those that were looked at last. */
export class Awake {
  /** In the order in which they were taken. */
  readonly #kept = new Set<Statement>();
  #size = 0;

  /** Takes a statement that was read when its document was opened; where there is no room it rests. */
  takeFirst(statement: Statement): void {
    if (this.#size + statement.text.length > MOST_AWAKE) statement.rest();
    else this.#add(statement);
  }

  /** Takes a statement that somebody looks at; the ones that were taken long before rest. */
  take(statement: Statement): void {
    this.#add(statement);
    for (const oldest of this.#kept) {
      if (this.#size <= MOST_AWAKE || oldest === statement) return;
      this.drop(oldest);
    }
  }

  /** Lets a statement rest; also one that an edit has replaced, which nobody will look at again. */
  drop(statement: Statement): void {
    if (this.#kept.delete(statement)) this.#size -= statement.text.length;
    statement.rest();
  }

  #add(statement: Statement): void {
    if (statement.isLong || this.#kept.has(statement)) return;
    this.#kept.add(statement);
    this.#size += statement.text.length;
  }
}

/** What is known of a statement for as long as it lives. */
type Facts = Pick<Statement, "errors" | "span" | "templates" | "forgiven" | "isUsual" | "isLong" | "hasEscapes">;

/** Guards the tokens and the tree of a statement. */
class ReadStatement implements Statement {
  readonly errors: readonly ParseError[];
  readonly span: TextRange;
  readonly templates: readonly TextRange[];
  readonly forgiven: readonly TextRange[];
  readonly isUsual: boolean;
  readonly isLong: boolean;
  readonly hasEscapes: boolean;
  readonly memory = new Memory();
  #reading: Reading | undefined;

  constructor(
    readonly text: string,
    readonly grammar: Grammar,
    { errors, span, templates, forgiven, isUsual, isLong, hasEscapes }: Facts,
    reading: Reading,
    readonly awake: Awake | undefined,
  ) {
    this.errors = errors;
    this.span = span;
    this.templates = templates;
    this.forgiven = forgiven;
    this.isUsual = isUsual;
    this.isLong = isLong;
    this.hasEscapes = hasEscapes;
    this.#reading = reading;
  }

  get isResting(): boolean {
    return this.#reading === undefined;
  }

  get tokens(): TokenTable {
    return this.#read().tokens;
  }

  get tree(): Script {
    return this.#read().tree;
  }

  inPassing<Result>(work: () => Result): Result {
    if (this.#reading) return work();
    this.#reading = this.#readText();
    try {
      return work();
    } finally {
      this.#reading = undefined;
    }
  }

  remember<Result>(purpose: string, key: object, find: () => Result): Result {
    return this.memory.recall(purpose, key, () => this.inPassing(find));
  }

  rest(): void {
    if (!this.isLong) this.#reading = undefined;
  }

  #read(): Reading {
    if (this.#reading) return this.#reading;
    this.#reading = this.#readText();
    this.awake?.take(this);
    return this.#reading;
  }

  #readText(): Reading {
    const { tokens, list } = createLexer(this.text, "document").lexStatement(0);
    return { tokens, tree: parseScript(this.text, list, this.grammar).tree };
  }
}

function statementOf(text: string, grammar: Grammar, lexed: LexedStatement, parsed: ParsedScript, awake: Awake | undefined): Statement {
  const { tokens } = lexed;
  const { tree } = parsed;
  const span = spanOf(lexed);
  const templates = lexed.templateCount > 0 ? templateTokens(text, tokens) : NOTHING;
  const forgiven = templates.length > 0 ? forgivenErrors(parsed.errors, text, templates) : NOTHING;
  const errors = forgiven.length === 0 ? parsed.errors : withoutForgiven(parsed.errors, forgiven);
  const facts: Facts = {
    errors: errors.length === 0 ? NO_ERRORS : errors,
    span,
    templates,
    forgiven,
    isUsual: errors.length === 0 && !NEVER_RUN.has(tree.statement?.kind),
    isLong: tokens.count > LONG,
    hasEscapes: ESCAPED.some((kind) => tokens.kinds.includes(kind)),
  };
  return new ReadStatement(text, grammar, facts, { tokens, tree }, awake);
}

const ESCAPED: readonly TokenKind[] = [TokenKind.EscapedString, TokenKind.UnicodeString, TokenKind.UnicodeQuotedIdentifier];

const NO_ERRORS: readonly ParseError[] = [];

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

/**
 * With `{% … %}` nobody knows the text; beside `{{ … }}` nobody knows what will stand there, nor which parenthesis is closed behind that. Both
 * lists are in the order of the text.
 */
function forgivenErrors(errors: readonly ParseError[], text: string, templates: readonly TextRange[]): readonly TextRange[] {
  const ranges = errors.map(({ range }) => range);
  if (templates.some((template) => isTag(text, template.start))) return ranges;
  let next = 0;
  let isBehindForgiven = false;
  return ranges.filter((range) => {
    while (next + 1 < templates.length && (templates[next + 1] as TextRange).start <= range.end) next++;
    const isForgiven = [next, next + 1].some((index) => isBeside(range, templates[index], text));
    isBehindForgiven ||= isForgiven;
    return isForgiven || (isBehindForgiven && text.slice(range.start, range.end) === ")");
  });
}

const FARTHEST_BESIDE = 200;

function isBeside(range: TextRange, template: TextRange | undefined, text: string): boolean {
  if (!template) return false;
  if (range.start <= template.end && template.start <= range.end) return true;
  const [from, to] = range.start > template.end ? [template.end, range.start] : [range.end, template.start];
  return to - from < FARTHEST_BESIDE && text.slice(from, to).trim() === "";
}
