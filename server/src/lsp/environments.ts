/**
 * The environment that a document is asked about: chosen in the editor, else by a setting, else the first that is described; and the
 * settings with what it states in front of them.
 */
import { chooseEnvironments, type Environment, readEnvironmentSettings, t } from "../language/index";
import type { Settings } from "./configuration";

/** Which environment answers, of which. */
export interface InEnvironment {
  readonly name: string;
  /** All that are described, in their order. */
  readonly all: readonly string[];
  /** `first`: there are several, and nobody said which. */
  readonly origin: "chosen" | "first" | "only";
}

/** Settings as an environment has them. */
export interface EnvironmentSettings {
  readonly settings: Settings;
  /** What the environment states about its cluster, before everybody else but comments. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly environment?: InEnvironment;
  /** One sentence of plain text: what is wrong with the descriptions or the choice. */
  readonly trouble?: string;
}

/** What is described around a document: by the setting, or else by the configuration file. */
export function describedEnvironments({ environments, configured }: Settings): readonly Environment[] {
  const own = readEnvironmentSettings(environments).environments;
  return own.length > 0 ? own : (configured?.environments ?? []);
}

/** The settings in the environment `chosen`, or in the one that is meant where nobody chose. */
export function settingsInEnvironment(settings: Settings, chosen: string | undefined): EnvironmentSettings {
  const described = describedEnvironments(settings);
  const wanted = chosen ?? settings.environment;
  const found = chooseEnvironments(described, wanted === "" || described.length === 0 ? [] : [wanted]);
  const usual = found.kind === "ok" ? found : chooseEnvironments(described, []);
  const [environment] = usual.kind === "ok" ? usual.environments : [];
  const problem = readEnvironmentSettings(settings.environments).problems[0];
  const trouble =
    problem === undefined
      ? found.kind === "error" && unknownWords(found.message, chosen, environment)
      : t("The setting druidSql.environments: {0}", problem);
  const told = trouble ? { trouble } : {};
  if (!environment || usual.kind === "error") return { settings, ...told };
  const origin = usual.origin === "chosen" && wanted === "all" ? "first" : usual.origin;
  return {
    settings: {
      ...settings,
      rolesFile: environment.roles ?? settings.rolesFile,
      druidProperties: environment.properties ?? settings.druidProperties,
      iamPolicy: environment.iamPolicy ?? settings.iamPolicy,
    },
    ...(environment.cluster && { cluster: environment.cluster }),
    environment: { name: environment.name, all: described.map(({ name }) => name), origin },
    ...told,
  };
}

function unknownWords(message: string, chosen: string | undefined, instead: Environment | undefined): string {
  const who = chosen === undefined ? t("The setting druidSql.environment") : t("The chosen environment");
  const told = message.endsWith("?") ? message : `${message}.`;
  return instead ? `${who}: ${told} ${t("Asked about is {0}.", instead.name)}` : `${who}: ${told}`;
}
