/**
 * What a configuration file says about one file: whether it is meant, and the settings with those of the overrides that match it. Paths are
 * relative to the folder of the configuration file, with `/`.
 */
import picomatch from "picomatch";
import type { ConfigFile, ConfigSettings } from "./model";

export interface ConfigResolver {
  /** Whether the file is one to check; undefined where the configuration has no `include`. */
  includes(path: string): boolean | undefined;
  /** Whether the file, or all that lies in the folder, is left out. */
  excludes(path: string, kind: "file" | "folder"): boolean;
  /** The settings of a file; the same object for the same settings. */
  settingsOf(path: string): ConfigSettings;
}

/** A resolver for one configuration file; its globs are compiled once. */
export function createConfigResolver({ include, exclude, settings, overrides }: ConfigFile): ConfigResolver {
  const included = include && createMatcher(include);
  const excluded = exclude && createExcluder(exclude);
  const compiled = overrides.map((override) => ({ ...override, matches: createMatcher(override.files) }));
  const known = new Map<string, ConfigSettings>();
  return {
    includes: (path) => included?.(path),
    excludes: (path, kind) => excluded?.(path, kind) === true,
    settingsOf: (path) => {
      const matching = compiled.filter(({ matches }) => matches(path));
      const key = matching.map((each) => compiled.indexOf(each)).join();
      const found = known.get(key) ?? matching.reduce((before, { settings: nearer }) => mergeSettings(before, nearer), settings);
      known.set(key, found);
      return found;
    },
  };
}

/** Whether globs leave out a file, or all that lies in a folder. */
export function createExcluder(globs: readonly string[]): ConfigResolver["excludes"] {
  const matches = createMatcher(globs);
  // What a later glob takes back in may lie in a folder that an earlier one leaves out.
  const excludesFolders = !globs.some(isNegated);
  return (path, kind) => (kind === "file" || excludesFolders) && matches(path);
}

/** Clusters, severities and forms count key by key. */
function mergeSettings(general: ConfigSettings, nearer: ConfigSettings): ConfigSettings {
  return {
    ...general,
    ...nearer,
    ...(general.cluster && nearer.cluster && { cluster: { ...general.cluster, ...nearer.cluster } }),
    ...(general.format && nearer.format && { format: { ...general.format, ...nearer.format } }),
    ...(general.severity && nearer.severity && { severity: { ...general.severity, ...nearer.severity } }),
  };
}

type Matcher = (path: string) => boolean;

/**
 * Globs as people know them: one without a slash matches a name at any depth, one with a slash counts from the folder of the
 * configuration; what matches a folder matches all that lies in it; `!` takes back what an earlier one matched.
 */
function createMatcher(globs: readonly string[]): Matcher {
  const compiled = globs.map((glob) => ({ negated: isNegated(glob), matches: compile(isNegated(glob) ? glob.slice(1) : glob) }));
  return (path) => compiled.reduce((before, { negated, matches }) => (matches(path) ? !negated : before), false);
}

function compile(glob: string): Matcher {
  const plain = glob.replace(/^\.\//, "").replace(/\/$/, "");
  const anchored = plain.includes("/") ? plain.replace(/^\//, "") : `**/${plain}`;
  return picomatch([anchored, `${anchored}/**`], { dot: true, nonegate: true });
}

function isNegated(glob: string): boolean {
  return glob.startsWith("!");
}
