/**
 * Runs the compiled tests with Node's own test runner. Collects the files itself, since `node --test` of Node 20 knows no globs.
 * Arguments are passed on to the runner, or name the files to run.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["unit", "conformance", "protocol", "fuzz"];
const OPTIONAL = "../shared/conformance";

if (!existsSync(OPTIONAL)) console.log(`not there, so tests that read it skip: ${OPTIONAL}`);

const options = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const files = named.length > 0 ? named : testFiles();
if (files.length === 0) {
  console.error("no compiled tests under out/test: build first");
  process.exit(1);
}
const run = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...options, ...files], { stdio: "inherit" });
if (run.error) throw run.error;
process.exitCode = run.status ?? 1;

function testFiles() {
  const deep = FOLDERS.flatMap((folder) => listTests(join("out/test", folder), "deep"));
  return [...listTests("out/test", "flat"), ...deep].sort();
}

function listTests(folder, depth) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: depth === "deep" })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.js"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
