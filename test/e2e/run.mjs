/**
 * The end-to-end tests: installs the packaged extension into a real VS Code, runs `suite.ts` in its extension host on a copy of the
 * fixture workspace, then looks at the window as a person does (`window.mjs`). Ends with one line of totals.
 *
 * VS Code is the one that `install.mjs` provides; with `DRUID_SQL_E2E=desktop` it is a desktop VS Code that is downloaded
 * (`desktop.mjs`), which is also tried where the other one cannot be installed. Options: `--suite-only`, `--window-only`,
 * `--authoring-only`, `--first-minutes-only`, `--verbose`.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runAuthoring } from "./authoring/run.mjs";
import { runInDesktop } from "./desktop.mjs";
import { runFirstMinutes } from "./firstMinutes.mjs";
import { installVsCode } from "./install.mjs";
import { newScratch, openWindow, remoteUri, startServer, within } from "./vscode.mjs";
import { runWindowChecks } from "./window.mjs";

const VSIX = "dist/druid-sql.vsix";
const SUITE_SECONDS = 300;
const PARTS = ["suite", "window", "authoring", "first-minutes"];
const flags = new Set(process.argv.slice(2));

const results = [];
try {
  if (!existsSync(VSIX)) throw new Error(`${VSIX} is missing: run npm run package first`);
  await runEverything();
} catch (error) {
  report({ name: "the run itself", passed: false, error: error.stack });
}
const failed = results.filter(({ passed }) => !passed).length;
console.log(`e2e: ${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && results.length > 0 ? 0 : 1);

async function runEverything() {
  const useDesktop = process.env.DRUID_SQL_E2E === "desktop" || !(await canInstall());
  if (useDesktop) {
    await runSuite(runInDesktop);
    return;
  }
  const only = PARTS.find((part) => flags.has(`--${part}-only`));
  const isWanted = (part) => only === undefined || only === part;
  if (isWanted("suite")) await runSuite(runInPage);
  if (isWanted("window")) await runWindowChecks({ vsix: VSIX, report });
  if (isWanted("authoring")) await runAuthoring({ vsix: VSIX, report });
  if (isWanted("first-minutes")) await runFirstMinutes({ vsix: VSIX, report });
}

async function canInstall() {
  try {
    await installVsCode();
    return true;
  } catch (error) {
    console.error(`VS Code from packages: ${error.message}\ntrying a desktop VS Code instead`);
    return false;
  }
}

function indented(text) {
  return String(text).split("\n").join("\n       ");
}

/** The suite lies in an extension of its own: VS Code runs tests in the host of the extension that holds them. */
async function runSuite(runIn) {
  const scratch = newScratch();
  const workspace = join(scratch, "workspace");
  const suiteFolder = join(scratch, "suite");
  cpSync("test/fixtures/workspace", workspace, { recursive: true });
  mkdirSync(suiteFolder);
  const manifest = { name: "suite", publisher: "druid-sql-e2e", version: "0.0.0", engines: { vscode: "^1.91.0" }, main: "./suite.js" };
  writeFileSync(join(suiteFolder, "package.json"), JSON.stringify(manifest));
  const suite = join(suiteFolder, "suite.js");
  await build({ entryPoints: ["test/e2e/suite.ts"], outfile: suite, bundle: true, format: "cjs", platform: "node", external: ["vscode"] });

  const follow = followResults(join(suiteFolder, "results.ndjson"));
  try {
    await runIn({ scratch, workspace, suiteFolder, suite, vsix: VSIX, seconds: SUITE_SECONDS, finished: follow.finished });
  } finally {
    follow.stop();
  }
}

/** Starts VS Code's server and window; prints both logs when the suite does not come to its end or has failures. */
async function runInPage({ scratch, workspace, suiteFolder, suite, vsix, seconds, finished }) {
  const server = await startServer({ scratch, vsix });
  const windowLog = [];
  let window;
  try {
    let exited;
    const exit = new Promise((done) => {
      exited = done;
    });
    window = await openWindow({
      port: server.port,
      workspace,
      payload: [
        ["extensionDevelopmentPath", remoteUri(server.port, suiteFolder)],
        ["extensionTestsPath", remoteUri(server.port, suite)],
      ],
      onLog: (type, parts) => windowLog.push(`[${type}] ${parts.join(" ")}`),
      onExit: exited,
    });
    await within(seconds, "the suite did not end", exit);
    if (!finished()) throw new Error("the suite ended before its last case");
  } catch (error) {
    printLogs(server, windowLog);
    throw error;
  } finally {
    if (flags.has("--verbose")) printLogs(server, windowLog);
    await window?.close();
    await server.stop();
  }
}

function printLogs(server, windowLog) {
  console.error(`--- window log\n${windowLog.join("\n")}\n--- server log\n${server.log()}`);
}

/** Reports each result as soon as the suite has written it. */
function followResults(file) {
  let seen = 0;
  let done = false;
  const look = () => {
    if (!existsSync(file)) return;
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    for (const line of lines.slice(seen)) {
      const result = JSON.parse(line);
      if (result.finished) done = true;
      else report(result);
    }
    seen = lines.length;
  };
  const timer = setInterval(look, 200);
  return {
    finished: () => {
      look();
      return done;
    },
    stop: () => {
      clearInterval(timer);
      look();
    },
  };
}

function report(result) {
  results.push(result);
  const time = result.milliseconds === undefined ? "" : ` (${result.milliseconds} ms)`;
  console.log(`${result.passed ? "ok  " : "FAIL"} ${result.name}${time}`);
  if (result.firstError) console.log(`       first try: ${indented(result.firstError)}`);
  if (!result.passed) console.log(`       ${indented(result.error)}`);
}
