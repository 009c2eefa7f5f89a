/**
 * Completion of Druid SQL: the position decides which kinds of things are offered, one file for each. Only the statement at the cursor is
 * read, so a long file costs no more than a short one.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { openDocument, type PlacedStatement, type SqlDocument, statementAt } from "../../syntax/document";
import { shiftRange, type TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { directed } from "../directed";
import { columnOffers, joinColumnOffers, windowOffers } from "./columns";
import { contextKeyOffers, contextStringOffers, contextValueOffers } from "./contextKeys";
import { commentOffers } from "./directives";
import { withTablesOf } from "./documentTables";
import {
  argumentOffers,
  destinationOffers,
  destinationPropertyOffers,
  exportFormatOffers,
  exportTargetOffers,
  tableFunctionOffers,
} from "./externCall";
import { externColumnOffers } from "./externColumns";
import { externOffers } from "./externJson";
import { functionOffers } from "./functions";
import { outputOffers, overwriteOffers, partitionOffers } from "./ingestion";
import type { CompletionOffer, Offer } from "./item";
import { keywordOffers, phrasesAt } from "./keywords";
import { type LetterCase, letterCaseOf } from "./letterCase";
import { intervalOffers, literalOffers } from "./literals";
import { placeOf, type StringPlace, type WordPlace } from "./place";
import { type Slot, slotOf } from "./slot";
import { snippetOffers } from "./snippets";
import { appendedOffers, quotedOffers, stringOffers } from "./strings";
import { aliasOffers, tableOffers } from "./tables";
import { isAsked } from "./triggers";
import { typeOffers } from "./types";

export interface CompletionOptions {
  /** The character that was just typed, where the editor asks because of it; absent where a person asks. */
  readonly trigger?: string;
  /** The tables that are known, with their columns; those of Druid itself when absent. */
  readonly catalog?: Catalog;
}

/** What may be written at an offset of the document, the likeliest first. Ranges are of the document and hold the offset. */
export function complete(
  context: LanguageContext,
  document: SqlDocument,
  offset: number,
  { trigger, catalog: known = SYSTEM_CATALOG }: CompletionOptions = {},
): readonly CompletionOffer[] {
  const at = placedAt(document, offset);
  if (!at) return [];
  const { context: own, placed } = directed(context, document, at);
  const place = placeOf(own, placed, offset - placed.start);
  if (!place || (trigger !== undefined && !isAsked(place, trigger))) return [];
  const catalog = withTablesOf(document, at.start, known);
  switch (place.kind) {
    case "word":
      return sorted(ranged(wordOffers(place, catalog), place.range), placed.start);
    case "string":
      return sorted(inString(place, catalog).filter(isAround(offset - placed.start)), placed.start);
    case "comment":
      return sorted(commentOffers(place), placed.start);
  }
}

/** A string whose escapes are half-typed may tell places that are not the cursor's. */
function isAround(offset: number): (offer: Pick<CompletionOffer, "range">) => boolean {
  return ({ range }) => range.start <= offset && offset <= range.end;
}

/** The statement at the offset: behind the last `;` of a document, one that is not begun. */
function placedAt(document: SqlDocument, offset: number): PlacedStatement | undefined {
  const at = statementAt(document, offset);
  const isBehind = at === undefined || (offset === at.start + at.statement.text.length && endsStatement(at));
  if (!isBehind) return at;
  const [empty] = openDocument(" ", document.grammar).statements;
  return empty && { start: offset, statement: empty.statement };
}

/** A SET is part of the statement behind it. */
function endsStatement({ statement: { text, tree } }: PlacedStatement): boolean {
  return text.endsWith(";") && tree.statement !== undefined;
}

function wordOffers(place: WordPlace, catalog: Catalog): readonly Offer[] {
  const letterCase = letterCaseOf(place.statement, place.range, place.typed);
  const alone = typeOffers(place, letterCase) ?? intervalOffers(place);
  if (alone) return alone;
  const slot = slotOf(place);
  const named = slotOffers(place, slot, letterCase, catalog);
  if (named.length > 0 && ALONE.has(slot.kind)) return named;
  const phrases = phrasesAt(place);
  const keywords = keywordOffers(place, phrases, letterCase);
  const { druidVersion } = place.context.settings.profile;
  const snippets = phrases.has("EXPLAIN PLAN FOR") && phrases.has("INSERT INTO") ? snippetOffers(letterCase, druidVersion) : [];
  return [...named, ...exportFormatOffers(place, letterCase), ...keywords, ...snippets];
}

/** Where a name is chosen from a list that is known, keywords are in the way. */
const ALONE: ReadonlySet<Slot["kind"]> = new Set<Slot["kind"]>([
  "argument",
  "destination",
  "destinationProperty",
  "contextKey",
  "contextValue",
  "joinColumn",
]);

function slotOffers(place: WordPlace, slot: Slot, letterCase: LetterCase, catalog: Catalog): readonly Offer[] {
  switch (slot.kind) {
    case "expression": {
      const alone = partitionOffers(place, slot, letterCase, catalog) ?? overwriteOffers(place, slot, letterCase, catalog);
      if (alone) return alone;
      return [
        ...quotedOffers(place, slot, catalog),
        ...columnOffers(place, slot, catalog),
        ...functionOffers(place, slot, letterCase),
        ...literalOffers(place, slot, letterCase, catalog),
      ];
    }
    case "output":
      return outputOffers(place, slot.ingest, catalog);
    case "table": {
      const tables = tableOffers(place, slot, catalog);
      if (slot.qualifier.length > 0) return tables;
      return [...tables, ...(slot.use === "read" ? tableFunctionOffers : exportTargetOffers)(place, letterCase)];
    }
    case "alias":
      return aliasOffers(place, slot.table, catalog);
    case "joinColumn":
      return joinColumnOffers(place, catalog);
    case "window":
      return windowOffers(place, catalog);
    case "externColumn":
      return externColumnOffers(place, slot.function);
    case "tableFunction":
      return tableFunctionOffers(place, letterCase);
    case "argument":
      return [...argumentOffers(place, slot), ...appendedOffers(slot.call, place, catalog)];
    case "contextKey":
      return contextKeyOffers(place);
    case "contextValue":
      return contextValueOffers(slot.key);
    case "destination":
      return destinationOffers(place);
    case "destinationProperty":
      return destinationPropertyOffers(place, slot);
    default:
      return [];
  }
}

function inString(place: StringPlace, catalog: Catalog): readonly CompletionOffer[] {
  return externOffers(place, catalog) ?? contextStringOffers(place) ?? stringOffers(place, catalog);
}

function ranged(offers: readonly Offer[], range: TextRange): readonly CompletionOffer[] {
  return offers.map((offer) => ({ ...offer, range }));
}

/** By rank; those of one rank stay as they are. */
function sorted(offers: readonly CompletionOffer[], by: number): readonly CompletionOffer[] {
  return [...offers].sort((one, other) => one.rank - other.rank).map((offer) => ({ ...offer, range: shiftRange(offer.range, by) }));
}
