/**
 * An authorizer whose rules are not known here (OPA, one of the site's own): it may allow or deny anything, whatever a roles file
 * says.
 */
import { phrase, t } from "../../text/l10n";
import type { Authorizer } from "../model";

const MESSAGE = phrase("The cluster's authorizer is none of basic, ranger, allowAll and readOnly, so what it grants is not known here.");

/** Knows no answer. */
export const otherAuthorizer: Authorizer = {
  decide: () => ({ outcome: "unknown", reason: "authorizer-unknown", message: t(MESSAGE) }),
};
