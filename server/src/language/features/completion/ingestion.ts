/**
 * What only INSERT and REPLACE have: the period of PARTITIONED BY, the time that OVERWRITE WHERE names, the columns of the target.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { tableId } from "../../analysis/resolution/tables";
import type { Ingest } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import type { Offer } from "./item";
import { wordBefore } from "./keywords";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import type { ExpressionSlot } from "./slot";
import { quotedOffers } from "./strings";
import { named } from "./tables";
import { wantedAt } from "./wanted";

const TIME = "__time";

/** The values of PARTITIONED BY beside its words, and what TIME_FLOOR takes there; undefined in other clauses. */
export function partitionOffers(
  place: WordPlace,
  slot: ExpressionSlot,
  letterCase: LetterCase,
  catalog: Catalog,
): readonly Offer[] | undefined {
  const { clause, calls } = slot;
  if (clause !== "partitionedBy") return undefined;
  if (calls.length > 0) {
    const periods = quotedOffers(place, slot, catalog);
    return periods.length > 0 ? periods : [{ ...named(place, TIME), kind: "column", rank: 0 }];
  }
  const [timeFloor, floor, to] = [inCase("TIME_FLOOR", letterCase), inCase("FLOOR", letterCase), inCase("TO", letterCase)];
  return [
    {
      kind: "function",
      label: timeFloor,
      text: `${timeFloor}(${TIME}, '\${1:PT15M}')`,
      format: "snippet",
      rank: 6,
      about: "function:TIME_FLOOR",
      goesOn: true,
    },
    {
      kind: "function",
      label: floor,
      text: `${floor}(${TIME} ${to} \${1|DAY,HOUR,WEEK,MONTH,QUARTER,YEAR|})`,
      format: "snippet",
      rank: 7,
      about: "function:FLOOR",
    },
  ];
}

/** The time that OVERWRITE WHERE replaces, as a whole condition or word by word, since nothing else may be there; undefined in other clauses. */
export function overwriteOffers(
  place: WordPlace,
  { clause, qualifier }: ExpressionSlot,
  letterCase: LetterCase,
  catalog: Catalog,
): readonly Offer[] | undefined {
  if (clause !== "overwrite" || qualifier.length > 0) return undefined;
  const [and, timestamp] = [inCase("AND", letterCase), inCase("TIMESTAMP", letterCase)];
  if (wantedAt(place, catalog)?.compared?.name === TIME) {
    const text = `${timestamp} '\${1:2024-01-01}'`;
    return [{ kind: "keyword", label: timestamp, text, format: "snippet", rank: 0, about: "keyword:TIMESTAMP" }];
  }
  const time: Offer = { ...named(place, TIME), kind: "column", detail: "TIMESTAMP", rank: 1 };
  if (place.typed.startsWith('"') || !BEFORE_CONDITION.has(wordBefore(place))) return [time];
  const text = `${TIME} >= ${timestamp} '\${1:2024-01-01}' ${and} ${TIME} < ${timestamp} '\${2:2024-01-02}'`;
  const label = `${TIME} >= … ${and} ${TIME} < …`;
  return [{ kind: "snippet", label, text, format: "snippet", detail: t("the time that is replaced"), rank: 0 }, time];
}

const BEFORE_CONDITION: ReadonlySet<string> = new Set(["WHERE", "OR", "NOT", "("]);

/** Names for the columns that INSERT and REPLACE write: the time, and what the target is known to have. */
export function outputOffers(place: WordPlace, ingest: Ingest, catalog: Catalog): readonly Offer[] {
  const { target, source } = ingest;
  const id = target.kind === "tableTarget" ? tableId(target.name) : undefined;
  const select = source.kind === "query" ? source.body : source;
  const given = new Set(select.kind === "select" ? select.items.map(({ alias }) => alias?.name) : []);
  const types = new Map<string, string | undefined>([[TIME, "TIMESTAMP"]]);
  for (const { name, type } of (id && catalog.table(id.schema, id.name)?.columns) ?? []) if (!types.has(name)) types.set(name, type);
  const words = t("column of the target");
  return [...types]
    .filter(([name]) => !given.has(name))
    .map(([name, type]) => ({ ...named(place, name), kind: "column", detail: type === undefined ? words : `${type} · ${words}`, rank: 0 }));
}
