/**
 * The small parts of Ranger's JSON: fields, texts, yes and no, lists of texts.
 */

import type { Node } from "jsonc-parser";
import { t } from "../../text/l10n";
import { elementsOf, type Property, propertiesOf, rangeOf, textOf } from "../jsonRead";
import { type Reading, tell } from "../permissionJson";
import type { PlacedText } from "./model";

/** The properties of an object by key; the last one counts when a key is there twice. */
export type Fields = ReadonlyMap<string, Property>;

/** The fields of an object; none of anything else. A field that is null counts as absent, as in Ranger. */
export function fieldsOf(node: Node): Fields {
  return new Map(
    propertiesOf(node)
      .filter(({ value }) => value.type !== "null")
      .map((property) => [property.key, property]),
  );
}

/** A text, or a number as text; undefined for an empty one. */
export function readText(reading: Reading, node: Node | undefined): string | undefined {
  const text = textOf(node, reading.text);
  return text === "" ? undefined : text;
}

/** `true`, `"true"` and the like. */
export function readFlag(node: Node | undefined, usual: "yes" | "no"): boolean {
  if (node === undefined) return usual === "yes";
  return String(node.value).toLowerCase() === "true";
}

/** What was read of a list, and whether that was all of it. */
export interface ReadTexts {
  readonly texts: readonly PlacedText[];
  readonly isWhole: boolean;
}

/** The list of texts under a key; tells of everything else. */
export function readTexts(reading: Reading, node: Node | undefined, key: string): ReadTexts {
  if (node === undefined) return { texts: [], isWhole: true };
  if (node.type !== "array") {
    tell(reading, "ranger-shape", "error", node, t('"{0}" is a list of texts.', key));
    return { texts: [], isWhole: false };
  }
  const elements = elementsOf(node);
  const texts = elements.flatMap((element) => {
    const text = textOf(element, reading.text);
    if (text === undefined) tell(reading, "ranger-shape", "error", element, t('"{0}" is a list of texts.', key));
    return text === undefined ? [] : [{ text, range: rangeOf(element) }];
  });
  return { texts, isWhole: texts.length === elements.length };
}
