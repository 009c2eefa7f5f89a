/**
 * Bundles the benchmark as the product is bundled (token kinds become numbers there) and runs it. Arguments are handed on.
 */
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const OUT = "out/test/bench/bench.bundle.cjs";

await build({
  entryPoints: ["test/bench/bench.ts"],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  packages: "external",
  outfile: OUT,
  define: { __dirname: JSON.stringify(new URL("../out/test/support", import.meta.url).pathname) },
  logLevel: "error",
});
const { status } = spawnSync(process.execPath, [OUT, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
