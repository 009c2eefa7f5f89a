/**
 * Every word that the extension shows can be translated, and is: the manifest's words stand in `package.nls.json`, and each language has
 * the same keys with the same placeholders, links and code. Those of the client and of the server stand in `l10n/`, by their English text.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { RULES } from "../../server/src/language/index";
import { REPOSITORY } from "../support/corpus";
import { keyOf, languages, rawManifest, readJson, type Words } from "../support/manifest";

/** Keys of the manifest whose values a person reads. */
const SHOWN = ["title", "shortTitle", "description", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions"].concat(
  [["enumItemLabels", "patternErrorMessage", "errorMessage", "deprecationMessage", "markdownDeprecationMessage", "contents", "alt"]].flat(),
);

const GENERATOR = path.join(REPOSITORY, "scripts", "generateL10n.mjs");
const SCANNER = path.join(REPOSITORY, "scripts", "l10nStrings.mjs");

/** What the scanner finds in a source. */
interface Texts {
  readonly translated: readonly string[];
  readonly bare: readonly { readonly text: string }[];
}

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

test("the words of client and server are in their bundles, and none is outside of them", () => {
  const { status, stderr } = spawnSync(process.execPath, [GENERATOR, "--check"], { encoding: "utf8" });
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("what a code means is translated where completion shows it", () => {
  const words = readJson("l10n/server.l10n.json") as Words;
  const shown = RULES.filter(({ about }) => about === "syntax" || about === "rules" || about === "permissions");
  assert.deepEqual(
    shown.filter(({ meaning }) => words[meaning] === undefined).map(({ code }) => code),
    [],
  );
});

for (const bundle of ["bundle", "server"]) {
  for (const language of languages()) {
    test(`the words of ${bundle} in ${language}`, () => {
      checkTranslation(`l10n/${bundle}.l10n.json`, `l10n/${bundle}.l10n.${language}.json`);
    });
  }

  test(`every language has its ${bundle}`, () => {
    const pattern = new RegExp(`^${bundle}\\.l10n\\.([a-z-]+)\\.json$`);
    const bundles = readdirSync(path.join(REPOSITORY, "l10n")).flatMap((name) => pattern.exec(name)?.[1] ?? []);
    assert.deepEqual(bundles, languages());
  });
}

test("German has its own quotes around names; straight ones are those of JSON, of code, and what SQL's quotes are told by", () => {
  const texts = ["l10n/server.l10n.de.json", "l10n/bundle.l10n.de.json", "package.nls.de.json"].flatMap((file) =>
    Object.values(readJson(file) as Words),
  );
  const isOfSql = /Anführungszeichen|Backtick/;
  const withoutCode = (text: string): string => text.replace(/\{\d+\}/g, "").replace(/`[^`]*`|"\w+": |[{[].*[}\]]/g, "");
  assert.deepEqual(
    texts.filter((text) => !isOfSql.test(text) && withoutCode(text).includes('"')),
    [],
  );
  const count = (text: string, sign: string): number => text.split(sign).length;
  assert.deepEqual(
    texts.filter((text) => count(text, "„") !== count(text, "“") || text.includes("”")),
    [],
  );
});

describe("words are found in a source", () => {
  const cases: readonly [string, readonly string[], readonly string[]][] = [
    ['l10n.t("Open it")', ["Open it"], []],
    ['vscode.l10n.t(\n  "Open {0}", name)', ["Open {0}"], []],
    ['t("a \\"b\\" c\\n\\u2026")', ['a "b" c\n…'], []],
    ["t('It says \"no\".')", ['It says "no".'], []],
    ['show("Nothing is missing")', [], ["Nothing is missing"]],
    ['show("Cancel")', [], ["Cancel"]],
    ["show(`There are ${count} left`)", [], ["There are ", " left"]],
    ["t(`There are ${count} left`)", [], ["There are ", " left"]],
    ['`${t("One")} $(icon) ${other}`', ["One"], []],
    ['`a ${`b ${t("In {0}")} the middle`}`', ["In {0}"], [" the middle"]],
    ['// show("Not this one")\n/* "Nor this one" */ t("This")', ["This"], []],
    ['x.replace(/["`]/g, "y"); t("After it")', ["After it"], []],
    ['a / b; t("After it"); c / d', ["After it"], []],
    ['return /["\'`] a b/.test(c) ? `None of it` : t("It")', ["It"], ["None of it"]],
    ['import { a } from "Some Thing"', [], []],
    ['commit("noWords")', [], []],
    ['run("workbench.action.quickOpen", "druidSql.openSample")', [], []],
    ["`$(check) ${label}`", [], []],
    ['const A = { b: phrase("Of a table") }', ["Of a table"], []],
    ['druidSays("Of a table")', [], []],
    ["druidSays(`There are ${count} left`) + `There is ${one}`", [], ["There is "]],
    ['show("PARTITIONED BY ALL")', [], []],
    ['const A = { "a key": 1, b: "A value is" }', [], ["A value is"]],
    ["`user ${name}`", [], ["user "]],
  ];
  for (const [source, translated, bare] of cases) {
    test(source, async () => {
      const { textsOf } = (await import(pathToFileURL(SCANNER).href)) as { textsOf: (source: string) => Texts };
      const found = textsOf(source);
      assert.deepEqual([found.translated, found.bare.map(({ text }) => text)], [translated, bare]);
    });
  }
});

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
