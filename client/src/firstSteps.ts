/**
 * The commands of the first minutes: the walkthrough, the settings, the guide to CI, and switching on a file that was left alone.
 */
import * as vscode from "vscode";
import { docsUri } from "./docs";
import { chooseSqlDocument } from "./documents";
import { showMarkdown } from "./markdown";
import type { Progress } from "./progress";
import { tell } from "./tell";

const EXTENSION_ID = "druid-sql.druid-sql";

/** Registers them. */
export function registerFirstSteps(progress: Progress): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("druidSql.openWalkthrough", () => progress.openWalkthrough()),
    vscode.commands.registerCommand("druidSql.openSettings", () =>
      vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${EXTENSION_ID}`),
    ),
    vscode.commands.registerCommand("druidSql.openCiGuide", () => showMarkdown(docsUri("cli.md"), vscode.ViewColumn.Active)),
    vscode.commands.registerCommand("druidSql.checkAsDruid", checkAsDruid),
  );
}

/** Gives the file our own language, which is checked without any mark of Druid, for as long as it is open. */
async function checkAsDruid(): Promise<void> {
  const document = await chooseSqlDocument();
  if (document) await vscode.languages.setTextDocumentLanguage(document, "druid-sql");
  else await tell("noSqlFile");
}
