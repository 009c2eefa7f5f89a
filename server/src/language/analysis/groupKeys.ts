/**
 * Comparing expressions as loosely as can be: upper and lower case, quotes, qualifiers, parentheses, blanks and comments aside. What is not
 * even loosely among the keys of a GROUP BY (or among the items of a SELECT DISTINCT) is not there for Druid either.
 * Source: Calcite's AggChecker, which compares trees and qualified names.
 */
import { CONTEXT_VARIABLES } from "../data/keywords";
import { pushChildren } from "../syntax/children";
import type { Call, Expression, GroupItem, Name, Node, Select } from "../syntax/nodes";
import { plainFunction } from "./selects";

/** Expressions to find others among. */
export interface Keys {
  /** Last parts of plain names, in capitals. */
  readonly names: ReadonlySet<string>;
  /** Longer expressions as their words, joined, by the number of words. */
  readonly phrases: ReadonlyMap<number, ReadonlySet<string>>;
  /** The words that those begin with. */
  readonly firstWords: ReadonlySet<string>;
}

/** Expressions with more words than this, times the words of keys of each length, are not compared: it would take long. */
const MOST_COMPARISONS = 2_000_000;

const BETWEEN_WORDS = "\u0000";

const WORD = /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+|[^\s()]/gu;

interface Word {
  readonly text: string;
  readonly start: number;
}

/** The words of a stretch of text, comments, parentheses and qualifiers left out. */
function wordsOf(text: string, start: number, end: number): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.slice(start, end).matchAll(WORD)) {
    const [written] = match;
    if (written.startsWith("--") || written.startsWith("/*")) continue;
    const isQuoted = written.startsWith('"');
    const word = (isQuoted ? written.slice(1, -1) : written).toUpperCase();
    const qualifier = words.length > 1 && words.at(-1)?.text === "." ? words.at(-2) : undefined;
    if (qualifier && STARTS_NAME.test(qualifier.text)) {
      words.length -= 2;
      words.push({ text: word, start: qualifier.start });
    } else words.push({ text: word, start: start + match.index });
  }
  return words;
}

const STARTS_NAME = /^[\p{L}_$]/u;

/** Keys from expressions; undefined where one of them is not known. */
export function keysOf(expressions: readonly Node[], text: string): Keys | undefined {
  const names = new Set<string>();
  const phrases = new Map<number, Set<string>>();
  const firstWords = new Set<string>();
  for (const expression of expressions) {
    if (expression.kind === "template" || expression.kind === "error") return undefined;
    const plain = plainNameOf(expression);
    if (plain !== undefined) {
      names.add(plain.toUpperCase());
      continue;
    }
    const words = wordsOf(text, expression.start, expression.end);
    const [first, second] = words;
    if (first === undefined) continue;
    if (second === undefined) names.add(first.text);
    else {
      const known = phrases.get(words.length) ?? new Set();
      phrases.set(words.length, known.add(phraseOf(words)));
      firstWords.add(first.text);
    }
  }
  return { names, phrases, firstWords };
}

/** The last part of a name, as most keys are. */
function plainNameOf(expression: Node): string | undefined {
  if (expression.kind !== "name" || expression.star) return undefined;
  const last = expression.parts.at(-1);
  return expression.parts.some((part) => part.template) ? undefined : last?.name;
}

/** What GROUP BY groups by; ordinals are taken for their items. Undefined where a template or a `*` keeps it from being known. */
export function groupKeysOf(select: Select, text: string): Keys | undefined {
  const hasStar = select.items.some(({ expression }) => expression.kind === "name" && expression.star);
  const expressions: Node[] = [];
  const pending: GroupItem[] = [...(select.groupBy?.items ?? [])];
  for (let item = pending.pop(); item; item = pending.pop()) {
    if (item.kind === "groupingFunction") pending.push(...item.items);
    else if (item.kind === "parenthesized") pending.push(item.expression);
    else if (item.kind === "rowExpression") pending.push(...(item.items as readonly Expression[]));
    else if (item.kind === "literal" && item.type === "number") {
      const named = select.items[Math.floor(Number(item.value)) - 1];
      if (hasStar) return undefined;
      if (named) expressions.push(named.expression);
    } else if (item.kind !== "literal") expressions.push(item);
  }
  return keysOf(expressions, text);
}

/** What is looked for below an expression. */
export interface Search {
  readonly text: string;
  readonly keys: Keys;
  /** More names that count as there. */
  readonly aliases: ReadonlySet<string>;
  /** Whether a call is to be answered as a whole, its operands not looked at. */
  readonly isWhole: (call: Call) => boolean;
  /** Whether to pass over a call and what is below it. */
  readonly isPassed: (call: Call) => boolean;
}

/** The names and whole calls of an expression that are not among the keys; undefined where it is not known, by a template or by its size. */
export function missingFrom(expression: Node, search: Search): readonly (Name | Call)[] | undefined {
  const missing = namesAndCallsBelow(expression, search);
  if (!missing || missing.length === 0 || search.keys.phrases.size === 0) return missing;
  const covered = coveredBy(expression, search);
  return covered && missing.filter((node) => !covered.has(node.start));
}

/** The same, as if no key were longer than a name. */
function namesAndCallsBelow(expression: Node, search: Search): readonly (Name | Call)[] | undefined {
  const missing: (Name | Call)[] = [];
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "template" || node.kind === "error" || node.kind === "lambda") return undefined;
    if (node.kind === "name") {
      const last = node.parts.at(-1);
      if (!last || node.parts.some((part) => part.template)) return undefined;
      if (!isConstant(node) && !hasName(last.name, search)) missing.push(node);
    } else if (node.kind === "subquery" || isQuery(node)) {
      // What it reads from the outside is for Druid to say.
    } else if (node.kind === "call") {
      if (search.isWhole(node)) {
        missing.push(node);
      } else if (!search.isPassed(node)) pushOperands(node, stack);
    } else if (node.kind === "access") stack.push(node.operand);
    else pushChildren(node, stack);
  }
  return missing;
}

function hasName(name: string, { keys, aliases }: Search): boolean {
  const plain = name.toUpperCase();
  return keys.names.has(plain) || aliases.has(plain);
}

function pushOperands(call: Call, stack: Node[]): void {
  const window = call.over?.kind === "window" ? [...call.over.partitionBy, ...(call.over.orderBy?.items ?? [])] : [];
  const operands = [...call.arguments, ...(call.filter ? [call.filter] : []), ...window];
  for (let index = operands.length - 1; index >= 0; index--) stack.push(operands[index] as Node);
}

/** `CURRENT_TIMESTAMP`, `PI`: names that are no columns. */
function isConstant({ parts, star }: Name): boolean {
  const [only, second] = parts;
  if (star || !only || second || only.quoted) return star;
  const name = only.name.toUpperCase();
  return name === "PI" || (CONTEXT_VARIABLES as readonly string[]).includes(name);
}

function isQuery({ kind }: Node): boolean {
  return kind === "query" || kind === "select" || kind === "values" || kind === "setOperation" || kind === "parenthesizedQuery";
}

/** Where the words begin that are part of a longer key; undefined when that would take too long. */
function coveredBy(expression: Node, { text, keys }: Search): ReadonlySet<number> | undefined {
  const covered = new Set<number>();
  const words = wordsOf(text, expression.start, expression.end);
  const lengths = [...keys.phrases.keys()].filter((length) => length <= words.length);
  if (words.length * lengths.reduce((sum, length) => sum + length, 0) > MOST_COMPARISONS) return undefined;
  for (const [index, { text: first }] of words.entries()) {
    if (!keys.firstWords.has(first)) continue;
    for (const length of lengths) {
      const stretch = words.slice(index, index + length);
      if (!keys.phrases.get(length)?.has(phraseOf(stretch))) continue;
      for (const word of stretch) covered.add(word.start);
    }
  }
  return covered;
}

function phraseOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join(BETWEEN_WORDS);
}

/** Whether a call is of an aggregate, not over a window, whose operands need no key. */
export function isPlainAggregate(call: Call): boolean {
  return plainFunction(call)?.kind === "aggregate" && !call.over;
}
