/**
 * Starts the command line program in this process.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../cli/main";
import { createCliHost } from "./cliHost";
import { isMainThread, serveAsWorker } from "./cliWorker";

/** A defect; findings are 1 and trouble is 2. */
const CRASHED = 70;

/** What shells say of a program that a closed pipe ended: 128 and the number of SIGPIPE. */
const NOBODY_READS = 141;

// A reader that has seen enough, such as `head`, closes the pipe: then there is nobody left to write to. The rest was not looked at, so this
// is no 0: a check in a pipe would pass with `pipefail`, whatever it had found.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? NOBODY_READS : CRASHED));
}

const host = createCliHost(versionOf(), startLanguageServer);
// What fails in another thread is told by this one.
if (isMainThread) run();
else void serveAsWorker(host);

function run(): void {
  runCli(host, process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(`druid-sql: this is a defect: ${error instanceof Error ? error.stack : String(error)}`);
      process.exitCode = CRASHED;
    },
  );
}

async function startLanguageServer(): Promise<void> {
  await import("./node.js");
}

/** The version of the package that this bundle lies in. */
function versionOf(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
}
