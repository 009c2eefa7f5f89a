/**
 * A context for tests of features: roles as an object, the principal as text.
 */
import {
  type ContextParts,
  createContext,
  indexLines,
  type LanguageContext,
  parsePrincipal,
  parseRolesFile,
  placeAt,
} from "../../server/src/language/index";

/** Who is asked about what. */
export interface Given {
  /** A roles document, or its text. Absent: nobody judges. */
  readonly roles?: object | string;
  /** `user:alice` */
  readonly as?: string;
  /** Before the `cluster` of the roles. */
  readonly cluster?: object;
  readonly endpoint?: NonNullable<ContextParts["endpoint"]>;
  readonly stale?: boolean;
  readonly inlineComments?: LanguageContext["inlineComments"];
}

/** One role that reads wiki.*, one that writes everything; alice has the first, bob none, root both. */
export const ROLES = {
  roles: {
    analyst: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }],
    writer: [
      { resource: { name: ".*", type: "DATASOURCE" }, action: "WRITE" },
      { resource: { name: "EXTERNAL", type: "EXTERNAL" }, action: "READ" },
    ],
  },
  users: { alice: ["analyst"], bob: [], root: ["analyst", "writer"] },
};

export const ROLES_URI = "file:///team/druid-roles.json";

/** Builds the context; links are `[label](LINE)`. */
export function contextOf(given: Given): LanguageContext {
  const text =
    given.roles === undefined ? undefined : typeof given.roles === "string" ? given.roles : JSON.stringify(given.roles, undefined, 2);
  const roles = text === undefined ? undefined : parseRolesFile(text, ROLES_URI);
  const lines = indexLines(text ?? "");
  const parsed = given.as === undefined ? undefined : parsePrincipal(given.as);
  if (parsed?.kind === "error") throw new Error(parsed.message);
  return createContext({
    cluster: [given.cluster, roles?.cluster?.value],
    ...(given.endpoint && { endpoint: given.endpoint }),
    ...(roles && { roles, rolesState: given.stale ? "stale" : "current" }),
    ...(parsed && { principal: parsed.principal }),
    ...(given.inlineComments && { inlineComments: given.inlineComments }),
    link: (label, { range }) => `[${label}](${placeAt(lines, range.start).line + 1})`,
  });
}
