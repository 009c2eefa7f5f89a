/**
 * What every feature is given beside the document: how text is read, the rules of the cluster, who is asked about and who answers.
 * One readonly value, built once for each combination of settings, roles file and principal, and never stored by a feature except as
 * the key of what is remembered with a statement.
 */
import type { PolicyFile } from "../cloud/model";
import type { ClusterProfile, Endpoint } from "../permissions/model";
import type { ProfileProblem } from "../permissions/profile";
import type { PropertiesFile } from "../permissions/propertiesProfile";
import { authorizerOfEverybody, createAuthorizer } from "../roles/authorizer";
import type { Authorizer, Principal, RolesFile } from "../roles/model";
import { formatPrincipal } from "../roles/principal";
import type { Grammar } from "../syntax/document";
import type { TextRange } from "../text/range";
import { describeCluster, type ProfileSources } from "./clusterDescription";
import type { Directive } from "./directives";
import type { InspectionSettings } from "./inspect";
import type { Judge } from "./judge";
import type { Severities } from "./severities";

/** A place in a file (a roles file, mostly); offsets into that file's text. */
export interface FilePlace {
  readonly uri: string;
  readonly range: TextRange;
}

/** Turns a place in a roles file into something to follow: a Markdown link, `druid-roles.json:4` in a terminal, or the bare label. */
export type Link = (label: string, place: FilePlace) => string;

/** The roles file behind the verdicts. `stale`: the file has errors now, and its last good state counts. */
export interface RolesInfo {
  readonly uri: string;
  /** As users know it: `druid-roles.json`. */
  readonly name: string;
  readonly state: "current" | "stale";
}

/** The file with the policies of the cluster's own identity in AWS; without `file` it could not be read, and `failure` says why. */
export interface PolicyInfo {
  readonly uri: string;
  readonly name: string;
  readonly file?: PolicyFile;
  /** `does not exist` */
  readonly failure?: string;
}

export interface LanguageContext {
  /** How documents are opened. */
  readonly grammar: Grammar;
  readonly settings: InspectionSettings;
  /** Absent when no roles are known: then needs are listed and nothing is judged. */
  readonly judge?: Judge;
  /** `user:alice`; absent when nobody was chosen. */
  readonly principal?: string;
  readonly roles?: RolesInfo;
  /** What the cluster's own identity may do in AWS; absent when nobody names a file. */
  readonly policy?: PolicyInfo;
  /** What nobody stated about the cluster and was taken from a stock Druid. */
  readonly assumed: readonly string[];
  /** Where each key of the profile comes from: `directive`, `setting`, `option`, `configuration file`, `roles file`, `properties file NAME:LINE`, `stock`. */
  readonly profileSources: ProfileSources;
  readonly profileProblems: readonly ProfileProblem[];
  /** Whether comments such as `-- druid-sql-ignore permission-denied: why` and `-- druid-sql: version=31` count. */
  readonly inlineComments: "honoured" | "ignored";
  /** Where a configuration says how severe diagnostics are. */
  readonly severities?: Severities;
  readonly link: Link;
}

/** The raw parts of a context, as a surface has them. */
export interface ContextParts {
  /** Profile objects, the first one wins key by key: settings before the roles file's `cluster`. */
  readonly cluster?: readonly unknown[];
  /** Where each of `cluster` comes from; `setting` and `roles file` when absent. */
  readonly clusterSources?: readonly string[];
  /** Druid's own properties files, behind all of `cluster`; a later one comes before an earlier one. */
  readonly properties?: readonly PropertiesFile[];
  readonly endpoint?: Endpoint;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly unknown[];
  readonly mode?: Grammar["mode"];
  readonly roles?: RolesFile;
  readonly rolesState?: RolesInfo["state"];
  /** Whether anybody judges; needs are only listed where nobody does. */
  readonly verdicts?: "left-out";
  /** Answers in place of the authorizer that the profile names. */
  readonly authorizer?: Authorizer;
  readonly principal?: Principal;
  readonly policy?: Omit<PolicyInfo, "name">;
  readonly inlineComments?: LanguageContext["inlineComments"];
  readonly severities?: Severities;
  readonly link?: Link;
}

/** Builds a context. The same statement is computed anew under each context, so make one and keep it. */
export function createContext(parts: ContextParts): LanguageContext {
  const { profile, assumed, sources, problems } = describeCluster({
    ...parts,
    ...(parts.roles?.ranger && { implied: { authorizer: "ranger" } }),
  });
  const unclear = unclearKeys(problems, assumed);
  const settings = settingsOf({
    profile,
    endpoint: parts.endpoint ?? "auto",
    context: parts.context ?? {},
    ...(unclear.length > 0 && { unclear }),
    ...(parts.parameters && { parameters: parts.parameters }),
  });
  const authorizer = parts.verdicts === "left-out" ? undefined : (parts.authorizer ?? authorizerOf(parts.roles, profile));
  return {
    grammar: grammarOf(profile.druidVersion, parts.mode ?? "document"),
    settings,
    ...(authorizer && { judge: { authorizer, ...(parts.principal && { principal: parts.principal }) } }),
    ...(parts.principal && { principal: formatPrincipal(parts.principal) }),
    ...(parts.roles && { roles: rolesInfo(parts.roles, parts.rolesState ?? "current") }),
    ...(parts.policy && { policy: { ...parts.policy, name: fileName(parts.policy.uri) } }),
    assumed,
    profileSources: sources,
    profileProblems: problems,
    inlineComments: parts.inlineComments ?? "honoured",
    ...(parts.severities && { severities: parts.severities }),
    link: parts.link ?? plainLabel,
  };
}

function authorizerOf(roles: RolesFile | undefined, profile: ClusterProfile): Authorizer | undefined {
  return roles ? createAuthorizer(roles, profile) : authorizerOfEverybody(profile);
}

const directedContexts = new WeakMap<LanguageContext, Map<string, LanguageContext>>();
/** How many different comments one context serves; a document has a handful. */
const MOST_DIRECTED = 200;

/** The context with what comments state before everything else; the same context and directive give the same object again. */
export function withDirective(context: LanguageContext, directive: Directive): LanguageContext {
  const known = directedContexts.get(context) ?? new Map<string, LanguageContext>();
  directedContexts.set(context, known);
  const key = JSON.stringify(directive);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MOST_DIRECTED) known.clear();
  const made = applyDirective(context, directive);
  known.set(key, made);
  return made;
}

function applyDirective(context: LanguageContext, directive: Directive): LanguageContext {
  const { settings, grammar, assumed, profileSources } = context;
  const sources = Object.keys(directive.profile).map((key) => [key, "directive"]);
  const profile = { ...settings.profile, ...directive.profile };
  const { unclear, ...clear } = settings;
  const still = (unclear ?? []).filter((key) => !Object.hasOwn(directive.profile, key));
  return {
    ...context,
    grammar: grammarOf(profile.druidVersion, grammar.mode),
    settings: settingsOf({
      ...clear,
      profile,
      endpoint: directive.endpoint ?? settings.endpoint,
      ...(still.length > 0 && { unclear: still }),
    }),
    assumed: assumed.filter((key) => !Object.hasOwn(directive.profile, key)),
    profileSources: { ...profileSources, ...Object.fromEntries(sources) },
  };
}

/** The last part of a URI or path, decoded: `druid-roles.json`. */
export function fileName(uri: string): string {
  const last = uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\")) + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const grammars = new Map<string, Grammar>();

/** The grammar object of a version and mode; always the same one, as statements are kept by it. */
export function grammarOf(druidVersion: number, mode: Grammar["mode"]): Grammar {
  const key = `${druidVersion} ${mode}`;
  const known = grammars.get(key);
  if (known) return known;
  const grammar: Grammar = { druidVersion, mode };
  grammars.set(key, grammar);
  return grammar;
}

const knownSettings = new Map<string, InspectionSettings>();
const MOST_KNOWN_SETTINGS = 50;

/** The same object for equal settings: inspections are kept by it, and so outlive a change of roles or principal. */
export function settingsOf(settings: InspectionSettings): InspectionSettings {
  const key = JSON.stringify(settings);
  const known = knownSettings.get(key);
  if (known) return known;
  if (knownSettings.size >= MOST_KNOWN_SETTINGS) knownSettings.clear();
  knownSettings.set(key, settings);
  return settings;
}

/** What somebody states in a way that cannot be understood, and nobody else states at all. */
function unclearKeys(problems: readonly ProfileProblem[], assumed: readonly string[]): readonly string[] {
  const keys = problems.filter(({ severity }) => severity === "error").map(({ path }) => String(path[0] ?? ""));
  return assumed.filter((key) => keys.includes(key));
}

function rolesInfo(roles: RolesFile, state: RolesInfo["state"]): RolesInfo {
  return { uri: roles.uri, name: fileName(roles.uri), state };
}

function plainLabel(label: string): string {
  return label;
}
