/**
 * Types in CAST, in EXTEND's column lists and behind RETURNING.
 */
import { SQL_TYPES } from "../../data/columnTypes";
import type { Node } from "../../syntax/nodes";
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
  if (type?.kind !== "dataType" || !marked.text.startsWith(MARKER, type.start)) return undefined;
  const isExternal = path.some((node: Node) => node.kind === "columnDefinition");
  if (!isExternal && !BEFORE_TYPE.has(wordBefore(place))) return undefined;
  return SQL_TYPES.filter(({ external, name }) => (isExternal ? external : !name.startsWith("TYPE"))).map(({ name, keptAs }, index) => ({
    kind: "type",
    label: name.startsWith("TYPE") ? name : inCase(name, letterCase),
    text: name.startsWith("TYPE") ? name : inCase(name, letterCase),
    format: "plain",
    detail: keptAs,
    rank: index < 4 ? 0 : 1,
  }));
}
