/**
 * Every word that the extension shows can be translated, and is: the manifest's words stand in `package.nls.json`, and each language has
 * the same keys with the same placeholders, links and code.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "../support/corpus";
import { keyOf, languages, rawManifest, readJson, type Words } from "../support/manifest";

/** Keys of the manifest whose values a person reads. */
const SHOWN = ["title", "shortTitle", "description", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions"].concat(
  [["enumItemLabels", "patternErrorMessage", "errorMessage", "deprecationMessage", "markdownDeprecationMessage", "contents", "alt"]].flat(),
);

/** Parts of the manifest that VS Code does not show. */
const NOT_SHOWN = ["scripts", "devDependencies", "engines", "keywords", "categories", "when", "enablement", "default", "examples"];

/** The product's name is the same in all languages. */
const NAME = "Druid SQL";

test("every word of the manifest stands for a text that can be translated", () => {
  assert.deepEqual(untranslatable(rawManifest(), []), []);
});

test("package.nls.json has what the manifest names, and nothing else", () => {
  const named = stringsOf(rawManifest()).flatMap((text) => keyOf(text) ?? []);
  assert.deepEqual(Object.keys(readJson("package.nls.json") as Words).sort(), [...new Set(named)].sort());
});

test("there is a German translation", () => {
  assert.deepEqual(languages(), ["de"]);
});

for (const language of languages()) {
  test(`the manifest's words in ${language}`, () => checkTranslation("package.nls.json", `package.nls.${language}.json`));
}

/** Compares a language with English: the same keys in the same order, and in each text the same placeholders, links, commands and code. */
function checkTranslation(english: string, translated: string): void {
  assert.ok(existsSync(path.join(REPOSITORY, translated)), translated);
  const words = readJson(english) as Words;
  const others = readJson(translated) as Words;
  assert.deepEqual(Object.keys(others), Object.keys(words));
  for (const [key, text] of Object.entries(words)) {
    const other = others[key] ?? "";
    assert.notEqual(other.trim(), "", key);
    assert.deepEqual(fixedParts(other), fixedParts(text), key);
  }
}

/** What a translation leaves as it is: `{0}`, `code`, `](command:…)`, `$(icon)`. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|`[^`]+`|\]\([^)]+\)|\$\([\w-]+\)/g)].map(([part]) => part).sort();
}

/** The places of the manifest with words of their own, as `contributes.commands.0.title: Check`. */
function untranslatable(value: unknown, place: readonly string[]): readonly string[] {
  const last = place.filter((step) => !/^\d+$/.test(step)).at(-1) ?? "";
  if (NOT_SHOWN.includes(last)) return [];
  if (typeof value === "string") {
    const isShown = SHOWN.includes(last) || /^[A-Za-z,]+ [A-Za-z, ]+/.test(value);
    return isShown && value !== NAME && keyOf(value) === undefined ? [`${place.join(".")}: ${value}`] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => untranslatable(inner, [...place, key]));
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
