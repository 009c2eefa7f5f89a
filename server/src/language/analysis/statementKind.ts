/**
 * What a statement is, in one word: the `kind` of reports.
 */
import type { Script, StatementNode } from "../syntax/nodes";

export type StatementKind = "select" | "insert" | "replace" | "explain" | "set" | "values" | "describe" | "other";

/** The kind of a script's statement; a script of SETs alone is `set`, an empty one `other`. */
export function kindOf(tree: Script): StatementKind {
  if (tree.statement) return kindOfNode(tree.statement);
  return tree.sets.length > 0 ? "set" : "other";
}

function kindOfNode(node: StatementNode): StatementKind {
  switch (node.kind) {
    case "ingest":
      return node.verb === "INSERT" ? "insert" : node.verb === "REPLACE" ? "replace" : "other";
    case "explain":
    case "set":
    case "describe":
    case "values":
      return node.kind;
    case "select":
    case "setOperation":
    case "explicitTable":
    case "parenthesizedQuery":
      return "select";
    case "query":
      return node.body.kind === "values" ? "values" : "select";
    default:
      return "other";
  }
}
