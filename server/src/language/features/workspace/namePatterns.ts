/**
 * Patterns for names that begin alike, such as `wiki_.*`: taken only where they match no known name beyond those that are needed.
 */
import type { Resource, ResourceAction } from "../../permissions/model";
import { regexEngine } from "../../roles/pattern";
import { exactPattern, type PermissionJson } from "../leastGrant";

/** A pattern in place of several names. */
export interface ProposedPattern {
  readonly permission: PermissionJson;
  readonly covers: readonly ResourceAction[];
}

/** A pattern that would match more than is needed. */
export interface DeclinedPattern {
  readonly permission: PermissionJson;
  /** How many names that are needed it would stand for. */
  readonly covers: number;
  /** Known names that it would match too, in their order. */
  readonly alsoMatches: readonly string[];
}

export interface ProposedPatterns {
  readonly taken: readonly ProposedPattern[];
  readonly declined: readonly DeclinedPattern[];
}

/** Fewer names are better written out. */
const FEWEST_NAMES = 3;

/** Types whose names are given by people and come in families; the others have a few names that Druid gives. */
const FAMILY_TYPES: ReadonlySet<string> = new Set(["DATASOURCE", "VIEW"]);

/**
 * Proposes patterns for what is wanted. The widest one that matches nothing else is taken: of `wiki_.*` and `wiki_en_.*` the first.
 * Known names are compared by type, whatever is done with them.
 */
export function proposePatterns(wanted: readonly ResourceAction[], known: readonly Resource[]): ProposedPatterns {
  const taken: ProposedPattern[] = [];
  const declined: DeclinedPattern[] = [];
  for (const group of groupsOf(wanted)) {
    const [first] = group;
    if (!first || !FAMILY_TYPES.has(first.type)) continue;
    const names = new Set(known.filter(({ type }) => type === first.type).map(({ name }) => name));
    proposeInGroup(group, [...names], { taken, declined });
  }
  return { taken, declined };
}

interface Proposals {
  readonly taken: ProposedPattern[];
  readonly declined: DeclinedPattern[];
}

/** `group` holds needs of one action and type, each name once. */
function proposeInGroup(group: readonly ResourceAction[], knownNames: readonly string[], { taken, declined }: Proposals): void {
  const free = new Map(group.map((need) => [need.name, need]));
  const wantedNames = new Set(free.keys());
  for (const prefix of prefixesOf([...wantedNames])) {
    const covers = [...free.values()].filter(({ name }) => name.startsWith(prefix));
    const permission = permissionFor(prefix, covers);
    if (covers.length < FEWEST_NAMES || !permission) continue;
    const alsoMatches = knownNames.filter((name) => name.startsWith(prefix) && !wantedNames.has(name)).sort();
    if (alsoMatches.length > 0) declined.push({ permission, covers: covers.length, alsoMatches });
    else {
      taken.push({ permission, covers });
      for (const { name } of covers) free.delete(name);
    }
  }
}

/** The permission for all names that begin so; none where the pattern would leave one of them out (a line break in it). */
function permissionFor(prefix: string, covers: readonly ResourceAction[]): PermissionJson | undefined {
  const [first] = covers;
  const pattern = `${exactPattern(prefix)}.*`;
  const compiled = regexEngine.compile(pattern);
  if (!first || compiled.kind === "invalid") return undefined;
  if (!covers.every(({ name }) => compiled.match(name).kind === "match")) return undefined;
  return { resource: { name: pattern, type: first.type }, action: first.action };
}

/** Beginnings that end where a word of a name does, the shortest first. */
function prefixesOf(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const { index } of name.matchAll(/[_\-.:/ ]/g)) {
      const prefix = name.slice(0, index + 1);
      if (/[\p{L}\p{N}]{2}/u.test(prefix)) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([, count]) => count >= FEWEST_NAMES).map(([prefix]) => prefix);
  return shared.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

/** By action and type. */
function groupsOf(wanted: readonly ResourceAction[]): readonly (readonly ResourceAction[])[] {
  const groups = new Map<string, ResourceAction[]>();
  for (const need of wanted) {
    const key = `${need.action} ${need.type}`;
    const group = groups.get(key);
    if (group) group.push(need);
    else groups.set(key, [need]);
  }
  return [...groups.values()];
}
