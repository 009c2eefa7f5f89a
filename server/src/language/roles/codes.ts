/**
 * The codes of what can be wrong with a roles file, each with its meaning in one line and its usual severity.
 * `docs/diagnostics/<code>.md` has a page for each.
 */
import type { RolesProblem, RolesProblemCode } from "./model";

/** What a code means, and how severe it usually is. */
export interface RolesCode {
  readonly meaning: string;
  readonly severity: RolesProblem["severity"];
}

/** Every code; `roles-cluster` stands for what the object `cluster` says of the cluster. */
export const ROLES_CODES: Readonly<Record<RolesProblemCode | "roles-cluster", RolesCode>> = {
  "roles-too-large": { meaning: "The roles file has more than is read, so it gives no verdicts.", severity: "error" },
  "roles-too-deep": { meaning: "The roles file is nested deeper than one can be, so it gives no verdicts.", severity: "error" },
  "roles-syntax": { meaning: "The roles file is not JSON at this place.", severity: "error" },
  "roles-shape": { meaning: "The JSON is fine, and this is not what can stand here.", severity: "error" },
  "roles-unknown-key": { meaning: "This key means nothing in a roles file.", severity: "warning" },
  "roles-duplicate-key": { meaning: "A role, a user or a key is there twice.", severity: "warning" },
  "roles-name-missing": { meaning: "The permission names no resource.", severity: "error" },
  "roles-name-empty": { meaning: "A permission with an empty name breaks the checks that reach it.", severity: "error" },
  "roles-name-trimmed": { meaning: "The name has blanks at its ends, which some versions of Druid cut off.", severity: "warning" },
  "roles-pattern-invalid": { meaning: "The name is no regular expression that Java can read.", severity: "error" },
  "roles-pattern-undecided": { meaning: "Whether Java reads this pattern as it is read here is not sure.", severity: "information" },
  "roles-action-unknown": { meaning: "Druid knows the actions READ and WRITE only.", severity: "error" },
  "roles-action-missing": { meaning: "A permission without an action never grants anything.", severity: "warning" },
  "roles-action-case": { meaning: "The action is not in capitals; Druid reads it all the same.", severity: "hint" },
  "roles-type-missing": { meaning: "A permission without a resource type never grants anything.", severity: "warning" },
  "roles-type-unknown": { meaning: "Druid has no resource type of this name.", severity: "warning" },
  "roles-entry-broken": { meaning: "The permission is not built as Druid expects it.", severity: "error" },
  "roles-role-undefined": { meaning: "A user or a group mapping has a role that the file does not define.", severity: "warning" },
  "roles-group-pattern": { meaning: "The pattern of the group mapping is none that Druid can read.", severity: "error" },
  "roles-write-reads-all": { meaning: "A WRITE that lets a task read every datasource.", severity: "information" },
  "roles-view-reads-hidden": { meaning: "READ on a view shows datasources that the role may not read.", severity: "information" },
  "roles-select-reports": { meaning: "__query_select opens everybody's queries that run as tasks.", severity: "information" },
  "roles-state-opens-statements": { meaning: "STATE opens the statements of everybody.", severity: "information" },
  "roles-sampler-reads-external": { meaning: "WRITE STATE reads external data through the sampler.", severity: "information" },
  "roles-grants-itself": { meaning: "Whoever has this role can give it any permission.", severity: "information" },
  "ranger-shape": { meaning: "This part of a file of Ranger's policies is not what Ranger writes there.", severity: "error" },
  "ranger-incomplete": { meaning: "Not all of Ranger's policies are in the file, so it gives no verdicts.", severity: "error" },
  "ranger-resource-type": { meaning: "A policy about a resource type that Druid does not ask about never matches.", severity: "warning" },
  "ranger-access-type": { meaning: "Druid asks Ranger for the accesses read and write only.", severity: "warning" },
  "ranger-values": { meaning: "The values of a policy match other names than they seem to.", severity: "warning" },
  "ranger-not-counted": { meaning: "The policy is about something else than access to Druid's resources.", severity: "information" },
  "ranger-services": { meaning: "The file holds policies of several services, and a cluster asks one.", severity: "warning" },
  "ranger-zone": { meaning: "Which resources lie in the policy's security zone is not in the file.", severity: "information" },
  "ranger-undecided": { meaning: "Whether the policy applies depends on the time or the request.", severity: "information" },
  "roles-cluster": { meaning: "A key or value of cluster cannot be one of a cluster's switches.", severity: "error" },
};
