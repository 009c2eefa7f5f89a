/**
 * The reports about a whole workspace: finds the roles file that is meant and what the files under it need, and leaves the rest to the
 * language service.
 */
import {
  breaksReport,
  checkReport,
  checkSummary,
  counted,
  environmentsReport,
  environmentsSummary,
  fileName,
  grantUse,
  leastReport,
  leastRole,
  type Principal,
  principalsOf,
  type Removable,
  type ReportLinks,
  type RolesFile,
  readProfile,
  removables,
  roleRemarks,
  type SurveyedFile,
  t,
  unusedReport,
  whatBreaks,
  whoCanRun,
  whoReport,
} from "../language/index";
import type { Contexts } from "./contexts";
import type { RemovablesResult, ReportResult, WorkspaceReportParams } from "./protocol";
import type { ReadRoles, RolesFiles } from "./rolesFiles";
import { uriKey } from "./uris";
import type { WorkspaceCheck } from "./workspaceCheck";
import { checkEnvironments } from "./workspaceEnvironments";
import type { WorkspaceFilesParts } from "./workspaceFiles";
import type { Cancellation, WorkspaceIndex } from "./workspaceIndex";

/** What the reports are made from. */
export interface WorkspaceReportSources {
  readonly contexts: Contexts;
  readonly rolesFiles: RolesFiles;
  readonly index: WorkspaceIndex;
  readonly check: WorkspaceCheck;
  readonly files: WorkspaceFilesParts;
  readonly links: () => ReportLinks;
}

/** Hears how far a report is. */
export type ReportProgress = (done: number, all: number) => void;

/** Makes a report; one that was cancelled tells what is known by then. */
export async function workspaceReport(
  sources: WorkspaceReportSources,
  params: WorkspaceReportParams,
  cancellation: Cancellation,
  progress: ReportProgress,
): Promise<ReportResult> {
  if (params.kind === "check") {
    const checked = await sources.check.run(cancellation, progress);
    return { title: t("Permissions of the workspace"), markdown: checkReport(checked, sources.links()), summary: checkSummary(checked) };
  }
  if (params.kind === "environments") {
    const checked = await checkEnvironments(sources.files, cancellation, progress);
    if (checked.environments.length === 0 && checked.state === "complete") return noEnvironments();
    return {
      title: t("Permissions in all environments"),
      markdown: environmentsReport(checked, sources.links()),
      summary: environmentsSummary(checked),
    };
  }
  const found = await surveyed(sources, params.uri, cancellation);
  return found ? reportOn(found, params, sources.links()) : noRoles();
}

/** What could be taken from the roles file that governs a document. */
export async function removablesOf(
  sources: WorkspaceReportSources,
  uri: string | undefined,
  cancellation: Cancellation,
): Promise<RemovablesResult> {
  const found = await surveyed(sources, uri, cancellation);
  if (!found) return { choices: [], roles: [] };
  const choices = removables(found.roles.file).map(({ label, kind, change }) => ({ id: JSON.stringify(change), label, kind }));
  return { rolesFile: found.uri, choices, roles: [...found.roles.file.roles.keys()] };
}

/** A roles file, and the files that it governs. */
interface Surveyed {
  readonly uri: string;
  readonly roles: ReadRoles;
  readonly files: readonly SurveyedFile[];
  /** Why files are missing, in one sentence. */
  readonly left?: string;
}

async function surveyed(
  sources: WorkspaceReportSources,
  uri: string | undefined,
  cancellation: Cancellation,
): Promise<Surveyed | undefined> {
  const rolesUri = (uri === undefined ? undefined : await governing(sources, uri)) ?? (await busiest(sources, cancellation));
  if (rolesUri === undefined) return undefined;
  const source = await sources.rolesFiles.read(rolesUri);
  const roles = source.good ?? source.latest;
  if (!roles) return undefined;
  const { files, left } = await sources.index.read(rolesUri, cancellation);
  return { uri: rolesUri, roles, files, ...(left !== undefined && { left }) };
}

async function governing({ rolesFiles, contexts }: WorkspaceReportSources, uri: string): Promise<string | undefined> {
  if (rolesFiles.concerns(uri)) return uri;
  const { source } = await contexts.ofClosed(uri);
  return source?.latest || source?.good ? source.uri : undefined;
}

/** The roles file that governs the most SQL files. */
async function busiest({ index }: WorkspaceReportSources, cancellation: Cancellation): Promise<string | undefined> {
  const counts = new Map<string, { readonly uri: string; count: number }>();
  for (const { roles } of await index.readAll(cancellation)) {
    if (roles === undefined) continue;
    const known = counts.get(uriKey(roles));
    if (known) known.count++;
    else counts.set(uriKey(roles), { uri: roles, count: 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.uri;
}

function reportOn(found: Surveyed, params: WorkspaceReportParams, links: ReportLinks): ReportResult {
  const note = found.left === undefined ? "" : `\n> ${found.left}\n`;
  const { title, markdown, summary } = contentOf(found, params, links);
  return { title, markdown: markdown + note, summary };
}

function contentOf({ uri, roles: { file, lines }, files }: Surveyed, params: WorkspaceReportParams, links: ReportLinks): ReportResult {
  const { profile } = readProfile(file.cluster?.value);
  switch (params.kind) {
    case "who": {
      const options = { principals: principalsIn(file), profile };
      const byFile = whoCanRun(files, file, { ...options, by: "file" });
      const markdown = whoReport(byFile, whoCanRun(files, file, { ...options, by: "statement" }), links);
      return {
        title: t("Who can run what"),
        markdown,
        summary: t("kinds of principals: {0}, files: {1}", byFile.subjects.length, byFile.rows.length),
      };
    }
    case "breaks": {
      const chosen = changeOf(file, params.change?.id);
      if (!chosen)
        return {
          title: t("What breaks"),
          markdown: `${t("# What breaks")}\n\n${t("The roles file has changed; choose again.")}\n`,
          summary: t("choose again"),
        };
      const answer = whatBreaks(files, file, [chosen.change], { principals: principalsIn(file), profile });
      const summary =
        answer.kind === "ok" ? t("verdicts that get worse without {0}: {1}", chosen.label, answer.lost.length) : answer.message;
      return {
        title: t("What breaks without {0}", chosen.label),
        markdown: breaksReport(t("without {0}", chosen.label), answer, links),
        summary,
      };
    }
    case "least": {
      const wanted = params.files && new Set(params.files.map(uriKey));
      const meant = wanted ? files.filter((each) => wanted.has(uriKey(each.uri))) : files;
      const present = params.role === undefined ? undefined : file.roles.get(params.role);
      const role = leastRole(meant, { names: params.names ?? "exact", ...(present && { present }) });
      const what = meant.length === 1 && meant[0] ? fileName(meant[0].uri) : counted(meant.length, "file");
      return {
        title: t("Least role for {0}", what),
        markdown: leastReport(what, role, links),
        summary: counted(role.grants.length, "permission"),
      };
    }
    default: {
      const remarks = roleRemarks(file, grantUse(files, file));
      const markdown = unusedReport(remarks, { uri, lines }, files.length, links);
      return { title: t("Unused grants of {0}", fileName(uri)), markdown, summary: t("remarks: {0}", remarks.length) };
    }
  }
}

/** Users where the file has some, else its roles. */
function principalsIn(file: RolesFile): readonly Principal[] {
  const { profile } = readProfile(file.cluster?.value);
  const users = principalsOf(file, "users", profile);
  return users.length > 0 ? users : principalsOf(file, "roles", profile);
}

/** An id is the change itself, and counts only if the file still offers it. */
function changeOf(file: RolesFile, id: string | undefined): Removable | undefined {
  return removables(file).find(({ change }) => JSON.stringify(change) === id);
}

function noEnvironments(): ReportResult {
  const example =
    '{\n  "environments": {\n    "dev": { "roles": "security/dev.json" },\n    "prod": { "roles": "security/prod.json" }\n  }\n}';
  const markdown = [
    t("# No environments"),
    t("None are described. Put them into a *druid-sql.jsonc* above the SQL files, or into the setting *druidSql.environments*:"),
    `\`\`\`jsonc\n${example}\n\`\`\`\n`,
  ].join("\n\n");
  return { title: t("No environments"), markdown, summary: t("no environments") };
}

function noRoles(): ReportResult {
  const markdown = `${t("# No roles file")}\n\n${t("No roles file governs a SQL file of the workspace. *Druid SQL: Open roles file* creates one.")}\n`;
  return { title: t("No roles file"), markdown, summary: t("no roles file") };
}
