/**
 * What the JSON of EXTERN leads to: addresses of `http`, and files of `local`, which the editor may have in its workspace.
 */
import type { SqlDocument, Statement } from "../../syntax/document";
import { shiftRange, type TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { type JsonObject, type JsonScalar, type JsonValue, jsonMember } from "../../text/strictJson";
import { externStringsOf } from "./externStrings";

/** A stretch of the document, and what it names. */
export interface SourceLink {
  readonly range: TextRange;
  /** `uri`: as it stands there; `file`: a path on the machine where Druid runs. */
  readonly kind: "uri" | "file";
  readonly target: string;
}

/** The first links of a document in the order of its text. */
export function sourceLinks(document: SqlDocument, most?: number): Steps<readonly SourceLink[]> {
  return placedLinks(document, "links", linksOf, most);
}

/** The first links that `find` finds in the statements of a document, in the order of its text. */
export function* placedLinks(
  document: SqlDocument,
  purpose: string,
  find: (statement: Statement) => readonly SourceLink[],
  most = Number.POSITIVE_INFINITY,
): Steps<readonly SourceLink[]> {
  const all: SourceLink[] = [];
  const found = yield* document.ofEach(purpose, find);
  for (let index = 0; index < found.length && all.length < most; index++) {
    for (const { range, kind, target } of found[index] as readonly SourceLink[])
      all.push({ range: shiftRange(range, document.starts[index] as number), kind, target });
  }
  return all.slice(0, most);
}

const NONE: readonly SourceLink[] = [];

/** In most statements there are none. */
function linksOf(statement: Statement): readonly SourceLink[] {
  const links = externStringsOf(statement).flatMap(({ parameter, origin, value }) => {
    return parameter === "inputSource" ? linksOfSource(value, origin) : [];
  });
  return links.length === 0 ? NONE : links;
}

/** Those of `combining` are in its delegates, to any depth. */
function linksOfSource(root: JsonValue, origin: number): readonly SourceLink[] {
  const links: SourceLink[] = [];
  const pending: JsonValue[] = [root];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.type !== "object") continue;
    const type = jsonMember(value, "type");
    if (type?.type !== "string") continue;
    links.push(...linksOfType(type.value, value, origin));
    const delegates = jsonMember(value, "delegates");
    if (type.value === "combining" && delegates?.type === "array") for (const item of [...delegates.items].reverse()) pending.push(item);
  }
  return links;
}

function linksOfType(type: string, source: JsonObject, origin: number): readonly SourceLink[] {
  const link = (kind: SourceLink["kind"], text: JsonScalar): SourceLink => ({
    // Without the quotes.
    range: { start: origin + text.start + 1, end: origin + text.end - 1 },
    kind,
    target: text.value.replaceAll("''", "'"),
  });
  if (type === "http") {
    return textsOf(jsonMember(source, "uris"))
      .filter(({ value }) => /^https?:\/\/[^\s/]/i.test(value))
      .map((text) => link("uri", text));
  }
  if (type !== "local") return [];
  return textsOf(jsonMember(source, "files")).map((text) => link("file", text));
}

/** A string, or the strings of a list; empty ones name nothing. */
function textsOf(value: JsonValue | undefined): readonly JsonScalar[] {
  const all = value?.type === "array" ? value.items : value ? [value] : [];
  return all.flatMap((each) => (each.type === "string" && each.value !== "" ? [each] : []));
}
