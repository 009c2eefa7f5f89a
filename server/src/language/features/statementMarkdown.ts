/**
 * The whole verdict of one statement as Markdown: what decides, what following and stopping its task would ask for, what is filtered,
 * and what other endpoints would make of it.
 */

import type { Statement } from "../syntax/document";
import { sentences, t } from "../text/l10n";
import { type AssessedNeed, type Assessment, assess } from "./assess";
import { describeVersion } from "./clusterWords";
import type { LanguageContext } from "./context";
import { endpointReports } from "./endpoints";
import { endpointList } from "./endpointsMarkdown";
import { decides, refusalOf } from "./judge";
import { code, escapeMarkdown } from "./markdown";
import { cloudMarkdown, filterMarkdown, needLine, statementVerdictMarkdown } from "./verdictMarkdown";

/** How many lines a list has before the rest is counted only. */
const MOST_LINES = 20;

/** Everything about a statement. */
export function statementMarkdown(context: LanguageContext, statement: Statement): string {
  const assessment = assess(context, statement);
  const { inspection, needs, cloud } = assessment;
  const deciding = needs.filter(({ need }) => decides(need));
  return [
    heading(context, assessment),
    deciding.length === 0 ? noNeeds(assessment) : list(deciding.map((assessed) => needLine(context, assessed))),
    afterwards(context, needs),
    list(inspection.filters.map(filterMarkdown)),
    list(inspection.unknowns.map(({ message }) => `? ${escapeMarkdown(message)}`)),
    list(cloud.map((action) => cloudMarkdown(context, action))),
    endpointList(endpointReports(context, statement)),
    escapeMarkdown(describeVersion(context)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The lines behind the verdict: the needs of the task that a statement becomes. */
export function afterwards(context: LanguageContext, needs: readonly AssessedNeed[]): string {
  const later = needs.filter(({ need }) => !decides(need));
  return later.length === 0 ? "" : [t("Afterwards:"), list(later.map((assessed) => needLine(context, assessed)))].join("\n\n");
}

/** A list of lines, cut where it gets too long. */
export function list(lines: readonly string[]): string {
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
  if (lines.length > MOST_LINES) shown.push(`- ${t("and {0} more", lines.length - MOST_LINES)}`);
  return shown.join("\n");
}

function heading(context: LanguageContext, { inspection, verdict }: Assessment): string {
  const title = statementVerdictMarkdown(context, verdict, inspection.errors);
  const stale =
    context.roles?.state === "stale" ? ` (${t("{0} has errors now; its last good state counts", escapeMarkdown(context.roles.name))})` : "";
  const refusal = refusalOf(inspection);
  return verdict === "refused" && refusal
    ? sentences(t("{0}, rule {1}.", title, code(refusal.code)), escapeMarkdown(refusal.message))
    : `${title}${stale}`;
}

function noNeeds({ inspection, verdict }: Assessment): string {
  if (verdict === "refused" || inspection.unknowns.length > 0) return "";
  return t("Needs no permission: every user of the cluster may run it.");
}
