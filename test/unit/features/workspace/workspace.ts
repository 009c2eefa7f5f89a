/**
 * A workspace for tests: files as texts, roles as an object, surveyed as a surface would.
 */
import {
  createContext,
  type LanguageContext,
  openDocument,
  parseRolesFile,
  type RolesFile,
  type SurveyedFile,
  survey,
} from "../../../../server/src/language/index";

/** What a workspace holds. */
export interface GivenWorkspace {
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** A roles document, or its text. */
  readonly roles?: object | string;
  /** Before the `cluster` of the roles. */
  readonly cluster?: object;
}

export interface TestWorkspace {
  readonly files: readonly SurveyedFile[];
  readonly roles: RolesFile;
  readonly context: LanguageContext;
}

/** Surveys the files; nobody is in between. */
export function workspaceOf({ files, roles: document, cluster }: GivenWorkspace): TestWorkspace {
  const text = typeof document === "string" ? document : JSON.stringify(document ?? {}, undefined, 1);
  const roles = parseRolesFile(text, "druid-roles.json");
  const context = createContext({ cluster: [cluster, roles.cluster?.value, { router: false }], ...(document !== undefined && { roles }) });
  const surveyed = Object.entries(files).map(([uri, sql]) => survey(context, openDocument(sql, context.grammar), uri));
  return { files: surveyed, roles, context };
}

/** A permission in few words: `READ DATASOURCE wiki.*`. */
export function grant(words: string): object {
  const [action, type, ...name] = words.split(" ");
  return { resource: { name: name.join(" "), type }, action };
}

/** Roles in few words. */
export function rolesOf(
  roles: Readonly<Record<string, readonly string[]>>,
  users: Readonly<Record<string, readonly string[]>> = {},
  more: object = {},
): object {
  const entries = Object.entries(roles).map(([name, words]) => [name, words.map(grant)]);
  return { roles: Object.fromEntries(entries), users, ...more };
}
