/**
 * Answers requests of `batch`: a statement as Druid would get it, or one question to an authorizer. Profiles and roles are kept by their
 * JSON, so that a pipeline that repeats them pays for them once.
 */
import {
  type ContextParts,
  createContext,
  indexLines,
  type LanguageContext,
  type LineIndex,
  type ParsedPrincipal,
  parsePrincipal,
  parseRequest,
  parseRolesFile,
  type RolesFile,
  reportStatement,
} from "../language/index";
import { type BatchRequest, readRequest } from "./batchRequest";
import type { StatementJson, VerdictJson } from "./contract";
import { statementJson, verdictJson } from "./contractOf";

/** An answer line. */
export type BatchAnswer =
  | (StatementJson & { readonly id: unknown })
  | (Omit<VerdictJson, "verdictReason"> & { readonly id: unknown; readonly reason?: VerdictJson["verdictReason"] })
  | { readonly id: unknown; readonly error: { readonly code: string; readonly message: string } };

/** Answers one line; `number` is one-based. Never throws. */
export type Answerer = (line: string, number: number) => BatchAnswer;

/** How many profiles and roles documents are kept. */
const MOST_KEPT = 500;

/** An answerer with its own memory. */
export function createAnswerer(): Answerer {
  const contexts = keeper<LanguageContext>();
  const documents = keeper<RolesDocument>();
  return (line, number) => {
    const read = readRequest(line, number);
    if (read.kind === "error") return failure(read.id, read.code, read.message);
    try {
      return answerRequest(read.request, contexts, documents);
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

type Keeper<Value> = (key: string, make: () => Value) => Value;

function answerRequest(request: BatchRequest, contexts: Keeper<LanguageContext>, documents: Keeper<RolesDocument>): BatchAnswer {
  const principal = readPrincipal(request);
  if (principal?.kind === "error") return failure(request.id, "bad-request", principal.message);
  const roles = request.roles === undefined ? undefined : documents(JSON.stringify(request.roles), () => readRoles(request.roles));
  const { id, sql, need, profile, context, endpoint, parameters } = request;
  const key = JSON.stringify([profile, context, endpoint, parameters, request.roles, request.principal, request.memberOf]);
  const language = contexts(key, () => createContext(contextParts(request, roles, principal)));
  if (sql !== undefined) return { id, ...answerStatement(sql, language, roles) };
  return need ? answerQuestion(request, need, language, roles) : failure(id, "bad-request", "nothing is asked");
}

/** A program means the name of a user as it is: blanks around it belong to it, unlike on a command line. */
function readPrincipal({ principal, memberOf }: BatchRequest): ParsedPrincipal | undefined {
  if (principal === undefined) return undefined;
  if (typeof principal !== "string" || !principal.startsWith("user:")) return parsePrincipal(principal, memberOf);
  return { kind: "ok", principal: { kind: "user", name: principal.slice("user:".length), ...(memberOf && { memberOf }) } };
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

/** Keeps a bounded number of values; the one that was made first goes first. */
function keeper<Value>(): Keeper<Value> {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    const made = make();
    kept.set(key, made);
    return made;
  };
}
