/**
 * Grants of a roles file that the workspace does not use, or that are wider than its statements need, as Markdown.
 */

import { phrase, t } from "../../../text/l10n";
import type { LineIndex } from "../../../text/lineIndex";
import { placeAt } from "../../../text/lineIndex";
import { fileName } from "../../context";
import { escapeMarkdown } from "../../markdown";
import { counted } from "../../words";
import type { RoleRemark, RoleRemarkCode } from "../remark";
import { documentOf, listOf, type ReportLinks, sentence } from "./reportParts";

/** The roles file that is reported on. */
export interface ReportedRoles {
  readonly uri: string;
  readonly lines: LineIndex;
}

const TITLES: Readonly<Record<RoleRemarkCode, string>> = {
  "roles-grant-unused": phrase("Grants that no statement uses"),
  "roles-grant-wide": phrase("Grants wider than the statements need"),
  "roles-grant-duplicate": phrase("Grants that another one makes superfluous"),
  "roles-grant-shadowed": phrase("Grants that another one covers, as far as the workspace tells"),
  "roles-pattern-unmatched": phrase("Patterns that match nothing"),
  "roles-dot-unescaped": phrase("Dots that let other names in"),
  "roles-write-everything": phrase("WRITE on everything"),
  "roles-write-unfollowed": phrase("Loads that cannot be followed"),
  "roles-role-unheld": phrase("Roles that nobody has"),
  "roles-user-differs": phrase("Users with other roles elsewhere"),
  "roles-user-without-roles": phrase("Users without roles"),
};

/** The report, over the statements of `files` files. */
export function unusedReport(remarks: readonly RoleRemark[], roles: ReportedRoles, files: number, links: ReportLinks): string {
  const codes = Object.keys(TITLES) as readonly RoleRemarkCode[];
  const others = [...new Set(remarks.map(({ code }) => code))].filter((code) => !codes.includes(code));
  return documentOf([
    t("# Unused and wide grants of {0}", escapeMarkdown(fileName(roles.uri))),
    t("Compared with the statements of {0} of the workspace. What is run from elsewhere is not seen here.", counted(files, "file")),
    remarks.length === 0 ? t("Every grant is used, and none is wider than needed.") : "",
    ...[...codes, ...others].map((code) =>
      section(
        t(TITLES[code] ?? code),
        remarks.filter((remark) => remark.code === code),
        roles,
        links,
      ),
    ),
  ]);
}

function section(title: string, remarks: readonly RoleRemark[], { uri, lines }: ReportedRoles, links: ReportLinks): string {
  if (remarks.length === 0) return "";
  const all = remarks.map(({ range, message }) => {
    const { line, character } = placeAt(lines, range.start);
    return `${links.line(t("line {0}", line + 1), uri, line, character)}: ${sentence(message)}`;
  });
  return [`## ${title}`, listOf(all)].join("\n\n");
}
