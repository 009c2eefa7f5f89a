/**
 * Bundles what runs outside of the tests: the extension's client, the language service, the language server and the command line program,
 * each in one file of `dist/`. Server and program take the language service from the file beside them, and `druid-sql lsp` so takes the
 * server. Without `--minify` the bundles come with source maps.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";
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

/** The server's bundle in place of its entry. */
const serverBeside = {
  name: "server-beside",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/node\.js$/ }, () => ({ path: "./server.js", external: true })),
};

/** The language service's bundle in place of its only door. */
const languageBeside = {
  name: "language-beside",
  setup: ({ onResolve }) => onResolve({ filter: /\/language\/index$/ }, () => ({ path: "./language.js", external: true })),
};

/** What both ends of the protocol are made of, once for client and server: it is a sixth of the package. */
const protocolBeside = {
  name: "protocol-beside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^vscode-(languageserver-protocol|languageserver-types|jsonrpc)(\/node(\.js)?)?$/ }, () => ({
      path: "./protocol.js",
      external: true,
    })),
};

/**
 * The parsers of other dialects, in one text: they share most of their words, so that together they take a third of what they take alone.
 * Their license allows it; the names are the `id`s of `data/dialects.ts`.
 */
function packDialects(names) {
  const { resolve } = createRequire(import.meta.url);
  const sources = Object.fromEntries(names.map((name) => [name, readFileSync(resolve(`node-sql-parser/build/${name}.js`), "utf8")]));
  const text = Buffer.from(JSON.stringify(sources));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: minify ? 11 : 5,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  writeFileSync("dist/dialects.br", brotliCompressSync(text, { params }));
}

/**
 * The documents for users by their paths below `docs/`, in one file: a page for each code, each with an entry of its own, would make the
 * package a tenth larger.
 */
function packDocs() {
  const names = readdirSync("docs", { recursive: true }).map((name) => name.replaceAll("\\", "/"));
  const pages = names.filter((name) => name.endsWith(".md")).sort();
  writeFileSync("dist/docs.json", JSON.stringify(Object.fromEntries(pages.map((name) => [name, readFileSync(`docs/${name}`, "utf8")]))));
}

await Promise.all([
  build({
    ...shared,
    entryPoints: ["client/src/extension.ts"],
    outfile: "dist/client.js",
    external: ["vscode"],
    plugins: [protocolBeside],
  }),
  build({
    ...shared,
    stdin: { contents: 'export * from "vscode-languageserver-protocol/node";', resolveDir: "." },
    outfile: "dist/protocol.js",
  }),
  build({ ...shared, entryPoints: ["server/src/entries/dialectsWorker.ts"], outfile: "dist/dialects.js" }),
  build({ ...shared, entryPoints: ["server/src/language/index.ts"], outfile: "dist/language.js" }),
  build({ ...shared, entryPoints: ["server/src/entries/node.ts"], outfile: "dist/server.js", plugins: [languageBeside, protocolBeside] }),
  build({
    ...shared,
    entryPoints: ["server/src/entries/cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [serverBeside, languageBeside],
  }),
]);

packDocs();
packDialects(["mysql", "postgresql", "transactsql", "snowflake", "bigquery", "hive"]);
