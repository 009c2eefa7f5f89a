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
import type { StringPlace, WordPlace } from "./place";
import type { ExpressionSlot } from "./slot";

/** The offers in an argument of a function; none in any other string. */
export function stringOffers(place: StringPlace, catalog: Catalog): readonly CompletionOffer[] {
  const range = contentRange(place);
  const call = place.path.at(-2);
  if (call?.kind !== "call" || !range) return [];
  const isGranularity = place.path.some((node) => node.kind === "partitionedBy");
  const tables = tableNames(call, place.literal, place.path, catalog);
  return [...tables, ...argumentOffers(call, place.literal, isGranularity)].map((offer) => ({ ...offer, range }));
}

/** The same values with their quotes, where an operand is not begun. */
export function quotedOffers(place: WordPlace, { calls, qualifier, isCalled }: ExpressionSlot, catalog: Catalog): readonly Offer[] {
  const call = calls.at(-1);
  const operand = place.path[place.path.lastIndexOf(call as Node) + 1];
  if (!call || !operand || qualifier.length > 0 || isCalled || place.typed.startsWith('"')) return [];
  const isGranularity = place.path.some((node) => node.kind === "partitionedBy");
  return [...tableNames(call, operand, place.path, catalog), ...argumentOffers(call, operand, isGranularity)].map(quoted);
}

/** The datasources of APPEND with their quotes. */
export function appendedOffers(call: Call, { path }: WordPlace, catalog: Catalog): readonly Offer[] {
  return isCallTo(call, "APPEND") ? tableNames(call, call, path, catalog).map(quoted) : [];
}

function quoted(offer: Offer): Offer {
  return { ...offer, label: `'${offer.label}'`, text: `'${offer.text}'`, filter: `${offer.label} '${offer.label}'` };
}

/** Between the quotes; undefined where the string is written in another way than `'…'`. */
export function contentRange({ statement: { text }, literal }: StringPlace): { readonly start: number; readonly end: number } | undefined {
  if (text[literal.start] !== "'" || literal.chained) return undefined;
  return { start: literal.start + 1, end: literal.end - 1 };
}

/** The datasources of APPEND, the lookup of LOOKUP. */
function tableNames(call: Call, operand: Node, path: readonly Node[], catalog: Catalog): readonly Offer[] {
  const isAppend = isCallTo(call, "APPEND") && path.some((node) => node.kind === "tableFunction");
  const isLookup = isCallTo(call, "LOOKUP") && call.arguments[1] === operand;
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
      return PERIODS.filter(([period]) => !isGranularity || SEGMENT_PERIODS.has(period)).map(([label, detail]) =>
        likely(value(label, t(detail))),
      );
    case "timezone":
      return TIME_ZONES.map((zone) => value(zone));
    case "unit":
      return (found.units ?? []).map((unit) => likely(value(unit)));
    case "pattern":
      return name.toUpperCase() === "TIME_FORMAT" || name.toUpperCase() === "TIME_PARSE"
        ? TIME_PATTERNS.map((pattern) => value(pattern))
        : [];
    default:
      return [];
  }
}

/** What authors choose most often comes before the others. */
const LIKELY: ReadonlySet<string> = new Set([
  ...["PT1M", "PT15M", "PT1H", "P1D", "P1M"],
  ...["MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"],
]);

function likely(offer: Offer): Offer {
  return LIKELY.has(offer.label.toUpperCase()) ? offer : { ...offer, rank: 1 };
}

function value(label: string, detail?: string): Offer {
  return { kind: "value", label, text: label.replaceAll("'", "''"), format: "plain", rank: 0, ...(detail !== undefined && { detail }) };
}
