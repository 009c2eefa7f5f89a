/**
 * The extension's manifest agrees with the sources: settings with the server's table, commands with those that the client registers,
 * the grammar with the keyword table.
 */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { STOCK_PROFILE } from "../../server/src/language/permissions/model";
import { SETTINGS } from "../../server/src/lsp/configuration";
import { type Property, readManifest, settingsOf } from "../support/manifest";

const ROOT = join(__dirname, "..", "..", "..");

/** Settings that VS Code's side reads, not the server. */
const CLIENT_SETTINGS = ["trace.server"];

/** Parts of a profile that nothing is assumed about. */
const UNSTATED = ["securedContextKeys", "router", "durableStorage", "extensions", "views", "groupFilters", "rangerUseUgi"];

const manifest = readManifest();
const properties = settingsOf(manifest);

test("the manifest declares the settings that are read, with their defaults", () => {
  const expected = [...SETTINGS.map(({ name }) => name), ...CLIENT_SETTINGS].map((name) => `druidSql.${name}`);
  assert.deepEqual(Object.keys(properties).sort(), expected.sort());
  for (const { name, default: value } of SETTINGS) assert.deepEqual(properties[`druidSql.${name}`]?.default, value, name);
});

test("every setting is described, and every key and every choice of it", () => {
  for (const [name, property] of Object.entries(properties)) checkDescribed(name, property);
});

test("settings lie in groups that have a title and an order", () => {
  const groups = manifest.contributes.configuration;
  assert.deepEqual(
    groups.map(({ order }) => order),
    groups.map((_, index) => index + 1),
  );
  for (const { title, properties } of groups) {
    assert.match(title, /^[A-Z][a-z ]+$/);
    const orders = Object.values(properties).map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.map((_, index) => index + 1),
      title,
    );
  }
  assert.equal(new Set(groups.map(({ title }) => title)).size, groups.length);
});

test("what a setting's description links to exists", () => {
  const texts = Object.values(properties).map(({ markdownDescription }) => markdownDescription ?? "");
  const links = texts.flatMap((text) => [...text.matchAll(/#([\w.]+)#/g)].map(([, name]) => name ?? ""));
  assert.ok(links.length > 0);
  for (const link of links) assert.ok(link in properties, link);
});

test("druidSql.cluster has the keys of a profile", () => {
  const declared = properties["druidSql.cluster"]?.properties ?? {};
  assert.deepEqual(Object.keys(declared).sort(), [...Object.keys(STOCK_PROFILE), ...UNSTATED].sort());
});

test("the client registers the commands of the manifest", () => {
  const folder = join(ROOT, "client", "src");
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const registered = [...sources.join("\n").matchAll(/registerCommand\(\s*"([^"]+)"/g)].map(([, command]) => command);
  const declared = manifest.contributes.commands.map(({ command }) => command);
  assert.deepEqual(registered.sort(), declared.sort());
  for (const { command, category } of manifest.contributes.commands) assert.equal(category, "Druid SQL", command);
});

test("each package holds the bundles that stand beside each other: the extension's client, the program's command line, and what both run", () => {
  const built = [...readFileSync(join(ROOT, "esbuild.mjs"), "utf8").matchAll(/outfile: "(dist\/[\w.]+)"/g)].map(([, name]) => name ?? "");
  assert.ok(built.length >= 4, String(built));
  const held = (file: string): readonly string[] => readFileSync(join(ROOT, file), "utf8").split("\n");
  for (const name of built) {
    assert.equal(held(".vscodeignore").includes(`!${name}`), name !== "dist/cli.js", `.vscodeignore: ${name}`);
    assert.equal(held(".npmignore").includes(`!/${name}`), name !== "dist/client.js", `.npmignore: ${name}`);
  }
});

test("an install of the command line program brings no packages: it is one bundle", () => {
  assert.equal(manifest.dependencies, undefined);
});

test("the grammar's keywords come from the keyword table", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts", "generateGrammar.mjs"), "--check"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

function checkDescribed(name: string, property: Property): void {
  const { markdownDescription = "", enum: choices = [], markdownEnumDescriptions = [] } = property;
  assert.match(markdownDescription, /^[A-Z`].{15,}\.$/, name);
  // The kinds of durable storage are names.
  if (name !== "druidSql.cluster.durableStorage.type") assert.equal(markdownEnumDescriptions.length, choices.length, name);
  for (const [key, inner] of Object.entries(property.properties ?? {})) checkDescribed(`${name}.${key}`, inner);
}
