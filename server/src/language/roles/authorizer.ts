/**
 * The authorizer of a cluster: the one that the profile names, over the roles of a file.
 */

import type { ClusterProfile } from "../permissions/model";
import { t } from "../text/l10n";
import { allowAll } from "./authorizers/allowAll";
import { createBasicAuthorizer, type NearMissChoice } from "./authorizers/basic";
import { otherAuthorizer } from "./authorizers/other";
import { createRangerAuthorizer } from "./authorizers/ranger";
import { readOnly } from "./authorizers/readOnly";
import type { Authorizer, RolesFile } from "./model";

/**
 * The authorizer that `profile.authorizer` names. What it keeps of the roles file is computed once, so make one and keep it. Near misses
 * take longer than all the rest: a question about thousands of principals leaves them out.
 */
export function createAuthorizer(
  roles: RolesFile,
  profile: Pick<ClusterProfile, "authorizer">,
  nearMisses: NearMissChoice = "told",
): Authorizer {
  switch (profile.authorizer) {
    case "allowAll":
    case "readOnly":
      return authorizerOfEverybody(profile) ?? otherAuthorizer;
    case "other":
      return otherAuthorizer;
    case "ranger":
      return roles.ranger
        ? createRangerAuthorizer(roles, roles.ranger, nearMisses)
        : mismatch(t("The cluster asks Ranger, and this file holds no policies of Ranger."));
    case "basic":
      return roles.ranger
        ? mismatch(t("The cluster asks the basic authorizer, and this file holds policies of Ranger."))
        : createBasicAuthorizer(roles, nearMisses);
  }
}

/** The authorizer that `profile.authorizer` names, where it asks no roles, so that it answers without a roles file and whoever asks. */
export function authorizerOfEverybody({ authorizer }: Pick<ClusterProfile, "authorizer">): Authorizer | undefined {
  if (authorizer === "allowAll") return allowAll;
  return authorizer === "readOnly" ? readOnly : undefined;
}

/** The file answers other questions than those that the cluster asks. */
function mismatch(message: string): Authorizer {
  return { decide: () => ({ outcome: "unknown", reason: "authorizer-mismatch", message }) };
}
