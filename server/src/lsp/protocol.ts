/**
 * Our own messages between client and server, beside those of the Language Server Protocol. Imports nothing, so that the client can
 * take its types without the server. Positions are LSP positions (zero-based line, UTF-16 character).
 */

/** A principal as the user names it: `user:alice`, `role:etl`, `groups:cn=a,dc=b`. Several roles are one principal. */
export type PrincipalText = string;

/** Request, client to server: the principals of the roles file that governs a document. */
export const PRINCIPALS_REQUEST = "druidSql/principals";
export interface PrincipalsParams {
  readonly uri: string;
}
export interface PrincipalsResult {
  /** Absent when no roles file governs the document. */
  readonly rolesFile?: string;
  readonly current?: PrincipalText;
  readonly users: readonly PrincipalChoice[];
  readonly roles: readonly PrincipalChoice[];
  readonly groupMappings: readonly PrincipalChoice[];
}
export interface PrincipalChoice {
  readonly principal: PrincipalText;
  readonly label: string;
  /** E.g. the roles of a user, or how many permissions a role has. */
  readonly description: string;
}

/** Notification, client to server: from now on `principal` is asked about. Absent: back to the setting. */
export const CHOOSE_PRINCIPAL_NOTIFICATION = "druidSql/choosePrincipal";
export interface ChoosePrincipalParams {
  readonly principal?: PrincipalText;
}

/** Request, client to server: the environments that are described for a document. */
export const ENVIRONMENTS_REQUEST = "druidSql/environments";
export interface EnvironmentsParams {
  readonly uri: string;
}
export interface EnvironmentsResult {
  /** Absent where none are described. */
  readonly current?: string;
  readonly environments: readonly string[];
}

/** Notification, client to server: from now on this environment is asked about. Absent: back to the setting. */
export const CHOOSE_ENVIRONMENT_NOTIFICATION = "druidSql/chooseEnvironment";
export interface ChooseEnvironmentParams {
  readonly environment?: string;
}

/** Request, client to server: what the status bar shows for the statement under the cursor. */
export const STATUS_REQUEST = "druidSql/status";
export interface StatusParams {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}
export interface StatusResult {
  /** `off`: the file is left alone; `no-roles`: needs are known, verdicts are not; `no-principal`: a roles file, but nobody chosen. */
  readonly state: "off" | "no-roles" | "no-principal" | "ready";
  /** Why a file is left alone: the setting `enable`, `exclude` of the configuration file, or nothing in it that is Druid's. */
  readonly off?: "setting" | "comment" | "excluded" | "dialect";
  /** The roles file is missing, cannot be read or has errors now: verdicts are unknown, or those of before. */
  readonly isRolesFileBroken?: boolean;
  readonly principal?: PrincipalText;
  readonly rolesFile?: string;
  /** Absent where none are described. */
  readonly environment?: StatusEnvironment;
  readonly verdict?: "allowed" | "denied" | "unknown" | "refused";
  /** One line of Markdown for the tooltip. */
  readonly detail: string;
}

export interface StatusEnvironment {
  readonly name: string;
  readonly all: readonly string[];
  /** `first`: there are several, and nobody said which. */
  readonly origin: "chosen" | "first" | "only";
}

/** Request, client to server: the permission report of one document, as Markdown. */
export const REPORT_REQUEST = "druidSql/report";
export interface ReportParams {
  readonly uri: string;
}
export interface ReportResult {
  /** `Permissions of load.sql` */
  readonly title: string;
  readonly markdown: string;
  /** One line: `3 allowed, 1 denied, 1 refused`. */
  readonly summary: string;
}

/** Request, client to server: what a text says as a roles file, before it becomes one. */
export const READ_ROLES_REQUEST = "druidSql/readRoles";
export interface ReadRolesParams {
  readonly text: string;
}
export interface ReadRolesResult {
  /** One sentence: the first thing that is wrong with it, or that it names nothing. Absent: it can be used. */
  readonly problem?: string;
  /** One-based; where the problem is. */
  readonly line?: number;
  readonly roles: number;
  readonly users: number;
  readonly permissions: number;
}

/** Notification, server to client: verdicts may have changed (roles file, principal, settings); ask for the status again. */
export const CHANGED_NOTIFICATION = "druidSql/changed";

/** What the client hands over with `initialize`. */
export interface InitializationOptions {
  /** The principal that was chosen in this workspace before. */
  readonly principal?: PrincipalText;
  /** The environment that was chosen in this workspace before. */
  readonly environment?: string;
  /** `served`: the editor itself checks JSON by the schema of roles files, and completes and explains what stands in it. */
  readonly json?: "served";
  /** `known`: the client has the commands that the server names in quick fixes. */
  readonly commands?: "known";
}

/** Command of the client that the server names in quick fixes: puts a text on the clipboard. */
export const COPY_TEXT_COMMAND = "druidSql.copyText";

/** Command of the client that the server names in quick fixes: selects words that the author is to replace. One argument: `SelectArguments`. */
export const SELECT_COMMAND = "druidSql.select";
export interface SelectArguments {
  readonly uri: string;
  readonly range: ProtocolRange;
}

/** Command of the client that the server names in quick fixes: asks for a role, and for what grants it what is missing at a place. */
export const GRANT_TO_ANOTHER_ROLE_COMMAND = "druidSql.grantToAnotherRole";

/** Request, client to server: what grants what is missing at a place to a role. */
export const GRANT_TO_ROLE_REQUEST = "druidSql/grantToRole";
export interface GrantToRoleParams {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly role: string;
  /** `edit` of the roles file, also where it is absent; `curl`: a command to copy. */
  readonly form?: "edit" | "curl";
}
export interface GrantToRoleResult {
  /** A `WorkspaceEdit` of the protocol. Neither is there when nothing is missing there, or the roles file cannot be edited. */
  readonly edit?: object;
  /** The command. */
  readonly text?: string;
}
export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** Command of our client: shows a list of places, as behind "used by 3 statements". One argument: `ShowPlacesArguments`. */
export const SHOW_PLACES_COMMAND = "druidSql.showPlaces";
export interface ShowPlacesArguments {
  /** Where the list is shown. */
  readonly uri: string;
  readonly position: ProtocolPosition;
  readonly places: readonly ProtocolLocation[];
}
export interface ProtocolLocation {
  readonly uri: string;
  readonly range: ProtocolRange;
}
/** Request, client to server: a report about the workspace, as Markdown. Tells its progress under `workDoneToken`; can be cancelled. */
export const WORKSPACE_REPORT_REQUEST = "druidSql/workspaceReport";
export interface WorkspaceReportParams {
  /**
   * `check`: the verdicts of all files, and Problems of those that are not open. `environments`: the verdicts in each environment. The others are about one roles file: `who` can run what,
   * what `breaks`, the `least` role, `unused` and wide grants.
   */
  readonly kind: "check" | "environments" | "who" | "breaks" | "least" | "unused";
  /** A document whose roles file is meant, or that file itself. Absent: the one that governs most files. */
  readonly uri?: string;
  /** For `breaks`: a change of `REMOVABLES_REQUEST`. */
  readonly change?: RemovableChoice;
  /** For `least`: the files that the role is for; absent: all. */
  readonly files?: readonly string[];
  /** For `least`: a role to compare with. */
  readonly role?: string;
  /** For `least`: patterns where they match nothing else. */
  readonly names?: "exact" | "patterns";
  readonly workDoneToken?: string | number;
}

/** Request, client to server: what could be taken from the roles file that governs a document. */
export const REMOVABLES_REQUEST = "druidSql/removables";
export interface RemovablesResult {
  readonly rolesFile?: string;
  readonly choices: readonly RemovableChoice[];
  readonly roles: readonly string[];
}
export interface RemovableChoice {
  /** Names the change; only this one is read when it comes back. */
  readonly id: string;
  readonly label: string;
  readonly kind: "grant" | "role" | "assignment" | "user";
}

/** Notification, client to server: the Problems of files that are not open are taken away again. */
export const CLEAR_WORKSPACE_NOTIFICATION = "druidSql/clearWorkspace";
