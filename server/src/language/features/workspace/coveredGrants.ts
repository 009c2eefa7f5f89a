/**
 * Grants that another grant of the same role makes superfluous: surely (`duplicate`), or as far as the workspace tells (`shadowed`). A role
 * may have tens of thousands of grants, so each is compared only with those that could cover it.
 */

import type { Role } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import { addTo } from "../../text/multimap";
import type { GrantUse, SharedNeed, WorkspaceUse } from "./grantUse";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** Both kinds, at most one remark for each grant. Of two that cover each other, the later one is superfluous. */
export function duplicateGrants({ grants }: WorkspaceUse): readonly RoleRemark[] {
  return bySharedTarget(grants).flatMap((group) => {
    const peers = peersOf(group);
    return group.flatMap((each) => remarkOnGrant(each, peers) ?? []);
  });
}

/** A grant that Druid takes as a usual one. */
interface Usual {
  readonly grant: GrantUse;
  readonly pattern: string;
  readonly compiled: ReturnType<typeof regexEngine.compile>;
}

/** Grants of the same role, action and type. Those that Druid does not take as usual grants cover nothing. */
function bySharedTarget(grants: readonly GrantUse[]): readonly (readonly Usual[])[] {
  const groups = new Map<Role, Map<string, Usual[]>>();
  for (const grant of grants) {
    const { role, permission } = grant;
    const { action, type, pattern, defect } = permission;
    if (defect !== undefined || action === undefined || type === undefined || !pattern) continue;
    const ofRole = groups.get(role) ?? new Map<string, Usual[]>();
    groups.set(role, ofRole);
    addTo(ofRole, `${action} ${type}`, { grant, pattern, compiled: regexEngine.compile(pattern) });
  }
  return [...groups.values()].flatMap((ofRole) => [...ofRole.values()].filter((group) => group.length > 1));
}

/** Who could cover whom. Each list is in the order of the file. */
interface Peers {
  /** The first grant with exactly this pattern. */
  readonly byPattern: ReadonlyMap<string, Usual>;
  /** The patterns that are no plain names, by the text that their matches begin with. */
  readonly byStart: ReadonlyMap<string, readonly Usual[]>;
  /** The lengths of those texts. */
  readonly lengths: readonly number[];
  /** The grants that are used for a need. */
  readonly byNeed: ReadonlyMap<SharedNeed, readonly GrantUse[]>;
}

function peersOf(group: readonly Usual[]): Peers {
  const byPattern = new Map<string, Usual>();
  const byStart = new Map<string, Usual[]>();
  const byNeed = new Map<SharedNeed, GrantUse[]>();
  for (const each of group) {
    const { grant, pattern, compiled } = each;
    if (!byPattern.has(pattern)) byPattern.set(pattern, each);
    if (compiled.kind === "compiled" && compiled.literal === undefined) addTo(byStart, compiled.start, each);
    for (const need of new Set(grant.matches)) addTo(byNeed, need, grant);
  }
  const lengths = [...new Set([...byStart.keys()].map(({ length }) => length))];
  return { byPattern, byStart, lengths, byNeed };
}

function remarkOnGrant(each: Usual, peers: Peers): RoleRemark | undefined {
  const { grant } = each;
  const certain = surelyCovering(each, peers);
  if (certain) {
    const message =
      certain.pattern === each.pattern
        ? t("{0} stands in this role already.", permissionText(grant.permission))
        : t("{0} is part of {1} in the same role.", permissionText(grant.permission), permissionText(certain.grant.permission));
    return { ...remarkOn(grant, "roles-grant-duplicate", "information"), message };
  }
  const other = coveringUses(grant, peers);
  if (!other) return undefined;
  const message = t(
    "Whatever statements use {0} for ({1}), {2} in the same role grants too.",
    permissionText(grant.permission),
    namesText(grant.matches),
    permissionText(other.permission),
  );
  return { ...remarkOn(grant, "roles-grant-shadowed", "hint"), message };
}

/** The first grant that covers this one whatever it is used for: every name, the same pattern, or a pattern for a name that stands alone. */
function surelyCovering(each: Usual, peers: Peers): Usual | undefined {
  const same = peers.byPattern.get(each.pattern);
  const all = each.pattern === EVERY_NAME ? undefined : peers.byPattern.get(EVERY_NAME);
  let first = same === each ? all : same;
  for (const other of [...(all ? [all] : []), ...matching(each, peers)]) {
    if (!first || other.grant.index < first.grant.index) first = other;
  }
  return first;
}

const EVERY_NAME = ".*";

/** The grants with a pattern that matches the name for which this one stands. */
function matching({ compiled }: Usual, { byStart, lengths }: Peers): readonly Usual[] {
  const name = compiled.kind === "compiled" ? compiled.literal : undefined;
  if (name === undefined) return [];
  const candidates = lengths.flatMap((length) => (length <= name.length ? (byStart.get(name.slice(0, length)) ?? []) : []));
  return candidates.filter((other) => other.compiled.kind === "compiled" && other.compiled.match(name).kind === "match");
}

/** The first grant that is used for all that this one is used for; where both are for the same, the earlier one stays. */
function coveringUses(grant: GrantUse, { byNeed }: Peers): GrantUse | undefined {
  const [first] = grant.matches;
  if (first === undefined || grant.undecided.length > 0) return undefined;
  return byNeed.get(first)?.find((other) => other !== grant && coversUses(other, grant));
}

function coversUses(one: GrantUse, other: GrantUse): boolean {
  if (one.matches.length < other.matches.length) return false;
  const covered = new Set(one.matches);
  if (!other.matches.every((need) => covered.has(need))) return false;
  return one.matches.length > other.matches.length || one.index < other.index;
}
