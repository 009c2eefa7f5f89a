/**
 * One statement under given settings, for tests of analysis and permissions.
 */
import type { ClusterProfile, Endpoint } from "../../server/src/language/permissions/model";
import { readProfile } from "../../server/src/language/permissions/profile";
import type { NeedSettings } from "../../server/src/language/permissions/rule";
import { openDocument, parseRequest, type Statement } from "../../server/src/language/syntax/document";

/** What a case says beside its text; everything else is stock, and nobody is in between. */
export interface GivenSettings {
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly version?: number;
  readonly endpoint?: Endpoint;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly unknown[];
  readonly unclear?: readonly string[];
  /** `document` by default: templates are tokens. */
  readonly mode?: "document" | "request";
}

export function settingsOf(given: GivenSettings): NeedSettings {
  return {
    profile: profileOf(given),
    endpoint: given.endpoint ?? "auto",
    context: given.context ?? {},
    ...(given.parameters ? { parameters: given.parameters } : {}),
    ...(given.unclear ? { unclear: given.unclear } : {}),
  };
}

/** The profile of a case; a mistake in it fails the test. */
function profileOf(given: GivenSettings): ClusterProfile {
  const version = given.version === undefined ? {} : { druidVersion: given.version };
  const { profile, problems } = readProfile({ router: false, ...version, ...given.profile });
  const [error] = problems.filter(({ severity }) => severity === "error");
  if (error) throw new Error(error.message);
  return profile;
}

/** The first statement of a text. */
export function statementOf(sql: string, given: GivenSettings = {}): Statement {
  const grammar = { druidVersion: profileOf(given).druidVersion, mode: given.mode ?? "document" };
  const first = grammar.mode === "request" ? parseRequest(sql, grammar) : openDocument(sql, grammar).statements[0]?.statement;
  if (!first) throw new Error(`no statement in: ${sql}`);
  return first;
}
