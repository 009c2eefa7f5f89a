/**
 * `extern-key`: a key in EXTERN's JSON that nearly is one that Druid reads. Druid passes over what it does not know, so that a slip of the pen
 * changes nothing and nobody is told. Keys that are near to none are left alone: an extension may read them.
 * Source: Druid's DefaultObjectMapper, which does not fail on unknown properties; asked of the planner of 33.
 */
import { keysOfShape, type ShapeName } from "../../data/externJson";
import { t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import type { TextRange } from "../../text/range";
import { type JsonObject, type JsonScalar, type JsonValue, jsonMember } from "../../text/strictJson";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

/** Reports the slips in the JSON of one argument; `placeOf` says where a part of it is written in the statement. */
export function checkExternKeys(input: CheckInput, json: JsonValue, shape: ShapeName, placeOf: (place: TextRange) => TextRange): void {
  for (const { key, meant } of slipsIn(json, shape)) {
    const range = placeOf(key);
    const message = t("Druid passes over the key {0}, which it does not know; is {1} meant?", key.value, meant);
    const isPlain = input.statement.text.slice(range.start, range.end) === JSON.stringify(key.value);
    input.report({ code: "extern-key", message, range, ...(isPlain && { fixes: [rewrite(range, JSON.stringify(meant), "choice")] }) });
  }
}

interface Slip {
  readonly key: JsonScalar;
  readonly meant: string;
}

function slipsIn(json: JsonValue, shape: ShapeName): readonly Slip[] {
  const slips: Slip[] = [];
  const pending: { readonly value: JsonValue; readonly shape: ShapeName }[] = [{ value: json, shape }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, shape: own } = next;
    if (value.type === "array") for (const item of value.items) pending.push({ value: item, shape: own });
    if (value.type !== "object") continue;
    const keys = keysOfShape(own, typeOf(value));
    const missing = keys.map(({ name }) => name).filter((name) => !value.members.some(({ key }) => key.value === name));
    for (const member of value.members) {
      const known = keys.find(({ name }) => name === member.key.value);
      if (known?.holds) pending.push({ value: member.value, shape: known.holds });
      const meant = known ? undefined : nearestWord(member.key.value, missing);
      if (meant !== undefined) slips.push({ key: member.key, meant });
    }
  }
  return slips.sort((one, other) => one.key.start - other.key.start);
}

function typeOf(value: JsonObject): string | undefined {
  const type = jsonMember(value, "type");
  return type?.type === "string" ? type.value : undefined;
}
