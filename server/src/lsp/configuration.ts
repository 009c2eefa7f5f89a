/**
 * The settings that the server reads, in one table, and how a raw value becomes a usable one. A value of the wrong shape counts as its
 * default. `package.json` declares the same settings for VS Code, and a test compares the two.
 */
import {
  COMMA_STYLES,
  type CommaStyle,
  DEFAULT_FORMAT,
  ENDPOINTS,
  type Endpoint,
  type Environment,
  type FormatChoices,
  isLineWidth,
  KEYWORD_CASES,
  type KeywordCase,
  type Severities,
} from "../language/index";

/** The section that all settings lie in. */
export const SECTION = "druidSql";

/** A setting as documentation shows it. */
export interface SettingDescription {
  readonly name: Exclude<keyof Settings, "configured" | "format"> | `format.${keyof FormatSettings}`;
  readonly type: "string" | "object" | "array" | "number" | "boolean";
  readonly default: string | number | boolean | object;
  readonly text: string;
}

/** What a configuration file says beside what settings say. */
export interface Configured {
  readonly cluster: Readonly<Record<string, unknown>> | undefined;
  readonly severities: Severities | undefined;
  /** Comes before settings, so that all who work on a folder write the same. */
  readonly format: FormatChoices | undefined;
  /** Their paths count as those of settings. */
  readonly environments: readonly Environment[] | undefined;
  /** The document is one of those that are left alone. */
  readonly isExcluded: boolean;
}

/** The form of SQL texts, as settings have it; indentation is the editor's. */
export interface FormatSettings {
  readonly keywordCase: KeywordCase;
  readonly commas: CommaStyle;
  readonly lineWidth: number;
}

export interface Settings {
  /** Absent where no configuration file governs the document. */
  readonly configured?: Configured;
  readonly enable: "auto" | "on" | "off";
  /** `user:alice`; empty when nobody is named. */
  readonly principal: string;
  /** A path; empty for the nearest file above. */
  readonly rolesFile: string;
  /** A path; empty for the nearest file above. */
  readonly catalogFile: string;
  /** The name of one of `environments`; empty for the first. */
  readonly environment: string;
  /** An object of descriptions by name, as `readEnvironmentSettings` takes it. */
  readonly environments: unknown;
  readonly endpoint: Endpoint;
  /** A profile object that comes before the roles file's `cluster`; anything else is a problem of the cluster's description. */
  readonly cluster: unknown;
  /** Paths of Druid's own properties files, or of folders with them; a later one comes before an earlier one. */
  readonly druidProperties: readonly string[];
  /** Path of a file with the IAM policies of the cluster's own identity; empty when there is none. */
  readonly iamPolicy: string;
  readonly format: FormatSettings;
  /** Names of functions are links to Druid's documentation. */
  readonly functionLinks: boolean;
}

/** Every setting of the server. */
export const SETTINGS: readonly SettingDescription[] = [
  { name: "enable", type: "string", default: "auto", text: "Which SQL files are checked: `auto`, `on` or `off`." },
  {
    name: "principal",
    type: "string",
    default: "",
    text: "Whose permissions are checked: `user:alice`, `role:analyst` or `groups:engineers`.",
  },
  {
    name: "rolesFile",
    type: "string",
    default: "",
    text: "The roles file, when it is not the nearest `druid-roles.json` above the SQL file.",
  },
  {
    name: "catalogFile",
    type: "string",
    default: "",
    text: "The catalog of tables and columns, when it is not the nearest `druid-catalog.json` above the SQL file.",
  },
  { name: "environment", type: "string", default: "", text: "Which of `environments` is asked about; the first one when empty." },
  {
    name: "environments",
    type: "object",
    default: {},
    text: "Clusters with roles of their own, by name: `rolesFile`, `cluster`, `druidProperties`, `iamPolicy`.",
  },
  {
    name: "endpoint",
    type: "string",
    default: "auto",
    text: "Where statements are sent: `auto`, `sql`, `task`, `statements`, `jdbc` or `dart`.",
  },
  { name: "cluster", type: "object", default: {}, text: "The cluster's version and switches, before `cluster` of the roles file." },
  {
    name: "druidProperties",
    type: "array",
    default: [],
    text: "Druid's own properties files, or folders with them, for what nobody else states about the cluster.",
  },
  {
    name: "iamPolicy",
    type: "string",
    default: "",
    text: "A file with the AWS IAM policies of the cluster's own identity, which durable storage and exports are judged by.",
  },
  { name: "format.keywordCase", type: "string", default: "upper", text: "How the formatter writes keywords: `upper`, `lower` or `keep`." },
  {
    name: "format.commas",
    type: "string",
    default: "trailing",
    text: "Where the formatter puts the commas of lists: `trailing` or `leading`.",
  },
  { name: "format.lineWidth", type: "number", default: 100, text: "How long the formatter lets lines become, from 40 to 400." },
  { name: "functionLinks", type: "boolean", default: false, text: "Makes names of functions links to Druid's documentation." },
];

const DEFAULT_FORMAT_SETTINGS: FormatSettings = {
  keywordCase: DEFAULT_FORMAT.keywordCase,
  commas: DEFAULT_FORMAT.commas,
  lineWidth: DEFAULT_FORMAT.lineWidth,
};

export const DEFAULT_SETTINGS: Settings = {
  enable: "auto",
  principal: "",
  rolesFile: "",
  catalogFile: "",
  environment: "",
  environments: {},
  endpoint: "auto",
  cluster: {},
  druidProperties: [],
  iamPolicy: "",
  format: DEFAULT_FORMAT_SETTINGS,
  functionLinks: false,
};

const ENABLE = ["auto", "on", "off"] as const;

/** Reads the section `druidSql` as a client sent it. Never throws. */
export function readSettings(raw: unknown): Settings {
  const values = isRecord(raw) ? raw : {};
  return {
    enable: oneOf(values["enable"], ENABLE) ?? DEFAULT_SETTINGS.enable,
    principal: text(values["principal"]),
    rolesFile: text(values["rolesFile"]),
    catalogFile: text(values["catalogFile"]),
    environment: text(values["environment"]),
    environments: values["environments"] ?? DEFAULT_SETTINGS.environments,
    endpoint: oneOf(values["endpoint"], ENDPOINTS) ?? DEFAULT_SETTINGS.endpoint,
    cluster: values["cluster"] ?? DEFAULT_SETTINGS.cluster,
    druidProperties: texts(values["druidProperties"]),
    iamPolicy: text(values["iamPolicy"]),
    format: readFormat(values["format"]),
    functionLinks: values["functionLinks"] === true,
  };
}

function readFormat(raw: unknown): FormatSettings {
  const values = isRecord(raw) ? raw : {};
  const { lineWidth } = values;
  return {
    keywordCase: oneOf(values["keywordCase"], KEYWORD_CASES) ?? DEFAULT_FORMAT_SETTINGS.keywordCase,
    commas: oneOf(values["commas"], COMMA_STYLES) ?? DEFAULT_FORMAT_SETTINGS.commas,
    lineWidth: isLineWidth(lineWidth) ? lineWidth : DEFAULT_FORMAT_SETTINGS.lineWidth,
  };
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return texts([value]);
  return Array.isArray(value) ? value.map(text).filter((path) => path !== "") : DEFAULT_SETTINGS.druidProperties;
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[]): Value | undefined {
  return values.find((candidate) => candidate === value);
}
