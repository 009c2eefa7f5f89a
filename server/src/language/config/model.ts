/**
 * What a configuration file (`druid-sql.jsonc`) says, as readonly data. Paths and globs are as written; they count from its folder.
 */
import type { Severity } from "../analysis/finding";
import type { FormatChoices } from "../features/format/options";
import type { Severities } from "../features/severities";
import type { Endpoint } from "../permissions/model";
import type { Principal } from "../roles/model";
import type { TextRange } from "../text/range";
import type { Environment } from "./environment";

/** The names of a configuration file, in the order in which they are looked for in a folder. */
export const CONFIG_FILE_NAMES = ["druid-sql.jsonc", "druid-sql.json"] as const;

/** The codes of what is wrong with a configuration file; `docs/diagnostics/<code>.md` has a page for each. */
export const CONFIG_CODES = {
  "config-syntax": "The configuration file is not valid JSON.",
  "config-unknown-key": "The configuration file has a key that means nothing.",
  "config-value": "A value in the configuration file cannot be used.",
} as const;

/** Something to tell the author of a configuration file. Offsets into its text. */
export interface ConfigProblem {
  readonly code: keyof typeof CONFIG_CODES;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
}

/** What can differ from file to file. What is absent is not said. */
export interface ConfigSettings {
  readonly as?: readonly Principal[];
  /** Names of `environments`, or `all`. */
  readonly environment?: readonly string[];
  readonly roles?: string;
  /** A profile object; its values are as written. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly endpoint?: Endpoint;
  readonly properties?: readonly string[];
  readonly severity?: Severities;
  /** The form of SQL texts. */
  readonly format?: FormatChoices;
}

/** Settings for the files that match one of `files`. */
export interface ConfigOverride {
  readonly files: readonly string[];
  readonly settings: ConfigSettings;
}

export interface ConfigFile {
  readonly uri: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly failOn?: Exclude<Severity, "hint"> | "never";
  readonly strict?: boolean;
  readonly baseline?: string;
  /** In the order of the text; the first one counts where none is named. */
  readonly environments?: readonly Environment[];
  readonly settings: ConfigSettings;
  /** In the order of the text; a later one counts before an earlier one. */
  readonly overrides: readonly ConfigOverride[];
  readonly problems: readonly ConfigProblem[];
}
