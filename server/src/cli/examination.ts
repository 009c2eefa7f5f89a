/**
 * Examines one file after the other: reads it, finds the roles file and the settings that govern it in each environment, and asks about
 * each principal.
 * Contexts are made once and shared. Nothing is written here.
 */
import {
  brokenAuthorizer,
  createContext,
  type Grammar,
  inEnvironment,
  isBroken,
  type LanguageContext,
  openDocument,
  type Principal,
  type SqlDocument,
} from "../language/index";
import { learnDialects } from "./dialects";
import { dialectRuleOf, type Examined, examine } from "./examine";
import type { FileSettings, SettingsOf } from "./fileSettings";
import { isStandardInput, type SqlInput } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { readTextFile, readTextInput } from "./readText";
import { type CheckRequest, findingParts } from "./request";
import type { RolesFinder, RolesSource } from "./rolesSource";

export interface Examination {
  readonly settingsOf: SettingsOf;
  /** The roles file that governs an input. */
  readonly rolesOf: RolesFinder;
  contextOf(settings: FileSettings, source: RolesSource | undefined, principal: Principal | undefined): LanguageContext;
  /** A file for each environment and in it for each principal, one without when nobody is asked about; or why the file could not be read. */
  examine(input: SqlInput): Promise<FileResult<readonly Examined[]>>;
}

/** What a run is made of. */
export interface ExaminationParts {
  readonly host: CliHost;
  readonly request: CheckRequest;
  readonly settingsOf: SettingsOf;
  readonly rolesOf: RolesFinder;
}

/** An examination that has examined nothing yet. */
export function createExamination({ host, request, settingsOf, rolesOf }: ExaminationParts): Examination {
  const contextOf = createContexts(request);
  const parts = findingParts(request);
  const examineText = async (input: SqlInput, text: string): Promise<readonly Examined[]> => {
    const documents = new Map<Grammar, SqlDocument>();
    const opened = (grammar: Grammar): SqlDocument => {
      const document = documents.get(grammar) ?? openDocument(text, grammar);
      documents.set(grammar, document);
      return document;
    };
    const examined: Examined[] = [];
    for (const settings of settingsOf(input)) examined.push(...(await examineUnder(input, opened, settings)));
    return examined;
  };
  const examineUnder = async (
    input: SqlInput,
    opened: (grammar: Grammar) => SqlDocument,
    settings: FileSettings,
  ): Promise<readonly Examined[]> => {
    const lookup = rolesOf(input, settings);
    const source = lookup.kind === "found" ? lookup.source : undefined;
    const asked = settings.principals.length > 0 ? settings.principals : [undefined];
    const covered = request.config?.covers(input.path) ? { dialect: "druid" as const } : {};
    const general = contextOf(settings, source, asked[0]);
    const document = opened(general.grammar);
    const rule = dialectRuleOf(input, document, { context: general, ...covered, ...(source && { roles: source }) });
    if (rule === "taken") await learnDialects(host, document);
    return asked.map((principal) => {
      const context = contextOf(settings, source, principal);
      return examine(input, document, {
        purpose: request.purpose,
        endpoints: request.endpoints,
        parts,
        context,
        ...(settings.environment !== undefined && { environment: settings.environment }),
        ...(principal && { principal }),
        ...(source && { roles: source }),
        ...(settings.policy && { policy: settings.policy }),
        ...covered,
      });
    });
  };
  return {
    settingsOf,
    rolesOf,
    contextOf,
    examine: async (input) => {
      // A file on which the program itself fails is one that could not be read: the others are still checked.
      try {
        const text = isStandardInput(input) ? await readTextInput(host) : readTextFile(host, input.path);
        return text.kind === "error" ? text : { kind: "ok", content: await examineText(input, text.content) };
      } catch (error) {
        return { kind: "error", message: `this is a defect of druid-sql: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
  };
}

function createContexts(request: CheckRequest): Examination["contextOf"] {
  const known = new Map<FileSettings, Map<RolesSource | undefined, Map<Principal | undefined, LanguageContext>>>();
  return (settings, source, principal) => {
    const bySource = known.get(settings) ?? new Map<RolesSource | undefined, Map<Principal | undefined, LanguageContext>>();
    known.set(settings, bySource);
    const byPrincipal = bySource.get(source) ?? new Map<Principal | undefined, LanguageContext>();
    bySource.set(source, byPrincipal);
    const context = byPrincipal.get(principal) ?? createContextFor(request, settings, source, principal);
    byPrincipal.set(principal, context);
    return context;
  };
}

/** `needs` takes the cluster from the roles file and leaves its roles alone. */
function createContextFor(
  { purpose, context, inlineComments }: CheckRequest,
  { environment, cluster, clusterSources, endpoint, properties, severities, policy }: FileSettings,
  source: RolesSource | undefined,
  principal: Principal | undefined,
): LanguageContext {
  const common = {
    cluster: [...cluster, source?.file.cluster?.value],
    clusterSources: [...clusterSources, "roles file"],
    endpoint,
    context,
    inlineComments,
    ...(properties.length > 0 && { properties }),
    ...(severities && { severities }),
  };
  if (purpose === "needs") return createContext({ ...common, verdicts: "left-out" });
  const broken = source && isBroken(source.file) ? brokenAuthorizer(source.shown) : undefined;
  return createContext({
    ...common,
    ...(source && { roles: environment === undefined ? source.file : inEnvironment(source.file, environment) }),
    ...(broken && { authorizer: broken }),
    ...(principal && { principal }),
    ...(policy && { policy }),
  });
}
