/**
 * Needs and verdicts as short pieces of Markdown, the same in hover, report and status.
 */

import type { Finding } from "../analysis/finding";
import type { Filter, ResourceAction } from "../permissions/model";
import type { GrantReference, NearMiss, Verdict } from "../roles/model";
import { phrase, sentences, t } from "../text/l10n";
import type { AssessedNeed } from "./assess";
import type { AssessedCloud } from "./cloudVerdicts";
import type { LanguageContext, Link } from "./context";
import { refusalWords, type StatementVerdict } from "./judge";
import { code, escapeMarkdown } from "./markdown";
import { needText, phaseWords, waitsForPrincipal } from "./words";

/** How many near misses are worth reading. */
const MOST_MISSES = 3;

/** Whether a mark beside the text says the nearest miss, and leads to the places of the others. */
export type MissesTold = "here" | "beside";

/** `READ DATASOURCE wikipedia` as code. */
export function needMarkdown(need: ResourceAction): string {
  return code(needText(need));
}

/** ✓ allowed, ✗ denied, ? not known; a bullet where nobody judges. */
export function mark(verdict: Verdict | undefined): string {
  if (!verdict || waitsForPrincipal(verdict)) return "•";
  return { allowed: "✓", denied: "✗", unknown: "?" }[verdict.outcome];
}

/** `allowed by role [analyst](…)`, `denied: …`; empty where nobody judges. */
export function verdictMarkdown(context: LanguageContext, verdict: Verdict | undefined, told: MissesTold = "here"): string {
  if (!verdict) return "";
  if (verdict.outcome === "allowed") return t("allowed by {0}", grantMarkdown(context.link, verdict.by));
  if (verdict.outcome === "denied") return told === "here" ? denialMarkdown(context, verdict.nearMisses) : t("denied.");
  return waitsForPrincipal(verdict) ? t("choose who you are to see whether it is granted") : t("not known: {0}", sentence(verdict.message));
}

/** One line: mark, need, when it is checked unless that is before the statement runs, verdict. */
export function needLine(context: LanguageContext, { need, verdict }: AssessedNeed): string {
  const phase = need.phase === "submit" ? "" : ` (${phaseWords(need.phase)})`;
  const words = verdictMarkdown(context, verdict);
  return `${mark(verdict)} ${needMarkdown(need)}${phase}${words === "" ? "" : `: ${words}`}`;
}

/** The near misses behind the first one, which `verdictMarkdown` says. */
export function furtherMisses(context: LanguageContext, verdict: Verdict | undefined, told: MissesTold): readonly string[] {
  if (verdict?.outcome !== "denied") return [];
  const misses = verdict.nearMisses.slice(1, MOST_MISSES);
  const untold = told === "here" ? misses : misses.filter(({ uri, range }) => uri === undefined || !range);
  return untold.map((miss) => missMarkdown(context, miss));
}

/** The heading of a statement: `**Denied** for user:bob`. */
export function statementVerdictMarkdown(
  context: LanguageContext,
  verdict: StatementVerdict | undefined,
  errors: readonly Finding[],
): string {
  const who = context.principal === undefined ? undefined : code(context.principal);
  switch (verdict) {
    case "allowed":
      return who === undefined ? t("**Allowed**") : t("**Allowed** for {0}", who);
    case "denied":
      return who === undefined ? t("**Denied**") : t("**Denied** for {0}", who);
    case "unknown":
      if (context.judge && !context.judge.principal) return t("**Not judged**: choose who you are");
      return who === undefined ? t("**Not known**") : t("**Not known** for {0}", who);
    case "refused":
      return t("**Refused**: {0}", refusalWords(errors));
    case undefined:
      return t("**Not judged**: no roles file");
  }
}

/** What is left out of the result without any error. */
export function filterMarkdown({ message }: Filter): string {
  return escapeMarkdown(message);
}

/** A permission that the service needs in the cloud, never the author; with what its policies say. */
export function cloudMarkdown(context: LanguageContext, { action, resource, reason, doubt, verdict, place }: AssessedCloud): string {
  const what = t("{0} on {1}, for the cluster's own identity: {2}", code(action), code(resource), escapeMarkdown(reason));
  if (!verdict) return doubt ? `${what} ${escapeMarkdown(doubt.message)}` : what;
  const said = `${t(CLOUD_WORDS[verdict.outcome])} ${escapeMarkdown(verdict.message)}`;
  return `${CLOUD_MARKS[verdict.outcome]} ${what} ${said}${place ? ` (${context.link(t("see"), place)})` : ""}`;
}

const CLOUD_MARKS = { allowed: "✓", denied: "✗", unknown: "?", none: "•" } as const;
const CLOUD_WORDS = {
  allowed: phrase("Allowed:"),
  denied: phrase("**Denied**:"),
  unknown: phrase("Not known:"),
  none: phrase("Not judged:"),
} as const;

function grantMarkdown(link: Link, { role, permission, uri, range }: GrantReference): string {
  const linked = uri !== undefined && range ? link(role, { uri, range }) : escapeMarkdown(role);
  if (!permission) return linked;
  return permission.pattern === undefined ? t("role {0}", linked) : t("role {0} ({1})", linked, code(permission.pattern));
}

function denialMarkdown(context: LanguageContext, misses: readonly NearMiss[]): string {
  const nearest = misses[0];
  return nearest ? sentences(t("denied."), missMarkdown(context, nearest)) : t("denied: no permission comes near");
}

function missMarkdown({ link }: LanguageContext, { message, uri, range }: NearMiss): string {
  const place = uri !== undefined && range ? ` (${link(t("see"), { uri, range })})` : "";
  return `${sentence(message)}${place}`;
}

function sentence(message: string): string {
  return escapeMarkdown(message);
}
