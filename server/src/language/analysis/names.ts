/**
 * What a table name means to Druid: a datasource, a view, a lookup, a system table, or nothing that exists.
 * Source: the schemas that DruidCalciteSchemaModule binds; names and schemas are compared with their exact case, `druid` is the default.
 */
import { findSystemTable, SYSTEM_TABLES, type SystemTable } from "../data/systemTables";
import type { Name } from "../syntax/nodes";
import { druidSays, t } from "../text/l10n";

/** The switches of a cluster that decide which tables there are. */
export interface SchemaSettings {
  readonly druidVersion: number;
  readonly sysQueriesTable: boolean;
  /** The names in schema `view`; absent when nobody says. */
  readonly views?: readonly string[];
}

export type NamedTable =
  | { readonly kind: "datasource" | "view" | "lookup"; readonly name: string }
  | { readonly kind: "system"; readonly table: SystemTable }
  /** No Druid of this kind has it; `message` is Druid's. */
  | { readonly kind: "missing"; readonly message: string; readonly advice?: string }
  /** A template decides. */
  | { readonly kind: "template" };

/** Whether nothing stands behind the last dot of a name yet: what is written says where to look, and names nothing. */
export function isCutOff({ parts, star, end }: Name): boolean {
  const last = parts.at(-1);
  return !star && last !== undefined && last.end < end;
}

/** The schemas of a stock Druid. */
export const SCHEMAS = ["druid", "INFORMATION_SCHEMA", "lookup", "sys", "view"] as const;

/** What a name in FROM means that is no WITH item. */
export function resolveTable(name: Name, settings: SchemaSettings): NamedTable {
  const [first, second, third] = name.parts;
  if (!first || name.parts.some((part) => part.template)) return { kind: "template" };
  if (!second) return { kind: "datasource", name: first.name };
  if (!isSchema(first.name)) return missingSchema(first.name);
  if (third)
    return {
      kind: "missing",
      message: druidSays(`Object '${second.name}' not found within '${first.name}'`),
      advice: t("Druid has no tables of three parts."),
    };
  return resolveIn(first.name, second.name, settings);
}

function isSchema(name: string): boolean {
  return (SCHEMAS as readonly string[]).includes(name);
}

function missingSchema(name: string): NamedTable {
  const meant = SCHEMAS.find((schema) => schema.toLowerCase() === name.toLowerCase());
  if (meant)
    return {
      kind: "missing",
      message: druidSays(`Object '${name}' not found; did you mean '${meant}'?`),
      advice: t("Druid's schemas are compared with their exact case."),
    };
  return {
    kind: "missing",
    message: druidSays(`Object '${name}' not found`),
    advice: t("Druid's schemas are {0}.", SCHEMAS.join(", ")),
  };
}

function resolveIn(schema: string, name: string, settings: SchemaSettings): NamedTable {
  if (schema === "druid") return { kind: "datasource", name };
  if (schema === "lookup") return { kind: "lookup", name };
  if (schema === "view") {
    return settings.views && !settings.views.includes(name)
      ? notFound(schema, name, t("It is not among the views that the cluster's description lists."))
      : { kind: "view", name };
  }
  const table = findSystemTable(schema, name);
  if (!table) return missingSystemTable(schema, name);
  if (table.since !== undefined && settings.druidVersion < table.since)
    return notFound(schema, name, t("It exists from Druid {0} on.", table.since));
  if (table.switch && !settings[table.switch])
    return notFound(schema, name, t("It exists only where {0} is true.", "druid.sql.planner.enableSysQueriesTable"));
  return { kind: "system", table };
}

function missingSystemTable(schema: string, name: string): NamedTable {
  const meant = SYSTEM_TABLES.find((table) => table.schema === schema && table.name.toLowerCase() === name.toLowerCase());
  if (meant)
    return {
      kind: "missing",
      message: druidSays(`Object '${name}' not found within '${schema}'; did you mean '${meant.name}'?`),
      advice: t("Names are compared with their exact case."),
    };
  const known = SYSTEM_TABLES.filter((table) => table.schema === schema).map((table) => table.name);
  return notFound(schema, name, t("The tables of {0} are {1}.", schema, known.join(", ")));
}

function notFound(schema: string, name: string, advice: string): NamedTable {
  return { kind: "missing", message: druidSays(`Object '${name}' not found within '${schema}'`), advice };
}
