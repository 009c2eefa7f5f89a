/**
 * Holds the import ladder of ARCHITECTURE.md: reads the import lines of every source file and compares them with the table below.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "./support/corpus";

/** What each room may import, besides itself. Rooms are named by their folder; packages by `npm:` and their name, Node's modules by `node:`. */
const LADDER: Readonly<Record<string, readonly string[]>> = {
  "language/text": ["npm:jsonc-parser"],
  "language/data": [],
  "language/syntax": ["language/text", "language/data"],
  "language/analysis": ["language/syntax", "language/text", "language/data"],
  "language/permissions": ["language/analysis", "language/syntax", "language/text", "language/data"],
  "language/roles": ["language/permissions/model", "language/text", "npm:jsonc-parser"],
  "language/cloud": ["language/permissions/model", "language/text"],
  "language/features": [
    "language/permissions",
    "language/roles",
    "language/cloud",
    "language/analysis",
    "language/syntax",
    "language/text",
    "language/data",
  ],
  "language/config": [
    "language/features",
    "language/roles",
    "language/permissions",
    "language/analysis",
    "language/text",
    "npm:jsonc-parser",
    "npm:picomatch",
  ],
  "language/index.ts": [
    "language/config",
    "language/features",
    "language/permissions",
    "language/roles",
    "language/cloud",
    "language/analysis",
    "language/syntax",
    "language/text",
    "language/data",
  ],
  lsp: ["language/index.ts", "npm:vscode-languageserver", "npm:vscode-languageserver-textdocument", "npm:vscode-languageserver-types"],
  cli: ["language/index.ts", "npm:commander", "npm:ignore", "npm:picomatch", "npm:sarif", "node:"],
  entries: ["lsp", "cli", "npm:vscode-languageserver", "node:"],
  client: ["lsp/protocol.ts", "npm:vscode", "npm:vscode-languageclient", "node:"],
};

const ROOTS = [path.join(REPOSITORY, "server/src"), path.join(REPOSITORY, "client/src")];

/** `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`, `require("x")`. */
const SPECIFIERS = /^(?:import|export)\s+(?:[\w*{][^;"'()=]*?\bfrom\s+)?["']([^"'\n]+)["'];|\b(?:import|require)\(\s*["']([^"'\n]+)["']/gm;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

test("every import goes down the ladder", () => {
  const wrong = imports().filter(({ room, target }) => !mayImport(room, target));
  assert.deepEqual(
    wrong.map(({ file, target }) => `${path.relative(REPOSITORY, file)} imports ${target}`),
    [],
  );
});

test("every room of the ladder exists, and every source file is in a room", () => {
  const rooms = new Set(sourceFiles().map(roomOf));
  assert.deepEqual(
    [...rooms].filter((room) => !(room in LADDER)),
    [],
  );
  assert.deepEqual(
    Object.keys(LADDER).filter((room) => !rooms.has(room)),
    [],
  );
});

test("the language knows neither files, clocks, processes nor chance", () => {
  const forbidden = /\b(Date\.now|new Date\(|performance\.|process\.|setTimeout|setInterval|Math\.random|globalThis|require\()/;
  const found = sourceFiles()
    .filter((file) => file.includes(`${path.sep}language${path.sep}`))
    .filter((file) => forbidden.test(withoutComments(readFileSync(file, "utf8"))));
  assert.deepEqual(
    found.map((file) => path.relative(REPOSITORY, file)),
    [],
  );
});

function mayImport(room: string, target: string): boolean {
  return (LADDER[room] ?? []).some((allowed) => target === allowed || target.startsWith(allowed.endsWith(":") ? allowed : `${allowed}/`));
}

function imports(): readonly Import[] {
  return sourceFiles().flatMap((file) => {
    const room = roomOf(file);
    const text = withoutComments(readFileSync(file, "utf8"));
    const specifiers = [...text.matchAll(SPECIFIERS)].map((match) => match[1] ?? match[2] ?? "");
    return specifiers
      .map((specifier) => ({ file, room, target: targetOf(file, specifier) }))
      .filter(({ target }) => !isWithin(target, room));
  });
}

function isWithin(target: string, room: string): boolean {
  return target === room || target.startsWith(`${room}/`);
}

/** The room-relative path of what is imported: `language/syntax/nodes.ts`, `npm:commander`, `node:fs`. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  if (!specifier.startsWith("."))
    return `npm:${specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : specifier.split("/")[0]}`;
  const resolved = `${path.resolve(path.dirname(file), specifier)}.ts`;
  const relative = shorten(resolved);
  return relative === "language/permissions/model.ts" ? "language/permissions/model" : relative;
}

function shorten(file: string): string {
  for (const root of ROOTS) {
    if (file.startsWith(root + path.sep)) {
      const inner = path.relative(root, file).split(path.sep).join("/");
      return root.endsWith(path.join("client", "src")) ? `client/${inner}` : inner;
    }
  }
  return file;
}

function roomOf(file: string): string {
  const parts = shorten(file).split("/");
  return parts[0] === "language" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function sourceFiles(): readonly string[] {
  return ROOTS.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
      .map((name) => path.join(root, name)),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
