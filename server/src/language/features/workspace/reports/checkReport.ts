/**
 * The verdicts of all files of a workspace, as Markdown: how many statements may run, file by file, and what is missing altogether.
 */

import { t } from "../../../text/l10n";
import { decides } from "../../judge";
import { codeBlock, escapeMarkdown } from "../../markdown";
import { type MissingGrant, type Report, summaryOf, type VerdictCounts } from "../../report";
import { counted } from "../../words";
import { cell, documentOf, type ReportLinks } from "./reportParts";

/** What is kept of a file's report. */
export interface CheckedFile {
  readonly uri: string;
  readonly principal?: string;
  readonly counts: VerdictCounts;
  readonly missing: readonly MissingGrant[];
}

/** A file that was not checked, and why, in one sentence of plain text. */
export interface LeftFile {
  readonly uri: string;
  readonly why: string;
}

export interface CheckedWorkspace {
  readonly files: readonly CheckedFile[];
  readonly left: readonly LeftFile[];
  /** `cancelled`: the user ended it before all files were seen. */
  readonly state: "complete" | "cancelled";
  /** Why there may be more files than were looked for. */
  readonly note?: string;
}

/** The most files that are listed; the summary counts all. */
const MOST_FILES = 1000;
const MOST_GRANTS = 200;

/** What is kept of a report until the whole workspace is told. */
export function checkedFile(uri: string, { principal, counts, missing }: Report): CheckedFile {
  return { uri, ...(principal !== undefined && { principal }), counts, missing };
}

/** The sums over all files: `12 allowed, 1 denied`. */
export function checkSummary({ files }: CheckedWorkspace): string {
  return summaryOf(sum(files.map(({ counts }) => counts)));
}

/** The report. */
export function checkReport(checked: CheckedWorkspace, links: ReportLinks): string {
  const { files, left, state, note } = checked;
  const withWords = files.filter(({ counts }) => total(counts) > 0);
  const who = [...new Set(withWords.flatMap(({ principal }) => principal ?? []))];
  return documentOf([
    t("# Permissions of the workspace"),
    t("**{0}** in {1}", checkSummary(checked), counted(withWords.length, "file")),
    state === "cancelled" ? t("It was cancelled: the files behind these were not looked at.") : "",
    note === undefined ? "" : escapeMarkdown(note),
    who.length === 0
      ? t("Nobody is chosen, so a need is denied only where no role grants it.")
      : t("Who: {0}", who.map((each) => `\`${each}\``).join(", ")),
    missingSection(withWords),
    withWords.length === 0 ? t("No statement was found.") : [t("## Files"), table(worstFirst(withWords), links)].join("\n\n"),
    left.length === 0
      ? ""
      : [t("## Not checked"), left.map(({ uri, why }) => `- ${links.file(uri)}: ${escapeMarkdown(why)}`).join("\n")].join("\n\n"),
  ]);
}

function table(files: readonly CheckedFile[], links: ReportLinks): string {
  const head = `${t("| file | allowed | denied | not known | refused | not judged |")}\n|---|---|---|---|---|---|`;
  const rows = files.slice(0, MOST_FILES).map(({ uri, counts: { allowed, denied, unknown, refused, unjudged } }) => {
    return `| ${[links.file(uri), ...[allowed, denied, unknown, refused, unjudged].map((count) => (count === 0 ? "" : String(count)))].map(cell).join(" | ")} |`;
  });
  const more = files.length > MOST_FILES ? `\n\n${t("{0} more files are not listed.", files.length - MOST_FILES)}` : "";
  return [head, ...rows].join("\n") + more;
}

/** Files with something denied come first, then those with something open; else they stay in order. */
function worstFirst(files: readonly CheckedFile[]): readonly CheckedFile[] {
  const rank = ({ counts }: CheckedFile): number => (counts.denied > 0 ? 0 : counts.unknown + counts.refused > 0 ? 1 : 2);
  return [...files].sort((one, other) => rank(one) - rank(other));
}

function missingSection(files: readonly CheckedFile[]): string {
  const grants = new Map<string, { readonly grant: MissingGrant; files: number }>();
  for (const { missing } of files) {
    for (const grant of missing.filter(decides)) {
      const key = JSON.stringify(grant.permission);
      const known = grants.get(key);
      if (known) known.files++;
      else grants.set(key, { grant, files: 1 });
    }
  }
  if (grants.size === 0) return "";
  const most = [...grants.values()].sort((one, other) => other.files - one.files).slice(0, MOST_GRANTS);
  const lines = most.map(({ grant: { permission }, files: count }, index) => {
    return `  ${JSON.stringify(permission)}${index < most.length - 1 ? "," : ""} // ${counted(count, "file")}`;
  });
  const more = grants.size > most.length ? `\n\n${t("and {0} more.", grants.size - most.length)}` : "";
  return `${t("## Missing")}\n\n${t("What would make the denied statements run, as entries of a role:")}\n\n${codeBlock(`[\n${lines.join("\n")}\n]`, "jsonc")}${more}`;
}

function sum(all: readonly VerdictCounts[]): VerdictCounts {
  const counts = { allowed: 0, denied: 0, unknown: 0, refused: 0, unjudged: 0 };
  for (const each of all) for (const key of Object.keys(counts) as readonly (keyof VerdictCounts)[]) counts[key] += each[key];
  return counts;
}

function total(counts: VerdictCounts): number {
  return Object.values(counts).reduce((one, other) => one + other, 0);
}
