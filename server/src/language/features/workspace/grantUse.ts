/**
 * Which needs of the workspace each permission of a role matches, for which statements; and from a need back to its permissions.
 * A pattern is tried against a name once, however many statements use the name and however many roles hold the pattern.
 */
import type { ResourceAction } from "../../permissions/model";
import type { Permission, Role, RolesFile } from "../../roles/model";
import { effectivePattern, LAST_TRIMMING_VERSION, regexEngine } from "../../roles/pattern";
import { addTo } from "../../text/multimap";
import { questionKey } from "./decider";
import type { SurveyedFile, SurveyedStatement } from "./survey";

/** A statement that needs something. */
export interface StatementUse {
  readonly uri: string;
  readonly statement: SurveyedStatement;
}

/**
 * A need that statements of the workspace share: what is asked, and who asks. Statements for versions that trim patterns and for versions
 * that do not are kept apart, as a grant with blanks at its ends answers them differently.
 */
export interface SharedNeed extends ResourceAction {
  readonly uses: readonly StatementUse[];
}

/** A permission of a role. */
export interface GrantPlace {
  readonly role: Role;
  /** The entry of the role, from zero. */
  readonly index: number;
  readonly permission: Permission;
}

/** A permission with what it grants in the workspace. */
export interface GrantUse extends GrantPlace {
  /** The needs that it matches, under the version that a statement is read for. */
  readonly matches: readonly SharedNeed[];
  /** The needs of which nobody knows whether it matches them. */
  readonly undecided: readonly SharedNeed[];
}

export interface WorkspaceUse {
  /** One for each permission, in the order of the file. */
  readonly grants: readonly GrantUse[];
  /** Every need of the workspace, in the order in which statements ask for them. */
  readonly needs: readonly SharedNeed[];
  /** The permissions that match a need; none when no role grants it. */
  readonly grantsOf: (need: ResourceAction) => readonly GrantUse[];
  /** Statements with needs that the text does not tell: they may use more than is known. */
  readonly undecidedStatements: number;
}

/** Compares every permission with every need. Needs of statements that Druid refuses count: they are meant to be used. */
export function grantUse(files: readonly SurveyedFile[], roles: RolesFile): WorkspaceUse {
  const catalog = catalogOf(files);
  const matcher = createMatcher();
  const byNeed = new Map<string, GrantUse[]>();
  const grants = [...roles.roles.values()].flatMap((role) =>
    role.permissions.map((permission, index) => ({ role, index, permission, ...usesOf(permission, catalog, matcher) })),
  );
  for (const grant of grants.filter(({ matches }) => matches.length > 0)) {
    for (const key of new Set(grant.matches.map(questionKey))) addTo(byNeed, key, grant);
  }
  return {
    grants,
    needs: catalog.needs,
    grantsOf: (need) => byNeed.get(questionKey(need)) ?? [],
    undecidedStatements: catalog.undecidedStatements,
  };
}

/** How a version stores patterns. */
type Storing = "trimmed" | "untrimmed";

interface Catalog {
  readonly needs: readonly SharedNeed[];
  /** By action, type and way of storing. */
  readonly groups: ReadonlyMap<string, NeedGroup>;
  readonly undecidedStatements: number;
}

/** Needs that differ by their name alone. */
interface NeedGroup {
  readonly needs: CatalogNeed[];
  readonly byName: Map<string, CatalogNeed>;
}

interface CatalogNeed extends ResourceAction {
  readonly uses: StatementUse[];
}

function catalogOf(files: readonly SurveyedFile[]): Catalog {
  const needs: CatalogNeed[] = [];
  const groups = new Map<string, NeedGroup>();
  let undecidedStatements = 0;
  for (const { uri, statements } of files) {
    for (const statement of statements) {
      if (statement.unknowns.length > 0) undecidedStatements++;
      const use: StatementUse = { uri, statement };
      const storing = statement.profile.druidVersion <= LAST_TRIMMING_VERSION ? "trimmed" : "untrimmed";
      for (const need of statement.needs) {
        const { uses } = sharedNeed(groupOf(groups, need, storing), need, needs);
        if (uses.at(-1) !== use) uses.push(use);
      }
    }
  }
  return { needs, groups, undecidedStatements };
}

function groupOf(groups: Map<string, NeedGroup>, { action, type }: ResourceAction, storing: Storing): NeedGroup {
  const key = groupKey(action, type, storing);
  const group = groups.get(key) ?? { needs: [], byName: new Map() };
  groups.set(key, group);
  return group;
}

function groupKey(action: string, type: string, storing: Storing): string {
  return `${action} ${storing} ${type}`;
}

/** The need of a group by its name; a new one is added to `all` too. */
function sharedNeed(group: NeedGroup, { action, type, name }: ResourceAction, all: CatalogNeed[]): CatalogNeed {
  const known = group.byName.get(name);
  if (known) return known;
  const made: CatalogNeed = { action, type, name, uses: [] };
  group.byName.set(name, made);
  group.needs.push(made);
  all.push(made);
  return made;
}

interface Uses {
  readonly matches: readonly SharedNeed[];
  readonly undecided: readonly SharedNeed[];
}

const NO_USES: Uses = { matches: [], undecided: [] };

type Matcher = (pattern: string, group: NeedGroup) => Uses;

/** What Druid drops, refuses or fails on matches nothing; why is said of the roles file itself. */
function usesOf(permission: Permission, catalog: Catalog, match: Matcher): Uses {
  if (permission.defect !== undefined) return NO_USES;
  const trimmed = usesUnder("trimmed", permission, catalog, match);
  const untrimmed = usesUnder("untrimmed", permission, catalog, match);
  // Most grants of a large file are for nothing that the workspace needs.
  if (trimmed === NO_USES) return untrimmed;
  if (untrimmed === NO_USES) return trimmed;
  return { matches: [...trimmed.matches, ...untrimmed.matches], undecided: [...trimmed.undecided, ...untrimmed.undecided] };
}

function usesUnder(storing: Storing, permission: Permission, { groups }: Catalog, match: Matcher): Uses {
  const { action, type } = permission;
  const group = groups.get(groupKey(action ?? "", type ?? "", storing));
  if (!group) return NO_USES;
  const druidVersion = storing === "trimmed" ? LAST_TRIMMING_VERSION : LAST_TRIMMING_VERSION + 1;
  const pattern = effectivePattern(permission, { druidVersion });
  return pattern === undefined ? NO_USES : match(pattern, group);
}

/** A matcher that tries each pattern on a group of needs once. */
function createMatcher(): Matcher {
  const known = new Map<NeedGroup, Map<string, Uses>>();
  return (pattern, group) => {
    const ofGroup = known.get(group) ?? new Map<string, Uses>();
    known.set(group, ofGroup);
    const uses = ofGroup.get(pattern) ?? matchGroup(pattern, group);
    ofGroup.set(pattern, uses);
    return uses;
  };
}

function matchGroup(pattern: string, { needs, byName }: NeedGroup): Uses {
  const compiled = regexEngine.compile(pattern);
  if (compiled.kind === "invalid") return NO_USES;
  if (compiled.literal !== undefined) {
    const need = byName.get(compiled.literal);
    return need ? { matches: [need], undecided: [] } : NO_USES;
  }
  const matches: SharedNeed[] = [];
  const undecided: SharedNeed[] = [];
  for (const need of needs) {
    const { kind } = compiled.match(need.name);
    if (kind === "match") matches.push(need);
    else if (kind === "unknown") undecided.push(need);
  }
  return { matches, undecided };
}
