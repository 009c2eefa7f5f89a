/**
 * The extension's manifest as tests read it, and the languages that its words and the client's words exist in.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "./corpus";

/** A setting, or a key of one that is an object. */
export interface Property {
  readonly default?: unknown;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
}

export interface SettingsGroup {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Property>>;
}

export interface Manifest {
  readonly dependencies?: object;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string }[];
    readonly configuration: readonly SettingsGroup[];
    readonly semanticTokenTypes: readonly { readonly id: string; readonly superType: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly title: string; readonly steps: readonly object[] }[];
  };
}

/** Texts by their key, in one language. */
export type Words = Readonly<Record<string, string>>;

/** Strings of the manifest that stand for a text in another file: `%command.checkPermissions%`. */
const KEY = /^%([^%]+)%$/;

/** A JSON file of the repository. */
export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(REPOSITORY, file), "utf8"));
}

/** The manifest as it stands in `package.json`, with keys in place of its words. */
export function rawManifest(): Manifest {
  return readJson("package.json") as Manifest;
}

/** The manifest with its words, which are English when no language is named. */
export function readManifest(language?: string): Manifest {
  const words = readJson(language === undefined ? "package.nls.json" : `package.nls.${language}.json`) as Words;
  const withWords = (_: string, value: unknown): unknown => {
    const key = typeof value === "string" ? KEY.exec(value)?.[1] : undefined;
    return key === undefined ? value : (words[key] ?? value);
  };
  return JSON.parse(JSON.stringify(rawManifest()), withWords) as Manifest;
}

/** All settings, whatever their group. */
export function settingsOf(manifest: Manifest): Readonly<Record<string, Property>> {
  return Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties));
}

/** The key that a string of the manifest stands for. */
export function keyOf(text: string): string | undefined {
  return KEY.exec(text)?.[1];
}

/** The languages that the manifest's words are translated into, besides English: those of the files beside `package.nls.json`. */
export function languages(): readonly string[] {
  return readdirSync(REPOSITORY).flatMap((name) => /^package\.nls\.([a-z-]+)\.json$/.exec(name)?.[1] ?? []);
}
