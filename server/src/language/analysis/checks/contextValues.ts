/**
 * `context-value`: values of the query context that the planner cannot read, given by SET, by the request, or by the server's defaults.
 * Source: PlannerContext, PlannerConfig.withOverrides, NativeSqlEngine.validateContext; of SET, DruidSqlParser.sqlLiteralToContextValue.
 */
import { CONTEXT_VALUES, type ContextValueRule } from "../../data/contextKeys";
import type { SetStatement } from "../../syntax/nodes";
import { mayBeJodaTimestamp } from "../../text/jodaTimestamp";
import { druidSays, sentences, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { knownValueOf } from "../literals";
import { FIRST_VERSION_WITH_SET, setsOf } from "../route";
import { type CheckInput, firstWords } from "./check";

/** A value as Druid gets it; `large` is a whole number beyond 32 bits, which Joda takes for an instant. */
type ContextValue =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "boolean" | "integer" | "large" | "fraction" | "structure"; readonly text: string };

export function checkContextValues(input: CheckInput): void {
  if (input.tree.sets.length === 0 && isEmpty(input.settings.context) && isEmpty(input.settings.profile.defaultContext)) return;
  const sets = input.settings.profile.druidVersion >= FIRST_VERSION_WITH_SET ? lastSets(input) : new Map<string, SetStatement>();
  for (const [key, rule] of CONTEXT_VALUES) {
    if (input.settings.profile.druidVersion < rule.since) continue;
    const set = sets.get(key);
    const value = set ? valueOfSet(set) : valueOfJson(givenValue(input, key));
    const message = value && problemOf(input, key, rule, value);
    if (message) report(input, rule, message, set?.value ?? firstWords(input.statement, input.statement.span.start, 1));
  }
}

function isEmpty(context: Readonly<Record<string, unknown>>): boolean {
  for (const _ in context) return false;
  return true;
}

function lastSets({ tree }: CheckInput): ReadonlyMap<string, SetStatement> {
  return new Map(setsOf(tree).map(({ key, set }) => [key, set]));
}

function givenValue({ settings }: CheckInput, key: string): unknown {
  const from = key in settings.context ? settings.context : settings.profile.defaultContext;
  return from[key];
}

/** Druid makes strings, booleans, Long and Double of literals; a number that Double cannot hold stays a string, and is not looked at. */
function valueOfSet({ value }: SetStatement): ContextValue | undefined {
  const known = value && knownValueOf(value, undefined);
  if (known?.kind === "string" || known?.kind === "boolean") return { kind: known.kind, text: known.value };
  if (known?.kind !== "number" || !/^-?\d{1,15}$/.test(known.value)) return undefined;
  return { kind: "large", text: known.value };
}

function valueOfJson(value: unknown): ContextValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "boolean") return { kind: typeof value as "string" | "boolean", text: String(value) };
  if (typeof value !== "number") return { kind: "structure", text: Array.isArray(value) ? t("an array") : t("an object") };
  if (!Number.isInteger(value)) return { kind: "fraction", text: String(value) };
  return { kind: Math.abs(value) < 2 ** 31 ? "integer" : "large", text: String(value) };
}

function problemOf(input: CheckInput, key: string, rule: ContextValueRule, value: ContextValue): string | undefined {
  switch (rule.type) {
    case "boolean":
      return value.kind === "string" || value.kind === "boolean" ? undefined : expected(key, druidSays("a Boolean"), value);
    case "integer":
      return problemOfInteger(key, value);
    case "string":
      return value.kind === "string" ? undefined : expected(key, druidSays("a String"), value);
    case "timestamp":
      return problemOfTimestamp(key, value);
    case "joinAlgorithm":
      return isSentToNative(input) ? problemOfJoinAlgorithm(key, value) : undefined;
  }
}

function expected(key: string, what: string, value: ContextValue): string {
  return druidSays(`Expected key [${key}] to be ${what}, but got [${value.text}].`);
}

function problemOfInteger(key: string, value: ContextValue): string | undefined {
  if (value.kind === "boolean" || value.kind === "structure") return expected(key, druidSays("an Integer"), value);
  if (value.kind === "string" && !isJavaInteger(value.text)) return expected(key, druidSays("in integer format"), value);
  return key === "maxNumericInFilters" && Number(value.text) === 0 ? druidSays(`[${key}] must be greater than 0`) : undefined;
}

/** Whether `BigDecimal` reads a text and the number is whole and within 32 bits; digits of other scripts count, and are not looked at. */
function isJavaInteger(text: string): boolean {
  if (!/^[+-]?(?:\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)(?:[eE][+-]?\p{Nd}+)?$/u.test(text)) return false;
  const number = Number(text);
  return Number.isNaN(number) || (Number.isInteger(number) && number >= -(2 ** 31) && number < 2 ** 31);
}

function problemOfTimestamp(key: string, value: ContextValue): string | undefined {
  if (value.kind === "large") return undefined;
  if (value.kind === "string" && mayBeJodaTimestamp(value.text)) return undefined;
  const refusal =
    value.kind === "string" ? druidSays(`Invalid format: "${value.text}":`) : druidSays(`No instant converter found for [${value.text}]:`);
  return sentences(refusal, t("{0} is a timestamp like {1}.", key, "'2000-01-31T10:00:00'"));
}

/** `auto` says where a statement would naturally go, not where its author sends it: a join may be meant as a task. */
function isSentToNative({ settings, route }: CheckInput): boolean {
  return route.engine === "native" && settings.endpoint !== "auto";
}

function problemOfJoinAlgorithm(key: string, value: ContextValue): string | undefined {
  if (value.kind !== "string") return expected(key, druidSays("a String"), value);
  if (value.text === "sortMerge")
    return sentences(
      druidSays("Join algorithm [sortMerge] is not supported by engine [native]."),
      t("Send it to {0}.", "/druid/v2/sql/task"),
    );
  return value.text === "broadcast" ? undefined : expected(key, druidSays("one of [broadcast, sortMerge]"), value);
}

function report(input: CheckInput, rule: ContextValueRule, message: string, place: TextRange): void {
  const status = rule.status === undefined ? {} : { status: rule.status };
  input.report({ code: "context-value", stage: "validate", ...status, message, range: { start: place.start, end: place.end } });
}
