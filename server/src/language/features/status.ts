/**
 * What the status bar says about the statement under the cursor: its verdict and one line of detail.
 */

import { authorizerOfEverybody } from "../roles/authorizer";
import { type SqlDocument, statementAt } from "../syntax/document";
import { t } from "../text/l10n";
import { type Assessment, assess } from "./assess";
import type { LanguageContext } from "./context";
import { dialectWords } from "./dialectWords";
import { directed } from "./directed";
import { decides, refusalOf, type StatementVerdict } from "./judge";
import { escapeMarkdown } from "./markdown";
import { mark, needMarkdown, statementVerdictMarkdown } from "./verdictMarkdown";

/** `no-roles`: needs are known, verdicts are not; `no-principal`: there are roles, and nobody was chosen. */
export interface Status {
  readonly state: "no-roles" | "no-principal" | "ready";
  /** Absent between statements, and where nobody judges. */
  readonly verdict?: StatementVerdict;
  /** One line of Markdown. */
  readonly detail: string;
}

/** How many needs fit on the line. */
const MOST_NEEDS = 5;

/** The status of the statement at an offset. */
export function statusAt(context: LanguageContext, document: SqlDocument, offset: number): Status {
  const found = statementAt(document, offset);
  const state = stateOf(context);
  if (!found || found.statement.span.end === found.statement.span.start) return { state, detail: t("No statement here.") };
  const { context: own, placed, dialect } = directed(context, document, found);
  if (dialect !== undefined) return { state, detail: escapeMarkdown(dialectWords(dialect)) };
  const assessment = assess(own, placed.statement);
  const detail = `${statementVerdictMarkdown(own, assessment.verdict, assessment.inspection.errors)}. ${needsLine(assessment)}`;
  return assessment.verdict ? { state, verdict: assessment.verdict, detail } : { state, detail };
}

function stateOf({ judge, settings }: LanguageContext): Status["state"] {
  if (!judge) return "no-roles";
  return judge.principal || authorizerOfEverybody(settings.profile) ? "ready" : "no-principal";
}

function needsLine({ inspection, needs, verdict }: Assessment): string {
  if (verdict === "refused") return escapeMarkdown(refusalOf(inspection)?.message ?? "");
  const deciding = needs.filter(({ need }) => decides(need));
  const important = deciding.filter(({ verdict }) => verdict?.outcome === "denied");
  const listed = important.length > 0 ? important : deciding;
  if (listed.length === 0) return inspection.unknowns.length > 0 ? "" : t("Needs no permission.");
  const shown = listed.slice(0, MOST_NEEDS).map(({ need, verdict }) => `${mark(verdict)} ${needMarkdown(need)}`);
  return listed.length > MOST_NEEDS ? t("{0} and {1} more", shown.join(", "), listed.length - MOST_NEEDS) : shown.join(", ");
}
