/**
 * What is remarked in a roles file while it is edited: what it says needlessly by itself and, once all statements of the workspace are
 * known, what they make of it. Nothing is remarked on a file that cannot be read as a whole. Remembered with the file: a large one is
 * compared with itself for long, and marks and fixes ask for the same.
 */
import { isBroken } from "../../roles/broken";
import type { RolesFile } from "../../roles/model";
import type { Diagnostic } from "../diagnostics";
import type { WorkspaceUse } from "../workspace/grantUse";
import type { RoleRemark } from "../workspace/remark";
import { fileRemarks, roleRemarks } from "../workspace/roleRemarks";
import type { RolesView } from "./view";

interface Remembered {
  readonly use: WorkspaceUse | undefined;
  readonly remarks: readonly Diagnostic[];
}

const remembered = new WeakMap<RolesFile, Remembered>();

/** The remarks, in the order of the file; the same list for the same file and workspace. */
export function rolesRemarks({ roles, workspace }: Pick<RolesView, "roles" | "workspace">): readonly Diagnostic[] {
  const use = workspace.state === "complete" ? workspace.use : undefined;
  const known = remembered.get(roles);
  if (known && known.use === use) return known.remarks;
  const remarks = isBroken(roles) ? [] : (use ? roleRemarks(roles, use) : fileRemarks(roles)).map(toDiagnostic);
  remembered.set(roles, { use, remarks });
  return remarks;
}

function toDiagnostic({ code, severity, message, range }: RoleRemark): Diagnostic {
  return { code, severity, message, range, related: [] };
}
