/**
 * Comments that silence diagnostics of the statement behind them: `-- druid-sql-ignore permission-denied: granted by hand each night`. A list
 * of codes ends with a colon, or before the first word that is no code: behind it stands why. Such comments are looked at in turn: one that
 * silences nothing, gives no reason or names no code is said.
 * Relies on a statement's text before its first word holding nothing but blanks and comments.
 */
import type { Severity } from "../analysis/finding";
import type { Statement } from "../syntax/document";
import { TokenKind } from "../syntax/tokenKind";
import { tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import type { Fix } from "../text/edit";
import { phrase, t } from "../text/l10n";
import { nearestWord } from "../text/nearest";
import type { TextRange } from "../text/range";

/** The codes of what is wrong with such comments; `docs/diagnostics/<code>.md` has a page for each. */
export const SUPPRESSION_CODES = {
  "bad-suppression": { meaning: phrase("A comment that begins with druid-sql-ignore names no diagnostic."), severity: "warning" },
  "unused-suppression": { meaning: phrase("A comment silences a diagnostic that is not there."), severity: "hint" },
  "suppression-reason": { meaning: phrase("A comment silences a diagnostic and does not say why."), severity: "hint" },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly severity: Severity }>>;

export type SuppressionCode = keyof typeof SUPPRESSION_CODES;

/** One comment. Ranges are local to the statement. */
export interface Suppression extends TextRange {
  readonly codes: readonly NamedCode[];
  /** The first word, where it is no code: nothing is silenced. */
  readonly unknown?: NamedCode;
  readonly hasReason: boolean;
  /** It stands within or behind the statement, or is a block comment: nothing is silenced. */
  readonly isMisplaced?: true;
}

interface NamedCode extends TextRange {
  readonly code: string;
}

/** Something to say about a comment, in the form of a diagnostic. */
export interface SuppressionProblem {
  readonly code: SuppressionCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly related: readonly [];
  readonly fixes: readonly Fix[];
}

/** Stands for a reason in what a quick fix writes and the documentation shows; it is none itself. */
export const REASON = phrase("why");

const MARK = "druid-sql-ignore";
const NONE: readonly Suppression[] = [];
const KEY = {};

/** The comments before a statement that silence something, or mean to; remembered with the statement. */
export function suppressionsOf(statement: Statement, isCode: (word: string) => boolean): readonly Suppression[] {
  return statement.tree.memory.recall("suppressions", KEY, () => {
    const { text, span } = statement;
    if (!text.includes(MARK)) return NONE;
    const before = readSuppressions(text.slice(0, span.start), isCode);
    return [...before, ...misplacedIn(statement, before)];
  });
}

/** Other comments that begin with the mark. */
function misplacedIn({ text, tokens }: Statement, before: readonly Suppression[]): readonly Suppression[] {
  const found: Suppression[] = [];
  const placed = new Set(before.map(({ start }) => start));
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokenKind(tokens, index);
    if (kind !== TokenKind.LineComment && kind !== TokenKind.BlockComment) continue;
    const start = tokenStart(tokens, index);
    const words = text.slice(start, tokenEnd(tokens, index)).trimEnd();
    if (!/^(?:--|\/\/|\/\*)[ \t]*druid-sql-ignore\b/.test(words) || placed.has(start)) continue;
    found.push({ start, end: start + words.length, codes: [], hasReason: true, isMisplaced: true });
  }
  return found;
}

function readSuppressions(lead: string, isCode: (word: string) => boolean): readonly Suppression[] {
  return [...lead.matchAll(/--[ \t]*druid-sql-ignore\b[ \t]*([^\r\n]*)/g)].map((match) => {
    const text = match[1] ?? "";
    const end = match.index + match[0].trimEnd().length;
    const words = wordsOf(text, match.index + match[0].length - text.length);
    const foreign = words.findIndex(({ code }) => !isCode(code));
    const codes = foreign < 0 ? words : words.slice(0, foreign);
    const first = words[0];
    const behind = text.slice((codes.at(-1)?.end ?? match.index + match[0].length) - (match.index + match[0].length - text.length));
    return {
      start: match.index,
      end,
      codes,
      ...(codes.length === 0 && first && { unknown: first }),
      hasReason: isReason(behind),
    };
  });
}

function isReason(text: string): boolean {
  const words = text.replace(/^[\s:]+|[\s.]+$/g, "");
  return /[\p{L}\p{N}]/u.test(words) && words !== REASON && words !== t(REASON);
}

/** The words of a list: up to a colon, or to the end. */
function wordsOf(text: string, start: number): readonly NamedCode[] {
  const list = /^[^:]*/.exec(text)?.[0] ?? "";
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({ code, start: start + index, end: start + index + code.length }));
}

/** What the comments silence. */
export function suppressedCodes(suppressions: readonly Suppression[]): ReadonlySet<string> {
  return new Set(suppressions.flatMap(({ codes }) => codes.map(({ code }) => code)));
}

/**
 * What is to say about the comments. `found` are the codes that the statement has, `isCertain` tells of which codes that does not depend on
 * who asks and where the statement is sent.
 */
export function suppressionProblems(
  statement: Statement,
  suppressions: readonly Suppression[],
  found: ReadonlySet<string>,
  codes: { readonly known: readonly string[]; readonly isCertain: (code: string) => boolean },
): readonly SuppressionProblem[] {
  return suppressions.flatMap((suppression) => {
    const { unknown } = suppression;
    if (suppression.isMisplaced) return [misplaced(statement, suppression)];
    if (unknown) return [badSuppression(unknown, codes.known)];
    if (suppression.codes.length === 0) {
      const message = t("No diagnostic is named, so that nothing is silenced: write its code behind {0}.", MARK);
      return [problem("bad-suppression", message, { start: suppression.start, end: suppression.end }, [])];
    }
    const unused = suppression.codes.filter(({ code }) => !found.has(code) && codes.isCertain(code));
    return [
      ...unused.map((named) => unusedSuppression(statement, suppression, named)),
      ...(suppression.hasReason ? [] : [noReason(suppression)]),
    ];
  });
}

/** The comment is moved to a line of its own before the first word. */
function misplaced({ text, span }: Statement, { start, end }: Suppression): SuppressionProblem {
  const words = text.slice(start, end).replace(/^(?:--|\/\/|\/\*)\s*|\s*\*\/$/g, "");
  const indent = /[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? "";
  const message = t("Nothing is silenced from here: the comment stands before the statement, behind {0}.", "--");
  const fix: Fix = {
    title: t("Move it before the statement"),
    certainty: "certain",
    edits: [
      { range: { start: span.start, end: span.start }, text: `-- ${words.replace(/\s+/g, " ")}\n${indent}` },
      { range: wholeLine(text, { start, end }), text: "" },
    ],
  };
  return problem("bad-suppression", message, { start, end }, start < span.start ? [] : [fix]);
}

function badSuppression({ code, start, end }: NamedCode, known: readonly string[]): SuppressionProblem {
  const meant = nearestWord(code, known);
  const message =
    meant === undefined
      ? t("{0} is no diagnostic: nothing is silenced.", code)
      : t("{0} is no diagnostic: nothing is silenced. Is {1} meant?", code, meant);
  const fixes: readonly Fix[] =
    meant === undefined ? [] : [{ title: t("Write {0}", meant), certainty: "choice", edits: [{ range: { start, end }, text: meant }] }];
  return problem("bad-suppression", message, { start, end }, fixes);
}

function unusedSuppression({ text }: Statement, suppression: Suppression, named: NamedCode): SuppressionProblem {
  const range = suppression.codes.length === 1 ? wholeLine(text, suppression) : inList(suppression, named);
  const title = suppression.codes.length === 1 ? t("Remove the comment") : t("Remove {0}", named.code);
  const message = t("{0} is not found in this statement, so that nothing is silenced.", named.code);
  return problem("unused-suppression", message, { start: named.start, end: named.end }, [
    { title, certainty: "certain", edits: [{ range, text: "" }] },
  ]);
}

function noReason({ codes, start, end }: Suppression): SuppressionProblem {
  const last = codes.at(-1)?.end ?? end;
  return problem("suppression-reason", t("Say why, behind a colon."), { start, end: last }, []);
}

function problem(code: SuppressionCode, message: string, range: TextRange, fixes: readonly Fix[]): SuppressionProblem {
  return { code, severity: SUPPRESSION_CODES[code].severity, message, range, related: [], fixes };
}

/** The comment with its line, where it stands alone on it. */
function wholeLine(text: string, { start, end }: TextRange): TextRange {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isAlone = text.slice(lineStart, start).trim() === "";
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return isAlone && lineEnd > 0 ? { start: lineStart, end: end + lineEnd } : { start, end };
}

/** A code with the comma or blank that parts it from its neighbour. */
function inList({ codes }: Suppression, named: NamedCode): TextRange {
  const index = codes.indexOf(named);
  const next = codes[index + 1];
  if (next) return { start: named.start, end: next.start };
  return { start: codes[index - 1]?.end ?? named.start, end: named.end };
}
