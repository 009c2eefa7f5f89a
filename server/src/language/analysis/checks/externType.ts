/**
 * `extern-type`: an input source or input format of a type that no release of Druid has by itself. An extension of the site may bring it, so
 * that this is no error; without one Druid answers 400.
 */
import { findInputSource, INPUT_FORMAT_TYPES, INPUT_SOURCES } from "../../data/inputSources";
import type { Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { type JsonScalar, type JsonValue, jsonMember } from "../../text/strictJson";
import { isCallTo, readExternArguments, readTyped } from "../externCall";
import { knownValueOf, placeInString } from "../literals";
import type { CheckInput } from "./check";

export function checkExternTypes(input: CheckInput): void {
  for (const { node, call } of input.references.functions) {
    if (!isCallTo(call, "EXTERN")) continue;
    const { inputSource, inputFormat } = readExternArguments(node, call);
    for (const type of typesIn(input, inputSource, "source")) {
      const message = t(
        "No release of Druid has an input source of type {0} by itself. Without an extension that brings it, Druid answers 400.",
        type.value,
      );
      remark(input, inputSource, type, message);
    }
    for (const type of typesIn(input, inputFormat, "format")) {
      const message = t(
        "No release of Druid has an input format of type {0} by itself. Without an extension that brings it, Druid answers 400.",
        type.value,
      );
      remark(input, inputFormat, type, message);
    }
  }
}

function remark(input: CheckInput, argument: Node | undefined, type: JsonScalar, message: string): void {
  if (!argument) return;
  const written = rangeOf(argument);
  const value = knownValueOf(argument, input.settings.parameters);
  const range = value.kind === "string" ? placeInString(input.statement.text, written, value.value, type) : written;
  input.report({ code: "extern-type", message, range });
}

/** The types in the JSON of an argument that Druid does not know, in whatever case they are written. */
function typesIn(input: CheckInput, argument: Node | undefined, what: "source" | "format"): readonly JsonScalar[] {
  const value = argument && knownValueOf(argument, input.settings.parameters);
  const json = value?.kind === "string" ? input.json(value.value) : undefined;
  return json === undefined || json.type === "error" ? [] : strangersIn(json, what);
}

function strangersIn(json: JsonValue, what: "source" | "format"): readonly JsonScalar[] {
  const found: JsonScalar[] = [];
  const pending: JsonValue[] = [json];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const typed = readTyped(next);
    if (!typed) continue;
    if (!isKnown(typed.type.value, what)) found.push(typed.type);
    const delegates = typed.type.value === "combining" ? jsonMember(typed.body, "delegates") : undefined;
    if (delegates?.type === "array") pending.push(...delegates.items);
  }
  return found;
}

/** A type in another case is an error of its own. */
function isKnown(type: string, what: "source" | "format"): boolean {
  if (what === "source" && findInputSource(type)) return true;
  const known = what === "source" ? INPUT_SOURCES.map((source) => source.type) : INPUT_FORMAT_TYPES;
  return known.some((one) => one.toLowerCase() === type.toLowerCase());
}
