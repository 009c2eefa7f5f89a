/**
 * A fingerprint says that two runs found the same thing. It is made of what was found and of the words of the statement, never of lines:
 * it survives that text is moved, laid out anew or commented, and that the program words its messages otherwise.
 */
import { createHash, hash as hashAtOnce } from "node:crypto";
import { type Diagnostic, PERMISSION_CODES, type Statement, statementWords } from "../language/index";

/** Counts findings that are told apart by nothing else than that they come one behind the other; one for each file. */
export type Occurrences = Map<string, number>;

/** What all fingerprints of a statement have in common, made once for all of its findings. */
export interface StatementIdentity {
  readonly statement: Statement;
  /** Its words as JSON, or a hash of them. */
  readonly words: string;
}

const LENGTH = 32;
/** Of a statement with more words (UTF-16 code units) their hash counts, since it may have thousands of findings. */
const LONGEST_WORDS = 8192;

/** The identity of a statement. */
export function identityOf(statement: Statement): StatementIdentity {
  const words = statementWords(statement);
  return { statement, words: JSON.stringify(words.length > LONGEST_WORDS ? hash(words) : words) };
}

/** The fingerprint of a diagnostic on a statement, as hexadecimal digits. The diagnostic's offsets are local to the statement. */
export function fingerprintOf(
  { code, range, need, subject }: Diagnostic,
  { statement, words }: StatementIdentity,
  { occurrences, principal = "", environment }: FingerprintPlaces,
): string {
  const about = need ? [need.action, need.type, need.name] : [wordsAt(statement, range), ...(subject === undefined ? [] : [subject])];
  const who = dependsOnPrincipal(code) ? [principal, ...(environment === undefined ? [] : [environment])] : [""];
  return nthHash(occurrences, `${JSON.stringify([code, ...who, ...about]).slice(0, -1)},${words}]`);
}

function wordsAt({ text }: Statement, { start, end }: Diagnostic["range"]): string {
  return text.slice(start, end).replace(/\s+/g, " ");
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
  return nthHash(occurrences, JSON.stringify([code, message]));
}

function nthHash(occurrences: Occurrences, text: string): string {
  const base = hash(text);
  const before = occurrences.get(base) ?? 0;
  occurrences.set(base, before + 1);
  return before === 0 ? base : hash(`${base}:${before}`);
}

/** Node 20 brought the faster way in a later release. */
const sha256 = hashAtOnce
  ? (text: string): string => hashAtOnce("sha256", text)
  : (text: string): string => createHash("sha256").update(text).digest("hex");

function hash(text: string): string {
  return sha256(text).slice(0, LENGTH);
}
