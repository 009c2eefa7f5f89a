/**
 * Grants that open more than they say: what whoever holds such a role can reach beyond the resources that it names. One remark for each
 * role and kind, on the first entry that makes it. Relies on the rules of the basic authorizer; other authorizers ask no roles.
 * Source: OverlordResource, MSQControllerTask, ScheduledBatchSupervisorSpec, TaskResourceFilter, SqlStatementResource and
 * BasicAuthorizerResource of Druid; measured on Druid 27 and 38.
 */
import type { Action, ClusterProfile } from "../../permissions/model";
import type { Permission, Role, RolesFile, RolesProblem, RolesProblemCode } from "../model";
import { effectivePattern } from "../pattern";
import { askRole } from "../roleIndex";
import { isIgnored } from "./ignores";

/** The first Druid that exports, and that asks for WRITE EXTERNAL when an export is posted as a task. */
const FIRST_VERSION_WITH_EXPORT = 29;
/** The first Druid with supervisors that run SQL. */
const FIRST_VERSION_WITH_SCHEDULED_BATCH = 33;
/** The first Druid in which STATE opens the statements of others. */
const FIRST_VERSION_WITH_STATE_FOR_STATEMENTS = 28;
/** The first Druid whose sampler asks for the types of input sources, with input source security. */
const FIRST_VERSION_WITH_CHECKED_SAMPLER = 27;
/** The first Druid whose datasources can have policies for rows. */
const FIRST_VERSION_WITH_POLICIES = 32;

/** The resource that a task of a SELECT belongs to. */
const SELECT_TASK = "__query_select";
/** A name that only a pattern for every name matches. */
const ANY_NAME = "\u2042 any other name";

/** A grant that opens more, and what it opens. */
interface Door {
  readonly code: RolesProblemCode;
  readonly permission: Permission;
  readonly message: string;
}

type FindDoor = (role: Role, profile: ClusterProfile) => Door | undefined;

const DOORS: readonly FindDoor[] = [writtenTasks, views, othersReports, othersStatements, sampler];

/** The back doors of all roles, in the order of the file. Nothing under an authorizer that asks no roles. */
export function backDoors({ roles, ignores }: RolesFile, profile: ClusterProfile): readonly RolesProblem[] {
  if (profile.authorizer !== "basic") return [];
  return [...roles.values()].flatMap((role) =>
    doorsOf(role, profile).flatMap(({ code, permission, message }) => {
      if (isIgnored(ignores, code, [role.nameRange, permission.range])) return [];
      return [{ code, severity: "information" as const, message, range: permission.patternRange ?? permission.range }];
    }),
  );
}

/** Who can grant anything to itself has no use for the other doors. */
function doorsOf(role: Role, profile: ClusterProfile): readonly Door[] {
  if (role.permissions.some(({ defect }) => defect === "rejected")) return [];
  const door = grantsItself(role, profile);
  if (door) return [door];
  return DOORS.flatMap((find) => find(role, profile) ?? []);
}

function grantsItself(role: Role, profile: ClusterProfile): Door | undefined {
  const permission = grantOf(role, "WRITE", "CONFIG", "security", profile);
  const message = `WRITE CONFIG security changes users and roles: role ${role.name} can grant itself anything.`;
  return permission && { code: "roles-grants-itself", permission, message };
}

/** What is posted to the Overlord is checked for what it writes, never for what its SQL reads. */
function writtenTasks(role: Role, profile: ClusterProfile): Door | undefined {
  const readsAll = readsEverything(role, profile);
  if (readsAll && readsExternal(role, profile)) return undefined;
  const loads = firstGrant(role, "WRITE", "DATASOURCE", profile);
  const exports = loads || readsAll || profile.druidVersion < FIRST_VERSION_WITH_EXPORT ? undefined : exportGrant(role, profile);
  const permission = loads ?? exports;
  if (!permission) return undefined;
  const batch = profile.druidVersion >= FIRST_VERSION_WITH_SCHEDULED_BATCH ? " or a scheduled batch" : "";
  const what = loads ? `a query_controller task${batch} that reads` : "a query_controller task that exports";
  const hidden = readsAll ? "any input source, without READ EXTERNAL" : "any datasource, also those that it may not READ";
  const message = `Druid checks only what such a task writes: where the Overlord API can be reached, role ${role.name} can post ${what} ${hidden}.`;
  return { code: "roles-write-reads-all", permission, message };
}

function exportGrant(role: Role, profile: ClusterProfile): Permission | undefined {
  const destinations = profile.druidVersion === FIRST_VERSION_WITH_EXPORT ? ["s3", "local"] : ["s3", "local", "google"];
  for (const destination of destinations) {
    const permission = grantOf(role, "WRITE", "EXTERNAL", destination, profile);
    if (permission) return permission;
  }
  return undefined;
}

function views(role: Role, profile: ClusterProfile): Door | undefined {
  const permission = firstGrant(role, "READ", "VIEW", profile);
  if (!permission || readsEverything(role, profile)) return undefined;
  const policies = profile.druidVersion >= FIRST_VERSION_WITH_POLICIES ? "; row policies of those datasources do not apply" : "";
  const message = `A view needs READ VIEW alone: role ${role.name} sees through it datasources that it may not READ${policies}.`;
  return { code: "roles-view-reads-hidden", permission, message };
}

function othersReports(role: Role, profile: ClusterProfile): Door | undefined {
  const reads = grantOf(role, "READ", "DATASOURCE", SELECT_TASK, profile);
  const writes = grantOf(role, "WRITE", "DATASOURCE", SELECT_TASK, profile);
  const permission = reads ?? writes;
  if (!permission) return undefined;
  const abilities = [...(reads ? ["sees the rows that others selected"] : []), ...(writes ? ["can stop their queries"] : [])].join(
    ", and ",
  );
  const message = `Every SELECT that runs as a task belongs to ${SELECT_TASK}, whoever sent it: role ${role.name} ${abilities}.`;
  return { code: "roles-select-reports", permission, message };
}

function othersStatements(role: Role, profile: ClusterProfile): Door | undefined {
  if (profile.druidVersion < FIRST_VERSION_WITH_STATE_FOR_STATEMENTS) return undefined;
  const reads = grantOf(role, "READ", "STATE", "STATE", profile);
  const writes = grantOf(role, "WRITE", "STATE", "STATE", profile);
  const permission = reads ?? writes;
  if (!permission) return undefined;
  const abilities = [...(reads ? ["see the status and rows of"] : []), ...(writes ? ["cancel"] : [])].join(", and ");
  const message = `STATE reaches the statements of others: role ${role.name} can ${abilities} whatever was sent to /druid/v2/sql/statements.`;
  return { code: "roles-state-opens-statements", permission, message };
}

/** The Overlord's sampler reads what it is asked to and answers the rows. */
function sampler(role: Role, profile: ClusterProfile): Door | undefined {
  if (profile.inputSourceSecurity && profile.druidVersion >= FIRST_VERSION_WITH_CHECKED_SAMPLER) return undefined;
  const permission = readsExternal(role, profile) ? undefined : grantOf(role, "WRITE", "STATE", "STATE", profile);
  const message = `WRITE STATE opens the Overlord's sampler: role ${role.name} can read any input source through it, without READ EXTERNAL.`;
  return permission && { code: "roles-sampler-reads-external", permission, message };
}

/** Whether the role may read external data anyway, under each name that it can have. */
function readsExternal(role: Role, profile: ClusterProfile): boolean {
  const name = profile.inputSourceSecurity ? ANY_NAME : "EXTERNAL";
  return grantOf(role, "READ", "EXTERNAL", name, profile) !== undefined;
}

/** Whether the role may read every datasource anyway, so that a way around reveals none. */
function readsEverything(role: Role, profile: ClusterProfile): boolean {
  return grantOf(role, "READ", "DATASOURCE", ANY_NAME, profile) !== undefined;
}

function grantOf(role: Role, action: Action, type: string, name: string, profile: ClusterProfile): Permission | undefined {
  const answer = askRole(role, { action, type, name }, profile);
  return answer.kind === "grants" ? answer.permission : undefined;
}

/** The first entry that grants an action on some resource of a type. */
function firstGrant(role: Role, action: Action, type: string, profile: ClusterProfile): Permission | undefined {
  return role.permissions.find((permission) => {
    const isMeant = permission.action === action && permission.type === type && permission.defect === undefined;
    return isMeant && effectivePattern(permission, profile) !== undefined;
  });
}
