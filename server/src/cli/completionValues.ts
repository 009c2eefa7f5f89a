/**
 * Words for the values of options that only the files at hand know: whom the roles file knows, which environments are described, which
 * branches there are. A shell asks for them while somebody types, so what cannot be read completes nothing.
 */
import { ALL_ENVIRONMENTS, NEWEST_VERSION, OLDEST_VERSION, PROFILE_KEYS, peopleOf, type RolesFile } from "../language/index";
import type { AskedValue } from "./completion";
import { readConfig } from "./config";
import type { CliHost } from "./host";
import { readOptions } from "./readOptions";
import type { CheckRequest } from "./request";
import { findRolesFile } from "./rolesSurvey";

/** The words of a kind, in the working folder; none where nothing is known. */
export async function valuesOf(host: CliHost, kind: AskedValue): Promise<readonly string[]> {
  if (kind === "versions") return Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => String(NEWEST_VERSION - index));
  if (kind === "switches") return PROFILE_KEYS.map((key) => `${key}=`);
  if (kind === "commits") return commitsOf(host);
  const request = requestOf(host);
  if (!request) return [];
  if (kind === "environments") return environmentsOf(request);
  const source = await findRolesFile(host, request);
  return source ? inRolesFile(source.file, kind) : [];
}

function requestOf(host: CliHost): CheckRequest | undefined {
  const lookup = readConfig(host, undefined);
  if (lookup.kind === "error") return undefined;
  const request = readOptions(host, "check", [], {}, lookup.kind === "found" ? lookup.config : undefined);
  return request.kind === "ok" ? request.value : undefined;
}

async function commitsOf(host: CliHost): Promise<readonly string[]> {
  const answer = await host.git(["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags"]);
  return answer.kind === "ok" ? ["HEAD", ...answer.output.split("\n").filter((line) => line !== "")] : [];
}

function environmentsOf({ config }: CheckRequest): readonly string[] {
  const names = (config?.file.environments ?? []).map(({ name }) => name);
  return names.length > 0 ? [...names, ALL_ENVIRONMENTS] : [];
}

function inRolesFile(file: RolesFile, kind: Exclude<AskedValue, "versions" | "switches" | "commits" | "environments">): readonly string[] {
  const { users, roles } = peopleOf(file);
  switch (kind) {
    case "principals":
      return [...users.map((user) => `user:${user}`), ...roles.map((role) => `role:${role}`)];
    case "roles":
      return roles;
    case "roles-as-principals":
      return roles.map((role) => `role:${role}`);
    case "users":
      return users;
    case "grants":
      return [...file.roles.values()].flatMap(({ name, permissions }) => permissions.map((_, index) => `${name}:${index + 1}`));
    case "assignments":
      return [...file.users.values()].flatMap(({ name, roles: held }) => held.map((role) => `${name}:${role.name}`));
  }
}
