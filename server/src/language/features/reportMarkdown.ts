/**
 * A permission report as Markdown, for a read-only document.
 */

import { PROFILE_KEYS } from "../permissions/profile";
import { phrase, t } from "../text/l10n";
import { indexLines, placeAt } from "../text/lineIndex";
import type { AssessedNeed } from "./assess";
import type { ProfileSources } from "./clusterDescription";
import { problemWords, sourceWords } from "./clusterWords";
import type { LanguageContext } from "./context";
import { endpointLines, refusalTable } from "./endpointsMarkdown";
import { decides } from "./judge";
import { leastPolicy } from "./leastGrant";
import { code, codeBlock, escapeMarkdown } from "./markdown";
import { type MissingGrant, type Report, type StatementReport, summaryOf } from "./report";
import { afterwards, list } from "./statementMarkdown";
import { cloudMarkdown, filterMarkdown, needLine, statementVerdictMarkdown } from "./verdictMarkdown";

/** The document that was reported on, as it is shown. */
export interface ReportedText {
  /** `load.sql` */
  readonly name: string;
  /** Where statements link to. */
  readonly uri: string;
  readonly text: string;
  /** The environment that was asked about, in plain text; absent where none are described. */
  readonly environment?: string;
}

/** How many statements are shown in full; the summary counts all. */
const MOST_STATEMENTS = 500;
/** How many missing grants are written out. */
const MOST_GRANTS = 200;

/** Renders a report; the context is the one that the report was made with. */
export function reportMarkdown(context: LanguageContext, report: Report, reported: ReportedText): string {
  const lines = indexLines(reported.text);
  const shown = report.statements.slice(0, MOST_STATEMENTS);
  const left = report.statements.length - shown.length;
  return [
    t("# Permissions of {0}", escapeMarkdown(reported.name)),
    `**${summaryOf(report.counts)}**`,
    about(context, report, reported),
    missing(report),
    ...shown.map((statement) => statementSection(context, statement, reported, placeAt(lines, statement.range.start).line + 1)),
    left > 0 ? t("{0} more statements are not shown.", left) : "",
    refusals(report),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** Druid's answers name nothing, so that it helps to know what they look like. */
function refusals({ profile, statements }: Report): string {
  if (statements.length === 0) return "";
  const intro = t("None of them says which permission is missing. Inferred: read in Druid's sources, no such release was asked.");
  return [t("## What Druid {0} answers without a permission", profile.druidVersion), intro, refusalTable(profile.druidVersion)].join(
    "\n\n",
  );
}

function about(
  context: LanguageContext,
  { principal, roles, profile, assumed, profileSources, endpoint }: Report,
  { environment }: ReportedText,
): string {
  const file = roles && context.link(roles.name, { uri: roles.uri, range: { start: 0, end: 0 } });
  return list([
    principal === undefined ? t("Who: nobody is chosen") : t("Who: {0}", code(principal)),
    ...(environment === undefined ? [] : [t("Environment: {0}", escapeMarkdown(environment))]),
    file === undefined
      ? t("Roles: no roles file, so nothing is judged")
      : roles?.state === "stale"
        ? t("Roles: {0} (has errors now; its last good state counts)", file)
        : t("Roles: {0}", file),
    t("Cluster: Druid {0}, authorizer {1}", profile.druidVersion, code(profile.authorizer)),
    ...statements(profileSources),
    ...assumptions(assumed),
    endpoint === "auto" ? t("Endpoint: `task` for INSERT, REPLACE, export and EXTERN, else `sql`") : t("Endpoint: {0}", code(endpoint)),
    ...policyLine(context),
    ...context.profileProblems.map((problem) => t("In the description of the cluster: {0}", escapeMarkdown(problemWords(problem)))),
  ]);
}

/** Where the verdicts on cloud actions come from. */
function policyLine({ policy, link }: LanguageContext): readonly string[] {
  if (!policy) return [];
  const name = policy.file ? link(policy.name, { uri: policy.uri, range: { start: 0, end: 0 } }) : escapeMarkdown(policy.name);
  const shown = policy.failure === undefined ? name : `${name} (${escapeMarkdown(policy.failure)})`;
  return [t("The cluster's identity in AWS: {0}", shown)];
}

/** What somebody states about the cluster, and who. */
function statements(sources: ProfileSources): readonly string[] {
  const stated = Object.entries(sources).filter(([, source]) => source !== "stock");
  return stated.length === 0
    ? []
    : [t("Stated: {0}", stated.map(([key, source]) => `${code(key)} (${escapeMarkdown(sourceWords(source))})`).join(", "))];
}

/** What comments state for one statement, with its values: the head of the report does not have them. */
function statedAlone({ stated }: StatementReport): string {
  if (!stated) return "";
  const keys = Object.entries(stated.profile).map(
    ([key, value]) => `${code(`${key}=${String(value)}`)} (${escapeMarkdown(sourceWords(stated.profileSources[key]))})`,
  );
  const endpoint = stated.endpoint === undefined ? [] : [`${code(`endpoint=${stated.endpoint}`)} (${t("comment")})`];
  return t("Stated for this statement: {0}", [...keys, ...endpoint].join(", "));
}

function assumptions(assumed: readonly string[]): readonly string[] {
  if (assumed.length === 0) return [];
  if (assumed.length === PROFILE_KEYS.length)
    return [t("Nothing is stated about the cluster, so everything is assumed to be as in a stock Druid")];
  return [t("Assumed as in a stock Druid, since nobody states it: {0}", assumed.map((key) => code(key)).join(", "))];
}

function missing({ missing: grants, profile }: Report): string {
  if (grants.length === 0) return "";
  const { how, written } = profile.authorizer === "ranger" ? AS_POLICIES : AS_PERMISSIONS;
  const parts = [
    grantBlock(t("To run the statements:"), grants.filter(decides), written),
    grantBlock(
      t("Only to follow or stop their tasks:"),
      grants.filter((grant) => !decides(grant)),
      written,
    ),
  ];
  return [t("## Missing"), t(how), ...parts.filter((part) => part !== "")].join("\n\n");
}

/** How an administrator gives what is missing. */
interface GrantForm {
  readonly how: string;
  readonly written: (grant: MissingGrant) => unknown;
}

const AS_PERMISSIONS: GrantForm = {
  how: phrase("For an administrator to add to a role. The security API replaces the whole list of a role, so send the rest of it too."),
  written: ({ permission }) => permission,
};

const AS_POLICIES: GrantForm = {
  how: phrase(
    "For an administrator to allow in policies of Ranger: the resources of a policy and the accesses of an item, to which users, groups or roles are added.",
  ),
  written: leastPolicy,
};

function grantBlock(title: string, grants: readonly MissingGrant[], written: GrantForm["written"]): string {
  if (grants.length === 0) return "";
  const shown = grants.slice(0, MOST_GRANTS).map((grant) => `  ${JSON.stringify(written(grant))}`);
  const cut = grants.length > MOST_GRANTS ? [t("and {0} more.", grants.length - MOST_GRANTS)] : [];
  return [title, codeBlock(`[\n${shown.join(",\n")}\n]`, "json"), ...cut].join("\n\n");
}

function statementSection(context: LanguageContext, statement: StatementReport, { text, uri }: ReportedText, line: number): string {
  const place = context.link(t("line {0}", line), { uri, range: statement.range });
  const needs = statement.needs.map(assessed);
  const deciding = needs.filter(({ need }) => decides(need));
  const nothing = statement.verdict !== "refused" && statement.unknowns.length === 0 ? t("Needs no permission.") : "";
  return [
    `## ${place}: ${statementVerdictMarkdown(context, statement.verdict, statement.errors)}`,
    code(excerpt(text, statement)),
    statedAlone(statement),
    list(statement.errors.map((error) => `${escapeMarkdown(error.message)} (${code(error.code)})`)),
    deciding.length === 0 ? nothing : list(deciding.map((need) => needLine(context, need))),
    afterwards(context, needs),
    list(statement.filters.map(filterMarkdown)),
    list(statement.unknowns.map(({ message }) => `? ${escapeMarkdown(message)}`)),
    list(statement.cloud.map((action) => cloudMarkdown(context, action))),
    endpointLines(statement.endpoints()),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function assessed({ verdict, ...need }: StatementReport["needs"][number]): AssessedNeed {
  return verdict ? { need, verdict } : { need };
}

/** The beginning of a statement on one line. */
function excerpt(text: string, { range }: StatementReport): string {
  const from = text.slice(range.start, Math.min(range.end, range.start + 400)).replace(/\s+/g, " ");
  return from.length > 100 ? `${from.slice(0, 99)}…` : from;
}
