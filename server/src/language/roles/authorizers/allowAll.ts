/**
 * `allowAll`: everybody may do everything, whatever the roles file says. Source: `AllowAllAuthorizer`.
 */
import type { Authorizer } from "../model";

/** Allows every question. */
export const allowAll: Authorizer = {
  decide: () => ({ outcome: "allowed", by: { role: "allowAll" } }),
};
