/**
 * Runs the suite in a desktop VS Code, which @vscode/test-electron downloads. Needs a display: start it under `xvfb-run` where there is
 * none. The extension is installed from its package, as a user does.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { QUIET_SETTINGS, within } from "./vscode.mjs";

/** Runs the suite and returns when it has ended; throws when it could not run to its end. */
export async function runInDesktop({ scratch, workspace, suiteFolder, suite, vsix, seconds, finished }) {
  const executable = await downloadAndUnzipVSCode(process.env.DRUID_SQL_E2E_VSCODE ?? "stable");
  const places = [`--user-data-dir=${join(scratch, "data")}`, `--extensions-dir=${join(scratch, "extensions")}`];
  mkdirSync(join(scratch, "data", "User"), { recursive: true });
  writeFileSync(join(scratch, "data", "User", "settings.json"), JSON.stringify(QUIET_SETTINGS));
  try {
    install(executable, vsix, places);
    const launchArgs = [workspace, ...places, "--disable-workspace-trust", "--skip-welcome", "--no-sandbox", "--disable-gpu"];
    const run = runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: suiteFolder,
      extensionTestsPath: suite,
      launchArgs,
    });
    await within(seconds, "the suite did not end", run);
    if (!finished()) throw new Error("the suite ended before its last case");
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function install(executable, vsix, places) {
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const options = { encoding: "utf8", shell: process.platform === "win32" };
  const { status, stdout, stderr } = spawnSync(cli, ["--install-extension", resolve(vsix), ...places, ...root], options);
  if (status !== 0) throw new Error(`could not install ${vsix}:\n${stdout}${stderr}`);
}
