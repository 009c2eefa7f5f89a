/**
 * The outline of a roles file: roles with their permissions, users, group mappings, the cluster.
 */

import type { GroupMapping, Role, RolesFile, UserEntry } from "../../roles/model";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { permissionText } from "../workspace/remark";

export interface RolesSymbol {
  readonly kind: "role" | "permission" | "user" | "mapping" | "setting" | "cluster";
  readonly name: string;
  readonly detail: string;
  readonly range: TextRange;
  /** The part that is shown when somebody goes there; inside of `range`. */
  readonly nameRange: TextRange;
  readonly children: readonly RolesSymbol[];
}

/** The outline, in the order of the file. */
export function rolesSymbols({ roles, users, groupMappings, cluster }: RolesFile): readonly RolesSymbol[] {
  const sections = [
    ...[...roles.values()].map(roleSymbol),
    ...[...users.values()].map((user) => holderSymbol("user", user)),
    ...groupMappings.map((mapping) => holderSymbol("mapping", mapping)),
  ];
  const settings = cluster ? [clusterSymbol(cluster)] : [];
  return [...sections, ...settings].sort((one, other) => one.range.start - other.range.start);
}

function roleSymbol({ name, range, nameRange, permissions }: Role): RolesSymbol {
  const children = permissions.map((permission): RolesSymbol => {
    const inner = permission.patternRange ?? permission.nameRange ?? permission.range;
    return { kind: "permission", name: permissionText(permission), detail: "", range: permission.range, nameRange: inner, children: [] };
  });
  return { kind: "role", name: shown(name), detail: t("role"), range: around(range, nameRange), nameRange, children };
}

function holderSymbol(kind: "user" | "mapping", { name, range, nameRange, roles }: UserEntry | GroupMapping): RolesSymbol {
  const detail = roles.length === 0 ? t("no roles") : [...new Set(roles.map((role) => role.name))].join(", ");
  return { kind, name: shown(name), detail, range: around(range, nameRange), nameRange, children: [] };
}

function clusterSymbol({ range, settings }: NonNullable<RolesFile["cluster"]>): RolesSymbol {
  const children = settings.map(({ key, keyRange, valueRange, value }): RolesSymbol => {
    const whole = { start: keyRange.start, end: valueRange.end };
    return { kind: "setting", name: shown(key), detail: JSON.stringify(value) ?? "", range: whole, nameRange: keyRange, children: [] };
  });
  return { kind: "cluster", name: "cluster", detail: "", range, nameRange: { start: range.start, end: range.start }, children };
}

/** A name that editors take: they refuse an empty one. */
function shown(name: string): string {
  return name.trim() === "" ? JSON.stringify(name) : name;
}

function around(range: TextRange, inner: TextRange): TextRange {
  return { start: Math.min(range.start, inner.start), end: Math.max(range.end, inner.end) };
}
