/**
 * Writes the texts that the client and the server show from their sources to `l10n/`: `bundle.l10n.json` and `server.l10n.json`. Takes
 * texts that are gone out of the translations beside them, and names those that a translation lacks. With `--check` it writes nothing
 * and fails where it would. Fails as well where a source shows words that cannot be translated. Relies on `out/`, for the words of tables.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BUNDLES } from "./l10nSources.mjs";
import { textsOf } from "./l10nStrings.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = "l10n/";
const HELP =
  'what a person reads stands in t("…{0}…", value) of language/text/l10n.ts, in a table in phrase("…"), and what Druid says in druidSays("…")';
const BEGINS_A_SENTENCE = /^\p{Lu}\p{Ll}* /u;

const isCheck = process.argv.includes("--check");
const problems = [];

for (const bundle of BUNDLES) {
  const inTables = new Set(await wordsOfTables(bundle));
  const texts = [...new Set([...sourcesOf(bundle).flatMap((file) => read(file, bundle, inTables)), ...inTables])];
  update(bundle.english, Object.fromEntries(texts.map((text) => [text, text])));
  for (const name of translationsOf(bundle)) translate(name, texts);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function sourcesOf({ folders, files }) {
  const inFolders = folders.flatMap((folder) => readdirSync(ROOT + folder, { recursive: true }).map((name) => folder + name));
  return [...inFolders.map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".ts")), ...files].sort();
}

/** The texts that tables hold. */
async function wordsOfTables({ tables }) {
  if (tables === undefined) return [];
  const { tableWords } = await import(new URL(`../${tables}`, import.meta.url).href);
  return tableWords();
}

/** The texts of a source that are translated; words outside of `t` and of the tables' are problems. */
function read(file, { left, names, singleWords }, inTables) {
  const { translated, bare } = textsOf(readFileSync(ROOT + file, "utf8"), singleWords);
  if (Object.keys(left).some((each) => file.startsWith(each))) return translated;
  const isTable = names.some((each) => file.startsWith(each));
  const shown = bare.filter(({ text }) => !inTables.has(text) && !(isTable && !BEGINS_A_SENTENCE.test(text)));
  for (const { text, line } of shown) problems.push(`${file}:${line}: not translatable: ${JSON.stringify(text)} (${HELP})`);
  return translated;
}

/** `server.l10n.de.json` beside `server.l10n.json`. */
function translationsOf({ english }) {
  const [begin, end] = [english.replace(/json$/, ""), ".json"];
  return readdirSync(ROOT + FOLDER).filter((name) => name !== english && name.startsWith(begin) && name.endsWith(end));
}

/** Keeps what a translation has of the texts, in their order. */
function translate(name, texts) {
  const known = JSON.parse(readFileSync(ROOT + FOLDER + name, "utf8"));
  for (const text of texts.filter((each) => !Object.hasOwn(known, each)))
    problems.push(`${FOLDER}${name} lacks ${JSON.stringify(text)}: run npm run generate, then add the translation`);
  update(name, Object.fromEntries(texts.filter((text) => Object.hasOwn(known, text)).map((text) => [text, known[text]])));
}

function update(name, bundle) {
  const text = `${JSON.stringify(bundle, undefined, 2)}\n`;
  if (readOr(ROOT + FOLDER + name) === text) return;
  if (isCheck) problems.push(`${FOLDER}${name} is out of date: run npm run generate`);
  else writeFileSync(ROOT + FOLDER + name, text);
}

function readOr(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
