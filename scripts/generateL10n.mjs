/**
 * Writes `l10n/bundle.l10n.json`, the texts that the client shows, from the client's sources, takes texts that are gone out of the
 * translations beside it, and names those that a translation lacks. With `--check` it writes nothing and fails where it would.
 * Fails as well where a source shows words that cannot be translated.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { textsOf } from "./l10nStrings.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = `${ROOT}client/src/`;
const BUNDLES = `${ROOT}l10n/`;
const ENGLISH = "bundle.l10n.json";

const isCheck = process.argv.includes("--check");
const problems = [];

const files = readdirSync(SOURCES, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .sort();
const read = files.map((name) => ({ name, ...textsOf(readFileSync(SOURCES + name, "utf8")) }));
for (const { name, bare } of read) {
  for (const { text, line } of bare) problems.push(`client/src/${name}:${line}: not in l10n.t: ${JSON.stringify(text)}`);
}
const texts = [...new Set(read.flatMap(({ translated }) => translated))];
update(ENGLISH, Object.fromEntries(texts.map((text) => [text, text])));
for (const name of readdirSync(BUNDLES).filter((each) => each !== ENGLISH)) {
  const known = JSON.parse(readFileSync(BUNDLES + name, "utf8"));
  for (const text of texts.filter((each) => !(each in known))) problems.push(`l10n/${name} lacks ${JSON.stringify(text)}`);
  update(name, Object.fromEntries(texts.filter((text) => text in known).map((text) => [text, known[text]])));
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function update(name, bundle) {
  const text = `${JSON.stringify(bundle, undefined, 2)}\n`;
  if (readOr(BUNDLES + name) === text) return;
  if (isCheck) problems.push(`l10n/${name} is out of date: run npm run generate`);
  else writeFileSync(BUNDLES + name, text);
}

function readOr(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
