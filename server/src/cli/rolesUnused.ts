/**
 * The command `roles unused`: each grant with what uses it; to people, only those on which there is something to say.
 */
import {
  grantUse,
  type Permission,
  placeAt,
  plural,
  type RoleRemark,
  roleRemarks,
  type WorkspaceUse,
  withSeverities,
} from "../language/index";
import { printable } from "./columns";
import type { CliHost, TextSink } from "./host";
import { nextCommand } from "./nextCommand";
import { withOutput } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { grantJson, jsonText, questionJson } from "./rolesContract";
import { remarkJson } from "./rolesLint";
import type { RolesSource } from "./rolesSource";
import { complainOfPolicies, type SurveyedGroup, surveyWithRoles } from "./rolesSurvey";
import { alignRows, pageWidth, wrapWords } from "./table";

/** The grants of one roles file, with what is remarked on them. */
interface Usage {
  readonly group: SurveyedGroup;
  readonly use: WorkspaceUse;
  /** Those on grants. */
  readonly remarks: ReadonlyMap<Permission, readonly RoleRemark[]>;
}

/** Runs `roles unused`. */
export async function runUnused(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  const workspace = await surveyWithRoles(host, request);
  const sources = workspace?.groups.map(({ source }) => source) ?? [];
  if (!workspace || (await complainOfPolicies(host, sources))) return EXIT.trouble;
  const usages = workspace.groups.map(usageOf);
  return withOutput(host, request, async (output) => {
    const text = request.format === "json" ? jsonText({ rolesFiles: usages.map(usageJson) }) : renderUsages(usages, request, output);
    await output.write(text);
    return workspace.code;
  });
}

function usageOf(group: SurveyedGroup): Usage {
  const use = grantUse(group.files, group.source.file);
  const remarks = new Map<Permission, RoleRemark[]>();
  for (const remark of withSeverities(roleRemarks(group.source.file, use), group.settings.severities)) {
    // A load that cannot be followed is about a grant that is missing.
    if (remark.permission && remark.code !== "roles-write-unfollowed")
      remarks.set(remark.permission, [...(remarks.get(remark.permission) ?? []), remark]);
  }
  return { group, use, remarks };
}

function usageJson({ group, use, remarks }: Usage): object {
  const { source, files } = group;
  return {
    rolesFile: source.shown,
    files: files.length,
    statements: statementsOf(group),
    undecidedStatements: use.undecidedStatements,
    grants: use.grants.map((grant) => ({
      ...grantJson(grant.role.name, grant.index, grant.permission, source.lines),
      uses: grant.matches.map((need) => ({ ...questionJson(need), statements: need.uses.length })),
      remarks: (remarks.get(grant.permission) ?? []).map((remark) => remarkOnGrant(remark, source)),
    })),
  };
}

function remarkOnGrant(remark: RoleRemark, source: RolesSource): object {
  const { code, severity, message } = remarkJson(remark, source);
  return { code, severity, message };
}

function statementsOf({ files }: SurveyedGroup): number {
  return files.reduce((sum, { statements }) => sum + statements.length, 0);
}

function renderUsages(usages: readonly Usage[], request: CheckRequest, output: TextSink): string {
  const width = pageWidth(output);
  const shown = usages.map((usage) => `${renderUsage(usage, width, request.palette.bold)}\n`).join("\n");
  return shown + nextStep(usages, request);
}

/** How to learn what the first of the grants is good for; empty where nothing is said of any. */
function nextStep(usages: readonly Usage[], request: CheckRequest): string {
  const [first] = usages.flatMap(toldOf);
  const command = first && nextCommand(request, ["roles", "what-if", "--remove-grant", `${first.role.name}:${first.index + 1}`]);
  return command === undefined ? "" : `What breaks without a grant: ${printable(command)}\n`;
}

function toldOf({ use, remarks }: Usage): WorkspaceUse["grants"] {
  return use.grants.filter((grant) => remarks.has(grant.permission));
}

function renderUsage(usage: Usage, width: number, bold: (text: string) => string): string {
  const { group, use, remarks } = usage;
  const { source } = group;
  const told = toldOf(usage);
  const heads = alignRows(
    told.map(({ role, index, permission }) => [
      `${role.name}:${index + 1}`,
      `${permission.action} ${permission.type} ${permission.pattern}`,
      `${source.shown}:${placeAt(source.lines, permission.range.start).line + 1}`,
    ]),
  );
  const entries = told.flatMap((grant, index) => {
    const sentences = (remarks.get(grant.permission) ?? []).flatMap(({ message }) => wrapWords(message.split(" "), " ", "    ", width));
    return [heads[index] ?? "", ...sentences];
  });
  const compared = `${plural(statementsOf(group), "statement")} in ${plural(group.files.length, "file")}`;
  const count = `${use.grants.length - told.length} of ${plural(use.grants.length, "grant")} are used, and for all that they match`;
  const last = `${printable(source.shown)}: ${count}, by ${compared}.`;
  return [...entries, ...(entries.length > 0 ? [""] : []), bold(last)].join("\n");
}
