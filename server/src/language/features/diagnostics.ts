/**
 * What is marked in a SQL document: what Druid refuses, and what the principal may not do, on the very words that ask for it.
 * Where Druid refuses a statement its permissions are not marked: they are not the author's problem yet. Without roles there is nothing
 * to compare with, so that only Druid's own rules are marked.
 */
import { CHECK_CODES, DEPENDING_CODES, REMARK_CODES } from "../analysis/checks/codes";
import type { Finding, Severity } from "../analysis/finding";
import type { Need, ResourceAction, Unknown } from "../permissions/model";
import type { NearMiss, Verdict } from "../roles/model";
import type { SqlDocument, Statement } from "../syntax/document";
import { PARSE_ERROR_CODES } from "../syntax/errors";
import { type Fix, shiftFix } from "../text/edit";
import { sentences, t } from "../text/l10n";
import { shiftRange, type TextRange } from "../text/range";
import { type AssessedNeed, assess } from "./assess";
import { diagnoseCloud } from "./cloudDiagnostics";
import { type PermissionCode, STATEMENT_CODES } from "./codes";
import type { LanguageContext } from "./context";
import { dialectFinding } from "./dialectWords";
import { type Directed, directed, directiveProblems } from "./directed";
import { firstWord } from "./firstWord";
import { decides } from "./judge";
import { visible } from "./markdown";
import { withSeverities } from "./severities";
import { SUPPRESSION_CODES, suppressedCodes, suppressionProblems, suppressionsOf } from "./suppressions";
import { denialText, needText, verdictText, waitsForPrincipal } from "./words";

/** One thing to mark. Offsets count from the start of the document. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly related: readonly RelatedPlace[];
  /** What would make it go away by a change of the document, the likeliest first. Absent when nothing is known. */
  readonly fixes?: readonly Fix[];
  /** The permission that it is about, where it is about one. */
  readonly need?: ResourceAction;
  /** What it is about, where its words do not tell that: two that differ in it are two findings. */
  readonly subject?: string;
  /** A document shows the first diagnostic of each such key only: what it says is the same for all of its statements. */
  readonly once?: string;
}

/** Another place that belongs to a diagnostic: in the document itself, or in the file of `uri`. */
export interface RelatedPlace {
  readonly uri?: string;
  readonly range: TextRange;
  readonly message: string;
  /** Enough where the diagnostic's own message says the same beside it. */
  readonly label?: string;
}

/** What a comment before a statement can silence. */
const SUPPRESSIBLE: ReadonlySet<string> = new Set(STATEMENT_CODES);

/** Codes that a statement has or has not, whoever asks and wherever it is sent. */
const CERTAIN: ReadonlySet<string> = new Set(
  [PARSE_ERROR_CODES, CHECK_CODES, REMARK_CODES].flatMap((table) => Object.keys(table)).filter((code) => !DEPENDING_CODES.has(code)),
);

/** How many other places a diagnostic names, of each sort. */
const MOST_RELATED = 5;

/** Everything to mark in a document, in the order of its statements. */
export function diagnostics(context: LanguageContext, document: SqlDocument): readonly Diagnostic[] {
  const isNew = createOnceFilter();
  const all: Diagnostic[] = [];
  for (const each of document.statements) {
    const found = directed(context, document, each);
    for (const diagnostic of diagnoseDirected(found)) if (isNew(diagnostic)) all.push(place(diagnostic, found.placed.start));
  }
  return all;
}

/** A filter for the diagnostics of one document: of those that are to be shown once it lets the first pass. */
export function createOnceFilter(): (diagnostic: Pick<Diagnostic, "once">) => boolean {
  const seen = new Set<string>();
  return ({ once }) => {
    if (once === undefined) return true;
    if (seen.has(once)) return false;
    seen.add(once);
    return true;
  };
}

/** What to mark in a statement of a document, with offsets local to it; remembered with the statement. */
export function diagnoseDirected({ context, placed, dialect }: Directed): readonly Diagnostic[] {
  if (dialect === undefined) return diagnoseStatement(context, placed.statement);
  return placed.statement.tree.memory.recall(`diagnostics ${dialect}`, context, () => {
    const found = [{ ...diagnoseFinding(dialectFinding(placed.statement, dialect)), once: `other-dialect:${dialect}` }];
    return withSeverities(withoutSuppressed(context, placed.statement, found), context.severities);
  });
}

/** What to mark in one statement, with offsets local to it; remembered with the statement. `context` and statement are those of `directed`. */
export function diagnoseStatement(context: LanguageContext, statement: Statement): readonly Diagnostic[] {
  return statement.tree.memory.recall("diagnostics", context, () =>
    withSeverities(withoutSuppressed(context, statement, diagnoseAnew(context, statement)), context.severities),
  );
}

/** The same diagnostic, `by` code units further on. */
export function place(diagnostic: Diagnostic, by: number): Diagnostic {
  if (by === 0) return diagnostic;
  const related = diagnostic.related.map((item) => (item.uri === undefined ? { ...item, range: shiftRange(item.range, by) } : item));
  const placed = { ...diagnostic, range: shiftRange(diagnostic.range, by), related };
  return diagnostic.fixes ? { ...placed, fixes: diagnostic.fixes.map((fix) => shiftFix(fix, by)) } : placed;
}

function diagnoseAnew(context: LanguageContext, statement: Statement): readonly Diagnostic[] {
  const { inspection, needs, cloud, verdict } = assess(context, statement);
  const rules = [...inspection.errors, ...inspection.warnings, ...directiveProblems(context, statement)].map(diagnoseFinding);
  if (verdict === "refused") return rules;
  const inCloud = diagnoseCloud(cloud);
  if (!context.judge) return [...rules, ...inCloud].sort((a, b) => a.range.start - b.range.start);
  const missing = needs.flatMap((assessed) => diagnoseNeed(context, assessed, verdict));
  const unknowns = inspection.unknowns.map(diagnoseUnknown);
  return [...rules, ...principalHint(context, statement, needs), ...missing, ...unknowns, ...inCloud].sort(
    (a, b) => a.range.start - b.range.start,
  );
}

/** Without what comments before the statement silence, and with what is to say about these comments. */
function withoutSuppressed(context: LanguageContext, statement: Statement, found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (context.inlineComments === "ignored") return found;
  const suppressions = suppressionsOf(statement, (word) => SUPPRESSIBLE.has(word));
  if (suppressions.length === 0) return found;
  const codes = suppressedCodes(suppressions);
  const present = new Set(found.map(({ code }) => code));
  const problems = suppressionProblems(statement, suppressions, present, {
    known: STATEMENT_CODES,
    isCertain: (code) => CERTAIN.has(code),
  });
  return [...problems, ...found].filter(({ code }) => !codes.has(code));
}

/** Whether a comment can silence a code. What is said about such comments is taken back by changing them. */
export function isSuppressible(code: string): boolean {
  return SUPPRESSIBLE.has(code) && !(code in SUPPRESSION_CODES);
}

function diagnoseFinding({ code, severity, message, range, fixes }: Finding): Diagnostic {
  return fixes ? { code, severity, message, range, related: [], fixes } : { code, severity, message, range, related: [] };
}

function diagnoseNeed(
  context: LanguageContext,
  { need, verdict }: AssessedNeed,
  statementVerdict: string | undefined,
): readonly Diagnostic[] {
  if (!verdict || verdict.outcome === "allowed" || waitsForPrincipal(verdict)) return [];
  if (decides(need)) return verdict.outcome === "denied" ? markDenied(context, need, verdict) : markUnknown(need, verdict);
  const isWorthSaying = need.phase === "follow" && verdict.outcome === "denied" && statementVerdict !== "denied";
  return isWorthSaying ? markFollow(need, verdict) : [];
}

function markDenied(context: LanguageContext, need: Need, verdict: Verdict): readonly Diagnostic[] {
  const late = need.phase === "run" ? t("It is checked while the statement runs.") : "";
  const message = sentences(denialText(context, need), verdictText(verdict), late);
  return markCauses(need, verdict, (range) => permission("permission-denied", "error", range, message));
}

function markUnknown(need: Need, verdict: Verdict): readonly Diagnostic[] {
  const message = sentences(t("Whether {0} is granted is not known.", needText(need)), verdictText(verdict));
  return markCauses(need, verdict, (range) => permission("permission-unknown", "information", range, message));
}

function markFollow(need: Need, verdict: Verdict): readonly Diagnostic[] {
  const message = t("You can submit this; without {0} you cannot see the status or report of its task.", needText(need));
  return markCauses(need, verdict, (range) => permission("permission-follow", "information", range, message));
}

function markCauses(need: Need, verdict: Verdict, mark: (range: TextRange) => Diagnostic): readonly Diagnostic[] {
  const misses = verdict.outcome === "denied" ? verdict.nearMisses.flatMap(relatedMiss).slice(0, MOST_RELATED) : [];
  const first = need.causes.slice(0, MOST_RELATED + 1);
  const { action, type, name } = need;
  return need.causes.map((cause) => {
    const others = first.filter((other) => other !== cause).slice(0, MOST_RELATED);
    const related = [...misses, ...others.map((range) => ({ range, message: t("{0} is needed here too.", needText(need)) }))];
    // Written out, since each keystroke copies every diagnostic of the file: copies of an object that grew out of another one are slow.
    const { code, severity, message, range } = mark(cause);
    return { code, severity, message, range, related, need: { action, type, name } };
  });
}

function relatedMiss({ uri, range, message, role }: NearMiss, index: number): readonly RelatedPlace[] {
  if (uri === undefined || !range) return [];
  const isSaid = index === 0 && role !== undefined;
  return [{ uri, range, message: visible(message), ...(isSaid && { label: t("role {0}", visible(role)) }) }];
}

function permission(code: PermissionCode, severity: Severity, range: TextRange, message: string): Diagnostic {
  return { code, severity, message, range, related: [] };
}

/** Asks for a principal where the verdict waits for one. */
function principalHint(context: LanguageContext, statement: Statement, needs: readonly AssessedNeed[]): readonly Diagnostic[] {
  if (context.judge?.principal || !needs.some(({ need, verdict }) => decides(need) && waitsForPrincipal(verdict))) return [];
  const message = t("Choose who you are, to see whether you may run this: command “Druid SQL: Choose who you are”.");
  return [{ ...permission("principal-missing", "hint", firstWord(statement), message), once: "principal-missing" }];
}

function diagnoseUnknown({ code, range, message }: Unknown): Diagnostic {
  const found = permission("permission-unknown", "information", range, message);
  return code === "router-unstated" ? { ...found, once: code } : found;
}
