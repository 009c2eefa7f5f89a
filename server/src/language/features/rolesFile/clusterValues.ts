/**
 * The values that keys of `cluster` can have, where there are few; `permissions/profile.ts` reads them, and a test compares the two.
 */
import { type ClusterProfile, NEWEST_VERSION, OLDEST_VERSION } from "../../permissions/model";

const YES_OR_NO = [true, false] as const;

/** By key; a key without a list takes an object, a list of texts, or the like. */
export const CLUSTER_VALUES: Readonly<Partial<Record<keyof ClusterProfile, readonly (string | boolean)[]>>> = {
  druidVersion: Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, back) => String(NEWEST_VERSION - back)),
  inputSourceSecurity: YES_OR_NO,
  authorizeQueryContext: YES_OR_NO,
  authorizeSystemTables: YES_OR_NO,
  router: YES_OR_NO,
  rangerUseUgi: YES_OR_NO,
  sysQueriesTable: YES_OR_NO,
  authorizer: ["basic", "ranger", "allowAll", "readOnly", "other"],
  roleProvider: ["metadata", "ldap"],
};
