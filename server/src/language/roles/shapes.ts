/**
 * Tells the answers of Druid's security API apart: a role, user or group mapping, a list of them, a map of them, a bare list of permissions.
 */

import type { Node } from "jsonc-parser";
import { t } from "../text/l10n";
import { elementsOf, propertiesOf } from "./jsonRead";
import { isVerbose, type Reading, tell } from "./permissionJson";
import { type Draft, readGroupMapping, readRole, readUser } from "./sections";
import { tellUnknownKey } from "./unknownKey";

/** Reads an answer; `fallback` names a role that is given by its permissions alone. */
export function readApiAnswer(reading: Reading, root: Node, draft: Draft, fallback: string): void {
  if (root.type === "array") readList(reading, root, draft, fallback);
  else if (kindOf(root) === "unknown") readMap(reading, root, draft);
  else readObject(reading, root, draft);
}

type Kind = "role" | "user" | "mapping" | "permission" | "name" | "unknown";

/** `{name, roles}` is a user, although `?full` of a group mapping looks the same: Druid leaves out its pattern there. */
function kindOf(node: Node): Kind {
  if (node.type === "string") return "name";
  if (node.type !== "object") return "unknown";
  if (isVerbose(node)) return "permission";
  const keys = new Set(propertiesOf(node).map(({ key }) => key));
  if (keys.has("permissions")) return "role";
  if (keys.has("groupPattern")) return "mapping";
  if (keys.has("resource")) return "permission";
  if (keys.has("roles") && keys.has("name")) return "user";
  return keys.has("name") && isText(node, "name") ? "role" : "unknown";
}

function isText(node: Node, key: string): boolean {
  return propertiesOf(node).some((property) => property.key === key && property.value.type === "string");
}

function readObject(reading: Reading, node: Node, draft: Draft): void {
  const kind = kindOf(node);
  if (kind === "role") readRole(reading, node, draft, undefined);
  else if (kind === "user") readUser(reading, node, draft, undefined);
  else if (kind === "mapping") readGroupMapping(reading, node, draft, undefined);
  else if (kind === "permission")
    tell(reading, "roles-shape", "error", node, t("One permission alone belongs to no role; put it in a list under a role."));
  else tell(reading, "roles-shape", "error", node, t("This is no role, user or group mapping."));
}

function readList(reading: Reading, list: Node, draft: Draft, fallback: string): void {
  const elements = elementsOf(list);
  if (elements.some((element) => kindOf(element) === "permission")) {
    readRole(reading, list, draft, { name: fallback, range: { start: list.offset, end: list.offset + 1 } });
  } else if (elements.some((element) => kindOf(element) === "name")) {
    tell(reading, "roles-shape", "warning", list, t("This is only a list of names; the permissions are needed: one role object for each."));
  } else {
    for (const element of elements) readObject(reading, element, draft);
  }
}

/** A map of names to permissions, role names, or objects. */
function readMap(reading: Reading, root: Node, draft: Draft): void {
  for (const { key, keyRange, value } of propertiesOf(root)) {
    const named = { name: key, range: keyRange };
    const [first] = elementsOf(value);
    if (value.type === "array") {
      if (first !== undefined && kindOf(first) === "name") readUser(reading, value, draft, named);
      else readRole(reading, value, draft, named);
    } else if (value.type === "object" && propertiesOf(value).some((property) => property.key === "groupPattern")) {
      readGroupMapping(reading, value, draft, named);
    } else if (value.type === "object" && propertiesOf(value).some((property) => property.key === "roles")) {
      readUser(reading, value, draft, named);
    } else if (value.type === "object" && propertiesOf(value).some((property) => property.key === "permissions")) {
      readRole(reading, value, draft, named);
    } else {
      tellUnknownKey(reading, key, keyRange, t('"{0}" is neither a section of a roles file nor a role with its permissions.', key));
    }
  }
}
