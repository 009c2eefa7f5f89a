/**
 * How far somebody has come with the walkthrough: the context keys that end its steps, and what opens it.
 */
import * as vscode from "vscode";

const WALKTHROUGH = "druid-sql.druid-sql#firstSteps";

/** The context keys that `completionEvents` of the walkthrough name. */
export type Reached = "druidSql.hasChecked" | "druidSql.hasRoles" | "druidSql.hasPrincipal";

export interface Progress {
  /** Tells that a step is done, which it stays. */
  reach(step: Reached): Promise<void>;
  openWalkthrough(): Promise<void>;
}

export function createProgress(): Progress {
  const reached = new Set<Reached>();
  const set = (step: Reached, value: true | undefined) => vscode.commands.executeCommand("setContext", step, value);
  return {
    reach: async (step) => {
      if (reached.has(step)) return;
      reached.add(step);
      await set(step, true);
    },
    // VS Code reads the steps when a walkthrough is opened for the first time, and sees what becomes true from then on, not what is.
    openWalkthrough: async () => {
      for (const step of reached) await set(step, undefined);
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
      for (const step of reached) await set(step, true);
    },
  };
}
