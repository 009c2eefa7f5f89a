/**
 * One line of `batch` as a request, or what is wrong with it. Unknown fields are refused, since a misspelt one would change the answer
 * in silence.
 */
import { type Action, ENDPOINTS, type Endpoint, type ResourceAction, SECURITY_TEXTS, type SecurityText } from "../language/index";

/** What a line asks. Exactly one of `sql`, `need` and `security` is there. */
export interface BatchRequest {
  readonly id: unknown;
  readonly sql?: string;
  readonly need?: ResourceAction;
  /** A text of Druid's security API, and as which request Druid is to read it. */
  readonly security?: { readonly text: string; readonly as: SecurityText };
  readonly profile: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly endpoint: Endpoint;
  readonly parameters?: readonly unknown[];
  /** A roles document, or its text. */
  readonly roles?: unknown;
  readonly principal?: string | readonly string[];
  readonly memberOf?: readonly string[];
}

export type ReadRequest =
  | { readonly kind: "ok"; readonly request: BatchRequest }
  | { readonly kind: "error"; readonly id: unknown; readonly code: "not-json" | "bad-request"; readonly message: string };

const FIELDS = new Set([
  "id",
  "sql",
  "need",
  "security",
  "as",
  "profile",
  "context",
  "endpoint",
  "parameters",
  "roles",
  "principal",
  "memberOf",
]);

/** Reads a line; `number` is one-based and stands in messages. */
export function readRequest(line: string, number: number): ReadRequest {
  const value = parse(line);
  if (value === undefined) return { kind: "error", id: null, code: "not-json", message: `line ${number} is not JSON` };
  if (!isObject(value)) return { kind: "error", id: null, code: "bad-request", message: `line ${number} is not a JSON object` };
  const id = value["id"] ?? null;
  const problem = problemIn(value);
  if (problem !== undefined) return { kind: "error", id, code: "bad-request", message: problem };
  return { kind: "ok", request: toRequest(id, value) };
}

type Fields = Readonly<Record<string, unknown>>;

function problemIn(fields: Fields): string | undefined {
  const unknown = Object.keys(fields).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) return `"${unknown}" is no field of a request; there are ${[...FIELDS].join(", ")}`;
  const { sql, need, security, as, profile, context, endpoint, parameters, principal, memberOf } = given(fields);
  if ([sql, need, security].filter((asked) => asked !== undefined).length !== 1) return 'one of "sql", "need" and "security" is asked for';
  if (security !== undefined && typeof security !== "string") return '"security" is a text';
  if ((security === undefined) !== (as === undefined)) return '"security" and "as" stand together';
  if (as !== undefined && !SECURITY_TEXTS.some((known) => known === as)) return `"as" is one of ${SECURITY_TEXTS.join(", ")}`;
  if (sql !== undefined && typeof sql !== "string") return '"sql" is a text';
  if (need !== undefined && !isNeed(need)) return '"need" is { "action": "READ" or "WRITE", "type": text, "name": text }';
  if (profile !== undefined && !isObject(profile)) return '"profile" is an object';
  if (context !== undefined && !isObject(context)) return '"context" is an object';
  if (endpoint !== undefined && !ENDPOINTS.some((known) => known === endpoint)) return `"endpoint" is one of ${ENDPOINTS.join(", ")}`;
  if (parameters !== undefined && !Array.isArray(parameters)) return '"parameters" is a list of values';
  if (principal !== undefined && typeof principal !== "string" && !isTexts(principal)) return '"principal" is a text or a list of texts';
  if (memberOf !== undefined && !isTexts(memberOf)) return '"memberOf" is a list of texts';
  return undefined;
}

function toRequest(id: unknown, fields: Fields): BatchRequest {
  const { sql, need, security, as, profile, context, endpoint, parameters, roles, principal, memberOf } = given(fields);
  const request = SECURITY_TEXTS.find((known) => known === as);
  return {
    id,
    ...(typeof security === "string" && request && { security: { text: security, as: request } }),
    ...(typeof sql === "string" && { sql }),
    ...(isNeed(need) && { need: toQuestion(need) }),
    profile: isObject(profile) ? profile : {},
    context: isObject(context) ? context : {},
    endpoint: ENDPOINTS.find((known) => known === endpoint) ?? "auto",
    ...(Array.isArray(parameters) && { parameters }),
    ...(roles !== undefined && { roles }),
    ...((typeof principal === "string" || isTexts(principal)) && { principal }),
    ...(isTexts(memberOf) && { memberOf }),
  };
}

/** `null` in JSON is as good as absent. */
function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? undefined]));
}

interface NeedFields {
  readonly action: Action;
  readonly type: string | null;
  readonly name: string;
}

/** A resource without a type is a question that Druid can be asked: it meets the grants without one. */
function toQuestion({ action, type, name }: NeedFields): ResourceAction {
  return { action, type: type as string, name };
}

function isNeed(value: unknown): value is NeedFields {
  if (!isObject(value)) return false;
  const { action, type, name } = value;
  return (action === "READ" || action === "WRITE") && (typeof type === "string" || type === null) && typeof name === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
