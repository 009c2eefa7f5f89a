/**
 * Starts the server of an installed VS Code (`install.mjs`) and opens its window, a page in headless Chromium. Everything that a run
 * writes lies in one scratch folder.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium as playwright } from "playwright-core";
import { chromium, node24, node24Environment, serverMain } from "./install.mjs";

/** User settings of every window: no chatter from other parts of VS Code. */
export const QUIET_SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"].concat([
  "--disable-component-update",
  "--disable-sync",
]);

/** A folder of its own for a run; `stop` of the server removes it. */
export const newScratch = () => mkdtempSync(join(tmpdir(), "druid-sql-e2e-"));

/** Starts the server with `vsix` installed. Returns its port, its log so far, and what stops it. `trust`: `none` is Restricted Mode. */
export async function startServer({ scratch, vsix, settings = {}, trust = "all" }) {
  const places = ["--server-data-dir", join(scratch, "data"), "--extensions-dir", join(scratch, "extensions")];
  const userFolder = join(scratch, "data", "data", "User");
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, "settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
  let log = installExtension(vsix, places);

  // Without the smoke test driver the server knows no extension tests. A process group of its own: the extension host ends with it.
  const flags = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"];
  const modes = ["--enable-smoke-test-driver", "--disable-telemetry", ...(trust === "all" ? ["--disable-workspace-trust"] : [])];
  const child = spawn(node24, [serverMain, ...flags, ...modes, ...places], {
    env: { ...node24Environment(), XDG_RUNTIME_DIR: scratch },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise((done) => child.once("close", done));
  const stop = async () => {
    endGroup(child.pid);
    await ended;
    rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const listening = new Promise((found, fail) => {
    const listen = (chunk) => {
      log += chunk;
      const said = /Extension host agent listening on (\d+)/.exec(log);
      if (said) found(Number(said[1]));
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.once("error", fail);
    child.once("close", (code) => fail(new Error(`VS Code's server ended with ${code}`)));
  });
  try {
    return { port: await within(60, "VS Code's server did not start", listening), log: () => log, stop };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log}`);
  }
}

/** Opens the window on a folder. `payload` is what a desktop VS Code would take as arguments. */
export async function openWindow({
  port,
  workspace,
  payload = [],
  onLog,
  onExit,
  size = { width: 1280, height: 800 },
  scale = 1,
  language,
}) {
  const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ viewport: size, deviceScaleFactor: scale });
    // What a language pack would set before VS Code starts; extensions are spoken to in this language.
    if (language) await page.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
    await page.exposeFunction("codeAutomationLog", (type, args) => onLog?.(type, args));
    await page.exposeFunction("codeAutomationExit", (code) => onExit?.(code));
    const query = new URLSearchParams({ folder: resolve(workspace), payload: JSON.stringify([...payload, ["skipWelcome", "true"]]) });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    return { page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** How the window names a file of this machine. */
export const remoteUri = (port, file) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(file).pathname}`;

/** The promise's value, or an error with the complaint after so many seconds. */
export async function within(seconds, complaint, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${complaint} within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function installExtension(vsix, places) {
  const args = [serverMain, "--install-extension", resolve(vsix), "--accept-server-license-terms", ...places];
  const { status, stdout, stderr } = spawnSync(node24, args, { encoding: "utf8", env: node24Environment() });
  if (status !== 0) throw new Error(`could not install ${vsix}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
