/**
 * What the endpoints make of a statement, as Markdown: a list for a hover, a shorter one for each statement of a report, and what the
 * answers to a missing permission look like, once for the whole report.
 */

import { ENDPOINT_FACTS, entryOf, type RefusalAnswer, STATE_REFUSALS, TASK_REFUSALS } from "../data/endpoints";
import { phrase, sentences, t } from "../text/l10n";
import type { EndpointReport } from "./endpoints";
import { decides } from "./judge";
import { code, escapeMarkdown } from "./markdown";
import { mark, needMarkdown } from "./verdictMarkdown";

/** The notes of the table of endpoints, which knows nothing of languages. */
export const NOTES: readonly string[] = [phrase("the driver says: Remote driver error: Unauthorized")];

/** How much of an answer fits into a line of a hover. */
const LONGEST_BODY = 60;
/** How many missing permissions a line names. */
const MOST_MISSING = 3;

/** For a hover: the chosen endpoint with its answer, then one line for each other one that the cluster has. Empty without reports. */
export function endpointList(reports: readonly EndpointReport[]): string {
  const chosen = reports.filter(({ use }) => use === "chosen").map(chosenLine);
  return [...chosen, elsewhere(reports)].filter((part) => part !== "").join("\n\n");
}

/** For one statement of a report, where the answers stand apart: the other endpoints. */
export function endpointLines(reports: readonly EndpointReport[]): string {
  return elsewhere(reports);
}

/** What Druid answers at each endpoint of a version where a permission is missing, as a table. */
export function refusalTable(version: number): string {
  const rows = ENDPOINT_FACTS.flatMap(({ name, requests, refusals }) => {
    const request = entryOf(requests, version);
    return request ? [row(code(request.request) + (name === "dart" ? " (msq-dart)" : ""), entryOf(refusals, version))] : [];
  });
  const state = row(t("`sys.servers` and its like, while they are read"), entryOf(STATE_REFUSALS, version));
  const task = row(t("the task, at the Overlord"), entryOf(TASK_REFUSALS, version));
  return [`| ${t("sent to")} | ${t("answer")} |`, "|---|---|", ...rows, state, task].join("\n");
}

function row(place: string, answer: RefusalAnswer | undefined): string {
  return `| ${place} | ${answer ? answerText(answer, "whole") : ""} |`;
}

function chosenLine(report: EndpointReport): string {
  const answers = [report.refusal, report.runRefusal].flatMap((answer) => (answer ? [answerText(answer, "short")] : []));
  const asks = report.needs.some(({ need }) => decides(need));
  const place = report.afterwards === undefined ? where(report) : `${where(report)}, ${escapeMarkdown(report.afterwards)}`;
  const sent = t("Sent to {0}.", place);
  return answers.length === 0 || !asks
    ? sent
    : sentences(sent, t("Without a permission it answers {0}.", answers.length === 2 ? t("{0} or {1}", ...answers) : answers.join(", ")));
}

function elsewhere(reports: readonly EndpointReport[]): string {
  const others = reports.filter(({ use, obstacle }) => use === "possible" && obstacle?.code !== "endpoint-missing");
  if (others.length === 0) return "";
  return [t("Sent elsewhere:"), others.map((report) => `- ${where(report)}: ${outcome(report)}`).join("\n")].join("\n\n");
}

function where({ request, engine }: EndpointReport): string {
  return `${code(request)} (${engine})`;
}

/** `allowed`, `denied (READ DATASOURCE x)`, or why not; who may follow and stop it behind it. */
function outcome(report: EndpointReport): string {
  const { obstacle, afterwards } = report;
  if (!obstacle) return [verdictWords(report), ...laterNeeds(report), ...(afterwards === undefined ? [] : [afterwards])].join("; ");
  const why = obstacleWords(report);
  return obstacle.stage === "plan" && report.verdict === "denied"
    ? t("no, {0}; before it says so: {1}", why, verdictWords(report))
    : t("no, {0}", why);
}

function obstacleWords({ obstacle, engine }: EndpointReport): string {
  if (obstacle?.code === "engine-feature") return t("{0} cannot run it", engine);
  return obstacle?.code === "set-over-jdbc" ? t("JDBC takes no SET") : escapeMarkdown(obstacle?.message ?? "");
}

function verdictWords({ verdict, needs }: EndpointReport): string {
  if (verdict === undefined) return t("possible");
  const missing = needs.filter((each) => decides(each.need) && each.verdict?.outcome === "denied").map(({ need }) => needMarkdown(need));
  const more = missing.length > MOST_MISSING ? [t("{0} more", missing.length - MOST_MISSING)] : [];
  const word = t(VERDICTS[verdict]);
  return missing.length === 0 ? word : `${word} (${[...missing.slice(0, MOST_MISSING), ...more].join(", ")})`;
}

const VERDICTS = { allowed: phrase("allowed"), denied: phrase("denied"), unknown: phrase("unknown"), refused: phrase("refused") } as const;

/** What the task of the statement asks for through the Overlord. */
function laterNeeds({ needs }: EndpointReport): readonly string[] {
  const later = needs.filter(({ need }) => !decides(need));
  return later.map(({ need, verdict }) => {
    const marked = `${mark(verdict)} ${needMarkdown(need)}`;
    return need.phase === "follow" ? t("to see its task {0}", marked) : t("to stop its task {0}", marked);
  });
}

function answerText({ status, body, basis, note }: RefusalAnswer, length: "short" | "whole"): string {
  const shown = length === "short" && body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY)}…` : body;
  const told = length === "whole" && note !== undefined ? `; ${t(note)}` : "";
  return `${status} ${shown === "" ? t("without a body") : code(shown)}${told}${basis === "inferred" ? ` ${t("(inferred)")}` : ""}`;
}
