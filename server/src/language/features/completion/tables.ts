/**
 * Tables where one is read or written: CTEs that are seen here, datasources, lookups and views that a catalog knows, system tables of this
 * release, schemas; and aliases for what stands in FROM.
 */
import type { Catalog, CatalogTable } from "../../analysis/catalog/model";
import { SCHEMAS } from "../../analysis/names";
import type { WithScope } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { findSystemTable } from "../../data/systemTables";
import { isReservedWord, nameText, quotedName } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { tableSummary } from "../explain/catalogSummary";
import { HERE } from "./documentTables";
import type { Offer } from "./item";
import { MARKER, type WordPlace } from "./place";
import type { Slot } from "./slot";

/** The tables that may stand in the slot. */
export function tableOffers(place: WordPlace, slot: Extract<Slot, { readonly kind: "table" }>, catalog: Catalog): readonly Offer[] {
  const [schema, second] = slot.qualifier;
  if (second) return [];
  const known = [...catalog.tables(), ...namedHere(place, catalog)].filter((table) => exists(place, table)).sort(byName);
  if (slot.use === "write")
    return known.filter(({ schema: own }) => own === (schema?.name ?? "druid") && own === "druid").map((table) => tableOffer(place, table));
  if (schema) return known.filter((table) => table.schema === schema.name).map((table) => tableOffer(place, table));
  return [
    ...cteOffers(place, catalog),
    ...known.map((table) => (table.schema === "druid" ? tableOffer(place, table) : qualifiedOffer(table))),
    ...SCHEMAS.filter((name) => name !== "druid").map((name) => schemaOffer(name)),
  ];
}

/** Datasources that only this statement names: a load reads its target, a table is joined with itself. */
function namedHere({ marked }: WordPlace, catalog: Catalog): readonly CatalogTable[] {
  return namesOf(marked, catalog).symbols.flatMap(({ kind, table }) => {
    const isNew = kind === "table" && table?.schema === "druid" && catalog.table(table.schema, table.name) === undefined;
    return isNew ? [{ ...table, columns: [], origins: [HERE] }] : [];
  });
}

/** As a person looks for them, whatever the case. */
function byName(one: CatalogTable, other: CatalogTable): number {
  const [left, right] = [one.name.toLowerCase(), other.name.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** System tables come and go with releases and switches. */
function exists({ context }: WordPlace, { schema, name }: CatalogTable): boolean {
  const system = findSystemTable(schema, name);
  if (!system) return name !== MARKER;
  const { druidVersion } = context.settings.profile;
  return (system.since ?? 0) <= druidVersion && (system.switch === undefined || context.settings.profile[system.switch]);
}

function tableOffer(place: WordPlace, table: CatalogTable): Offer {
  return { ...named(place, table.name), kind: "table", detail: tableSummary(table) ?? describeOrigin(table), rank: 1 };
}

function qualifiedOffer(table: CatalogTable): Offer {
  const { schema, name } = table;
  const summary = tableSummary(table);
  const label = `${schema}.${nameText(name)}`;
  return {
    kind: "table",
    label,
    text: label,
    format: "plain",
    rank: schema === "lookup" || schema === "view" ? 2 : 6,
    ...(summary !== undefined && { detail: summary }),
  };
}

function schemaOffer(name: string): Offer {
  return { kind: "schema", label: name, text: `${name}.`, format: "plain", detail: t("schema"), rank: 5, goesOn: true };
}

function describeOrigin({ schema, origins }: CatalogTable): string {
  const file = origins.find((origin) => origin.kind !== "druid");
  const name = file && "uri" in file ? file.uri.slice(file.uri.lastIndexOf("/") + 1) : undefined;
  if (name === "") return t("datasource, named in this file");
  const kind = schema === "druid" ? t("datasource") : schema;
  return name === undefined ? kind : t("{0}, from {1}", kind, decoded(name));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function cteOffers(place: WordPlace, catalog: Catalog): readonly Offer[] {
  const found: Offer[] = [];
  const names = new Set<string>();
  for (let level: WithScope | undefined = scopeOf(place, catalog).withItems; level; level = level.outer) {
    for (const { name } of level.items.slice(0, level.limit)) {
      if (names.has(name) || name.startsWith(MARKER)) continue;
      names.add(name);
      found.push({ ...named(place, name), kind: "cte", detail: t("CTE"), rank: 0 });
    }
  }
  return found;
}

function scopeOf({ marked, markerStart }: WordPlace, catalog: Catalog): ReturnType<ReturnType<typeof namesOf>["scopeAt"]> {
  return namesOf(marked, catalog).scopeAt(markerStart);
}

/** A name as an offer: quoted where it must be, or where the author has begun with a quote. */
export function named({ typed }: WordPlace, name: string): Pick<Offer, "label" | "text" | "format" | "filter"> {
  const isQuoted = typed.startsWith('"');
  const text = isQuoted ? quotedName(name) : nameText(name);
  return { label: name, text, format: "plain", ...(isQuoted && { filter: text }) };
}

/** A short name for a table: the first letters of its words, as long as nothing else in FROM has it. */
export function aliasOffers(place: WordPlace, table: string, catalog: Catalog): readonly Offer[] {
  const words = table.replaceAll(/([a-z])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/);
  const short = words
    .map((word) => word[0] ?? "")
    .join("")
    .toLowerCase();
  const taken = new Set(namesOf(place.marked, catalog).symbols.map(({ name }) => name));
  if (!/^[a-z]/.test(short) || isReservedWord(short) || taken.has(short)) return [];
  return [{ kind: "alias", label: short, text: short, format: "plain", detail: t("alias of {0}", table), rank: 3 }];
}
