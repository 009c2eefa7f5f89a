/**
 * The least role for files, as Markdown: the list to send to the security API, what it covers, what it cannot, and how it differs from a
 * present role.
 */

import { t } from "../../../text/l10n";
import { code, codeBlock, escapeMarkdown } from "../../markdown";
import { counted } from "../../words";
import type { KeptGrant, LeastRole, RoleDifference, SuggestedGrant, Uncovered } from "../leastRole";
import { permissionText } from "../remark";
import { documentOf, listOf, needList, type ReportLinks, sentence, statementLink } from "./reportParts";

/** The report; `what` names the files in plain text. */
export function leastReport(what: string, found: LeastRole, links: ReportLinks): string {
  const { grants, uncovered, declined, difference } = found;
  return documentOf([
    t("# The least role for {0}", escapeMarkdown(what)),
    grants.length === 0 ? t("No permission is needed.") : t("{0}, to submit and run the statements:", counted(grants.length, "permission")),
    grants.length === 0 ? "" : codeBlock(`[\n${grants.map(({ permission }) => `  ${JSON.stringify(permission)}`).join(",\n")}\n]`, "json"),
    grants.length === 0 ? "" : listOf(grants.map(grantLine)),
    difference ? differenceSection(difference) : "",
    declined.length === 0 ? "" : [t("## Patterns not taken"), listOf(declined.map(declinedLine))].join("\n\n"),
    uncovered.length === 0 ? "" : [t("## Not covered"), listOf(uncovered.map((each) => uncoveredLine(each, links)))].join("\n\n"),
  ]);
}

function grantLine({ permission, covers, statements }: SuggestedGrant): string {
  const { resource, action } = permission;
  return `${code(`${action} ${resource.type} ${resource.name}`)}: ${counted(statements, "statement")}${covers.length > 1 ? `, ${needList(covers)}` : ""}`;
}

function declinedLine({ permission, alsoMatches }: LeastRole["declined"][number]): string {
  const { resource, action } = permission;
  return t("{0} would match {1} too", code(`${action} ${resource.type} ${resource.name}`), namesList(alsoMatches));
}

function namesList(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => code(name));
  return [...shown, ...(names.length > 8 ? [t("{0} more", names.length - 8)] : [])].join(", ");
}

function differenceSection({ role, add, keep, remove }: RoleDifference): string {
  const part = (title: string, lines: readonly string[]): string => (lines.length === 0 ? "" : `${title}\n\n${listOf(lines)}`);
  const isSame = add.length === 0 && remove.length === 0;
  return [
    t("## Compared with role {0}", escapeMarkdown(role.name)),
    isSame ? t("It has what is needed and no more.") : "",
    part(t("To add:"), add.map(grantLine)),
    part(
      t("To take away, since these statements do not need it:"),
      remove.map(({ permission }) => code(permissionText(permission))),
    ),
    part(t("To keep:"), keep.map(keptLine)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function keptLine({ permission, covers, width }: KeptGrant): string {
  const kept = `${code(permissionText(permission))}: ${needList(covers)}`;
  return width === "wider" ? t("{0}; it may match more", kept) : kept;
}

function uncoveredLine({ uri, statement, why, reasons }: Uncovered, links: ReportLinks): string {
  const words = why === "refused" ? t("Druid refuses it") : t("not wholly known");
  return `${links.file(uri)}, ${statementLink(links, uri, statement)}: ${words}. ${reasons.map(sentence).join(" ")}`;
}
