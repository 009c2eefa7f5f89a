/**
 * `readOnly` (Druid 37 and newer): every READ is allowed and every WRITE denied, whatever the name and the user.
 * Source: `ReadOnlyAuthorizer`, measured on Druid 38.
 */
import { t } from "../../text/l10n";
import type { Authorizer } from "../model";

/** Allows reading to everybody, and writing to nobody. */
export const readOnly: Authorizer = {
  decide({ action }) {
    if (action === "READ") return { outcome: "allowed", by: { role: "readOnly" } };
    const message = t("The readOnly authorizer denies every WRITE, whatever the roles say.");
    return { outcome: "denied", nearMisses: [{ kind: "authorizer", message }] };
  },
};
