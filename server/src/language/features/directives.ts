/**
 * Comments that state something about the cluster: `-- druid-sql: version=31, endpoint=task`. Before the first statement of a document they
 * hold for all of it, before another statement for that one. What decides who is granted what is never taken from a comment.
 * Relies on the token table; what is wrong with a comment is a finding on its words.
 */
import type { Finding } from "../analysis/finding";
import { type ClusterProfile, ENDPOINTS, type Endpoint } from "../permissions/model";
import { mustBe, PROFILE_KEYS, readProfile } from "../permissions/profile";
import type { SqlDocument, Statement } from "../syntax/document";
import { TokenKind } from "../syntax/tokenKind";
import { tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import { phrase, t } from "../text/l10n";
import type { TextRange } from "../text/range";

/** What comments state: values in the form of a profile. Keys that nobody states are absent. */
export interface Directive {
  readonly profile: Partial<ClusterProfile>;
  readonly endpoint?: Endpoint;
  /** Whether the file is checked; counts before the first statement only. */
  readonly enable?: FileSwitch;
}

/** `off` leaves a file alone, `on` takes it for Druid SQL whatever it looks like. */
export type FileSwitch = "on" | "off";

/** The comments of one statement, and what is wrong with them. Ranges are local to the statement. */
export interface StatementDirectives {
  /** Absent when nothing is stated. */
  readonly directive?: Directive;
  readonly problems: readonly Finding[];
}

/** The codes of what is wrong with such comments; `docs/diagnostics/<code>.md` has a page for each. */
export const DIRECTIVE_CODES = {
  "bad-directive": phrase("A comment that begins with druid-sql: states something that is not understood."),
} as const;

/** The keys that a comment may state beside `version` and `endpoint`. The others are lists, or decide who is granted what. */
export const STATED_KEYS = [
  "druidVersion",
  "inputSourceSecurity",
  "authorizeQueryContext",
  "authorizeSystemTables",
  "router",
  "sysQueriesTable",
] as const satisfies readonly (keyof ClusterProfile)[];
type StatedKey = (typeof STATED_KEYS)[number];

/** What a comment that states something begins with. */
export const MARK = "druid-sql:";
const KEY = {};
const NOTHING: StatementDirectives = { problems: [] };

/** What the comments of a statement state, of whichever scope; remembered with the statement. */
export function directivesOf(statement: Statement): StatementDirectives {
  if (!statement.text.includes(MARK)) return NOTHING;
  return statement.remember("directives", KEY, () => readDirectives(statement));
}

const ofDocuments = new WeakMap<SqlDocument, { readonly directive: Directive | undefined }>();

/** What is stated before the first statement of a document. Asked for with every statement, so remembered with the document. */
export function directiveOfDocument(document: SqlDocument): Directive | undefined {
  const known = ofDocuments.get(document);
  if (known) return known.directive;
  const directive = readLeading(document);
  ofDocuments.set(document, { directive });
  return directive;
}

function readLeading({ parts }: SqlDocument): Directive | undefined {
  let stated: Directive | undefined;
  for (const statement of parts) {
    stated = mergeDirectives(stated, directivesOf(statement).directive);
    if (statement.span.end > statement.span.start) break;
  }
  return stated;
}

/** Whether the comments before the first statement switch the checks of the file on or off. */
export function switchOfDocument(document: SqlDocument): FileSwitch | undefined {
  return directiveOfDocument(document)?.enable;
}

/** Both directives in one; where both state a key, `nearer` counts. */
export function mergeDirectives(general: Directive | undefined, nearer: Directive | undefined): Directive | undefined {
  if (!general || !nearer || general === nearer) return nearer ?? general;
  return { ...general, ...nearer, profile: { ...general.profile, ...nearer.profile } };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Grows while the comments of a statement are read. */
interface Reading {
  readonly profile: Mutable<Partial<Record<StatedKey, unknown>>>;
  endpoint?: Endpoint;
  enable?: FileSwitch;
  /** The text that was given for each key. */
  readonly given: Map<string, string>;
  readonly problems: Finding[];
}

function readDirectives(statement: Statement): StatementDirectives {
  const { text, tokens } = statement;
  const reading: Reading = { profile: {}, given: new Map(), problems: [] };
  const limit = firstWordOf(statement);
  for (let token = 0; token < tokens.count; token++) {
    const range = isComment(tokenKind(tokens, token))
      ? directiveRange(text, tokenStart(tokens, token), tokenEnd(tokens, token))
      : undefined;
    if (!range) continue;
    if (range.start < limit) readComment(reading, text, range);
    else complain(reading, range, t("This comment stands inside of a statement and states nothing. Put it before the statement."));
  }
  if (reading.given.size === 0) return { problems: reading.problems };
  const { endpoint, enable, problems } = reading;
  const profile = reading.profile as Partial<ClusterProfile>;
  return { directive: { profile, ...(endpoint !== undefined && { endpoint }), ...(enable !== undefined && { enable }) }, problems };
}

/** Comments from here on belong to no statement any more: behind the SETs, or behind all blanks when nothing else is there. */
function firstWordOf({ tree, span, text }: Statement): number {
  if (tree.statement && tree.statement.end > tree.statement.start) return tree.statement.start;
  return span.end > span.start ? span.start : text.length;
}

function isComment(kind: TokenKind): boolean {
  return kind === TokenKind.LineComment || kind === TokenKind.BlockComment;
}

/** What a comment says from its mark on; undefined when it does not begin with the mark. */
function directiveRange(text: string, start: number, end: number): TextRange | undefined {
  const comment = text.slice(start, end);
  const [, lead, body] = /^((?:--|\/\/|\/\*)[ \t]*)(druid-sql:[\s\S]*?)\s*(?:\*\/)?$/.exec(comment) ?? [];
  return lead === undefined || body === undefined ? undefined : { start: start + lead.length, end: start + lead.length + body.length };
}

function readComment(reading: Reading, text: string, { start, end }: TextRange): void {
  const from = start + MARK.length;
  const parts = [...text.slice(from, end).matchAll(/([\w.-]+)\s*=\s*([^\s,]+)|[^\s,]+/g)];
  if (parts.length === 0) complain(reading, { start, end }, t("This comment states nothing. Write key=value, as version=31."));
  for (const { 0: part, 1: key, 2: value, index } of parts) {
    const range = { start: from + index, end: from + index + part.length };
    if (key !== undefined && value !== undefined) state(reading, key, value.replace(/^(["'])(.*)\1$/, "$2"), range);
    else complain(reading, range, t("{0} is no key=value, as version=31 is.", part));
    // What follows is prose most likely: one word about it is enough.
    if (key === undefined) return;
  }
}

function state(reading: Reading, name: string, text: string, range: TextRange): void {
  const key = name === "version" ? "druidVersion" : name;
  const before = reading.given.get(key);
  if (before !== undefined && before !== text)
    complain(reading, range, t("{0} is stated twice, as {1} and as {2}; the latter counts.", name, before, text));
  const stated = STATED_KEYS.find((known) => known === key);
  if (key === "endpoint") stateEndpoint(reading, text, range);
  else if (key === "enable") stateSwitch(reading, text, range);
  else if (stated) stateKey(reading, stated, name, text, range);
  else complain(reading, range, cannotState(name));
}

function stateKey(reading: Reading, stated: StatedKey, name: string, text: string, range: TextRange): void {
  const { profile, problems, assumed } = readProfile({ [stated]: text });
  const problem = problems[0];
  if (problem) complain(reading, range, problem.expected === undefined ? problem.message : mustBe(name, problem.expected));
  if (assumed.includes(stated)) return;
  reading.profile[stated] = profile[stated];
  reading.given.set(stated, text);
}

function stateEndpoint(reading: Reading, text: string, range: TextRange): void {
  const endpoint = ENDPOINTS.find((known) => known === text);
  if (!endpoint) {
    complain(reading, range, mustBe("endpoint", t("one of {0}", ENDPOINTS.join(", "))));
    return;
  }
  reading.endpoint = endpoint;
  reading.given.set("endpoint", text);
}

function stateSwitch(reading: Reading, text: string, range: TextRange): void {
  if (text !== "on" && text !== "off") {
    complain(reading, range, t("enable must be on or off."));
    return;
  }
  reading.enable = text;
  reading.given.set("enable", text);
}

function cannotState(name: string): string {
  if (PROFILE_KEYS.some((key) => key === name))
    return t("{0} cannot be stated in a comment, only in the settings or in cluster of the roles file.", name);
  const names = ["version", "endpoint", "enable", ...STATED_KEYS.filter((key) => key !== "druidVersion")];
  const meant = names.find((known) => known.toLowerCase() === name.toLowerCase());
  return meant ? t("{0} is not known; {1} is.", name, meant) : t("{0} is not known. Known are {1}.", name, names.join(", "));
}

function complain(reading: Reading, range: TextRange, message: string): void {
  reading.problems.push({ code: "bad-directive", severity: "warning", message, range });
}
