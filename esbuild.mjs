/**
 * Bundles what runs outside of the tests: the extension's client, the language server and the command line program, each complete in
 * one file of `dist/`. Without `--minify` the bundles come with source maps.
 */
import { build } from "esbuild";

const minify = process.argv.includes("--minify");

const shared = {
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  // The `main` of jsonc-parser loads its parts in a way that no bundler can follow.
  mainFields: ["module", "main"],
  logLevel: "warning",
  minify,
  sourcemap: !minify,
  legalComments: "none",
};

await Promise.all([
  build({ ...shared, entryPoints: ["client/src/extension.ts"], outfile: "dist/client.js", external: ["vscode"] }),
  build({ ...shared, entryPoints: ["server/src/entries/node.ts"], outfile: "dist/server.js" }),
  build({ ...shared, entryPoints: ["server/src/entries/cli.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } }),
]);
