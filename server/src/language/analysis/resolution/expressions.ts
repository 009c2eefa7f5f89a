/**
 * The names in expressions: columns with and without qualifiers, windows. Queries in them are left to the walk.
 */
import { findFunction } from "../../data/functions";
import { pushChildren } from "../../syntax/children";
import type { Call, Identifier, Name, Node, Window } from "../../syntax/nodes";
import { isCutOff } from "../names";
import { refer } from "./book";
import { findColumn, findInRelation, findRelation, findWindow, isUnclear } from "./lookup";
import type { Meaning, Scope } from "./model";
import { enterQuery, isQuery } from "./queries";
import { around, inOrder, type Walk, withoutOutputs } from "./walk";

/** Looks up every name of an expression in a scope. */
export function visitExpression(walk: Walk, root: Node, scope: Scope): void {
  const nodes: Node[] = [root];
  const scopes: Scope[] = [scope];
  const push = (node: Node | undefined, seen: Scope): void => {
    if (!node) return;
    nodes.push(node);
    scopes.push(seen);
  };
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const seen = scopes.pop() as Scope;
    switch (node.kind) {
      case "name":
        resolveName(walk, node, seen);
        break;
      case "call":
        pushCall(walk, node, seen, push);
        break;
      case "window":
        resolveWindow(walk, node.base, seen);
        pushWindow(node, seen, push);
        break;
      case "namedArgument":
        push(node.value, seen);
        break;
      case "lambda":
        // Druid has no lambdas; whose parameters its names are is not told.
        push(node.body, { ...seen, isUnclear: true });
        break;
      case "identifier":
      case "literal":
      case "dataType":
      case "word":
      case "template":
      case "hintList":
        break;
      default:
        if (isQuery(node)) leaveQuery(walk, node, seen);
        else {
          pushChildren(node, nodes);
          while (scopes.length < nodes.length) scopes.push(seen);
        }
    }
  }
}

function leaveQuery(walk: Walk, query: Node, scope: Scope): void {
  inOrder(walk, [() => enterQuery(walk, query, around(scope))]);
}

type Push = (node: Node | undefined, scope: Scope) => void;

function pushCall(walk: Walk, call: Call, scope: Scope, push: Push): void {
  const { over } = call;
  // What aggregates of HAVING are given are columns of FROM; so are those of window functions in it.
  const inner = scope.outputs && isAggregate(call) ? withoutOutputs(scope) : scope;
  if (over?.kind === "identifier") resolveWindow(walk, over, scope);
  else push(over, scope);
  push(call.filter, inner);
  push(call.withinGroup, inner);
  push(call.orderBy, inner);
  for (const node of [...call.withinDistinct, ...call.arguments]) push(node, inner);
}

/** Whether a call in HAVING is one of an aggregate function. In ORDER BY aliases are seen there, too. */
function isAggregate(call: Call): boolean {
  const [name] = call.name.parts;
  return (
    call.filter !== undefined || call.quantifier !== undefined || (name !== undefined && findFunction(name.name)?.kind === "aggregate")
  );
}

function pushWindow({ partitionBy, orderBy, frame }: Window, scope: Scope, push: Push): void {
  for (const node of partitionBy) push(node, scope);
  push(orderBy, scope);
  push(frame, scope);
}

/** A window that is named: behind OVER, or at the beginning of another one. */
function resolveWindow(walk: Walk, base: Identifier | undefined, scope: Scope): void {
  if (!base) return;
  const symbol = base.template ? undefined : findWindow(scope, base.name);
  const meaning: Meaning = symbol ? { kind: "symbol", symbol, certainty: "certain" } : unfound(base, scope);
  refer(walk.book, base, "window", meaning);
}

function unfound(identifier: Identifier, scope: Scope): Meaning {
  return { kind: identifier.template || isUnclear(scope) ? "unknown" : "missing" };
}

/**
 * Whether a name is the call of a function that needs no parentheses; a column of that name needs quotes.
 * Source: Calcite's SqlValidatorImpl.makeNullaryCall, for the functions of this syntax that Druid has.
 */
function isFunctionName([only, second]: readonly Identifier[], star: boolean): boolean {
  return only !== undefined && second === undefined && !star && !only.quoted && isBareFunction(only.name);
}

/** Whether a word without quotes calls a function, whatever columns there are. */
export function isBareFunction(word: string): boolean {
  return BARE_FUNCTION.test(word);
}

const BARE_FUNCTION = /^(?:CURRENT_(?:DATE|TIME|TIMESTAMP)|LOCALTIME(?:STAMP)?|PI)$/i;

/** `a`, `t.a`, `s.t.a`, `t.*`. */
export function resolveName(walk: Walk, name: Name, scope: Scope): void {
  const { parts, star } = name;
  const { book } = walk;
  if (isFunctionName(parts, star)) return;
  const hasColumn = !star && !isCutOff(name);
  const column = hasColumn ? parts.at(-1) : undefined;
  const qualifiers = hasColumn ? parts.length - 1 : parts.length;
  const qualifier = parts[qualifiers - 1];
  if (qualifiers > 2 || parts.some((part) => part.template)) {
    if (qualifier) refer(book, qualifier, "qualifier", { kind: "unknown" });
    if (column) refer(book, column, "column", { kind: "unknown" });
    return;
  }
  if (!qualifier) {
    if (!column) return;
    const { meaning, alternatives } = findColumn(scope, column.name, walk.columnOfTable);
    refer(book, column, "column", meaning, alternatives);
    return;
  }
  const relation = findRelation(scope, qualifier.name, qualifiers > 1 ? parts[0]?.name : undefined);
  if (!relation?.symbol) {
    refer(book, qualifier, "qualifier", unfound(qualifier, scope));
    if (column) refer(book, column, "column", unfound(column, scope));
    return;
  }
  refer(book, qualifier, "qualifier", { kind: "symbol", symbol: relation.symbol, certainty: "certain", relation });
  if (!column) return;
  const { meaning, alternatives } = findInRelation(relation, column.name, walk.columnOfTable);
  refer(book, column, "column", meaning, alternatives);
}
