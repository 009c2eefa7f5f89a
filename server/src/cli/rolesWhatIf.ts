/**
 * The command `roles what-if`: who could no longer run what, by which grant they could.
 */
import {
  type Consequence,
  type Consequences,
  permissionText,
  placeAt,
  plural,
  type RolesChange,
  type Subject,
  type Verdict,
  whatBreaks,
} from "../language/index";
import { printable } from "./columns";
import type { CliHost } from "./host";
import type { Palette } from "./palette";
import { mergeAlike, principalNames } from "./principalNames";
import { withOutput } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { changedNeedJson, jsonText, statementPlaceJson } from "./rolesContract";
import type { RolesSource } from "./rolesSource";
import { type SurveyedGroup, say, surveyWithRoles } from "./rolesSurvey";
import { askedPrincipals, type WhoChoice } from "./rolesWho";

/** The changes as the command line gives them. */
export interface WhatIfChoice extends WhoChoice {
  readonly removeGrant?: readonly string[];
  readonly removeRole?: readonly string[];
  readonly unassign?: readonly string[];
  readonly removeUser?: readonly string[];
}

/** What the changes do to one roles file. */
interface Answer {
  readonly group: SurveyedGroup;
  readonly consequences: Consequences;
}

/** Runs `roles what-if`. */
export async function runWhatIf(host: CliHost, request: CheckRequest, choice: WhatIfChoice): Promise<ExitCode> {
  const changes = readChanges(choice);
  if (typeof changes === "string") {
    await say(host, changes);
    return EXIT.trouble;
  }
  const workspace = await surveyWithRoles(host, request);
  if (!workspace) return EXIT.trouble;
  const answers: Answer[] = [];
  const complaints: string[] = [];
  for (const group of workspace.groups) {
    const options = { principals: askedPrincipals(group, request, choice), profile: group.profile };
    const answer = whatBreaks(group.files, group.source.file, changes, options);
    if (answer.kind === "ok") answers.push({ group, consequences: answer });
    else complaints.push(`${group.source.shown}: ${answer.message}`);
  }
  for (const complaint of complaints) await say(host, complaint);
  if (answers.length === 0) return EXIT.trouble;
  const isLost = answers.some(({ consequences }) => consequences.lost.length > 0);
  return withOutput(host, request, async (output) => {
    const texts = answers.map((answer) => renderAnswer(answer, changes, request.palette));
    await output.write(request.format === "json" ? jsonText({ answers: answers.map(answerJson) }) : `${texts.join("\n\n")}\n`);
    return workspace.code !== EXIT.fine ? workspace.code : isLost ? EXIT.findings : EXIT.fine;
  });
}

/** The changes, or what is wrong with how they are written. */
function readChanges({ removeGrant, removeRole, unassign, removeUser }: WhatIfChoice): readonly RolesChange[] | string {
  const changes: RolesChange[] = [];
  for (const text of removeGrant ?? []) {
    const [, role, number] = /^(.+):(\d+)$/s.exec(text) ?? [];
    if (role === undefined || Number(number) === 0)
      return `--remove-grant takes ROLE:NUMBER, as analyst:2, not "${text}"; druid-sql roles show numbers them`;
    changes.push({ kind: "remove-grant", role, index: Number(number) - 1 });
  }
  for (const role of removeRole ?? []) changes.push({ kind: "remove-role", role });
  for (const text of unassign ?? []) {
    const colon = text.indexOf(":");
    if (colon <= 0 || colon === text.length - 1) return `--unassign takes USER:ROLE, as alice:etl, not "${text}"`;
    changes.push({ kind: "unassign", user: text.slice(0, colon), role: text.slice(colon + 1) });
  }
  for (const user of removeUser ?? []) changes.push({ kind: "remove-user", user });
  return changes.length > 0
    ? changes
    : "what is taken away? Say --remove-grant ROLE:NUMBER, --remove-role ROLE, --unassign USER:ROLE or --remove-user USER";
}

function renderAnswer({ group, consequences }: Answer, changes: readonly RolesChange[], palette: Palette): string {
  const { lost, unfollowed, gained, statements, subjects } = consequences;
  const { source } = group;
  const title = `${palette.bold(printable(source.shown))}: without ${changes.map((change) => changeText(change, source)).join(", and without ")}`;
  const people = subjects.reduce((sum, { principals }) => sum + principals.length, 0);
  const asked = `${plural(people, "principal")} and ${plural(statements, "statement")}`;
  const sections = [
    renderSection("can no longer run", lost, source, palette.red("✗")),
    renderSection("can run, but no longer follow or cancel", unfollowed, source, palette.yellow("!")),
    renderSection("can run now", gained, source, palette.green("✓")),
  ].flat();
  const last = lost.length === 0 ? `Nobody loses a statement. Asked about ${asked}.` : `${lossText(lost)}, of ${asked}.`;
  return [title, ...sections, last].join("\n\n");
}

function lossText(lost: readonly Consequence[]): string {
  const losers = new Set(lost.flatMap(({ subject }) => principalNames(subject)));
  const what = new Set(lost.map(({ statement }) => statement));
  return `${plural(losers.size, "principal")} ${losers.size === 1 ? "loses" : "lose"} ${plural(what.size, "statement")}`;
}

/** `analyst:2 READ DATASOURCE "stations" (line 24)`. */
function changeText(change: RolesChange, { file, lines }: RolesSource): string {
  switch (change.kind) {
    case "remove-grant": {
      const permission = file.roles.get(change.role)?.permissions[change.index];
      const place = permission ? ` ${permissionText(permission)} (line ${placeAt(lines, permission.range.start).line + 1})` : "";
      return printable(`${change.role}:${change.index + 1}${place}`);
    }
    case "remove-role":
      return printable(`the role ${change.role}`);
    case "unassign":
      return printable(`the role ${change.role} of ${change.user}`);
    case "remove-user":
      return printable(`the user ${change.user}`);
  }
}

/** The consequences of one kind; who bears the same is named together. */
function renderSection(words: string, consequences: readonly Consequence[], source: RolesSource, mark: string): readonly string[] {
  const bySubject = new Map<Subject, string[]>();
  for (const consequence of consequences) {
    const lines = bySubject.get(consequence.subject) ?? [];
    lines.push(...renderConsequence(consequence, source, mark));
    bySubject.set(consequence.subject, lines);
  }
  const entries = [...bySubject].map(([subject, lines]) => ({ subject, text: lines.join("\n") }));
  return mergeAlike(entries).map(({ label, text }) => `${printable(label)} ${words}\n${text}`);
}

/** Of a statement that can no longer run, what its task is followed by is no news. */
function renderConsequence({ uri, statement, needs, before, after }: Consequence, source: RolesSource, mark: string): readonly string[] {
  const doubt = after === "unknown" ? " (not known)" : "";
  const place = printable(`${uri}:${statement.from.line + 1}`);
  const told = before === after ? needs : needs.filter(({ need }) => need.phase === "submit" || need.phase === "run");
  const causes = told.map(({ need, before: was }) => {
    const phase = need.phase === "submit" ? "" : ` (${need.phase})`;
    return `      ${printable(`${need.action} ${need.type} ${need.name}`)}${phase}${grantText(was, source)}`;
  });
  return [`  ${mark} ${place}  ${printable(statement.title)}${doubt}`, ...causes];
}

function grantText(before: Verdict, { lines, shown }: RolesSource): string {
  if (before.outcome !== "allowed") return "";
  const { role, permission, range } = before.by;
  const place = range ? `, ${shown}:${placeAt(lines, range.start).line + 1}` : "";
  return `  ${printable(`was granted by ${role}${permission ? ` "${permission.pattern ?? ""}"` : ""}${place}`)}`;
}

function answerJson({ group, consequences }: Answer): object {
  const { source } = group;
  const json = (each: readonly Consequence[]): readonly object[] => each.map((consequence) => consequenceJson(consequence, source));
  const { subjects, statements, lost, unfollowed, gained } = consequences;
  return {
    rolesFile: source.shown,
    principals: subjects.flatMap(principalNames),
    statements,
    lost: json(lost),
    unfollowed: json(unfollowed),
    gained: json(gained),
  };
}

function consequenceJson({ subject, uri, statement, before, after, needs }: Consequence, source: RolesSource): object {
  return {
    principals: principalNames(subject),
    ...statementPlaceJson(uri, statement),
    before,
    after,
    needs: needs.map((need) => changedNeedJson(need, source)),
  };
}
