/**
 * The states in which there is no verdict to show, in one table: what is said, and the next steps as commands. Knows nothing of the
 * editor, so that a test can hold every state to a text and to commands that exist.
 */
import type { StatusResult } from "../../server/src/lsp/protocol";

export type StateName =
  | "noSqlFile"
  | "noRolesFile"
  | "nobodyChosen"
  | "rolesFileBroken"
  | "rolesFileMissing"
  | "otherDialect"
  | "switchedOff"
  | "switchedOffHere"
  | "excluded"
  | "serverFailed";

/** What is particular about a window, whatever its files hold. */
export type RemarkName = "restricted" | "virtualWorkspace";

/** A button, or a link of a tooltip. */
export interface NextStep {
  readonly label: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

export interface EmptyState {
  /** Two or three words, where there is no room. */
  readonly short: string;
  readonly text: string;
  /** The likeliest first. */
  readonly next: readonly NextStep[];
}

/** `vscode.l10n.t`: the text in the language of the editor. */
export type Translate = (message: string, ...parts: (string | number)[]) => string;

/** Every state, in the language that `t` gives. */
export function emptyStates(t: Translate): Readonly<Record<StateName, EmptyState>> {
  const steps = nextSteps(t);
  return {
    noSqlFile: {
      short: t("no SQL file"),
      text: t("No SQL file is open. Permissions are those of the statements in a SQL file."),
      next: [steps.openSql, steps.openSample, steps.walkthrough],
    },
    noRolesFile: {
      short: t("no roles file"),
      text: t("No roles file is in the folder of this file or above it. What a statement needs is known; whether you may run it is not."),
      next: [steps.createRolesFile, steps.openSample],
    },
    nobodyChosen: {
      short: t("who are you?"),
      text: t("Nobody is chosen: the roles file says who may do what, but not who you are."),
      next: [steps.choosePrincipal],
    },
    rolesFileBroken: {
      short: t("roles file broken"),
      text: t("The roles file cannot be read or has errors. Verdicts are those from before the mistake, or unknown."),
      next: [steps.openRolesFile, steps.openProblems],
    },
    rolesFileMissing: {
      short: t("roles file missing"),
      text: t("The roles file that druid-sql.jsonc or the setting druidSql.rolesFile names is not there."),
      next: [steps.openSettings, steps.createRolesFile],
    },
    otherDialect: {
      short: t("file left alone"),
      text: t("This file is left alone: nothing in it is Druid's, and no roles file lies above it."),
      next: [steps.checkAsDruid, steps.createRolesFile, steps.openSettings],
    },
    switchedOff: {
      short: t("switched off"),
      text: t("Checking is switched off here by the setting druidSql.enable."),
      next: [steps.openSettings],
    },
    switchedOffHere: {
      short: t("switched off"),
      text: t("This file is left alone: a comment at its top says druid-sql: enable=off."),
      next: [steps.openSql],
    },
    excluded: {
      short: t("file excluded"),
      text: t("This file is left alone: druid-sql.jsonc excludes it."),
      next: [steps.openConfiguration],
    },
    serverFailed: {
      short: t("not running"),
      text: t("The language server does not run, so nothing is checked."),
      next: [steps.restartServer, steps.showServerLog],
    },
  };
}

/** What a tooltip adds in such a window. */
export function remarks(t: Translate): Readonly<Record<RemarkName, EmptyState>> {
  const steps = nextSteps(t);
  return {
    restricted: {
      short: t("Restricted Mode"),
      text: t("Restricted Mode: statements are checked as usual, since only files are read."),
      next: [steps.manageTrust],
    },
    virtualWorkspace: {
      short: t("not on a disk"),
      text: t("This folder is not on a disk: a roles file counts while it is open in an editor."),
      next: [steps.openRolesFile],
    },
  };
}

/** Why a file is left alone. */
const OFF: Readonly<Record<NonNullable<StatusResult["off"]>, StateName>> = {
  setting: "switchedOff",
  comment: "switchedOffHere",
  excluded: "excluded",
  dialect: "otherDialect",
};

/** The state that a status means; undefined when there is a verdict, or none is missing. */
export function stateOf({ state, off, isRolesFileBroken }: StatusResult): StateName | undefined {
  if (state === "off") return OFF[off ?? "dialect"];
  if (isRolesFileBroken) return "rolesFileBroken";
  if (state === "no-roles") return "noRolesFile";
  return state === "no-principal" ? "nobodyChosen" : undefined;
}

function nextSteps(t: Translate) {
  const step = (label: string, command: string, ...rest: readonly unknown[]): NextStep => ({
    label,
    command,
    ...(rest.length > 0 && { arguments: rest }),
  });
  return {
    openSql: step(t("Open a SQL file"), "workbench.action.quickOpen", ".sql"),
    openSample: step(t("Open sample workspace"), "druidSql.openSample"),
    walkthrough: step(t("First steps"), "druidSql.openWalkthrough"),
    createRolesFile: step(t("Create roles file"), "druidSql.createRolesFile"),
    openRolesFile: step(t("Open roles file"), "druidSql.openRolesFile"),
    choosePrincipal: step(t("Choose who you are"), "druidSql.choosePrincipal"),
    checkAsDruid: step(t("Check this file as Druid SQL"), "druidSql.checkAsDruid"),
    openSettings: step(t("Open settings"), "druidSql.openSettings"),
    openConfiguration: step(t("Open druid-sql.jsonc"), "workbench.action.quickOpen", "druid-sql.json"),
    openProblems: step(t("Show problems"), "workbench.actions.view.problems"),
    manageTrust: step(t("Manage trust"), "workbench.trust.manage"),
    restartServer: step(t("Restart server"), "druidSql.restartServer"),
    showServerLog: step(t("Show server log"), "druidSql.showServerLog"),
  } as const;
}
