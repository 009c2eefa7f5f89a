/**
 * What Jackson cannot read into a property of a Java class, for the JSON in the arguments of EXTERN. Unknown properties are no problem, and a
 * number or a boolean is taken for a string. Source: Druid's DefaultObjectMapper, asked of the planners of 29, 31 and 33.
 */
import type { TextRange } from "../../text/range";
import { type JsonObject, type JsonValue, jsonMember } from "../embeddedJson";

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

/** The value of a property; nothing where it is absent or null, which is the same to Druid. */
export function givenMember(body: JsonObject, name: string): JsonValue | undefined {
  const value = jsonMember(body, name);
  return value?.type === "null" ? undefined : value;
}

/** Whether a key stands twice: what Druid makes of that depends on the order of all keys. */
export function hasDuplicateKeys(body: JsonObject): boolean {
  return new Set(body.members.map(({ key }) => key.value)).size < body.members.length;
}

/** The items of an array; none where it is absent. */
export function itemsOf(body: JsonObject, name: string): readonly JsonValue[] {
  const value = givenMember(body, name);
  return value?.type === "array" ? value.items : [];
}

export function problemAt(place: TextRange, message: string): JsonProblem {
  return { message, place };
}

export function problemOfText(body: JsonObject, name: string): JsonProblem | undefined {
  const value = givenMember(body, name);
  return value && isNested(value) ? problemAt(value, `"${name}" must be a string`) : undefined;
}

export function problemOfTexts(body: JsonObject, name: string): JsonProblem | undefined {
  const value = givenMember(body, name);
  if (!value) return undefined;
  const wrong = value.type === "array" ? value.items.find(isNested) : value;
  return wrong && problemAt(wrong, `"${name}" must be an array of strings`);
}

export function problemOfFlag(body: JsonObject, name: string): JsonProblem | undefined {
  const value = givenMember(body, name);
  if (!value) return undefined;
  const isWrong = isNested(value) || (value.type === "string" && !/^(?:true|false|)$/i.test(value.value.trim()));
  return isWrong ? problemAt(value, `"${name}" must be true or false`) : undefined;
}

function isNested(value: JsonValue): boolean {
  return value.type === "array" || value.type === "object";
}
