/**
 * Answers requests of `batch`: a statement as Druid would get it, or one question to an authorizer. Profiles and roles are kept by their
 * JSON, as long as there is room, so that a pipeline that repeats them pays for them once.
 */
import {
  brokenAuthorizer,
  type ContextParts,
  createContext,
  effectivePattern,
  indexLines,
  isBroken,
  keptPermissions,
  type LanguageContext,
  type LineIndex,
  type ParsedPrincipal,
  parsePrincipal,
  parseRequest,
  parseRolesFile,
  type RolesFile,
  readProfile,
  readSecurityText,
  reportStatement,
} from "../language/index";
import { type BatchRequest, readRequest } from "./batchRequest";
import type { StatementJson, VerdictJson } from "./contract";
import { statementJson, verdictJson } from "./contractOf";
import { createKeeper, type Keeper, type KeeperBounds } from "./keeper";

/** An answer line. `notes` say what of the profile was read in another way than it is written, such as a version that is not known yet. */
export type BatchAnswer = AnswerBody & { readonly notes?: readonly string[] };

type AnswerBody =
  | (StatementJson & { readonly id: unknown })
  | (Omit<VerdictJson, "verdictReason"> & { readonly id: unknown; readonly reason?: VerdictJson["verdictReason"] })
  | SecurityAnswer
  | { readonly id: unknown; readonly error: { readonly code: string; readonly message: string } };

/** What Druid makes of a text of its security API. `pattern` is what it matches; null where it keeps none. */
interface SecurityAnswer {
  readonly id: unknown;
  readonly accepted: boolean;
  readonly reason?: string;
  readonly permissions?: readonly {
    readonly action: string | null;
    readonly type: string | null;
    readonly name: string | null;
    readonly pattern: string | null;
    readonly defect?: string;
  }[];
  readonly roles?: readonly string[];
  readonly groupPattern?: string | null;
}

/** Answers one line; `number` is one-based. Never throws. */
export type Answerer = (line: string, number: number) => BatchAnswer;

/** The roles documents that are kept, by their JSON; what is computed of one takes some times its size. */
const ROLES_BOUNDS: KeeperBounds = { entries: 50, characters: 16 * 1024 * 1024 };
/** The contexts that are kept with each of them, by everything else that they are made of. */
const CONTEXT_BOUNDS: KeeperBounds = { entries: 50, characters: 256 * 1024 };

/** An answerer with its own memory. */
export function createAnswerer(): Answerer {
  const scopes = createKeeper<Scope>(ROLES_BOUNDS);
  return (line, number) => {
    const read = readRequest(line, number);
    if (read.kind === "error") return failure(read.id, read.code, read.message);
    try {
      return answerRequest(read.request, scopes);
    } catch (error) {
      return failure(
        read.request.id,
        "internal",
        `this is a defect of druid-sql: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
}

/** A roles document. Its places mean something only to who sent it as a text. */
interface RolesDocument {
  readonly file: RolesFile;
  readonly lines: LineIndex | undefined;
}

/** A roles document, or that there is none, with the contexts that were made of it: they go when it goes. */
interface Scope {
  readonly roles: RolesDocument | undefined;
  readonly contexts: Keeper<LanguageContext>;
}

function answerRequest(request: BatchRequest, scopes: Keeper<Scope>): BatchAnswer {
  const { id, sql, need, security, profile, context, endpoint, parameters } = request;
  const notes = notesOf(profile);
  if (security) return { ...answerSecurity(id, security, profile), ...notes };
  const { roles, contexts } = scopes(request.roles === undefined ? "" : JSON.stringify(request.roles), () => createScope(request.roles));
  const principal = readPrincipal(request, roles);
  if (principal?.kind === "error") return failure(id, "bad-request", principal.message);
  const problem = problemOf("profile", profile) ?? clusterProblemOf(roles);
  if (problem !== undefined) return failure(id, "bad-request", problem);
  const key = JSON.stringify([profile, context, endpoint, parameters, request.principal, request.memberOf]);
  const language = contexts(key, () => createContext(contextParts(request, roles, principal)));
  const told = { ...notes, ...notesOf(roles?.file.cluster?.value, notes.notes) };
  if (sql !== undefined) return { id, ...answerStatement(sql, language, roles), ...told };
  return need ? { ...answerQuestion(request, need, language, roles), ...told } : failure(id, "bad-request", "nothing is asked");
}

function answerSecurity(id: unknown, { text, as }: NonNullable<BatchRequest["security"]>, stated: BatchRequest["profile"]): BatchAnswer {
  const problem = problemOf("profile", stated);
  if (problem !== undefined) return failure(id, "bad-request", problem);
  const { profile } = createContext({ cluster: [stated] }).settings;
  const read = readSecurityText(text, as);
  if (read.kind === "refused") return { id, accepted: false, reason: read.reason };
  if (read.kind === "holder") {
    return { id, accepted: true, roles: read.roles, ...(as === "groupMapping" && { groupPattern: read.groupPattern ?? null }) };
  }
  const permissions = keptPermissions(read.permissions, profile).map((permission) => ({
    action: permission.action ?? null,
    type: permission.type ?? null,
    name: permission.name ?? null,
    pattern: effectivePattern(permission, profile) ?? null,
    ...(permission.defect && { defect: permission.defect }),
  }));
  return { id, accepted: true, permissions };
}

function createScope(roles: unknown): Scope {
  return { roles: roles === undefined ? undefined : readRoles(roles), contexts: createKeeper(CONTEXT_BOUNDS) };
}

/** A switch that is misspelt or cannot be read would change the answer in silence. */
function problemOf(field: string, profile: unknown): string | undefined {
  const problem = readProfile(profile).problems.find(({ severity }) => severity === "error");
  return problem && `"${field}": ${problem.message}`;
}

/** Where a description counts for what comes nearest, behind what was said `before`; nothing where it counts as it is written. */
function notesOf(profile: unknown, before: readonly string[] = []): { readonly notes?: readonly string[] } {
  if (profile === undefined) return {};
  const milder = readProfile(profile).problems.filter(({ severity }) => severity === "warning");
  const notes = [...new Set([...before, ...milder.map(({ message }) => message)])];
  return notes.length > 0 ? { notes } : {};
}

/** What a broken document says of the cluster may be half of it; nothing is judged by it anyhow. */
function clusterProblemOf(roles: RolesDocument | undefined): string | undefined {
  return roles && !isBroken(roles.file) ? problemOf("roles.cluster", roles.file.cluster?.value) : undefined;
}

/**
 * A program means the name of a user as it is: blanks around it belong to it, unlike on a command line. A user without `memberOf` is in no
 * LDAP group; of Ranger's groups the policies may know more.
 */
function readPrincipal({ principal, memberOf }: BatchRequest, roles: RolesDocument | undefined): ParsedPrincipal | undefined {
  if (principal === undefined) return undefined;
  if (typeof principal !== "string" || !principal.startsWith("user:")) return parsePrincipal(principal, memberOf);
  const groups = memberOf ?? (roles?.file.ranger ? undefined : []);
  return { kind: "ok", principal: { kind: "user", name: principal.slice("user:".length), ...(groups && { memberOf: groups }) } };
}

/** Whatever the profile does not state is as in stock Druid, `router` too. */
function contextParts(request: BatchRequest, roles: RolesDocument | undefined, principal: ParsedPrincipal | undefined): ContextParts {
  const { profile, context, endpoint, parameters } = request;
  const judges = roles ?? (isBasic(profile) ? undefined : readRoles({}));
  return {
    cluster: [profile, roles?.file.cluster?.value, { router: false }],
    context,
    endpoint,
    mode: "request",
    inlineComments: "ignored",
    ...(parameters && { parameters }),
    ...(judges && { roles: judges.file }),
    ...(roles && isBroken(roles.file) && { authorizer: brokenAuthorizer("The roles document") }),
    ...(principal?.kind === "ok" && { principal: principal.principal }),
  };
}

function answerStatement(sql: string, context: LanguageContext, roles: RolesDocument | undefined): StatementJson {
  const statement = parseRequest(sql, context.grammar);
  const report = reportStatement(context, { start: 0, statement });
  return statementJson(report, {
    lines: indexLines(sql),
    rolesLines: () => roles?.lines,
    dialect: report.dialect,
    verdict: report.verdict,
    endpoints: "left-out",
  });
}

function answerQuestion(
  { id }: BatchRequest,
  need: NonNullable<BatchRequest["need"]>,
  context: LanguageContext,
  roles: RolesDocument | undefined,
): BatchAnswer {
  if (!context.judge) return failure(id, "bad-request", '"roles" are needed to answer a question about a need');
  const { authorizer, principal } = context.judge;
  const { verdictReason, ...verdict } = verdictJson(authorizer.decide(need, principal, context.settings.profile), () => roles?.lines);
  return { id, ...verdict, ...(verdictReason && { reason: verdictReason }) };
}

function readRoles(roles: unknown): RolesDocument {
  const text = typeof roles === "string" ? roles : JSON.stringify(roles);
  return { file: parseRolesFile(text, "roles"), lines: typeof roles === "string" ? indexLines(text) : undefined };
}

/** Authorizers without roles answer without a roles document. */
function isBasic({ authorizer }: Readonly<Record<string, unknown>>): boolean {
  return authorizer !== "allowAll" && authorizer !== "readOnly";
}

function failure(id: unknown, code: string, message: string): BatchAnswer {
  return { id, error: { code, message } };
}
