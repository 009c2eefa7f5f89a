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

const ROOT = join(__dirname, "..", "..", "..");

/** Settings that VS Code's side reads, not the server. */
const CLIENT_SETTINGS = ["trace.server"];

/** Parts of a profile that nothing is assumed about. */
const UNSTATED = ["securedContextKeys", "router", "durableStorage", "views", "groupFilters", "rangerUseUgi"];

interface Property {
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
}

interface Manifest {
  readonly dependencies?: object;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
const properties = manifest.contributes.configuration.properties;

test("the manifest declares the settings that are read, with their defaults", () => {
  const expected = [...SETTINGS.map(({ name }) => name), ...CLIENT_SETTINGS].map((name) => `druidSql.${name}`);
  assert.deepEqual(Object.keys(properties).sort(), expected.sort());
  for (const { name, default: value } of SETTINGS) assert.deepEqual(properties[`druidSql.${name}`]?.default, value, name);
});

test("every setting is described, and every choice of it", () => {
  for (const [name, property] of Object.entries(properties)) {
    assert.ok((property.markdownDescription ?? "").length > 30, name);
    if (property.enumDescriptions) assert.equal(property.enumDescriptions.length, property.enum?.length, name);
  }
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

test("an install of the command line program brings no packages: it is one bundle", () => {
  assert.equal(manifest.dependencies, undefined);
});

test("the grammar's keywords come from the keyword table", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts", "generateGrammar.mjs"), "--check"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
