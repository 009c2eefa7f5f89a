/**
 * What a name at the cursor would be: read off the tree with the marker in it.
 */

import type { Call, Identifier, Ingest, Node, Select, TableAlias, TableFunction } from "../../syntax/nodes";
import { MARKER, type WordPlace } from "./place";

/** The part of a query or statement that an expression stands in. */
export type Clause =
  | "items"
  | "where"
  | "groupBy"
  | "having"
  | "orderBy"
  | "on"
  | "window"
  | "pivot"
  | "clusteredBy"
  | "partitionedBy"
  | "overwrite"
  | "other";

/** A value: a column, a function … */
export interface ExpressionSlot {
  readonly kind: "expression";
  readonly clause: Clause;
  /** The names in front of the dot before it. */
  readonly qualifier: readonly Identifier[];
  /** The calls that it is an argument of, the innermost last. */
  readonly calls: readonly Call[];
  /** Whether `(` stands behind it already. */
  readonly isCalled: boolean;
}

export type Slot =
  | ExpressionSlot
  | { readonly kind: "table"; readonly use: "read" | "write"; readonly qualifier: readonly Identifier[] }
  /** The name of a table function, or one of its arguments by name. */
  | { readonly kind: "tableFunction"; readonly isCalled: boolean }
  | { readonly kind: "argument"; readonly function: TableFunction; readonly call: Call }
  | { readonly kind: "contextKey" }
  | { readonly kind: "contextValue"; readonly key: string }
  | { readonly kind: "window" }
  | { readonly kind: "joinColumn" }
  | { readonly kind: "destination" }
  | { readonly kind: "destinationProperty"; readonly destination: string; readonly present: ReadonlySet<string> }
  /** The name of a column that EXTEND declares. */
  | { readonly kind: "externColumn"; readonly function: TableFunction }
  /** A new name for what stands in FROM; `table` is the name that it has. */
  | { readonly kind: "alias"; readonly table: string }
  /** The name of a column that a load writes. */
  | { readonly kind: "output"; readonly ingest: Ingest }
  /** A name that the author invents, or nothing at all. */
  | { readonly kind: "none" };

const NONE: Slot = { kind: "none" };

/** The slot of the word at the cursor. */
export function slotOf(place: WordPlace): Slot {
  const { path } = place;
  const leaf = path.at(-1);
  if (leaf?.kind !== "identifier" || !leaf.name.startsWith(MARKER)) return NONE;
  const parent = path.at(-2);
  const name = parent?.kind === "name" ? parent : undefined;
  const owner = name ? path.at(-3) : parent;
  const qualifier = name ? name.parts.slice(0, name.parts.indexOf(leaf)) : [];
  const slot = owner ? slotIn(place, owner, leaf, name ?? leaf, qualifier) : NONE;
  // Where the parser complains of the marker no name belongs. Behind SET it wants a literal, and in PARTITIONED BY the marker is none of
  // the granularities: there values are offered.
  return slot.kind === "contextValue" || !isComplainedOf(place) ? slot : NONE;
}

function isComplainedOf({ marked, markerStart }: WordPlace): boolean {
  return marked.errors.some(({ range, code }) => range.start === markerStart && code !== "bad-granularity");
}

function slotIn(place: WordPlace, owner: Node, leaf: Identifier, name: Node, qualifier: readonly Identifier[]): Slot {
  switch (owner.kind) {
    case "tableName":
    case "explicitTable":
      return { kind: "table", use: "read", qualifier };
    case "tableTarget":
      return owner.name === name ? { kind: "table", use: "write", qualifier } : NONE;
    case "set":
      return owner.name === name ? { kind: "contextKey" } : contextValue(owner);
    case "call":
      return owner.over === name ? { kind: "window" } : slotInCall(place, owner, name, qualifier);
    case "window":
      return owner.base === leaf ? { kind: "window" } : expression(place, qualifier, false);
    case "namedArgument":
      return owner.name === leaf ? argumentIn(place, owner) : NONE;
    case "join":
      return owner.using ? { kind: "joinColumn" } : expression(place, qualifier, false);
    case "identifierList":
      return place.path.at(-3)?.kind === "join" ? { kind: "joinColumn" } : NONE;
    case "exportTarget":
      return { kind: "destination" };
    case "exportProperty":
      return destinationProperty(place, owner);
    case "selectItem":
      return owner.alias === leaf ? outputOf(place) : expression(place, qualifier, false);
    case "tableAlias":
      return owner.alias === leaf ? aliasOf(owner) : NONE;
    case "columnDefinition":
      return owner.name === name ? externColumnIn(place) : NONE;
    case "withItem":
    case "windowDefinition":
    case "ingest":
    // Bounds of frames are words of their own, or numbers.
    case "windowBound":
    case "hint":
    case "describe":
    case "delete":
    case "update":
    case "merge":
    case "lambda":
    case "script":
    case "explain":
    case "query":
    case "parenthesizedQuery":
    case "derivedTable":
    case "setOperation":
    case "subquery":
      return NONE;
    case "access":
      return NONE;
    default:
      return expression(place, qualifier, false);
  }
}

function externColumnIn({ path }: WordPlace): Slot {
  const table = path.at(-5);
  return table?.kind === "tableFunction" ? { kind: "externColumn", function: table } : NONE;
}

/** A column of the SELECT that INSERT or REPLACE write, not of one inside of it. */
function outputOf({ path }: WordPlace): Slot {
  const [, first, second, third] = path;
  const ingest = first?.kind === "explain" ? second : first;
  const body = first?.kind === "explain" ? third : second;
  if (ingest?.kind !== "ingest" || ingest.target.kind !== "tableTarget") return NONE;
  const select = body?.kind === "query" ? body.body : body;
  return select?.kind === "select" && path.includes(select) && path.at(-3) === select ? { kind: "output", ingest } : NONE;
}

function aliasOf({ table }: TableAlias): Slot {
  const last = table.kind === "tableName" ? table.name.parts.at(-1) : undefined;
  return last && !last.template ? { kind: "alias", table: last.name } : NONE;
}

function contextValue(set: Node): Slot {
  return set.kind === "set" && set.name.kind === "name"
    ? { kind: "contextValue", key: set.name.parts.map((part) => part.name).join(".") }
    : NONE;
}

function slotInCall(place: WordPlace, call: Call, name: Node, qualifier: readonly Identifier[]): Slot {
  const around = place.path.at(place.path.indexOf(call) - 1);
  const isTableFunction = around?.kind === "tableFunction";
  if (call.name === name) return isTableFunction ? { kind: "tableFunction", isCalled: true } : expression(place, qualifier, true);
  if (isTableFunction && qualifier.length === 0) return { kind: "argument", function: around, call };
  return expression(place, qualifier, false);
}

/** The name of an argument whose `=>` stands there already. */
function argumentIn({ path }: WordPlace, argument: Node): Slot {
  const at = path.indexOf(argument);
  const [around, call] = [path.at(at - 2), path.at(at - 1)];
  return at >= 2 && around?.kind === "tableFunction" && call?.kind === "call" ? { kind: "argument", function: around, call } : NONE;
}

function destinationProperty({ path }: WordPlace, property: Node): Slot {
  const target = path.at(path.indexOf(property) - 1);
  if (target?.kind !== "exportTarget" || target.destination.kind === "error") return NONE;
  const present = new Set(target.properties.filter((other) => other !== property).map((other) => other.name.name));
  return { kind: "destinationProperty", destination: target.destination.name, present };
}

function expression({ path }: WordPlace, qualifier: readonly Identifier[], isCalled: boolean): ExpressionSlot {
  const start = lastQuery(path);
  const calls = path.filter((node, index): node is Call => index > start && node.kind === "call" && node.over !== path[index + 1]);
  return { kind: "expression", clause: clauseOf(path), qualifier, calls: isCalled ? calls.slice(0, -1) : calls, isCalled };
}

/** Index of the innermost node that begins a query of its own. */
function lastQuery(path: readonly Node[]): number {
  for (let index = path.length - 1; index >= 0; index--) if (path[index]?.kind === "select" || path[index]?.kind === "query") return index;
  return 0;
}

function clauseOf(path: readonly Node[]): Clause {
  for (let index = path.length - 2; index >= 0; index--) {
    const node = path[index] as Node;
    const child = path[index + 1] as Node;
    switch (node.kind) {
      case "select":
        return clauseOfSelect(node, child);
      case "join":
        return "on";
      case "clusteredBy":
      case "partitionedBy":
      case "overwrite":
        return node.kind;
      case "query":
        return child === node.orderBy ? "orderBy" : "other";
      case "window":
      case "pivot":
        return node.kind;
      case "row":
        return "other";
      default:
        break;
    }
  }
  return "other";
}

function clauseOfSelect(select: Select, child: Node): Clause {
  if (child === select.where) return "where";
  if (child === select.groupBy) return "groupBy";
  if (child === select.having) return "having";
  return child.kind === "selectItem" ? "items" : "other";
}
