/**
 * Comments that mean something: `-- druid-sql: version=…, endpoint=…` and `-- druid-sql-ignore CODE: why`.
 */
import { ENDPOINTS, NEWEST_VERSION, OLDEST_VERSION } from "../../permissions/model";
import { t } from "../../text/l10n";
import { MARK, STATED_KEYS } from "../directives";
import { RULES } from "../rules";
import type { CompletionOffer, Offer } from "./item";
import type { CommentPlace } from "./place";

/** The offers inside of a comment; none in one that is just for people. */
export function commentOffers({ statement: { text }, range, offset }: CommentPlace): readonly CompletionOffer[] {
  const before = text.slice(range.start, offset);
  const [, lead = "", typed = ""] = /^((?:--|\/\/|\/\*)[ \t]*)(d[\w-]*:?)?$/.exec(before) ?? [];
  if (lead !== "") return at(offset - typed.length, behindWord(text, offset), BEGINNINGS);
  const stated = /^(?:--|\/\/|\/\*)[ \t]*druid-sql:(.*)$/s.exec(before)?.[1];
  if (stated !== undefined) return directiveOffers(text, offset, stated);
  const ignored = /^--[ \t]*druid-sql-ignore[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/.exec(before)?.[1];
  return ignored === undefined ? [] : at(offset - ignored.length, behindWord(text, offset), codeOffers());
}

const BEGINNINGS: readonly Offer[] = [
  { ...directive(`${MARK} version=`, `${MARK} version=`), goesOn: true },
  { ...directive(`${MARK} endpoint=`, `${MARK} endpoint=`), rank: 1, goesOn: true },
  { ...directive("druid-sql-ignore", "druid-sql-ignore "), rank: 2, goesOn: true },
];

function behindWord(text: string, offset: number): number {
  return offset + (/^[\w-]*/.exec(text.slice(offset, offset + 80))?.[0].length ?? 0);
}

function at(start: number, end: number, offers: readonly Offer[]): readonly CompletionOffer[] {
  return offers.map((offer) => ({ ...offer, range: { start, end } }));
}

/** A longer key or value is none. */
const LONGEST_PART = 100;
/** What stands farther in front is not looked at. */
const LONGEST_DIRECTIVE = 1000;

function directiveOffers(text: string, offset: number, stated: string): readonly CompletionOffer[] {
  const [part = ""] = /[^\s,]*$/.exec(stated.slice(-LONGEST_PART)) ?? [];
  const [, key, value] = /^([\w.-]+)=(.*)$/.exec(part) ?? [];
  if (key !== undefined && value !== undefined) {
    return at(
      offset - value.length,
      behindWord(text, offset),
      valuesOf(key).map((label) => directive(label, label)),
    );
  }
  const others = new Set([...stated.slice(-LONGEST_DIRECTIVE).matchAll(/([\w.-]+)\s*=/g)].map((match) => match[1]));
  const keys = ["version", "endpoint", "enable", ...STATED_KEYS.filter((known) => known !== "druidVersion")].filter(
    (known) => !others.has(known),
  );
  return at(
    offset - part.length,
    behindWord(text, offset),
    keys.map((label) => ({ ...directive(label, `${label}=`), goesOn: true as const })),
  );
}

function directive(label: string, text: string): Offer {
  return { kind: "directive", label, text, format: "plain", rank: 0 };
}

function valuesOf(key: string): readonly string[] {
  if (key === "endpoint") return ENDPOINTS;
  if (key === "enable") return ["on", "off"];
  if (key !== "version") return STATED_KEYS.some((known) => known === key) ? ["true", "false"] : [];
  return Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => String(NEWEST_VERSION - index));
}

/** What a comment can silence: everything that is said about statements. */
function codeOffers(): readonly Offer[] {
  return RULES.filter(({ about }) => about === "syntax" || about === "rules" || about === "permissions").map(
    ({ code, meaning, about }) => ({
      kind: "code",
      label: code,
      text: `${code}: `,
      format: "plain",
      detail: t(meaning),
      rank: about === "permissions" ? 0 : about === "rules" ? 1 : 2,
    }),
  );
}
