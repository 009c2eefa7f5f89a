/**
 * The command `roles least`: the smallest role that runs statements, as a list that can be sent to Druid's security API; with a role to
 * compare with, the difference to it. What the list does not cover is said on standard error, so that the list can be piped.
 */
import {
  type LeastRole,
  leastRole,
  type Phase,
  parsePrincipal,
  permissionText,
  placeAt,
  plural,
  type Resource,
  type Role,
  type RoleDifference,
  type SuggestedGrant,
  type SurveyedFile,
} from "../language/index";
import { printable } from "./columns";
import type { CliHost } from "./host";
import { nextCommand } from "./nextCommand";
import type { Palette } from "./palette";
import { withOutput } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { grantJson, jsonText, type PermissionJson, questionJson, statementPlaceJson } from "./rolesContract";
import type { RolesSource } from "./rolesSource";
import { complainOfBroken, findRolesFile, type SurveyedWorkspace, say, surveyPaths } from "./rolesSurvey";

/** What is asked beside the usual. */
export interface LeastChoice {
  readonly compare?: string;
  readonly patterns?: boolean;
  readonly follow?: boolean;
  readonly cancel?: boolean;
}

/** A role to compare with, and where it stands. */
interface Present {
  readonly role: Role;
  readonly source: RolesSource;
}

/** Runs `roles least`. */
export async function runLeast(host: CliHost, request: CheckRequest, choice: LeastChoice): Promise<ExitCode> {
  const surveyed = await surveyPaths(host, request);
  if (surveyed.kind === "error") {
    await say(host, surveyed.message);
    return EXIT.trouble;
  }
  const { content: workspace } = surveyed;
  const files = filesOf(workspace);
  if (files.length === 0) return EXIT.trouble;
  const present = choice.compare === undefined ? undefined : await findPresent(host, request, workspace, choice.compare);
  if (choice.compare !== undefined && !present) return EXIT.trouble;
  const answer = leastRole(files, {
    phases: phasesOf(choice),
    names: choice.patterns ? "patterns" : "exact",
    ...(choice.patterns && { known: await knownNames(host, request, workspace) }),
    ...(present && { present: present.role }),
  });
  if (request.format === "text")
    for (const note of [...notesOn(answer), ...nextSteps(host, request, workspace, choice)]) await say(host, note);
  return withOutput(host, request, async (output) => {
    await output.write(request.format === "json" ? jsonText(leastJson(answer, present)) : renderLeast(answer, present, request.palette));
    return workspace.code;
  });
}

/** How to compare with a role that is there; told to people alone, as scripts take the list. */
function nextSteps(
  { output }: CliHost,
  request: CheckRequest,
  { groups }: SurveyedWorkspace,
  { compare, patterns, follow, cancel }: LeastChoice,
): readonly string[] {
  const [role] = groups.flatMap(({ source }) => [...source.file.roles.keys()]);
  if (!output.isTerminal || compare !== undefined || role === undefined) return [];
  const chosen = [...(patterns ? ["--patterns"] : []), ...(follow ? ["--follow"] : []), ...(cancel ? ["--cancel"] : [])];
  const command = nextCommand(request, ["roles", "least", ...chosen, "--compare", `role:${role}`]);
  return command === undefined ? [] : [`compare it with a role that is there: ${command}`];
}

function filesOf({ groups, ungoverned }: SurveyedWorkspace): readonly SurveyedFile[] {
  return [...groups.flatMap(({ files }) => files), ...ungoverned];
}

function phasesOf({ follow, cancel }: LeastChoice): readonly Phase[] {
  return ["submit", "run", ...(follow ? (["follow"] as const) : []), ...(cancel ? (["cancel"] as const) : [])];
}

/** The role that was named, of the roles file that governs the files; why there is none has been said. */
async function findPresent(
  host: CliHost,
  request: CheckRequest,
  { groups }: SurveyedWorkspace,
  name: string,
): Promise<Present | undefined> {
  const parsed = parsePrincipal(name);
  const [roleName, ...others] = parsed.kind === "ok" && parsed.principal.kind === "roles" ? parsed.principal.names : [];
  if (roleName === undefined || others.length > 0) {
    await say(host, `--compare takes one role: role:NAME, not "${name}"`);
    return undefined;
  }
  const sources = groups.length > 0 ? groups.map(({ source }) => source) : [(await findRolesFile(host, request)) ?? []].flat();
  if (sources.length === 0 || (await complainOfBroken(host, sources))) return undefined;
  for (const source of sources) {
    const role = source.file.roles.get(roleName);
    if (role) return { role, source };
  }
  await say(host, `there is no role ${roleName} in ${sources.map(({ shown }) => shown).join(", ")}`);
  return undefined;
}

/** Names beside those that are asked about: of the other SQL files below the working folder, and of grants without a pattern. */
async function knownNames(host: CliHost, request: CheckRequest, { groups }: SurveyedWorkspace): Promise<readonly Resource[]> {
  const silent = { ...host, errors: { isTerminal: false, write: async () => undefined } };
  const around = await surveyPaths(silent, { ...request, paths: [], notes: [] });
  const needs =
    around.kind === "ok" ? filesOf(around.content).flatMap(({ statements }) => statements.flatMap(({ needs: each }) => each)) : [];
  const sources = new Set([...groups, ...(around.kind === "ok" ? around.content.groups : [])].map(({ source }) => source.file));
  const grants = [...sources].flatMap(({ roles }) => [...roles.values()].flatMap(({ permissions }) => permissions));
  const named = grants.flatMap(({ type, pattern }) => {
    return type !== undefined && pattern !== undefined && /^[\w -]+$/.test(pattern) ? [{ type, name: pattern }] : [];
  });
  return [...needs, ...named];
}

/** What the list leaves out, and why. */
function notesOn({ uncovered, declined }: LeastRole): readonly string[] {
  const statements = uncovered.map(({ uri, statement, why, reasons }) => {
    const what = why === "refused" ? "left out, as Druid refuses it" : "may need more than the list has";
    return `${uri}:${statement.from.line + 1} ${what}: ${reasons.join(" ")}`;
  });
  const patterns = declined.map(({ permission, covers, alsoMatches }) => {
    return `no pattern ${permission.resource.name} for ${covers} names: it also matches ${alsoMatches.join(", ")}`;
  });
  return [...statements, ...patterns];
}

function renderLeast({ grants, difference }: LeastRole, present: Present | undefined, palette: Palette): string {
  const list = renderList(grants.map(({ permission }) => permission));
  return difference && present ? `${renderDifference(difference, present, palette)}\n${list}` : list;
}

/** JSON with a permission on each line. */
function renderList(permissions: readonly PermissionJson[]): string {
  if (permissions.length === 0) return "[]\n";
  return `[\n${permissions.map(({ resource, action }) => `  ${permissionLine(resource, action)}`).join(",\n")}\n]\n`;
}

function permissionLine({ name, type }: PermissionJson["resource"], action: string): string {
  return `{ "resource": { "name": ${JSON.stringify(name)}, "type": ${JSON.stringify(type)} }, "action": ${JSON.stringify(action)} }`;
}

function renderDifference({ role, keep, add, remove }: RoleDifference, { source }: Present, palette: Palette): string {
  const place = (start: number): string => `${source.shown}:${placeAt(source.lines, start).line + 1}`;
  const lines = [
    ...keep.map(({ permission, covers, width, index }) => {
      const wide = width === "wider" ? "; an exact grant would be narrower" : "";
      return `= ${role.name}:${index + 1} ${permissionText(permission)} serves ${covers.map(({ name }) => name).join(", ")}${wide}`;
    }),
    ...add.map(({ permission, statements }) => {
      return `+ ${permission.action} ${permission.resource.type} "${permission.resource.name}" is missing, for ${plural(statements, "statement")}`;
    }),
    ...remove.map(({ permission, index }) => `- ${role.name}:${index + 1} ${permissionText(permission)} is not needed`),
  ];
  const paint = (line: string): string => (line.startsWith("+") ? palette.green(line) : line.startsWith("-") ? palette.red(line) : line);
  const title = `${printable(role.name)} (${place(role.range.start)}): ${keep.length} serve, ${add.length} missing, ${remove.length} not needed`;
  return `${[palette.bold(title), ...lines.map((line) => paint(printable(line)))].join("\n")}\n`;
}

function leastJson({ grants, uncovered, declined, difference }: LeastRole, present: Present | undefined): object {
  return {
    permissions: grants.map(({ permission }) => permission),
    grants: grants.map(suggestedJson),
    uncovered: uncovered.map(({ uri, statement, why, reasons }) => ({ ...statementPlaceJson(uri, statement), why, reasons })),
    declined,
    ...(difference && present && { difference: differenceJson(difference, present.source) }),
  };
}

function suggestedJson({ permission, covers, statements }: SuggestedGrant): object {
  return { permission, covers: covers.map(questionJson), statements };
}

function differenceJson({ role, keep, add, remove }: RoleDifference, { shown, lines }: RolesSource): object {
  return {
    role: role.name,
    rolesFile: shown,
    keep: keep.map(({ permission, index, covers, width }) => ({
      ...grantJson(role.name, index, permission, lines),
      covers: covers.map(questionJson),
      width,
    })),
    add: add.map(suggestedJson),
    remove: remove.map(({ permission, index }) => grantJson(role.name, index, permission, lines)),
  };
}
