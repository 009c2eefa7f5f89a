/**
 * Functions where a value may stand: aggregates where Druid takes aggregates, window functions with their OVER, those of newer releases and
 * of the planner left out.
 */
import { allFunctions, type DruidFunction, findFunction } from "../../data/functions";
import { RESERVED_KEYWORDS } from "../../data/keywords";
import type { Call } from "../../syntax/nodes";
import type { Offer } from "./item";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import type { Clause, ExpressionSlot } from "./slot";

/** The functions that may stand in the slot. */
export function functionOffers(place: WordPlace, slot: ExpressionSlot, letterCase: LetterCase): readonly Offer[] {
  if (slot.qualifier.length > 0 || place.typed.startsWith('"')) return [];
  const { druidVersion } = place.context.settings.profile;
  const kinds = kindsIn(slot);
  const nested = place.typed === "" ? [] : nestedIn(slot);
  return allFunctions()
    .filter((found) => kinds.has(found.kind) && !found.isInternal && (found.since ?? 0) <= druidVersion && !KEYWORDS.has(found.name))
    .map((found) => functionOffer(found, slot, letterCase))
    .concat(nested.map((found) => ({ ...functionOffer(found, slot, letterCase), rank: 7 })));
}

/** What completion offers as keywords already. */
const KEYWORDS: ReadonlySet<string> = new Set([
  "CASE",
  "CURRENT_TIMESTAMP",
  "CURRENT_DATE",
  "INTERVAL",
  "NOT",
  "ROW",
  "UNNEST",
  "CURRENT_TIME",
  "LOCALTIME",
  "LOCALTIMESTAMP",
]);

const AGGREGATED: ReadonlySet<Clause> = new Set<Clause>(["items", "having", "orderBy", "window", "pivot"]);

/** Of these, where a window function may stand. */
const WINDOWED: ReadonlySet<Clause> = new Set<Clause>(["items", "orderBy"]);

function kindsIn({ clause, calls }: ExpressionSlot): ReadonlySet<DruidFunction["kind"]> {
  if (!AGGREGATED.has(clause) || calls.some(isAggregate)) return new Set(["scalar", "syntax"]);
  const takesWindows = WINDOWED.has(clause) && !calls.some((call) => kindOf(call) === "window");
  return new Set(takesWindows ? ["scalar", "syntax", "aggregate", "window"] : ["scalar", "syntax", "aggregate"]);
}

/** Aggregates inside of one, for who types them: a window of sums, `SUM(SUM(x)) OVER (…)`, is begun like that. */
function nestedIn({ clause, calls }: ExpressionSlot): readonly DruidFunction[] {
  const [outer, ...others] = calls.filter(isAggregate);
  if (!WINDOWED.has(clause) || !outer || others.length > 0) return [];
  return NESTED.has(outer.name.parts.at(-1)?.name.toUpperCase() ?? "") ? allFunctions().filter(({ name }) => NESTED.has(name)) : [];
}

const NESTED: ReadonlySet<string> = new Set(["SUM", "MIN", "MAX", "AVG", "COUNT"]);

function isAggregate(call: Call): boolean {
  return kindOf(call) === "aggregate" && call.over === undefined;
}

function kindOf({ name }: Call): DruidFunction["kind"] | undefined {
  return findFunction(name.parts.at(-1)?.name ?? "")?.kind;
}

function functionOffer(found: DruidFunction, { isCalled }: ExpressionSlot, letterCase: LetterCase): Offer {
  const signature = found.signatures[0]?.label ?? found.name;
  const name = inCase(found.name, letterCase);
  const tail = isCalled ? "" : templateOf(found, signature) + overTemplate(found, letterCase);
  return {
    kind: "function",
    label: name,
    text: name + (letterCase === "lower" ? loweredWords(tail) : tail),
    format: tail === "" ? "plain" : "snippet",
    detail: found.returns === undefined ? signature : `${signature} → ${found.returns}`,
    rank: rankOf(found),
    about: `function:${found.name}`,
    ...(tail.includes("$") && { hasOperands: true as const }),
  };
}

const templates = new WeakMap<DruidFunction, string>();

/** There are hundreds of functions, and they stay the same. */
function templateOf(found: DruidFunction, signature: string): string {
  let template = templates.get(found);
  if (template === undefined) {
    template = callTemplate(signature.slice(found.name.length));
    templates.set(found, template);
  }
  return template;
}

/** What stands behind the name of a signature, with places to fill in for what must be given. */
function callTemplate(tail: string): string {
  let template = tail.startsWith("[") ? tail : withoutOptional(tail);
  template = template.replaceAll(/,? ?(?:…|\.\.\.)/g, "");
  let place = 0;
  return template.replaceAll(/\b[a-z][A-Za-z0-9]*\b/g, (word) => `\${${++place}:${word}}`);
}

function withoutOptional(text: string): string {
  let rest = text;
  for (let round = 0; round < 8 && rest.includes("["); round++) rest = rest.replaceAll(/(?:, ?)?\[[^[\]]*\] ?/g, "");
  return rest === "()" && text !== "()" ? "($1)" : rest;
}

function overTemplate({ kind }: DruidFunction, letterCase: LetterCase): string {
  return kind === "window" ? `${inCase(" OVER (", letterCase)}$0)` : "";
}

/** Words between the operands in small letters; places to fill in have no capitals that matter. */
function loweredWords(tail: string): string {
  return tail.replaceAll(/\$\{[^}]*\}|[A-Z_]{2,}/g, (piece) => (piece.startsWith("$") ? piece : piece.toLowerCase()));
}

const USUAL: ReadonlySet<string> = new Set([
  ...[
    "COUNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "TIME_FLOOR",
    "LATEST",
    "APPROX_COUNT_DISTINCT",
    "TIME_PARSE",
    "MILLIS_TO_TIMESTAMP",
    "COALESCE",
    "MV_TO_ARRAY",
    "TIMESTAMPADD",
    "TIMESTAMPDIFF",
    "TIME_FORMAT",
    "TIME_IN_INTERVAL",
    "ARRAY_AGG",
    "STRING_AGG",
    "ARRAY_TO_STRING",
    "MV_TO_STRING",
    "CAST",
    "JSON_VALUE",
  ],
]);
/** Behind those: what stands in queries every day, before hundreds of others. */
const COMMON: ReadonlySet<string> = new Set([
  ...["CONCAT", "CONTAINS_STRING", "LENGTH", "LOWER", "UPPER", "REPLACE", "SUBSTRING", "TRIM", "REGEXP_EXTRACT", "REGEXP_LIKE"],
  ...["ABS", "ROUND", "FLOOR", "EXTRACT", "TIME_EXTRACT", "TIME_SHIFT", "TIMESTAMP_TO_MILLIS", "NVL", "NULLIF", "LOOKUP"],
  ...["ARRAY_CONTAINS", "ARRAY_LENGTH", "MV_CONTAINS", "MV_FILTER_ONLY", "JSON_QUERY", "EARLIEST", "ANY_VALUE"],
  ...["ROW_NUMBER", "RANK", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE"],
]);
const RESERVED: ReadonlySet<string> = new Set(RESERVED_KEYWORDS);

function rankOf({ name, kind, extension }: DruidFunction): number {
  if (USUAL.has(name)) return 3;
  if (COMMON.has(name)) return 4;
  if (extension !== undefined) return 8;
  return kind === "syntax" && RESERVED.has(name) ? 6 : 5;
}
