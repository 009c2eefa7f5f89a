/**
 * Grants that open more than they say: what whoever holds such a role can reach beyond the resources that it names. One remark for each
 * role and kind, on the first entry that makes it. Relies on the rules of the basic authorizer; other authorizers ask no roles.
 * Source: OverlordResource, MSQControllerTask, ScheduledBatchSupervisorSpec, TaskResourceFilter, SqlStatementResource and
 * BasicAuthorizerResource of Druid; measured on Druid 27 and 38.
 */

import type { Action, ClusterProfile } from "../../permissions/model";
import { sentences, t } from "../../text/l10n";
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
const ANY_NAME = "\u2042any-other-name";

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
  const message = t("WRITE CONFIG security changes users and roles: role {0} can grant itself anything.", role.name);
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
  const message = sentences(
    postText(role, loads ? "loads" : "exports", profile),
    readsAll
      ? t("Such a task reads any input source, without READ EXTERNAL.")
      : t("Such a task reads any datasource, also those that the role may not READ."),
  );
  return { code: "roles-write-reads-all", permission, message };
}

function postText({ name }: Role, task: "loads" | "exports", { druidVersion }: ClusterProfile): string {
  if (task === "exports")
    return t(
      "Druid checks only what such a task writes: where the Overlord API can be reached, role {0} can post a query_controller task that exports.",
      name,
    );
  return druidVersion >= FIRST_VERSION_WITH_SCHEDULED_BATCH
    ? t(
        "Druid checks only what such a task writes: where the Overlord API can be reached, role {0} can post a query_controller task or a scheduled batch.",
        name,
      )
    : t(
        "Druid checks only what such a task writes: where the Overlord API can be reached, role {0} can post a query_controller task.",
        name,
      );
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
  const message =
    profile.druidVersion >= FIRST_VERSION_WITH_POLICIES
      ? t(
          "A view needs READ VIEW alone: role {0} sees through it datasources that it may not READ; row policies of those datasources do not apply.",
          role.name,
        )
      : t("A view needs READ VIEW alone: role {0} sees through it datasources that it may not READ.", role.name);
  return { code: "roles-view-reads-hidden", permission, message };
}

function othersReports(role: Role, profile: ClusterProfile): Door | undefined {
  const reads = grantOf(role, "READ", "DATASOURCE", SELECT_TASK, profile);
  const writes = grantOf(role, "WRITE", "DATASOURCE", SELECT_TASK, profile);
  const permission = reads ?? writes;
  if (!permission) return undefined;
  const abilities = [
    ...(reads ? [t("Role {0} sees the rows that others selected.", role.name)] : []),
    ...(writes ? [t("Role {0} can stop their queries.", role.name)] : []),
  ];
  const message = sentences(t("Every SELECT that runs as a task belongs to {0}, whoever sent it.", SELECT_TASK), ...abilities);
  return { code: "roles-select-reports", permission, message };
}

function othersStatements(role: Role, profile: ClusterProfile): Door | undefined {
  if (profile.druidVersion < FIRST_VERSION_WITH_STATE_FOR_STATEMENTS) return undefined;
  const reads = grantOf(role, "READ", "STATE", "STATE", profile);
  const writes = grantOf(role, "WRITE", "STATE", "STATE", profile);
  const permission = reads ?? writes;
  if (!permission) return undefined;
  const abilities = [
    ...(reads ? [t("Role {0} can see the status and rows of whatever was sent to /druid/v2/sql/statements.", role.name)] : []),
    ...(writes ? [t("Role {0} can cancel what others sent to /druid/v2/sql/statements.", role.name)] : []),
  ];
  const message = sentences(t("STATE reaches the statements of others."), ...abilities);
  return { code: "roles-state-opens-statements", permission, message };
}

/** The Overlord's sampler reads what it is asked to and answers the rows. */
function sampler(role: Role, profile: ClusterProfile): Door | undefined {
  if (profile.inputSourceSecurity && profile.druidVersion >= FIRST_VERSION_WITH_CHECKED_SAMPLER) return undefined;
  const permission = readsExternal(role, profile) ? undefined : grantOf(role, "WRITE", "STATE", "STATE", profile);
  const message = t(
    "WRITE STATE opens the Overlord's sampler: role {0} can read any input source through it, without READ EXTERNAL.",
    role.name,
  );
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
