/**
 * Types in CAST, in EXTEND's column lists and behind RETURNING.
 */
import { SQL_TYPES } from "../../data/columnTypes";
import type { Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import type { Offer } from "./item";
import { wordBefore } from "./keywords";
import { inCase, type LetterCase } from "./letterCase";
import { MARKER, type WordPlace } from "./place";

/** Words that a type stands behind. */
const BEFORE_TYPE: ReadonlySet<string> = new Set(["AS", "RETURNING"]);

/** Types where the marker was read as one; undefined elsewhere. */
export function typeOffers(place: WordPlace, letterCase: LetterCase): readonly Offer[] | undefined {
  const { path, marked } = place;
  const type = path.at(-1);
  // The type of JSON_VALUE is no part of the tree.
  if (wordBefore(place) === "RETURNING") return offers("plain", letterCase);
  if (type?.kind !== "dataType" || !marked.text.startsWith(MARKER, type.start)) return undefined;
  const isExternal = path.some((node: Node) => node.kind === "columnDefinition");
  if (!isExternal && !BEFORE_TYPE.has(wordBefore(place))) return undefined;
  return offers(isExternal ? "external" : "plain", letterCase);
}

function offers(use: "external" | "plain", letterCase: LetterCase): readonly Offer[] {
  const types = SQL_TYPES.filter(({ external, name }) => (use === "external" ? external : !name.startsWith("TYPE")));
  return types.map(({ name, keptAs }, index) => {
    const text = name.startsWith("TYPE") ? name : inCase(name, letterCase);
    return { kind: "type", label: text, text, format: "plain", detail: t(keptAs), rank: index < 4 ? 0 : 1 };
  });
}
