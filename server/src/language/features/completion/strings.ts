/**
 * Strings whose values are known: periods, time zones and units in the functions of time, the period of PARTITIONED BY.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { isCallTo } from "../../analysis/externCall";
import { findFunction } from "../../data/functions";
import { SEGMENT_PERIODS, TIME_PATTERNS, TIME_ZONES } from "../../data/times";
import type { Argument, Call, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { PERIODS } from "../explain/periods";
import type { CompletionOffer, Offer } from "./item";
import type { StringPlace } from "./place";

/** The offers in an argument of a function; none in any other string. */
export function stringOffers(place: StringPlace, catalog: Catalog): readonly CompletionOffer[] {
  const range = contentRange(place);
  const call = place.path.at(-2);
  if (call?.kind !== "call" || !range) return [];
  const isGranularity = place.path.some((node) => node.kind === "partitionedBy");
  const tables = tableNames(call, place, catalog);
  return [...tables, ...argumentOffers(call, place.literal, isGranularity)].map((offer) => ({ ...offer, range }));
}

/** Between the quotes; undefined where the string is written in another way than `'…'`. */
export function contentRange({ statement: { text }, literal }: StringPlace): { readonly start: number; readonly end: number } | undefined {
  if (text[literal.start] !== "'" || literal.chained) return undefined;
  return { start: literal.start + 1, end: literal.end - 1 };
}

/** The datasources of APPEND, the lookup of LOOKUP. */
function tableNames(call: Call, { path, literal }: StringPlace, catalog: Catalog): readonly Offer[] {
  const isAppend = isCallTo(call, "APPEND") && path.some((node) => node.kind === "tableFunction");
  const isLookup = isCallTo(call, "LOOKUP") && call.arguments[1] === literal;
  const schema = isAppend ? "druid" : isLookup ? "lookup" : undefined;
  // All tables of a large document and its workspace are not gone through in vain.
  if (schema === undefined) return [];
  return catalog.tables().flatMap((table) => (table.schema === schema ? [value(table.name)] : []));
}

function argumentOffers(call: Call, argument: Node, isGranularity: boolean): readonly Offer[] {
  const name = call.name.parts.at(-1)?.name ?? "";
  const index = call.arguments.indexOf(argument as Argument);
  const found = findFunction(name);
  switch (found?.parameters[index]?.name) {
    case "period":
      return PERIODS.filter(([period]) => !isGranularity || SEGMENT_PERIODS.has(period)).map(([label, detail]) => value(label, t(detail)));
    case "timezone":
      return TIME_ZONES.map((zone) => value(zone));
    case "unit":
      return (found.units ?? []).map((unit) => value(unit));
    case "pattern":
      return name.toUpperCase() === "TIME_FORMAT" || name.toUpperCase() === "TIME_PARSE"
        ? TIME_PATTERNS.map((pattern) => value(pattern))
        : [];
    default:
      return [];
  }
}

function value(label: string, detail?: string): Offer {
  return { kind: "value", label, text: label.replaceAll("'", "''"), format: "plain", rank: 0, ...(detail !== undefined && { detail }) };
}
