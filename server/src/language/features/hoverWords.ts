/**
 * What is said about words that cause no need: that a CTE, a lookup, a SET or PARTITIONED BY needs nothing itself, where an author may
 * well wonder.
 */

import { resolveTable } from "../analysis/names";
import { routeOf } from "../analysis/route";
import { referencesOf } from "../analysis/scopes";
import { pathTo } from "../syntax/children";
import type { Statement } from "../syntax/document";
import type { Identifier, Name, Node, SetStatement } from "../syntax/nodes";
import type { TextRange } from "../text/range";
import type { LanguageContext } from "./context";
import { code } from "./markdown";

/** Words and what to say about them; local to the statement. */
export interface DescribedWords {
  readonly range: TextRange;
  readonly markdown: string;
}

/** Describes the words at an offset, or nothing. */
export function describeWords(context: LanguageContext, statement: Statement, offset: number): DescribedWords | undefined {
  const path = pathTo(statement.tree, offset);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node = path[depth];
    const markdown = node && describe(context, statement, node, offset);
    if (node && markdown) return { range: { start: node.start, end: node.end }, markdown };
    if (node && !LOOKED_THROUGH.has(node.kind)) return undefined;
  }
  return undefined;
}

/** Parts of a thing that say no more than the thing: the search goes on outside of them. */
const LOOKED_THROUGH: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>(["identifier", "name", "literal", "word", "call"]);

function describe(context: LanguageContext, statement: Statement, node: Node, offset: number): string | undefined {
  switch (node.kind) {
    case "withItem":
      return node.name.kind === "identifier" && offset <= node.name.end ? describeCte(node.name) : undefined;
    case "tableName":
    case "explicitTable":
      return describeTable(context, statement, node);
    case "set":
      return describeSet(context, node);
    case "partitionedBy":
      return "PARTITIONED BY says how long the segments of the target are. It needs no permission itself; INSERT and REPLACE must have it.";
    case "clusteredBy":
      return "CLUSTERED BY says how the rows of the target are sorted and divided. It needs no permission.";
    case "overwrite":
      return "OVERWRITE says which time of the target is replaced. It needs no more than WRITE on the target.";
    case "call":
      return isLookupCall(node.name) ? "LOOKUP needs no permission: every user may read every lookup." : undefined;
    default:
      return undefined;
  }
}

function describeCte({ name }: Identifier): string {
  return `${code(name)} is a CTE of this statement: it needs nothing itself, what it reads does.`;
}

function describeTable({ settings }: LanguageContext, statement: Statement, node: Node): string | undefined {
  const reference = referencesOf(statement.tree).tables.find((candidate) => candidate.node === node);
  if (!reference) return undefined;
  const first = reference.name.parts[0];
  if (reference.withItem && first) return describeCte(first);
  const table = resolveTable(reference.name, settings.profile);
  if (table.kind === "lookup") return `Lookup ${code(table.name)} needs no permission: every user may read every lookup.`;
  if (table.kind !== "system") return undefined;
  const name = code(`${table.table.schema}.${table.table.name}`);
  if (routeOf(statement.tree, settings).engine === "msq-task")
    return `System table ${name} cannot be read by an MSQ task: Druid refuses the plan.`;
  return `System table ${name} needs no permission on this cluster.`;
}

function describeSet({ settings }: LanguageContext, { name, verb }: SetStatement): string | undefined {
  if (name.kind !== "name" || verb !== "SET") return undefined;
  const key = code(name.parts.map((part) => part.name).join("."));
  const why = settings.profile.authorizeQueryContext
    ? "it is one of the keys that everybody may set"
    : "this cluster does not authorize context keys (`authorizeQueryContext`)";
  return `Context key ${key}: needs no permission, since ${why}.`;
}

function isLookupCall({ parts }: Name): boolean {
  return parts.length === 1 && parts[0]?.name.toUpperCase() === "LOOKUP";
}
