/**
 * Gets a real VS Code for machines that reach package registries only: the VS Code inside the npm package code-server (its server
 * needs Node 24) and Debian's Chromium as its window. Kept outside of the checkout, so that it is installed once for each machine;
 * a broken or half-done install is noticed and made anew.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const VERSIONS = { node: "24", "code-server": "4.139.1" };
const DEBIAN_PACKAGES = ["chromium", "build-essential", "python3", "pkg-config", "libkrb5-dev", "libx11-dev", "libxkbfile-dev"].concat([
  "libsecret-1-dev",
]);

const home = process.env.VSCODE_TESTBED_HOME || join(homedir(), ".cache", "druid-sql-vscode");
const packageFolder = (name) => join(home, name, "node_modules", name);
const nodeBin = join(packageFolder("node"), "bin");

/** The program of Node 24. */
export const node24 = join(nodeBin, "node");

/** VS Code's server; Node 24 runs it. */
export const serverMain = join(packageFolder("code-server"), "lib", "vscode", "out", "server-main.js");

/** The environment in which `node`, and so `npm`, mean Node 24. */
export const node24Environment = () => ({ ...process.env, PATH: nodeBin + delimiter + process.env.PATH });

/** The browser that shows the window, if there is one. */
export const chromium = () =>
  [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => file && existsSync(file));

const started = Date.now();
const say = (text) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`);

/** Installs what is missing; takes a second when everything is there. Throws with the output of what failed. */
export async function installVsCode() {
  const unlock = await lock();
  try {
    installDebianPackages();
    installPackage("node", process.env, node24Works);
    installPackage("code-server", buildEnvironment(), vsCodeWorks);
    if (!chromium()) throw new Error("no chromium found: set CHROMIUM to its path");
    say(`VS Code is ready in ${home}`);
  } finally {
    unlock();
  }
}

const node24Works = () => succeeds(node24, ["--version"], /^v24\./);
const vsCodeWorks = () => existsSync(serverMain) && succeeds(node24, [serverMain, "--version"], /^\d+\.\d+\.\d+/);

function succeeds(program, args, expected) {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 && expected.test(stdout);
}

/** The headers come with the Node package, so that nothing else has to be downloaded to compile VS Code's native modules. */
function buildEnvironment() {
  const platform = join(packageFolder("node"), "node_modules", `node-${process.platform}-${process.arch}`);
  return { ...node24Environment(), npm_config_nodedir: platform, npm_config_unsafe_perm: "true" };
}

/** One folder for each package, so that a broken one can be thrown away alone. */
function installPackage(name, environment, works) {
  const folder = join(home, name);
  const stamp = join(folder, "installed");
  if (existsSync(stamp) && isWanted(name) && works()) return say(`${name} ${installedVersion(name)}: present`);
  say(`${name}@${VERSIONS[name]}: installing`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  // Both packages are useless without their install scripts, which newer releases of npm hold back unless told otherwise.
  const scripts = { npm_config_ignore_scripts: "false", npm_config_dangerously_allow_all_scripts: "true" };
  const options = ["install", "--no-audit", "--no-fund", "--loglevel=error", `${name}@${VERSIONS[name]}`];
  must("npm", options, { cwd: folder, env: { ...environment, ...scripts } });
  if (!works()) throw new Error(`${name}: npm was content, yet the package does not work`);
  writeFileSync(stamp, `${installedVersion(name)}\n`);
  return say(`${name} ${installedVersion(name)}: installed`);
}

function isWanted(name) {
  const found = installedVersion(name);
  return found !== undefined && (found === VERSIONS[name] || found.startsWith(`${VERSIONS[name]}.`));
}

function installedVersion(name) {
  const manifest = join(packageFolder(name), "package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

function installDebianPackages() {
  const missing = missingDebianPackages();
  if (missing.length === 0) return say("Debian packages: present");
  if (process.getuid?.() !== 0) throw new Error(`as root, run first: apt-get install --no-install-recommends ${missing.join(" ")}`);
  say(`Debian packages: installing ${missing.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  spawnSync("dpkg", ["--configure", "-a"], { env }); // Repairs an install that was cut off.
  must("apt-get", [...wait, "update"], { env });
  return must("apt-get", [...wait, "install", "-y", "--no-install-recommends", ...missing], { env });
}

function missingDebianPackages() {
  const format = ["-W", "-f", `\${Package} \${db:Status-Status}\n`];
  const asked = spawnSync("dpkg-query", [...format, ...DEBIAN_PACKAGES], { encoding: "utf8" });
  if (asked.error) return [];
  const present = new Set(asked.stdout.split("\n").filter((line) => line.endsWith(" installed")));
  return DEBIAN_PACKAGES.filter((name) => !present.has(`${name} installed`));
}

function must(program, args, options) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  throw error ?? new Error(`${program} ${args.join(" ")} ended with status ${status}`);
}

/** Two installs at once into one folder would spoil each other. Returns what unlocks it. */
async function lock() {
  mkdirSync(home, { recursive: true });
  const file = join(home, "install.lock");
  for (let told = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say("another install is under way: waiting");
    told = true;
    await delay(500);
  }
}

/** Whether the process that holds the lock is gone; one that has just begun may not have written its number yet. */
function isAbandoned(file) {
  try {
    const owner = Number(readFileSync(file, "utf8"));
    return owner === 0 ? Date.now() - statSync(file).mtimeMs > 10_000 : !isAlive(owner);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
