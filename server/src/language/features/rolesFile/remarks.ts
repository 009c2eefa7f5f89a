/**
 * What is remarked in a roles file while it is edited: what it says needlessly by itself and, once all statements of the workspace are
 * known, what they make of it. Nothing is remarked on a file that cannot be read as a whole.
 */
import { isBroken } from "../../roles/broken";
import type { Diagnostic } from "../diagnostics";
import type { RoleRemark } from "../workspace/remark";
import { fileRemarks, roleRemarks } from "../workspace/roleRemarks";
import type { RolesView } from "./view";

/** The remarks, in the order of the file. */
export function rolesRemarks({ roles, workspace }: Pick<RolesView, "roles" | "workspace">): readonly Diagnostic[] {
  if (isBroken(roles)) return [];
  const remarks = workspace.state === "complete" ? roleRemarks(roles, workspace.use) : fileRemarks(roles);
  return remarks.map(toDiagnostic);
}

function toDiagnostic({ code, severity, message, range }: RoleRemark): Diagnostic {
  return { code, severity, message, range, related: [] };
}
