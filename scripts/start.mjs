/**
 * What `npm start` shows after the build: the permissions of the sample workspace as one of its users meets them, and how to see the
 * same in the editor. Findings are the point of the sample, so only a run that could not report ends with an error.
 */
import { spawnSync } from "node:child_process";

const check = ["check", "examples", "--as", "user:alice"];
const run = spawnSync(process.execPath, ["dist/cli.js", ...check], { stdio: "inherit" });
if (run.error) throw run.error;
if (run.status !== 0 && run.status !== 1) process.exit(run.status ?? 1);

console.log(`
That was: druid-sql ${check.join(" ")}
In VS Code:  code --extensionDevelopmentPath="$PWD" examples     (or press F5 in this folder)
Installed:   npm run package && code --install-extension dist/druid-sql.vsix`);
