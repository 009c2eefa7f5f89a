/**
 * What the words under the pointer are for, whoever may do what: functions, keywords, granularities and periods, context keys, and the JSON
 * in EXTERN's strings.
 */
import { findFunction } from "../data/functions";
import { pathTo } from "../syntax/children";
import type { Statement } from "../syntax/document";
import type { Call, Literal, Node } from "../syntax/nodes";
import { TokenKind } from "../syntax/tokenKind";
import { isKeyword, isTrivia, significantFrom, tokenAt, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import type { TextRange } from "../text/range";
import { explainArgument, explainDestination, explainDestinationProperty, explainExport } from "./explain/arguments";
import { explainContextKey } from "./explain/contextKeys";
import { explainJsonKey, explainJsonType } from "./explain/externJson";
import { explainFunction } from "./explain/functions";
import { KEYWORD_NOTES } from "./explain/keywordNotes";
import { explainGranularity, explainKeyword, explainPeriod } from "./explain/keywords";
import { externPlaceAt } from "./externPlace";
import type { DescribedWords } from "./hoverWords";

/** Explains the words at an offset, which is local to the statement; undefined where they say it themselves. */
export function explainWords(statement: Statement, offset: number): DescribedWords | undefined {
  const { tokens } = statement;
  if (tokens.count === 0) return undefined;
  for (const token of touching(statement, offset)) {
    const range = { start: tokenStart(tokens, token), end: tokenEnd(tokens, token) };
    const found = explainToken(statement, token, range, offset);
    if (found) return found;
  }
  return undefined;
}

/** The token that starts at or holds the offset, and the one that ends there. */
function touching({ tokens }: Statement, offset: number): readonly number[] {
  const at = tokenAt(tokens, offset);
  return offset > 0 && tokenAt(tokens, offset - 1) !== at ? [at, at - 1] : [at];
}

function explainToken(statement: Statement, token: number, range: TextRange, offset: number): DescribedWords | undefined {
  const kind = tokenKind(statement.tokens, token);
  if (isTrivia(kind)) return undefined;
  if (kind === TokenKind.String) return explainString(statement, range, offset);
  const path = pathTo(statement.tree, range.start);
  const found = explainKey(path, range) ?? explainNamed(path, range) ?? explainCalled(statement, token, range, path);
  if (found) return found;
  return isKeyword(kind) && !isNameIn(path, range) ? explainWord(statement, token, path) : undefined;
}

/** The key of a SET. */
function explainKey(path: readonly Node[], { start }: TextRange): DescribedWords | undefined {
  const set = path.find((node) => node.kind === "set");
  if (set?.kind !== "set" || set.name.kind !== "name" || start < set.name.start || start >= set.name.end) return undefined;
  const markdown = explainContextKey(set.name.parts.map((part) => part.name).join("."));
  return markdown === undefined ? undefined : { range: { start: set.name.start, end: set.name.end }, markdown };
}

/** An argument by name, or where an export goes. */
function explainNamed(path: readonly Node[], range: TextRange): DescribedWords | undefined {
  const depth = path.map(({ kind }) => NAMED.has(kind)).lastIndexOf(true);
  const node = path[depth];
  const around = path[depth - 1];
  let markdown: string | undefined;
  if (node?.kind === "exportTarget" && isWord(node.destination, range) && node.destination.kind === "identifier")
    markdown = explainDestination(node.destination.name.toLowerCase());
  else if (node?.kind === "exportTarget" && node.start === range.start) markdown = explainExport();
  else if (node?.kind === "exportProperty" && isWord(node.name, range) && around?.kind === "exportTarget")
    markdown =
      around.destination.kind === "identifier"
        ? explainDestinationProperty(around.destination.name.toLowerCase(), node.name.name)
        : undefined;
  else if (node?.kind === "namedArgument" && isWord(node.name, range) && around?.kind === "call")
    markdown = explainArgument(around.name.parts.at(-1)?.name ?? "", node.name.name);
  return markdown === undefined ? undefined : { range, markdown };
}

const NAMED: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>(["exportTarget", "exportProperty", "namedArgument"]);

function isWord(node: Node, { start, end }: TextRange): boolean {
  return node.start === start && node.end === end;
}

function isNameIn(path: readonly Node[], { start, end }: TextRange): boolean {
  return path.some((node) => node.kind === "identifier" && node.start === start && node.end === end);
}

/** A function: the name of a call, or a word of Druid's that stands for a call without parentheses. */
function explainCalled(statement: Statement, token: number, range: TextRange, path: readonly Node[]): DescribedWords | undefined {
  const name = statement.text.slice(range.start, range.end);
  const isCalled = nextWord(statement, token) === "(" && !path.some((node) => NO_CALLS.has(node.kind) && node.start === range.start);
  const stands = isKeyword(tokenKind(statement.tokens, token)) && STANDING.test(name);
  const markdown = isCalled || stands ? explainFunction(name.replace(/^"(.*)"$/, "$1")) : undefined;
  return markdown === undefined ? undefined : { range, markdown };
}

const STANDING = /^(?:CURRENT_(?:DATE|TIMESTAMP|TIME)|LOCALTIME(?:STAMP)?)$/i;
/** What may have a parenthesis behind its name, and is no call. */
const NO_CALLS: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>(["tableName", "tableTarget", "withItem", "dataType", "columnDefinition"]);

function nextWord({ tokens, text }: Statement, token: number): string {
  const next = significantFrom(tokens, token + 1);
  return next < tokens.count ? text.slice(tokenStart(tokens, next), tokenEnd(tokens, next)) : "";
}

/** The phrases of the notes by each of their words. */
const PHRASES_OF_WORD: ReadonlyMap<string, readonly (readonly string[])[]> = phrasesByWord();

function phrasesByWord(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byWord = new Map<string, (readonly string[])[]>();
  const phrases = Object.keys(KEYWORD_NOTES).map((phrase) => phrase.split(" "));
  // Longer phrases say more.
  for (const words of phrases.sort((one, other) => other.length - one.length)) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), words]);
  }
  return byWord;
}

function explainWord(statement: Statement, token: number, path: readonly Node[]): DescribedWords | undefined {
  const { tokens, text } = statement;
  const image = (at: number): string => text.slice(tokenStart(tokens, at), tokenEnd(tokens, at)).toUpperCase();
  const word = image(token);
  const granularity = path.some((node) => node.kind === "partitionedBy") ? explainGranularity(word) : undefined;
  if (granularity !== undefined)
    return { range: { start: tokenStart(tokens, token), end: tokenEnd(tokens, token) }, markdown: granularity };
  for (const words of PHRASES_OF_WORD.get(word) ?? []) {
    const run = runOf(statement, token, words, words.indexOf(word), image);
    const markdown = run && explainKeyword(words.join(" "));
    if (run && markdown !== undefined) return { range: run, markdown };
  }
  return undefined;
}

/** Where the words stand one after the other, the one at `index` being the token; undefined where they do not. */
function runOf(
  { tokens }: Statement,
  token: number,
  words: readonly string[],
  index: number,
  image: (at: number) => string,
): TextRange | undefined {
  const first = walk(tokens, token, words.slice(0, index).reverse(), -1, image);
  const last = walk(tokens, token, words.slice(index + 1), 1, image);
  return first === undefined || last === undefined ? undefined : { start: tokenStart(tokens, first), end: tokenEnd(tokens, last) };
}

function walk(
  tokens: Statement["tokens"],
  from: number,
  words: readonly string[],
  step: 1 | -1,
  image: (at: number) => string,
): number | undefined {
  let at = from;
  for (const word of words) {
    do at += step;
    while (at >= 0 && at < tokens.count && isTrivia(tokenKind(tokens, at)));
    if (at < 0 || at >= tokens.count || image(at) !== word) return undefined;
  }
  return at;
}

/** A string: JSON of EXTERN, or the period of a function. */
function explainString(statement: Statement, { start, end }: TextRange, offset: number): DescribedWords | undefined {
  const path = pathTo(statement.tree, Math.min(Math.max(offset, start + 1), end - 1));
  const literal = path.at(-1);
  if (literal?.kind !== "literal" || literal.start !== start) return undefined;
  return explainJson(statement, path, literal, offset) ?? explainOperand(path.at(-2), literal);
}

function explainJson({ text }: Statement, path: readonly Node[], literal: Literal, offset: number): DescribedWords | undefined {
  const place = offset > literal.start && offset < literal.end ? externPlaceAt(text, path, literal, offset) : undefined;
  const written = place?.content.value.slice(place.json.range.start, place.json.range.end);
  if (!place?.shape || written === undefined || written.trim() === "") return undefined;
  const { shape, json, content, key } = place;
  const word = written.replace(/^"(.*)"$/s, "$1");
  const isType = key?.name === "type" && (shape.name === "inputSource" || shape.name === "inputFormat");
  const markdown = isType
    ? explainJsonType(shape.name, word)
    : explainJsonKey(shape.name, shape.type, json.on === "key" ? word : (key?.name ?? ""));
  if (markdown === undefined) return undefined;
  return { range: { start: content.toStatement(json.range.start), end: content.toStatement(json.range.end) }, markdown };
}

function explainOperand(call: Node | undefined, literal: Literal): DescribedWords | undefined {
  if (call?.kind !== "call") return undefined;
  const markdown = parameterOf(call, literal) === "period" ? explainPeriod(literal.value) : undefined;
  return markdown === undefined ? undefined : { range: { start: literal.start, end: literal.end }, markdown };
}

function parameterOf({ name, arguments: operands }: Call, literal: Literal): string | undefined {
  const found = findFunction(name.parts.at(-1)?.name ?? "");
  return found?.parameters[operands.indexOf(literal)]?.name;
}
