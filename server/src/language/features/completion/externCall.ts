/**
 * Table functions and what they take by name: EXTERN's arguments, the properties of an export's destination.
 */
import { EXTERN_PARAMETERS, isCallTo, readExternArguments } from "../../analysis/externCall";
import { EXPORT_DESTINATIONS, findExportDestination } from "../../data/inputSources";
import { t } from "../../text/l10n";
import type { Offer } from "./item";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import type { Slot } from "./slot";

/** Calls that stand where a table is read. */
export function tableFunctionOffers(place: WordPlace, letterCase: LetterCase): readonly Offer[] {
  const cased = (words: string): string => inCase(words, letterCase);
  const isInTable = /\btable\s*\(\s*$/i.test(place.statement.text.slice(Math.max(0, place.range.start - 30), place.range.start));
  const wrapped = (call: string): string => (isInTable ? call : `${cased("TABLE(")}${call})`);
  const offers: Offer[] = [
    {
      kind: "function",
      label: isInTable ? "EXTERN" : `${cased("TABLE")}(EXTERN)`,
      text: isInTable ? "EXTERN('$1', '$2')" : `${wrapped("EXTERN('$1', '$2')")} ${cased("EXTEND")} ($3)`,
      format: "snippet",
      detail: t("files and other sources, described by JSON"),
      rank: 5,
      about: "function:EXTERN",
    },
  ];
  if (place.context.settings.profile.druidVersion >= 30) {
    offers.push({
      kind: "function",
      label: isInTable ? "APPEND" : `${cased("TABLE")}(APPEND)`,
      text: wrapped("APPEND('$1', '$2')"),
      format: "snippet",
      detail: t("the rows of several datasources"),
      rank: 6,
      about: "function:APPEND",
    });
  }
  return offers;
}

/** Arguments of EXTERN by name that are not given yet; none where the first ones stand without names. */
export function argumentOffers(place: WordPlace, slot: Extract<Slot, { readonly kind: "argument" }>): readonly Offer[] {
  if (!isCallTo(slot.call, "EXTERN")) return [];
  const isNamed = slot.call.arguments.some((argument) => argument.kind === "namedArgument");
  if (!isNamed && slot.call.arguments.length > 1) return [];
  const given = readExternArguments(slot.function, slot.call);
  return EXTERN_PARAMETERS.filter((name) => given[name]?.kind === "name" || given[name] === undefined).map((name) => ({
    kind: "argument",
    label: `${name} =>`,
    ...argumentText(place, name),
    rank: name === "signature" ? 1 : 0,
    filter: name,
    about: `argument:EXTERN:${name}`,
  }));
}

/** A name and its value, or the name alone where `=>` stands behind it already. */
function argumentText({ statement: { text }, range }: WordPlace, name: string): Pick<Offer, "text" | "format"> {
  const isGiven = /^\s*=>/.test(text.slice(range.end, range.end + 50));
  return isGiven ? { text: name, format: "plain" } : { text: `${name} => '$1'`, format: "snippet" };
}

/** Where an export can write. */
export function destinationOffers({ context }: WordPlace): readonly Offer[] {
  return EXPORT_DESTINATIONS.filter(({ since }) => since <= context.settings.profile.druidVersion).map(
    ({ name, extension, parameters }) => {
      const required = parameters
        .filter((parameter) => parameter.required)
        .map((parameter, index) => `${parameter.name} => '$${index + 1}'`);
      return {
        kind: "value",
        label: name,
        text: `${name}(${required.join(", ")})`,
        format: "snippet",
        ...(extension !== undefined && { detail: extension }),
        rank: 0,
        hasOperands: true,
      };
    },
  );
}

/** What an export writes to, where INSERT names its target; REPLACE takes none. */
export function exportTargetOffers(place: WordPlace, letterCase: LetterCase): readonly Offer[] {
  const isInsert = place.path.some((node) => node.kind === "ingest" && node.verb === "INSERT");
  if (!isInsert || destinationOffers(place).length === 0) return [];
  return [
    {
      kind: "function",
      label: "EXTERN",
      text: `EXTERN($1) ${inCase("AS CSV", letterCase)}`,
      format: "snippet",
      detail: t("files that an export writes"),
      rank: 6,
      goesOn: true,
    },
  ];
}

/** `AS CSV` behind the destination of an export, the only format that Druid writes; `CSV` where `AS` is written already. */
export function exportFormatOffers({ marked, markerStart }: WordPlace, letterCase: LetterCase): readonly Offer[] {
  const statement = marked.tree.statement;
  const ingest = statement?.kind === "explain" ? statement.statement : statement;
  if (ingest?.kind !== "ingest" || ingest.target.kind !== "exportTarget") return [];
  if (ingest.target.end > markerStart) return [];
  const words = FORMATS.get(marked.text.slice(ingest.target.end, markerStart).trim().toUpperCase());
  if (words === undefined) return [];
  return [{ kind: "keyword", label: inCase(words, letterCase), text: inCase(words, letterCase), format: "plain", rank: 0 }];
}

/** By what stands between the destination and the cursor. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ["", "AS CSV"],
  ["AS", "CSV"],
]);

/** Properties of a destination that are not given yet. */
export function destinationPropertyOffers(
  place: WordPlace,
  { destination, present }: Extract<Slot, { readonly kind: "destinationProperty" }>,
): readonly Offer[] {
  return (findExportDestination(destination.toLowerCase())?.parameters ?? [])
    .filter(({ name }) => !present.has(name))
    .map(({ name, required, summary }) => ({
      kind: "argument",
      label: `${name} =>`,
      ...argumentText(place, name),
      rank: required ? 0 : 1,
      filter: name,
      about: `destination:${destination.toLowerCase()}:${name}`,
      ...(summary !== undefined && { detail: t(summary) }),
    }));
}
