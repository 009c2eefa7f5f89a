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
import { t } from "../text/l10n";
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
      return t("PARTITIONED BY needs no permission itself.");
    case "clusteredBy":
      return t("CLUSTERED BY needs no permission.");
    case "overwrite":
      return t("OVERWRITE needs no more than WRITE on the target.");
    case "call":
      return isLookupCall(node.name) ? t("LOOKUP needs no permission: every user may read every lookup.") : undefined;
    default:
      return undefined;
  }
}

function describeCte({ name }: Identifier): string {
  return t("{0} is a CTE of this statement: it needs nothing itself, what it reads does.", code(name));
}

function describeTable({ settings }: LanguageContext, statement: Statement, node: Node): string | undefined {
  const reference = referencesOf(statement.tree).tables.find((candidate) => candidate.node === node);
  if (!reference) return undefined;
  const first = reference.name.parts[0];
  if (reference.withItem && first) return describeCte(first);
  const table = resolveTable(reference.name, settings.profile);
  if (table.kind === "lookup") return t("Lookup {0} needs no permission: every user may read every lookup.", code(table.name));
  if (table.kind !== "system") return undefined;
  const name = code(`${table.table.schema}.${table.table.name}`);
  if (routeOf(statement.tree, settings).engine === "msq-task")
    return t("System table {0} cannot be read by an MSQ task: Druid refuses the plan.", name);
  return t("System table {0} needs no permission on this cluster.", name);
}

function describeSet({ settings }: LanguageContext, { name, verb }: SetStatement): string | undefined {
  if (name.kind !== "name" || verb !== "SET") return undefined;
  const key = code(name.parts.map((part) => part.name).join("."));
  return settings.profile.authorizeQueryContext
    ? t("Context key {0}: needs no permission, since it is one of the keys that everybody may set.", key)
    : t("Context key {0}: needs no permission, since this cluster does not authorize context keys (`authorizeQueryContext`).", key);
}

function isLookupCall({ parts }: Name): boolean {
  return parts.length === 1 && parts[0]?.name.toUpperCase() === "LOOKUP";
}
