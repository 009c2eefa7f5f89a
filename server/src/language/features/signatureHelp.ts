/**
 * How the call at the cursor is written, and which of its operands is being typed. Looks at the tokens before the cursor, so that calls that
 * are not closed, or stand in the middle of a statement that is not finished, are understood as well.
 */
import { type DruidFunction, type FunctionSignature, findFunction } from "../data/functions";
import { EXPORT_DESTINATIONS, type ExportDestination } from "../data/inputSources";
import { WINDOW_SYNTAX } from "../data/windowSyntax";
import { type SqlDocument, statementAt } from "../syntax/document";
import { TokenKind } from "../syntax/tokenKind";
import { isTrivia, significantBefore, type TokenTable, tokenAt, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import { t } from "../text/l10n";
import type { TextRange } from "../text/range";
import { explainDestination } from "./explain/arguments";
import { explainFunction } from "./explain/functions";

/** The ways to write a call, the one that fits what is typed, and the operand that is being typed. */
export interface SignatureHelp {
  readonly signatures: readonly ShownSignature[];
  readonly activeSignature: number;
  /** Beyond the last operand where there are too many. */
  readonly activeParameter: number;
}

export interface ShownSignature {
  readonly label: string;
  readonly markdown: string;
  /** Ranges in the label, and what is to be known of each operand; empty where nothing is. */
  readonly parameters: readonly (TextRange & { readonly documentation: string })[];
}

/** Help for the innermost call around the offset. `previous` is the signature that a person chose from the help that is open. */
export function signatureHelp(document: SqlDocument, offset: number, previous?: number): SignatureHelp | undefined {
  const at = statementAt(document, offset);
  if (!at) return undefined;
  const { text, tokens } = at.statement;
  const call = callAround(text, tokens, offset - at.start);
  if (!call) return undefined;
  if (call.name === "OVER") return windowHelp(call);
  if (call.exports) return exportHelp(call, document.grammar.druidVersion);
  const found = findFunction(call.name);
  return found && found.signatures.length > 0 ? helpFor(found, call, previous) : undefined;
}

/** A call that is open at the cursor. */
interface OpenCall {
  /** In capitals. */
  readonly name: string;
  /** What stands in its own parenthesis before the cursor, deeper parentheses left out. */
  readonly words: readonly string[];
  /** The name before `=>` in the operand at the cursor. */
  readonly argument?: string;
  /** Whether it is `INTO EXTERN(…)`, or the destination in it. */
  readonly exports?: "target" | "destination";
}

/** How many tokens are looked at before the cursor; a call that is longer gets no help. */
const FARTHEST = 20_000;

/** The innermost call whose parenthesis is open at the offset; none in comments. */
function callAround(text: string, tokens: TokenTable, offset: number): OpenCall | undefined {
  const last = lastBefore(tokens, offset);
  if (last === undefined) return undefined;
  const image = (token: number): string => text.slice(tokenStart(tokens, token), tokenEnd(tokens, token));
  const inside: number[] = [];
  let depth = 0;
  for (let token = last, seen = 0; token >= 0 && seen < FARTHEST; token--, seen++) {
    const kind = tokenKind(tokens, token);
    if (isTrivia(kind)) continue;
    if (kind === TokenKind.Semicolon) return undefined;
    if (kind === TokenKind.RightParen || kind === TokenKind.RightBracket) depth++;
    else if (kind === TokenKind.LeftBracket) depth = Math.max(0, depth - 1);
    else if (kind === TokenKind.LeftParen && depth > 0) depth--;
    else if (kind === TokenKind.LeftParen) return openCall(tokens, token, inside.reverse(), image);
    else if (depth === 0 && ENDS_CALL.has(kind)) return undefined;
    else if (depth === 0) inside.push(token);
  }
  return undefined;
}

/** The last token that counts: the one before the cursor, or the one that the cursor is in; a string is not looked into. */
function lastBefore(tokens: TokenTable, offset: number): number | undefined {
  if (offset === 0) return undefined;
  const before = tokenAt(tokens, offset - 1);
  const kind = tokenKind(tokens, before);
  const isInside = offset < tokenEnd(tokens, before);
  if (kind === TokenKind.LineComment || kind === TokenKind.UnclosedComment || (kind === TokenKind.BlockComment && isInside))
    return undefined;
  const open = firstOpenQuote(tokens, offset);
  return open === undefined ? before : open - 1;
}

/** Behind a `'` that nothing closes everything is a string. */
function firstOpenQuote(tokens: TokenTable, offset: number): number | undefined {
  for (let token = 0; token < tokens.count && tokenStart(tokens, token) < offset; token++) {
    if (tokenKind(tokens, token) === TokenKind.Quote) return token;
  }
  return undefined;
}

/** Clauses that begin in no call: the parenthesis before them was never closed. */
const ENDS_CALL: ReadonlySet<TokenKind> = new Set([
  TokenKind.SELECT,
  TokenKind.WHERE,
  TokenKind.GROUP,
  TokenKind.HAVING,
  TokenKind.JOIN,
  TokenKind.UNION,
  TokenKind.INSERT,
  TokenKind.PARTITIONED,
  TokenKind.CLUSTERED,
  TokenKind.LIMIT,
]);

function openCall(
  tokens: TokenTable,
  parenthesis: number,
  inside: readonly number[],
  image: (token: number) => string,
): OpenCall | undefined {
  const before = significantBefore(tokens, parenthesis);
  if (before < 0) return undefined;
  const name = nameOf(image(before));
  const isFromFunction = findFunction(name)?.signatures.some(({ label }) => label.includes(" FROM ")) ?? false;
  if (!isFromFunction && inside.some((token) => tokenKind(tokens, token) === TokenKind.FROM)) return undefined;
  const words = inside.map(image);
  const argument = argumentAt(words);
  const exports = exportsAt(tokens, before, image);
  return { name, words, ...(argument !== undefined && { argument }), ...(exports && { exports }) };
}

/** In capitals, without quotes. */
function nameOf(word: string): string {
  return word.replace(/^"(.*)"$/, "$1").toUpperCase();
}

function exportsAt(tokens: TokenTable, name: number, image: (token: number) => string): OpenCall["exports"] {
  const isTarget = (token: number): boolean => {
    const before = significantBefore(tokens, token);
    return before >= 0 && tokenKind(tokens, before) === TokenKind.INTO && nameOf(image(token)) === "EXTERN";
  };
  if (isTarget(name)) return "target";
  const around = significantBefore(tokens, name);
  if (around < 0 || tokenKind(tokens, around) !== TokenKind.LeftParen) return undefined;
  const target = significantBefore(tokens, around);
  return target >= 0 && isTarget(target) ? "destination" : undefined;
}

function argumentAt(words: readonly string[]): string | undefined {
  const start = words.lastIndexOf(",") + 1;
  return words[start + 1] === "=>" ? words[start] : undefined;
}

function helpFor(found: DruidFunction, call: OpenCall, previous: number | undefined): SignatureHelp {
  const separators = separatorsIn(call, found);
  const places = found.signatures.map((signature) => placeIn(signature, call, separators));
  const fits = (index: number | undefined): boolean =>
    index !== undefined && places[index] !== undefined && places[index] < Number.POSITIVE_INFINITY;
  const activeSignature = fits(previous)
    ? (previous as number)
    : Math.max(
        0,
        places.findIndex((_, index) => fits(index)),
      );
  const active = found.signatures[activeSignature] as FunctionSignature;
  const place = places[activeSignature] ?? Number.POSITIVE_INFINITY;
  return {
    signatures: found.signatures.map((signature) => shown(signature, found)),
    activeSignature,
    activeParameter: Math.min(place, active.parameters.length),
  };
}

/** What stands between the operands so far, in capitals: `,`, `=>`, and the keywords that the function has between its operands. */
function separatorsIn({ words }: OpenCall, { signatures }: DruidFunction): readonly string[] {
  const keywords = new Set(signatures.flatMap(({ label }) => label.slice(label.indexOf("(")).match(/\b[A-Z]{2,}\b/g) ?? []));
  return words.map((word) => word.toUpperCase()).filter((word) => SIGNS.has(word) || keywords.has(word));
}

const SIGNS: ReadonlySet<string> = new Set([",", "=>", ":"]);

/** Which parameter of the signature is being typed; infinite where what is typed does not fit it. */
function placeIn({ label, parameters }: FunctionSignature, { words, argument }: OpenCall, separators: readonly string[]): number {
  const [first] = words;
  if (label.includes("(*)")) return first === undefined || first === "*" ? 0 : Number.POSITIVE_INFINITY;
  const named =
    argument === undefined
      ? -1
      : parameters.findIndex(({ start, end }) => label.slice(start, end) === argument && label.startsWith(" =>", end));
  if (named >= 0) return named + 1;
  if (words.includes("=>")) return nextNamed(label, parameters, words);
  let place = 0;
  for (const separator of separators) {
    const here = parameters[place];
    const next = parameters[place + 1];
    if (!here) return Number.POSITIVE_INFINITY;
    const between = next ? label.slice(here.end, next.start) : label.slice(here.end);
    // A word in front of an operand, as DISTINCT, separates nothing.
    if (!SIGNS.has(separator) && matches(label.slice(label.indexOf("("), here.start), separator)) continue;
    if (next && matches(between, separator)) place++;
    else if (separator === "," && isRepeated(label, here)) place = firstOfRepeated(label, parameters, place);
    else return Number.POSITIVE_INFINITY;
  }
  return place;
}

/** The first parameter with `=>` whose name is not given yet. */
function nextNamed(label: string, parameters: FunctionSignature["parameters"], words: readonly string[]): number {
  const given = new Set(words.filter((_, index) => words[index + 1] === "=>"));
  const next = parameters.findIndex(({ start, end }) => label.startsWith(" =>", end) && !given.has(label.slice(start, end)));
  return next < 0 ? Number.POSITIVE_INFINITY : next;
}

function matches(between: string, separator: string): boolean {
  return SIGNS.has(separator) ? between.includes(separator) : between.split(/[^A-Z]+/).includes(separator);
}

/** What is repeated as a whole, as `KEY key VALUE value, …`, begins with the first parameter behind the comma before it. */
function firstOfRepeated(label: string, parameters: FunctionSignature["parameters"], place: number): number {
  let first = place;
  while (first > 0 && !label.slice(parameters[first - 1]?.end, parameters[first]?.start).includes(",")) first--;
  return first;
}

/** `values...`, or `…` behind it. */
function isRepeated(label: string, { start, end }: TextRange): boolean {
  return label.slice(start, end).endsWith("...") || /^\]?,? ?…/.test(label.slice(end));
}

function shown(signature: FunctionSignature, found: DruidFunction): ShownSignature {
  const isOrdinary = signature.parameters.length === found.parameters.length;
  return {
    label: found.returns === undefined ? signature.label : `${signature.label} → ${found.returns}`,
    markdown: explainFunction(found.name, "none") ?? "",
    parameters: signature.parameters.map((range, index) => ({ ...range, documentation: isOrdinary ? aboutParameter(found, index) : "" })),
  };
}

function aboutParameter({ parameters, units }: DruidFunction, index: number): string {
  const parameter = parameters[index];
  if (!parameter) return "";
  return [
    ...(parameter.isOptional ? [t("may be left out")] : []),
    ...(parameter.isRepeated ? [t("may be repeated")] : []),
    ...(parameter.isLiteral ? [t("a literal")] : []),
    ...(parameter.name === "unit" && units ? [units.join(", ")] : []),
  ].join("; ");
}

/** A window specification has parts in place of operands. */
function windowHelp({ words }: OpenCall): SignatureHelp {
  const { label, parts } = WINDOW_SYNTAX;
  const parameters = parts.map((part) => ({ start: label.indexOf(part), end: label.indexOf(part) + part.length, documentation: "" }));
  const last = words
    .filter((word) => PARTS.has(word.toUpperCase()))
    .at(-1)
    ?.toUpperCase();
  const activeParameter = last === undefined ? 0 : parts.findIndex((part) => part.split(" ").includes(last));
  return { signatures: [{ label, markdown: "", parameters }], activeSignature: 0, activeParameter };
}

const PARTS: ReadonlySet<string> = new Set(["PARTITION", "ORDER", "ROWS", "RANGE"]);

/** An export has a destination in place of operands, and that has properties by name. */
function exportHelp({ name, words, argument, exports }: OpenCall, version: number): SignatureHelp | undefined {
  const there = EXPORT_DESTINATIONS.filter(({ since }) => since <= version);
  if (exports === "target") {
    return there.length === 0 ? undefined : { signatures: there.map(shownTarget), activeSignature: 0, activeParameter: 0 };
  }
  const found = there.find((destination) => destination.name.toUpperCase() === name);
  if (!found) return undefined;
  const given = new Set(words.filter((_, index) => words[index + 1] === "=>"));
  const at = found.parameters.findIndex((parameter) => (argument === undefined ? !given.has(parameter.name) : parameter.name === argument));
  return { signatures: [shownDestination(found)], activeSignature: 0, activeParameter: at < 0 ? found.parameters.length : at };
}

function shownTarget(destination: ExportDestination): ShownSignature {
  const { label, markdown } = shownDestination(destination);
  const before = "EXTERN(";
  const parameters = [{ start: before.length, end: before.length + label.length, documentation: "" }];
  return { label: `${before}${label}) AS CSV`, markdown, parameters };
}

function shownDestination({ name, parameters }: ExportDestination): ShownSignature {
  let label = `${name}(`;
  const shownParameters = parameters.map((parameter, index) => {
    label += `${index > 0 ? ", " : ""}${parameter.required ? "" : "["}`;
    const start = label.length;
    label += `${parameter.name} => ${parameter.type}`;
    const end = label.length;
    if (!parameter.required) label += "]";
    const facts = [
      ...(parameter.required ? [] : [t("may be left out")]),
      ...(parameter.summary === undefined ? [] : [t(parameter.summary)]),
    ];
    return { start, end, documentation: facts.join("; ") };
  });
  return { label: `${label})`, markdown: explainDestination(name) ?? "", parameters: shownParameters };
}
