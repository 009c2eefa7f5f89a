/**
 * What a description of a cluster says that cannot all be true of one cluster: switches that the stated version does not have yet, and
 * LDAP filters where no LDAP is asked. Source: the release that brought each of them.
 */
import { t } from "../text/l10n";
import type { ClusterProfile } from "./model";

/** A key that something else in the same description speaks against, with one sentence. */
export interface Tension {
  readonly key: keyof ClusterProfile;
  readonly message: string;
}

interface Arrival {
  readonly key: keyof ClusterProfile;
  readonly since: number;
  /** What is stated, when this value is the one that came with that release. */
  readonly name: (profile: ClusterProfile) => string | undefined;
}

const ARRIVALS: readonly Arrival[] = [
  { key: "securedContextKeys", since: 25, name: () => "securedContextKeys" },
  { key: "unsecuredContextKeys", since: 25, name: () => "unsecuredContextKeys" },
  {
    key: "inputSourceSecurity",
    since: 26,
    name: ({ inputSourceSecurity }) => (inputSourceSecurity ? t("input source security") : undefined),
  },
  {
    key: "durableStorage",
    since: 28,
    name: ({ durableStorage }) => (durableStorage?.type === "azure" ? t("durable storage in azure") : undefined),
  },
  {
    key: "durableStorage",
    since: 29,
    name: ({ durableStorage }) => (durableStorage?.type === "google" ? t("durable storage in google") : undefined),
  },
  { key: "authorizer", since: 37, name: ({ authorizer }) => (authorizer === "readOnly" ? t("authorizer readOnly") : undefined) },
  { key: "sysQueriesTable", since: 37, name: ({ sysQueriesTable }) => (sysQueriesTable ? "sys.queries" : undefined) },
];

/** The tensions among the keys that one description states; what it leaves open speaks against nothing. */
export function tensionsOf(profile: ClusterProfile, isStated: (key: keyof ClusterProfile) => boolean): readonly Tension[] {
  const found: Tension[] = [];
  const version = profile.druidVersion;
  for (const { key, since, name } of isStated("druidVersion") ? ARRIVALS : []) {
    const stated = isStated(key) && version < since ? name(profile) : undefined;
    if (stated !== undefined) found.push({ key, message: t("Druid {0} has no {1}; Druid {2} brought it.", version, stated, since) });
  }
  if (isStated("groupFilters") && isStated("roleProvider") && profile.roleProvider !== "ldap") {
    found.push({ key: "groupFilters", message: t("groupFilters count for nothing where roleProvider is not ldap.") });
  }
  return found;
}
