/**
 * The command `who`: principals against files or statements, and what each of them lacks.
 */
import { type Access, type Principal, principalsOf, type Subject, type WhoCanRun, type WhoRow, whoCanRun } from "../language/index";
import type { CliHost } from "./host";
import { principalNames, subjectLabel } from "./principalNames";
import { withOutput } from "./report";
import type { CheckRequest, ExitCode } from "./request";
import { EXIT } from "./request";
import { jsonText, questionJson, statementPlaceJson } from "./rolesContract";
import { type SurveyedGroup, say, surveyWithRoles } from "./rolesSurvey";
import { renderMatrix } from "./whoText";

/** What is asked beside the usual. */
export interface WhoChoice {
  readonly by?: "file" | "statement";
  readonly principals?: "users" | "roles" | "all";
}

/** The table of one roles file. */
export interface WhoTable {
  readonly group: SurveyedGroup;
  readonly by: "file" | "statement";
  readonly table: WhoCanRun;
}

/** Runs `who`. */
export async function runWho(host: CliHost, request: CheckRequest, choice: WhoChoice): Promise<ExitCode> {
  const workspace = await surveyWithRoles(host, request);
  if (!workspace) return EXIT.trouble;
  const by = choice.by ?? "file";
  const tables: WhoTable[] = [];
  for (const group of workspace.groups) {
    const principals = askedPrincipals(group, request, choice);
    if (principals.length === 0) await say(host, `${group.source.shown} holds no users and no roles to ask about`);
    const table = whoCanRun(group.files, group.source.file, { by, principals, profile: group.profile });
    tables.push({ group, by, table });
  }
  return withOutput(host, request, async (output) => {
    await output.write(request.format === "json" ? jsonText({ tables: tables.map(tableJson) }) : renderMatrix(tables, request, output));
    return workspace.code;
  });
}

/** Those that were named; else the users of the file, or its roles where it has no users. */
export function askedPrincipals(
  { source, profile }: SurveyedGroup,
  request: CheckRequest,
  { principals }: WhoChoice,
): readonly Principal[] {
  if (request.principals.length > 0) return request.principals;
  const chosen = principalsOf(source.file, principals ?? "users", profile);
  return chosen.length > 0 || principals !== undefined ? chosen : principalsOf(source.file, "roles", profile);
}

function tableJson({ group, by, table }: WhoTable): object {
  return { rolesFile: group.source.shown, by, subjects: table.subjects.map(subjectJson), rows: table.rows.map(rowJson) };
}

function subjectJson(subject: Subject): object {
  return { name: subjectLabel(subject), principals: principalNames(subject), roles: subject.roles };
}

function rowJson({ uri, statement, statements, refused, cells }: WhoRow): object {
  const place = statement ? statementPlaceJson(uri, statement) : { path: uri };
  return { ...place, statements, refused, cells: cells.map(cellJson) };
}

function cellJson({ verdict, missing, reasons }: Access): object {
  return {
    verdict,
    ...(missing.length > 0 && { missing: missing.map(questionJson) }),
    ...(reasons.length > 0 && { reasons }),
  };
}
