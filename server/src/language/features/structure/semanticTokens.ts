/**
 * What each word of a statement is, for colours: beyond what a grammar of patterns can tell, tables, CTEs, aliases, columns and functions,
 * and the JSON in the strings of EXTERN. Found once for each statement and remembered with it.
 */
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import type { Occurrence } from "../../analysis/resolution/model";
import { readNames } from "../../analysis/resolution/namesOf";
import { visit } from "../../syntax/children";
import type { Statement } from "../../syntax/document";
import type { Identifier, Name, Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { isKeyword, isReservedKeyword, type TokenTable, tokenAt } from "../../syntax/tokens";
import type { TextRange } from "../../text/range";
import type { JsonValue } from "../../text/strictJson";
import { type ExternString, externStringsOf } from "./externStrings";

/** What a word can be. An editor is told the names once, and numbers from then on. */
export const WORD_TYPES = [
  "keyword",
  "type",
  "function",
  "namespace",
  "table",
  "cte",
  "alias",
  "column",
  "parameter",
  "string",
  "number",
  "operator",
  "comment",
  "macro",
  "jsonKey",
] as const;
export type WordType = (typeof WORD_TYPES)[number];

/** `declaration`: where a CTE, an alias or a window gets its name. */
export const WORD_MODIFIERS = ["declaration"] as const;

/** A word of a statement's text; offsets are local to it. */
export interface SemanticWord extends TextRange {
  readonly type: WordType;
  readonly isDeclaration: boolean;
}

/** The words of a statement in the order of its text, without overlap. */
export function semanticWordsOf(statement: Statement): readonly SemanticWord[] {
  const { tokens } = statement;
  const names = namesIn(statement);
  const strings = new Map(externStringsOf(statement).map((string) => [string.start, string]));
  const words: SemanticWord[] = [];
  for (let token = 0; token < tokens.count; token++) {
    const start = tokens.starts[token] as number;
    const end = tokens.starts[token + 1] as number;
    const string = strings.get(start);
    if (string) {
      for (const word of jsonWords(string)) words.push(word);
      continue;
    }
    const type = names.types[token] ?? typeOfKind(tokens.kinds[token] as TokenKind);
    if (type) words.push({ start, end, type, isDeclaration: names.declarations.has(token) });
  }
  return words;
}

/** What the tree and the names make of tokens, by their index. */
interface NamesOfTokens {
  readonly types: (WordType | undefined)[];
  readonly declarations: ReadonlySet<number>;
}

function namesIn(statement: Statement): NamesOfTokens {
  const { tokens, tree } = statement;
  const types: (WordType | undefined)[] = new Array<WordType | undefined>(tokens.count).fill(undefined);
  const declarations = new Set<number>();
  const mark: Mark = (range, type, strength) => markTokens(tokens, types, range, type, strength);
  visit(tree, (node) => {
    markNode(node, mark);
    return undefined;
  });
  for (const occurrence of readNames(statement, SYSTEM_CATALOG).occurrences) {
    const { identifier, role } = occurrence;
    if (identifier.template || identifier.end === identifier.start) continue;
    mark(identifier, typeOfOccurrence(occurrence), "surely");
    if (role === "declaration") declarations.add(tokenAt(tokens, identifier.start));
  }
  return { types, declarations };
}

/** Says what the names in a range are: `surely`, or only where nobody has said so before. */
type Mark = (range: TextRange, type: WordType, strength: "surely" | "else") => void;

function markTokens(
  tokens: TokenTable,
  types: (WordType | undefined)[],
  { start, end }: TextRange,
  type: WordType,
  strength: "surely" | "else",
): void {
  if (end <= start) return;
  for (let token = tokenAt(tokens, start); token < tokens.count && (tokens.starts[token] as number) < end; token++) {
    if (!isWord(tokens.kinds[token] as TokenKind)) continue;
    if (strength === "else" && (types[token] !== undefined || isReservedKeyword(tokens.kinds[token] as TokenKind))) continue;
    types[token] = type;
  }
}

function isWord(kind: TokenKind): boolean {
  return isKeyword(kind) || (kind >= TokenKind.Identifier && kind <= TokenKind.BacktickIdentifier) || kind === TokenKind.CollationId;
}

/** What the tree tells by itself. Parents come first, so that they can say what their names are. */
function markNode(node: Node, mark: Mark): void {
  switch (node.kind) {
    case "call":
      markName(node.name, "function", mark);
      break;
    case "cast":
      mark({ start: node.start, end: node.start + 1 }, "function", "surely");
      break;
    case "tableName":
    case "tableTarget":
      markName(node.name, "table", mark);
      break;
    case "explicitTable":
      if (node.name.kind === "name") markName(node.name, "table", mark);
      break;
    case "namedArgument":
    case "exportProperty":
      mark(node.name, "parameter", "surely");
      break;
    case "exportTarget":
      mark(node.destination, "function", "surely");
      break;
    case "set":
      mark(node.name, "parameter", "surely");
      break;
    case "hint":
      mark(node.name, "macro", "surely");
      break;
    case "ingest":
      if (node.format) mark(node.format, "type", "surely");
      break;
    case "dataType":
      mark(node, "type", "surely");
      break;
    case "identifier":
      mark(node, "column", "else");
      break;
    default:
  }
}

/** A name whose last part is of this type, with the schemas before it. */
function markName({ parts }: Name, type: WordType, mark: Mark): void {
  parts.forEach((part: Identifier, index) => {
    mark(part, index === parts.length - 1 ? type : "namespace", "surely");
  });
}

function typeOfOccurrence({ place, meaning }: Occurrence): WordType {
  const kind = meaning.kind === "symbol" ? meaning.symbol.kind : undefined;
  switch (place) {
    case "table":
      return kind === "cte" ? "cte" : "table";
    case "qualifier":
      return kind === "cte" ? "cte" : kind === "table" ? "table" : "alias";
    case "window":
      return "alias";
    case "column":
      return "column";
  }
}

function typeOfKind(kind: TokenKind): WordType | undefined {
  if (isKeyword(kind)) return "keyword";
  if (kind >= TokenKind.String && kind <= TokenKind.BinaryString) return "string";
  if (kind >= TokenKind.Integer && kind <= TokenKind.Approximate) return "number";
  switch (kind) {
    case TokenKind.LineComment:
    case TokenKind.BlockComment:
    case TokenKind.UnclosedComment:
      return "comment";
    case TokenKind.Template:
      return "macro";
    case TokenKind.Question:
      return "parameter";
    default:
      return OPERATORS.has(kind) ? "operator" : undefined;
  }
}

const OPERATORS: ReadonlySet<TokenKind> = new Set([
  TokenKind.Equal,
  TokenKind.Greater,
  TokenKind.Less,
  TokenKind.LessOrEqual,
  TokenKind.GreaterOrEqual,
  TokenKind.NotEqual,
  TokenKind.BangEqual,
  TokenKind.Plus,
  TokenKind.Minus,
  TokenKind.Arrow,
  TokenKind.Star,
  TokenKind.Slash,
  TokenKind.Percent,
  TokenKind.Concat,
  TokenKind.NamedArgument,
]);

/** A string with JSON: its quotes, keys and values; the marks between them are left to the grammar. */
function jsonWords({ start, end, origin, value }: ExternString): readonly SemanticWord[] {
  const words: SemanticWord[] = [];
  const add = (range: TextRange, type: WordType): void =>
    void words.push({ start: origin + range.start, end: origin + range.end, type, isDeclaration: false });
  const pending: JsonValue[] = [value];
  for (let next = pending.pop(); next; next = pending.pop()) {
    switch (next.type) {
      case "object":
        for (const member of next.members) add(member.key, "jsonKey");
        for (const member of next.members) pending.push(member.value);
        break;
      case "array":
        for (const item of next.items) pending.push(item);
        break;
      case "string":
      case "number":
        add(next, next.type);
        break;
      default:
        add(next, "keyword");
    }
  }
  const quotes = [start, end - 1].map((at): SemanticWord => ({ start: at, end: at + 1, type: "string", isDeclaration: false }));
  return [...quotes, ...words].sort((one, other) => one.start - other.start);
}
