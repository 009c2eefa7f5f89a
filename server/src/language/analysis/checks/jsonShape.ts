/**
 * What Jackson cannot read into a property of a Java class, for the JSON in the arguments of EXTERN. Unknown properties are no problem, and a
 * number or a boolean is taken for a string. Of a property that stands twice each value is read, and the last one counts.
 * Source: Druid's DefaultObjectMapper and Jackson's coercions, each asked of the planners of 29, 31 and 33.
 */

import { javaTrim } from "../../text/javaTrim";
import { druidSays, phrase, sentences, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { type JsonObject, type JsonValue, jsonMember } from "../../text/strictJson";

/** What Druid cannot read, and where; the place is in the JSON text. */
export interface JsonProblem {
  readonly message: string;
  readonly place: TextRange;
}

/** The first problem that there is; the later ones are not looked for. */
export function firstProblem(...questions: readonly (() => JsonProblem | undefined)[]): JsonProblem | undefined {
  for (const ask of questions) {
    const problem = ask();
    if (problem) return problem;
  }
  return undefined;
}

/** The value of a property that counts; nothing where it is absent or null, which is the same to Druid. */
export function givenMember(body: JsonObject, name: string): JsonValue | undefined {
  const value = body.members.filter(({ key }) => key.value === name).at(-1)?.value;
  return value?.type === "null" ? undefined : value;
}

/** The items of an array; none where it is absent. */
export function itemsOf(body: JsonObject, name: string): readonly JsonValue[] {
  const value = givenMember(body, name);
  return value?.type === "array" ? value.items : [];
}

export function problemAt(place: TextRange, message: string): JsonProblem {
  return { message, place };
}

/** A type that differs from one of Druid's in case only. */
export function otherTypeText(type: string, meant: string): string {
  return sentences(druidSays(`Could not resolve type id '${type}';`), t("did you mean '{0}'?", meant));
}

/** A class of these properties alone is made when the last of them was read; what repeats one behind that is refused. */
export function problemOfRepeats(body: JsonObject, properties: readonly string[]): JsonProblem | undefined {
  const missing = new Set(properties);
  for (const { key } of body.members) {
    if (missing.size === 0 && properties.includes(key.value)) {
      return problemAt(
        key,
        sentences(druidSays(`No fallback setter/field defined for creator property '${key.value}':`), t("it stands twice")),
      );
    }
    missing.delete(key.value);
  }
  return undefined;
}

/** A string, or what is taken for one. */
export function problemOfText(body: JsonObject, name: string): JsonProblem | undefined {
  return problemOfValues(body, name, (value) => !isNested(value), phrase('"{0}" must be a string'));
}

/** An array of strings; nulls may stand among them. */
export function problemOfTexts(body: JsonObject, name: string): JsonProblem | undefined {
  for (const value of valuesOf(body, name)) {
    const wrong = value.type === "array" ? value.items.find(isNested) : value;
    if (wrong) return problemAt(wrong, t('"{0}" must be an array of strings', name));
  }
  return undefined;
}

/** An object whose values are strings. */
export function problemOfTextMap(body: JsonObject, name: string): JsonProblem | undefined {
  for (const value of valuesOf(body, name)) {
    const wrong = value.type === "object" ? value.members.map((member) => member.value).find(isNested) : value;
    if (wrong) return problemAt(wrong, t('"{0}" must be an object of strings', name));
  }
  return undefined;
}

/** A Boolean, which may be absent. */
export function problemOfFlag(body: JsonObject, name: string): JsonProblem | undefined {
  return problemOfValues(body, name, isFlag, phrase('"{0}" must be true or false'));
}

/** A Java `int`. */
export function problemOfInteger(body: JsonObject, name: string): JsonProblem | undefined {
  return problemOfValues(body, name, isInteger, phrase('"{0}" must be a whole number of 32 bits'));
}

/** What a flag says; nothing where it says nothing. */
export function flagOf(body: JsonObject, name: string): boolean | undefined {
  const value = givenMember(body, name);
  if (!value || isNested(value)) return undefined;
  const text = javaTrim(value.value).toLowerCase();
  if (value.type === "number") return Number(text) !== 0;
  return text === "true" ? true : text === "false" ? false : undefined;
}

function problemOfValues(body: JsonObject, name: string, isRight: (value: JsonValue) => boolean, demand: string): JsonProblem | undefined {
  const wrong = valuesOf(body, name).find((value) => !isRight(value));
  return wrong && problemAt(wrong, t(demand, name));
}

/** Every value that stands under a name, but null: Druid reads each of them. */
export function valuesOf(body: JsonObject, name: string): readonly JsonValue[] {
  return jsonMember(body, name)
    ? body.members.filter(({ key, value }) => key.value === name && value.type !== "null").map(({ value }) => value)
    : [];
}

function isNested(value: JsonValue): value is Extract<JsonValue, { readonly type: "array" | "object" }> {
  return value.type === "array" || value.type === "object";
}

function isFlag(value: JsonValue): boolean {
  if (isNested(value)) return false;
  if (value.type === "number") return /^-?\d+$/.test(value.value);
  return value.type !== "string" || value.value === "" || /^(?:true|True|TRUE|false|False|FALSE|null)$/.test(javaTrim(value.value));
}

/** A fraction is cut off; digits of other scripts count in a string, and are not looked at. */
function isInteger(value: JsonValue): boolean {
  if (isNested(value) || value.type === "boolean") return false;
  if (value.type === "number") return isInt(Number(value.value));
  const text = javaTrim(value.value);
  if (value.value === "" || text === "null") return true;
  return /^[+-]?\d+$/.test(text) ? isInt(Number(text)) : /^[+-]?\p{Nd}+$/u.test(text);
}

function isInt(value: number): boolean {
  return Math.trunc(value) >= -(2 ** 31) && Math.trunc(value) < 2 ** 31;
}
