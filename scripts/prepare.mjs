/**
 * Builds the programs where npm installs the repository itself, as pre-commit has it do, and behind `npm ci`. A global installation leaves
 * out what a build needs, and tells the npm that runs inside of it to install globally too; so that is fetched here, as the lock file has it.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!existsSync("node_modules/esbuild"))
  run("npm ci --ignore-scripts --include=dev --no-audit --no-fund", { npm_config_global: "false", npm_config_location: "project" });
run("npx --no-install tsc -b");
run("node esbuild.mjs --minify");

function run(command, settings = {}) {
  const { status } = spawnSync(command, { shell: true, stdio: "inherit", env: { ...process.env, ...settings } });
  if (status !== 0) process.exit(status ?? 1);
}
