/**
 * The authorizer of a cluster: the one that the profile names, over the roles of a file.
 */
import type { ClusterProfile } from "../permissions/model";
import { allowAll } from "./authorizers/allowAll";
import { createBasicAuthorizer } from "./authorizers/basic";
import { readOnly } from "./authorizers/readOnly";
import type { Authorizer, RolesFile } from "./model";

/** The authorizer that `profile.authorizer` names. What it keeps of the roles file is computed once, so make one and keep it. */
export function createAuthorizer(roles: RolesFile, profile: Pick<ClusterProfile, "authorizer">): Authorizer {
  switch (profile.authorizer) {
    case "allowAll":
      return allowAll;
    case "readOnly":
      return readOnly;
    case "basic":
      return createBasicAuthorizer(roles);
  }
}
