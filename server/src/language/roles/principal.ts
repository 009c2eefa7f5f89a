/**
 * Principals as text: `user:alice`, `role:etl`, `role:a,role:b`, `groups:<DN>;<DN>`. The form is that of settings and of the command line.
 */
import { t } from "../text/l10n";
import type { Principal } from "./model";

/** A principal, or a sentence that says what is wrong with the text. */
export type ParsedPrincipal = { readonly kind: "ok"; readonly principal: Principal } | { readonly kind: "error"; readonly message: string };

/**
 * Reads a principal. A list must hold roles only and means all of them. `memberOf` (distinguished names) belongs to a user.
 * Blanks around the parts are dropped; a name may contain commas, since only `,role:` starts the next role.
 */
export function parsePrincipal(text: string | readonly string[], memberOf?: readonly string[]): ParsedPrincipal {
  const parts = typeof text === "string" ? [text] : text;
  if (parts.length === 0) return failure(t("Say who is asked about: user:NAME, role:NAME or groups:DN."));
  const first = parsePart(parts[0] ?? "", memberOf);
  if (parts.length === 1 || first.kind === "error") return first;
  return parseRoleList(parts);
}

/** Principals, or a sentence that says what is wrong with one of the texts. */
export type ParsedPrincipals =
  | { readonly kind: "ok"; readonly principals: readonly Principal[] }
  | { readonly kind: "error"; readonly message: string };

/**
 * Reads several principals. All roles together are one principal, somebody with all of them, at the place of the first; each user and each
 * text of groups is one of its own. The same principal counts once. `memberOf` belongs to the user, of which there must be one then.
 */
export function parsePrincipals(texts: readonly string[], memberOf?: readonly string[]): ParsedPrincipals {
  const found = new Map<string, Principal>();
  for (const text of texts) {
    const parsed = parsePart(text, memberOf);
    if (parsed.kind === "error") return { kind: "error", message: parsed.message };
    const { principal } = parsed;
    const key = principal.kind === "roles" ? "roles" : formatPrincipal(principal);
    found.set(key, joinRoles(found.get(key), principal));
  }
  const principals = [...found.values()];
  if (memberOf !== undefined && principals.filter(({ kind }) => kind === "user").length !== 1) {
    return { kind: "error", message: t("The groups that somebody is member of belong to one user: user:NAME.") };
  }
  return { kind: "ok", principals };
}

function joinRoles(before: Principal | undefined, principal: Principal): Principal {
  if (before?.kind !== "roles" || principal.kind !== "roles") return before ?? principal;
  return { kind: "roles", names: [...new Set([...before.names, ...principal.names])] };
}

/** The text that `parsePrincipal` reads back; `memberOf` is not part of it. */
export function formatPrincipal(principal: Principal): string {
  switch (principal.kind) {
    case "user":
      return `user:${principal.name}`;
    case "roles":
      return principal.names.map((name) => `role:${name}`).join(",");
    case "groups":
      return `groups:${principal.groups.join(";")}`;
  }
}

/**
 * The text of a principal with another name for one of its roles, and blanks as they were. `absent`: it does not name the role.
 * `impossible`: the text would not be read back as that name.
 */
export function renameRoleIn(text: string, from: string, to: string): string | "absent" | "impossible" {
  const parsed = parsePart(text, undefined);
  if (parsed.kind === "error" || parsed.principal.kind !== "roles" || !parsed.principal.names.includes(from)) return "absent";
  const begin = text.indexOf(":") + 1;
  const parts = text.slice(begin).split(ROLE_BORDER);
  const renamed = text.slice(0, begin) + parts.map((part) => (part.trim() === from ? part.replace(from, () => to) : part)).join("");
  const again = parsePart(renamed, undefined);
  const wanted = new Set(parsed.principal.names.map((name) => (name === from ? to : name)));
  const isSame = again.kind === "ok" && again.principal.kind === "roles" && again.principal.names.join("\n") === [...wanted].join("\n");
  return isSame ? renamed : "impossible";
}

/** Where the next role of a list begins. */
const ROLE_BORDER = /(,\s*role:)/;

function parsePart(text: string, memberOf: readonly string[] | undefined): ParsedPrincipal {
  const part = text.trim();
  const colon = part.indexOf(":");
  const kind = colon < 0 ? "" : part.slice(0, colon);
  const rest = part.slice(colon + 1).trim();
  if (kind === "user") return rest === "" ? failure(t("A user has a name: user:NAME.")) : success(user(rest, memberOf));
  if (kind === "role") return roles(rest.split(/,\s*role:/));
  if (kind === "group" || kind === "groups") return groups(rest);
  return failure(t('"{0}" is no principal; write user:NAME, role:NAME or groups:DN.', part));
}

function user(name: string, memberOf: readonly string[] | undefined): Principal {
  return memberOf === undefined ? { kind: "user", name } : { kind: "user", name, memberOf };
}

function roles(names: readonly string[]): ParsedPrincipal {
  const trimmed = names.map((name) => name.trim());
  if (trimmed.some((name) => name === "")) return failure(t("A role has a name: role:NAME."));
  return success({ kind: "roles", names: [...new Set(trimmed)] });
}

function groups(text: string): ParsedPrincipal {
  const found = text
    .split(";")
    .map((group) => group.trim())
    .filter((group) => group !== "");
  if (found.length === 0)
    return failure(t("Groups are distinguished names or names of group mappings, separated by semicolons: groups:DN;DN."));
  return success({ kind: "groups", groups: found });
}

function parseRoleList(parts: readonly string[]): ParsedPrincipal {
  const names: string[] = [];
  for (const part of parts) {
    const parsed = parsePart(part, undefined);
    if (parsed.kind === "error") return parsed;
    if (parsed.principal.kind !== "roles") return failure(t("A list of principals may hold roles only: role:A, role:B."));
    names.push(...parsed.principal.names);
  }
  return roles(names);
}

function success(principal: Principal): ParsedPrincipal {
  return { kind: "ok", principal };
}

function failure(message: string): ParsedPrincipal {
  return { kind: "error", message };
}
