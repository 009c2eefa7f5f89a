/**
 * What stands anywhere in a statement, found in the walk that the checks need anyway: a check of windows is not asked about a statement
 * without any. Relies on nothing but the tree and the table of functions.
 */
import type { Statement } from "../syntax/document";
import type { Call, Node, Select } from "../syntax/nodes";
import { TokenKind } from "../syntax/tokenKind";
import { isName, isTrivia, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import { SCHEMAS } from "./names";
import { plainFunction } from "./selects";

/** What some checks are about; several are or-ed. */
export const Trait = {
  /** A call with OVER, a window function, or a WINDOW clause. */
  windows: 1,
  /** GROUP BY, HAVING, or a call of an aggregate. */
  groups: 2,
  /** A call with FILTER. */
  filters: 4,
  /** SELECT DISTINCT. */
  distinct: 8,
  /** Something in FROM, or of WITH, whose columns or name the text tells; no FROM at all; several tables; a table of Druid's own. */
  relations: 16,
} as const;

/** The traits that a node adds; to be asked of every node of a statement. */
export function traitsOf(node: Node): number {
  switch (node.kind) {
    case "call":
      return traitsOfCall(node);
    case "select":
      return traitsOfSelect(node);
    case "withItem":
    case "tableAlias":
    case "derivedTable":
    case "tableFunction":
    case "unnest":
    case "joinChain":
      return Trait.relations;
    case "tableName":
      return node.name.parts.length > 1 ? Trait.relations : 0;
    default:
      return 0;
  }
}

function traitsOfCall(call: Call): number {
  const kind = plainFunction(call)?.kind;
  const ofFunction = kind === "window" ? Trait.windows : kind === "aggregate" ? Trait.groups : 0;
  return ofFunction | (call.over ? Trait.windows : 0) | (call.filter ? Trait.filters : 0);
}

function traitsOfSelect(select: Select): number {
  const windows = select.windows.length > 0 ? Trait.windows : 0;
  const groups = select.groupBy || select.having ? Trait.groups : 0;
  const relations = select.from ? 0 : Trait.relations;
  return windows | groups | relations | (select.quantifier === "DISTINCT" ? Trait.distinct : 0);
}

/** What stands before a dot and is no table. */
const NO_TABLES: ReadonlySet<string> = new Set(SCHEMAS);

/** Whether a word stands before dots only, so that nothing in the statement can have its name: `SELECT u.a FROM t`. */
export function hasStrayQualifier({ text, tokens }: Statement): boolean {
  if (!text.includes(".")) return false;
  const before = new Set<string>();
  const alone = new Set<string>();
  let last: string | undefined;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokenKind(tokens, index);
    if (isTrivia(kind)) continue;
    if (last !== undefined) (kind === TokenKind.Dot ? before : alone).add(last);
    last =
      isName(kind) && kind !== TokenKind.Template ? unquoted(text.slice(tokenStart(tokens, index), tokenEnd(tokens, index))) : undefined;
  }
  if (last !== undefined) alone.add(last);
  for (const word of before) if (!alone.has(word) && !NO_TABLES.has(word)) return true;
  return false;
}

function unquoted(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1) : word;
}
