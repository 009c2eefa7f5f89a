/**
 * What an author may have meant by a pattern that does not match: the usual slips in writing names, each as the pattern that would have
 * been right. A guess for hints, never for verdicts.
 */

import { javaTrim } from "../text/javaTrim";
import type { NearMissKind } from "./model";

/** How an entry misses; `meant` is the pattern that would have been right. */
export interface Miss {
  readonly kind: NearMissKind;
  readonly meant?: string;
}

/** A slip, and the pattern without it. */
export interface Variant {
  readonly kind: NearMissKind;
  readonly pattern: string;
  /** The pattern matches this text and nothing else; no engine is needed to compare it. */
  readonly isText: boolean;
}

/** Characters that mean something in a Java regular expression. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;

/** A name as a pattern that matches it alone. */
export function escapedName(name: string): string {
  return name.replace(SPECIAL, "\\$&");
}

/** The slips that a pattern may have, the likeliest first. Those that would change nothing are left out. */
export function variantsOf(pattern: string): readonly Variant[] {
  const trimmed = javaTrim(pattern);
  const variants: Variant[] = [
    { kind: "blanks", pattern: trimmed, isText: false },
    { kind: "quotes", pattern: withoutQuotes(trimmed), isText: false },
    { kind: "schema", pattern: withoutSchema(trimmed), isText: false },
    { kind: "unescaped", pattern: trimmed, isText: true },
    { kind: "escaped-twice", pattern: trimmed.replaceAll("\\\\", "\\"), isText: false },
    { kind: "wildcard", pattern: fromWildcards(trimmed), isText: false },
  ];
  return variants.filter((variant) => (variant.isText ? trimmed.search(SPECIAL) >= 0 : variant.pattern !== pattern));
}

/** Names in the quotes of SQL, which are no part of them. */
function withoutQuotes(pattern: string): string {
  return /^(["'`])(.+)\1$/s.exec(pattern)?.[2] ?? pattern;
}

/** `druid.wiki`, `sys.servers`: a resource is named without its schema. */
function withoutSchema(pattern: string): string {
  return pattern.replace(/^(?:druid|view|sys)\\?\./i, "");
}

/**
 * `wiki*`, `wiki_?`, `wiki%`: wildcards of file names and of LIKE, for who forgets that a pattern is a regular expression. What looks like
 * one of those is left alone.
 */
function fromWildcards(pattern: string): string {
  if (!/[*?%]/.test(pattern) || /[\\^$|+()[\]{}]|\.[*?]/.test(pattern)) return pattern;
  return pattern.replace(/[.*?%]/g, (character) => (character === "." ? "\\." : character === "?" ? "." : ".*"));
}

/** The pattern that was meant by one that is no regular expression, as `*` or `*_raw`. */
export function wildcardMeant(pattern: string): string | undefined {
  const meant = pattern.startsWith("*") ? fromWildcards(pattern) : pattern;
  return meant === pattern ? undefined : meant;
}

/** A name that differs in its case or in blanks only. */
export function otherCase(names: Iterable<string>, name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  for (const other of names) if (other !== name && other.trim().toLowerCase() === plain) return other;
  return undefined;
}
