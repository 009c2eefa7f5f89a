/**
 * The least role for files, as Markdown: the list to send to the security API, what it covers, what it cannot, and how it differs from a
 * present role.
 */

import { code, codeBlock, escapeMarkdown } from "../../markdown";
import { plural } from "../../words";
import type { KeptGrant, LeastRole, RoleDifference, SuggestedGrant, Uncovered } from "../leastRole";
import { permissionText } from "../remark";
import { documentOf, listOf, needList, type ReportLinks, sentence, statementLink } from "./reportParts";

/** The report; `what` names the files in plain text. */
export function leastReport(what: string, found: LeastRole, links: ReportLinks): string {
  const { grants, uncovered, declined, difference } = found;
  return documentOf([
    `# The least role for ${escapeMarkdown(what)}`,
    grants.length === 0 ? "No permission is needed." : `${plural(grants.length, "permission")}, to submit and run the statements:`,
    grants.length === 0 ? "" : codeBlock(`[\n${grants.map(({ permission }) => `  ${JSON.stringify(permission)}`).join(",\n")}\n]`, "json"),
    grants.length === 0 ? "" : listOf(grants.map(grantLine)),
    difference ? differenceSection(difference) : "",
    declined.length === 0 ? "" : ["## Patterns not taken", listOf(declined.map(declinedLine))].join("\n\n"),
    uncovered.length === 0 ? "" : ["## Not covered", listOf(uncovered.map((each) => uncoveredLine(each, links)))].join("\n\n"),
  ]);
}

function grantLine({ permission, covers, statements }: SuggestedGrant): string {
  const { resource, action } = permission;
  return `${code(`${action} ${resource.type} ${resource.name}`)}: ${plural(statements, "statement")}${covers.length > 1 ? `, ${needList(covers)}` : ""}`;
}

function declinedLine({ permission, alsoMatches }: LeastRole["declined"][number]): string {
  const { resource, action } = permission;
  return `${code(`${action} ${resource.type} ${resource.name}`)} would match ${namesList(alsoMatches)} too`;
}

function namesList(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => code(name));
  return [...shown, ...(names.length > 8 ? [`${names.length - 8} more`] : [])].join(", ");
}

function differenceSection({ role, add, keep, remove }: RoleDifference): string {
  const part = (title: string, lines: readonly string[]): string => (lines.length === 0 ? "" : `${title}\n\n${listOf(lines)}`);
  const isSame = add.length === 0 && remove.length === 0;
  return [
    `## Compared with role ${escapeMarkdown(role.name)}`,
    isSame ? "It has what is needed and no more." : "",
    part("To add:", add.map(grantLine)),
    part(
      "To take away, since these statements do not need it:",
      remove.map(({ permission }) => code(permissionText(permission))),
    ),
    part("To keep:", keep.map(keptLine)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function keptLine({ permission, covers, width }: KeptGrant): string {
  return `${code(permissionText(permission))}: ${needList(covers)}${width === "wider" ? "; it may match more" : ""}`;
}

function uncoveredLine({ uri, statement, why, reasons }: Uncovered, links: ReportLinks): string {
  const words = why === "refused" ? "Druid refuses it" : "not wholly known";
  return `${links.file(uri)}, ${statementLink(links, uri, statement)}: ${words}. ${reasons.map(sentence).join(" ")}`;
}
