/**
 * `unknown-context-key`, `context-type`: a SET of a key that Druid does not read, or of a value that nothing is made of. Druid takes both: a key
 * that nobody reads is ignored, a wrong value is found when somebody reads it, while the statement runs, or counts as another one.
 * Source: QueryContexts (getAsBoolean, getAsInt, getAsString, getAsEnum); what the planner itself refuses is in `contextValues.ts`.
 */
import { CONTEXT_VALUES, RESERVED_CONTEXT_KEYS } from "../../data/contextKeys";
import { type ContextParameter, contextParameters, findContextParameter, isContextValue } from "../../data/contextParameters";
import type { SetStatement } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { rangeOf } from "../../text/range";
import { type KnownValue, knownValueOf } from "../literals";
import { FIRST_VERSION_WITH_SET, setsOf } from "../route";
import type { CheckInput } from "./check";

export function checkContextParameters(input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_WITH_SET) return;
  for (const { key, set } of setsOf(input.tree)) {
    const parameter = findContextParameter(key);
    // Which engines there are, `unknown-engine` knows.
    if (key === "engine") continue;
    if (parameter) checkValue(input, parameter, set);
    else if (!RESERVED_CONTEXT_KEYS.has(key)) reportUnknown(input, key, set);
  }
}

function reportUnknown(input: CheckInput, key: string, { name }: SetStatement): void {
  const range = rangeOf(name);
  const meant = nearestWord(key, [...contextParameters().keys()]);
  if (meant === undefined) {
    const message = t("Druid does not read a context key {0}. It is kept, and does nothing.", key);
    input.report({ code: "unknown-context-key", severity: "hint", message, range });
    return;
  }
  const isCase = meant.toLowerCase() === key.toLowerCase();
  const message = isCase
    ? t("Druid does not read a context key {0}: letters count, {1} is meant. Nothing is set.", key, meant)
    : t("Druid does not read a context key {0}; is {1} meant? Nothing is set.", key, meant);
  const text = nameText(meant);
  const fixes =
    name.kind === "name" && name.parts.length === 1
      ? [{ title: t("Write {0}", text), certainty: isCase ? ("certain" as const) : ("choice" as const), edits: [{ range, text }] }]
      : [];
  input.report({ code: "unknown-context-key", message, range, fixes });
}

function checkValue(input: CheckInput, parameter: ContextParameter, { value }: SetStatement): void {
  const known = value && knownValueOf(value, undefined);
  if (!known || !value) return;
  const message = problemOf(parameter, known);
  if (message !== undefined) input.report({ code: "context-type", message, range: rangeOf(value) });
}

/** What goes wrong with a value, where the planner does not refuse it. */
function problemOf(parameter: ContextParameter, value: KnownValue): string | undefined {
  if (value.kind !== "string" && value.kind !== "number" && value.kind !== "boolean") return undefined;
  if (parameter.values && !isContextValue(parameter, value.value)) {
    return t("{0} is none of the values of {1}: {2}.", value.value, parameter.name, parameter.values.join(", "));
  }
  if (parameter.type === "boolean" && value.kind === "string") return problemOfBooleanText(parameter, value.value);
  return CONTEXT_VALUES.has(parameter.name) || isReadable(parameter, value)
    ? undefined
    : t("Druid reads {0} as {1} and fails on this value while it runs.", parameter.name, typeWords(parameter));
}

function problemOfBooleanText({ name }: ContextParameter, text: string): string | undefined {
  if (/^(?:true|false)$/i.test(text)) return undefined;
  return t("{0} counts as FALSE for {1}: Druid takes no text but true for TRUE.", `'${text}'`, name);
}

/** Whether Druid can make a value of the parameter's type of it. Types that are read in more than one way pass. */
function isReadable({ type, values }: ContextParameter, { kind, value }: Extract<KnownValue, { readonly value: string }>): boolean {
  switch (type) {
    case "boolean":
      return kind !== "number";
    case "integer":
    case "milliseconds":
      return kind === "number" || (kind === "string" && /^\s*[+-]?\d+(?:\.0*)?\s*$/.test(value));
    case "number":
      return kind === "number" || (kind === "string" && value.trim() !== "" && Number.isFinite(Number(value)));
    case "string":
      return kind === "string" || values !== undefined;
    default:
      return true;
  }
}

function typeWords({ type }: ContextParameter): string {
  if (type === "boolean") return t("a boolean");
  return type === "string" ? t("a string") : t("a number");
}
