/**
 * Packs the extension as `dist/druid-sql.vsix` and fails when the package holds a file that users do not need, lacks one that they
 * need, or is too large. Relies on the bundles in `dist/`.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const VSIX = "dist/druid-sql.vsix";
/**
 * In bytes, so that an install is over before one looks. A third is the protocol's libraries, a sixth the parsers of other dialects, whose
 * grammars are the price of leaving MySQL alone; the command line is a package of its own.
 */
const LARGEST = 900_000;

/** What the package must hold; everything else is a mistake. */
const REQUIRED = [
  "package.json",
  "package.nls.json",
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "dist/client.js",
  "dist/language.js",
  "dist/server.js",
  "dist/protocol.js",
  "dist/dialects.js",
  "dist/dialects.br",
  "dist/docs.json",
].concat(["syntaxes/druid-sql.tmLanguage.json", "syntaxes/language-configuration.json", "l10n/bundle.l10n.json"], sample());
const ALLOWED = [
  /^package\.nls\.[a-z-]+\.json$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^l10n\/server\.l10n\.[a-z-]+\.json$/,
  /^media\/[a-z]+\.svg$/,
  /^docs\/images\/[\w-]+\.png$/,
  /^docs\/schemas\/[\w.-]+\.json$/,
];

pack();
const vsix = readFileSync(VSIX);
const entries = listZip(vsix);
const problems = [...checkNames(entries), ...checkSize(vsix.length)];
print(entries, vsix.length);
for (const problem of problems) console.error(`package: ${problem}`);
if (problems.length > 0) process.exitCode = 1;

/** The whole sample workspace. */
function sample() {
  const names = readdirSync("examples", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names.map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/"));
}

function pack() {
  const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", VSIX];
  const run = spawnSync(process.execPath, ["node_modules/@vscode/vsce/vsce", "package", ...options], { encoding: "utf8" });
  if (run.status === 0) return;
  console.error(run.stdout + run.stderr);
  process.exit(1);
}

function checkNames(entries) {
  const names = entries.filter(({ name }) => name.startsWith("extension/")).map(({ name }) => name.slice("extension/".length));
  const missing = REQUIRED.filter((name) => !names.includes(name)).map((name) => `${name} is missing`);
  const surplus = names
    .filter((name) => !REQUIRED.includes(name) && !ALLOWED.some((allowed) => allowed.test(name)))
    .map((name) => `${name} does not belong into the package`);
  return [...missing, ...surplus];
}

function checkSize(bytes) {
  return bytes <= LARGEST ? [] : [`${bytes} bytes; at most ${LARGEST} are allowed`];
}

/** The entries of a zip file, from its central directory. */
function listZip(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    entries.push({ name, packed: zip.readUInt32LE(at + 20), size: zip.readUInt32LE(at + 24) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function print(entries, bytes) {
  for (const { name, packed, size } of entries) console.log(`${String(packed).padStart(9)} ${String(size).padStart(9)}  ${name}`);
  console.log(`${VSIX}: ${entries.length} files, ${(bytes / 1000).toFixed(1)} kB (at most ${LARGEST / 1000} kB)`);
}
