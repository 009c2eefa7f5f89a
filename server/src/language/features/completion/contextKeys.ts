/**
 * Keys of the query context behind SET, and the values that each takes.
 */
import { queryOf } from "../../analysis/scopes";
import { type ContextParameter, contextParameters, findContextParameter } from "../../data/contextParameters";
import { TIME_ZONES } from "../../data/times";
import { t } from "../../text/l10n";
import { summarizeContextKey } from "../explain/contextKeys";
import type { CompletionOffer, Offer } from "./item";
import type { StringPlace, WordPlace } from "./place";
import { contentRange } from "./strings";

/** The keys that this release has and that are not set already. */
export function contextKeyOffers({ context, marked, statement, range }: WordPlace): readonly Offer[] {
  const { druidVersion } = context.settings.profile;
  const given = new Set(marked.tree.sets.map(({ name }) => (name.kind === "name" ? name.parts.map((part) => part.name).join(".") : "")));
  const isIngest = queryOf(marked.tree.statement)?.kind === "ingest";
  const isAssigned = /^\s*=/.test(statement.text.slice(range.end, range.end + 20));
  return [...contextParameters().values()]
    .filter(({ name, since }) => (since ?? 0) <= druidVersion && !given.has(name))
    .map((parameter) => ({
      kind: "contextKey",
      label: parameter.name,
      text: isAssigned ? parameter.name : `${parameter.name} = `,
      format: "plain",
      detail: summarizeContextKey(parameter),
      rank: rankOf(parameter, isIngest),
      about: `context:${parameter.name}`,
      ...(!isAssigned && { goesOn: true as const }),
    }));
}

/** Loads have keys of their own, and their authors set these; what most statements set comes first. */
function rankOf({ name, readers, statements, isUndocumented, aliasOf }: ContextParameter, isIngest: boolean): number {
  if (isUndocumented || aliasOf !== undefined) return 5;
  const isOfIngest = statements?.includes("INSERT") ?? !readers.some((reader) => reader === "planner" || reader === "native");
  return (isIngest === isOfIngest ? 2 : 3) - (USUAL.has(name) ? 1 : 0);
}

/** The keys that Druid's documentation sets in its own examples, and that its web console has in menus. */
const USUAL: ReadonlySet<string> = new Set([
  ...["maxNumTasks", "finalizeAggregations", "groupByEnableMultiValueUnnesting", "arrayIngestMode", "rowsPerSegment", "taskAssignment"],
  ...["sqlTimeZone", "timeout", "useApproximateCountDistinct", "useApproximateTopN", "sqlJoinAlgorithm", "durableShuffleStorage"],
  ...["faultTolerance", "selectDestination", "useCache", "populateCache", "priority", "failOnEmptyInsert", "includeAllCounters"],
]);

/** The values of a key, as literals. */
export function contextValueOffers(key: string): readonly Offer[] {
  const parameter = findContextParameter(key);
  if (!parameter) return [];
  const words = parameter.type === "boolean" ? ["TRUE", "FALSE"] : valuesOf(parameter).map((value) => `'${value}'`);
  const standard = parameter.default;
  const others = standard !== undefined && /^[\d.]+$/.test(standard) ? [standard] : [];
  return [...words, ...others].map((value) => ({
    kind: "value",
    label: value,
    text: value,
    format: "plain",
    rank: 0,
    ...(value === standard && { detail: t("default") }),
  }));
}

function valuesOf({ type, values }: ContextParameter): readonly string[] {
  return values ?? (type === "timeZone" ? TIME_ZONES : []);
}

/** The values of a key that a string is for; undefined where the string belongs to no SET. */
export function contextStringOffers(place: StringPlace): readonly CompletionOffer[] | undefined {
  const set = place.path.at(-2);
  const range = contentRange(place);
  if (set?.kind !== "set" || set.name.kind !== "name" || !range) return undefined;
  const parameter = findContextParameter(set.name.parts.map((part) => part.name).join("."));
  return (parameter ? valuesOf(parameter) : []).map((value) => ({
    kind: "value",
    label: value,
    text: value,
    format: "plain",
    rank: 0,
    range,
  }));
}
