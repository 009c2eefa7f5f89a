/**
 * What can be written at an offset of a roles file: names that statements of the workspace need, roles, types, actions, keys and values.
 * Works on half-typed text; relies on what could be read of it.
 */

import { type JsonPlace, jsonPlaceAt } from "../../roles/jsonPlace";
import type { Permission } from "../../roles/model";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { exactPattern } from "../leastGrant";
import { counted } from "../words";
import type { SharedNeed } from "../workspace/grantUse";
import { CLUSTER_VALUES } from "./clusterValues";
import { elementAt } from "./element";
import { holdersOf } from "./holders";
import type { KeysExplained } from "./hover";
import { knownUse } from "./uses";
import type { RolesView } from "./view";
import { ACTION_WORDS, CLUSTER_WORDS, MAPPING_WORDS, PERMISSION_WORDS, SECTION_WORDS, TYPE_NAMES, TYPE_WORDS } from "./vocabulary";

/** One thing to write in place of `range`. `format`: a snippet has places to fill in, `$1`, `${2:name}`. */
export interface RolesCompletion {
  readonly kind: "name" | "role" | "type" | "action" | "key" | "value" | "snippet";
  readonly label: string;
  readonly detail: string;
  readonly text: string;
  readonly format: "plain" | "snippet";
  readonly range: TextRange;
}

/** The offers, the likeliest first. Where an editor knows the schema, only what a schema cannot know or fill in. */
export function completeRoles(view: RolesView, offset: number, keys: KeysExplained): readonly RolesCompletion[] {
  const place = jsonPlaceAt(view.text, offset);
  if (!place) return [];
  const known = place.on === "value" ? [...namesAt(view, place, offset), ...rolesAt(view, place), ...usersAt(view, place)] : [];
  const words = place.on === "value" ? wordsAt(place) : keysAt(place);
  return [...known, ...(keys === "elsewhere" ? words.filter(({ kind }) => kind === "snippet") : words)];
}

type Path = JsonPlace["path"];

const isIndex = (part: string | number | undefined): boolean => typeof part === "number";

/** The names of needs, escaped, those of the permission's type and action first; behind them what Druid itself has of the type. */
function namesAt(view: RolesView, place: JsonPlace, offset: number): readonly RolesCompletion[] {
  const { path } = place;
  const last = path.at(-1);
  if (last !== "resourceNamePattern" && !(last === "name" && path.at(-2) === "resource")) return [];
  const element = elementAt(view.roles, offset);
  const permission: Partial<Permission> = element?.kind === "permission" ? element.permission : {};
  const { type: asked = "" } = permission;
  const needs = (knownUse(view)?.needs ?? []).filter(({ type }) => asked === "" || asked === type);
  const byName = new Map<string, SharedNeed[]>();
  for (const need of needs) byName.set(need.name, [...(byName.get(need.name) ?? []), need]);
  const isMeant = (all: readonly SharedNeed[]): boolean => all.some(({ action }) => action === permission.action);
  const sorted = [...byName].sort(([one, needsOfOne], [other, needsOfOther]) => {
    return Number(isMeant(needsOfOther)) - Number(isMeant(needsOfOne)) || (one < other ? -1 : 1);
  });
  const needed = sorted.map(([name, all]) => offered("name", name, needsText(all), place, exactPattern(name)));
  return [...needed, ...ownNames(asked, place).filter(({ label }) => !byName.has(label))];
}

/** The names that Druid itself gives to what is of this type. */
function ownNames(type: string, place: JsonPlace): readonly RolesCompletion[] {
  const names = Object.hasOwn(TYPE_NAMES, type) ? (TYPE_NAMES[type as keyof typeof TYPE_NAMES] ?? []) : [];
  return names.map((name) => offered("name", name, type, place, exactPattern(name)));
}

function needsText(needs: readonly SharedNeed[]): string {
  const uses = needs.map(({ action, type, uses: all }) => t("{0} in {1}", `${action} ${type}`, counted(all.length, "statement")));
  return uses.join(", ");
}

/** Where a user or a group mapping names its roles. */
function rolesAt({ roles }: RolesView, place: JsonPlace): readonly RolesCompletion[] {
  const { path } = place;
  const isOfUser = (path[0] === "users" || path[0] === "userMap") && path.length === 3 && isIndex(path[2]);
  const isOfList = path.at(-2) === "roles" && isIndex(path.at(-1)) && path.length > 2;
  if (!isOfUser && !isOfList) return [];
  return [...roles.roles.values()].map(({ name, permissions }) => {
    const { users } = holdersOf(roles, name);
    return offered("role", name, `${counted(permissions.length, "permission")}, ${counted(users.length, "user")}`, place);
  });
}

/** Where a role names its users. */
function usersAt({ roles }: RolesView, place: JsonPlace): readonly RolesCompletion[] {
  const { path } = place;
  if (path.at(-2) !== "users" || !isIndex(path.at(-1)) || path.length < 3) return [];
  return [...roles.users.keys()].filter((name) => name !== "").map((name) => offered("name", name, "", place));
}

function wordsAt(place: JsonPlace): readonly RolesCompletion[] {
  const { path } = place;
  const last = path.at(-1);
  if (last === "type" && path.at(-2) === "resource")
    return Object.entries(TYPE_WORDS).map(([name, text]) => offered("type", name, t(text), place));
  if (last === "action") return Object.entries(ACTION_WORDS).map(([name, text]) => offered("action", name, t(text), place));
  if (path[0] === "cluster" && path.length === 2) return clusterValues(String(last), place);
  return isPermissionPlace(path) ? [snippet("permission", PERMISSION_TEXT, t("READ on a datasource"), place)] : [];
}

/** An entry of a list of permissions: of a role in a map, of `permissions`, or of a bare list. */
function isPermissionPlace(path: Path): boolean {
  if (!isIndex(path.at(-1))) return false;
  return (path.length === 3 && path[0] === "roles" && !isIndex(path[1])) || path.at(-2) === "permissions";
}

const PERMISSION_TEXT = '{ "resource": { "name": "${1:name}", "type": "${2:DATASOURCE}" }, "action": "${3:READ}" }';

function clusterValues(key: string, place: JsonPlace): readonly RolesCompletion[] {
  const values: readonly (string | boolean)[] = Object.hasOwn(CLUSTER_VALUES, key)
    ? (CLUSTER_VALUES[key as keyof typeof CLUSTER_VALUES] ?? [])
    : [];
  return values.map((value) => {
    const text = JSON.stringify(value);
    return { kind: "value", label: String(value), detail: "", text, format: "plain", range: place.range };
  });
}

function keysAt(place: JsonPlace): readonly RolesCompletion[] {
  const { path } = place;
  const inside = path.slice(0, -1);
  if (inside.length === 0) return keysOf(SECTION_WORDS, SECTION_VALUES, place);
  if (inside.length === 1 && inside[0] === "cluster") return keysOf(CLUSTER_WORDS, {}, place);
  if (inside.at(-1) === "resource") return keysOf(pick("name", "type"), TEXT_VALUES, place);
  if (inside.at(-1) === "resourceAction") return keysOf(pick("resource", "action"), TEXT_VALUES, place);
  if (isPermissionPlace(inside)) return keysOf(pick("resource", "action"), TEXT_VALUES, place);
  if (inside.length === 1 && inside[0] === "roles")
    return [snippet("role", `"\${1:role}": [\n\t${renumbered(PERMISSION_TEXT)}\n]`, t("a role with a permission"), place)];
  if (inside.length === 1 && inside[0] === "users") return [snippet("user", '"${1:user}": ["${2:role}"]', t("a user with a role"), place)];
  if (inside[0] === "groupMappings" && inside.length === 2)
    return keysOf(MAPPING_WORDS, { name: '"$1"', groupPattern: '"$1"', roles: "[$1]" }, place);
  return [];
}

/** The same places behind a first one. */
function renumbered(text: string): string {
  return text.replace(/\$\{(\d)/g, (_, digit: string) => `\${${Number(digit) + 1}`);
}

const SECTION_VALUES = { cluster: "{ $1 }", roles: "{ $1 }", users: "{ $1 }", groupMappings: "[ $1 ]", environment: '"$1"' };
const TEXT_VALUES = { resource: '{ "name": "$1", "type": "${2:DATASOURCE}" }', name: '"$1"', type: '"$1"', action: '"$1"' };

function pick(...keys: readonly (keyof typeof PERMISSION_WORDS)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, PERMISSION_WORDS[key]]));
}

function keysOf(
  words: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
  { range, colon }: JsonPlace,
): readonly RolesCompletion[] {
  return Object.entries(words).map(([key, detail]) => {
    const text = JSON.stringify(key) + (colon === "there" ? "" : `: ${values[key] ?? "$1"}`);
    return { kind: "key", label: key, detail: t(detail), text, format: "snippet", range };
  });
}

function offered(kind: RolesCompletion["kind"], label: string, detail: string, { range }: JsonPlace, value = label): RolesCompletion {
  return { kind, label, detail, text: JSON.stringify(value), format: "plain", range };
}

function snippet(label: string, text: string, detail: string, { range }: JsonPlace): RolesCompletion {
  return { kind: "snippet", label, detail, text, format: "snippet", range };
}
