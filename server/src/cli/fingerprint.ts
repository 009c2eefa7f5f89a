/**
 * A fingerprint says that two runs found the same thing. It is made of what was found and of the words of the statement, never of lines:
 * it survives that text is moved, laid out anew or commented, and that the program words its messages otherwise.
 */
import { createHash } from "node:crypto";
import { type Diagnostic, PERMISSION_CODES, type PlacedStatement, statementWords } from "../language/index";

/** Counts findings that are told apart by nothing else than that they come one behind the other; one for each file. */
export type Occurrences = Map<string, number>;

const LENGTH = 32;

/** The fingerprint of a diagnostic on a statement, as hexadecimal digits. The diagnostic's offsets count from the start of the document. */
export function fingerprintOf(
  { code, range, need, subject }: Diagnostic,
  { start, statement }: PlacedStatement,
  { occurrences, principal = "", environment }: FingerprintPlaces,
): string {
  const words = statement.text.slice(range.start - start, range.end - start).replace(/\s+/g, " ");
  const about = need ? [need.action, need.type, need.name] : subject === undefined ? [words] : [words, subject];
  const who = dependsOnPrincipal(code) ? [principal, ...(environment === undefined ? [] : [environment])] : [""];
  return nthHash(occurrences, [code, ...who, ...about, statementWords(statement)]);
}

/** What a finding is told apart by, beside the statement. */
interface FingerprintPlaces {
  readonly occurrences: Occurrences;
  readonly principal: string | undefined;
  /** What is missing in one environment may be granted in another. */
  readonly environment: string | undefined;
}

/** Whether somebody else, or another environment, could have another finding there. What Druid refuses it refuses to everybody. */
export function dependsOnPrincipal(code: string): boolean {
  return code in PERMISSION_CODES;
}

/** The fingerprint of a problem of a roles file. */
export function rolesFingerprint({ code, message }: { readonly code: string; readonly message: string }, occurrences: Occurrences): string {
  return nthHash(occurrences, [code, message]);
}

function nthHash(occurrences: Occurrences, parts: readonly string[]): string {
  const base = hash(JSON.stringify(parts));
  const before = occurrences.get(base) ?? 0;
  occurrences.set(base, before + 1);
  return before === 0 ? base : hash(`${base}:${before}`);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, LENGTH);
}
