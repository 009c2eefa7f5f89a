/**
 * What the workspace reports share: how places are linked, whom a report is about, and their words. Reports are Markdown with real headings,
 * lists and tables, so that a screen reader and the keyboard find their way; every mark has its word beside it.
 */

import type { ResourceAction } from "../../../permissions/model";
import { formatPrincipal } from "../../../roles/principal";
import { phrase, t } from "../../../text/l10n";
import type { StatementVerdict } from "../../judge";
import { code, escapeMarkdown } from "../../markdown";
import { needText } from "../../words";
import type { Subject } from "../subjects";
import type { SurveyedStatement } from "../survey";

/** How a report names and links what lies in other files. */
export interface ReportLinks {
  /** A link to a file, with its name relative to the workspace. */
  readonly file: (uri: string) => string;
  /** A link to a line of a file; the label is plain text. */
  readonly line: (label: string, uri: string, line: number, character: number) => string;
}

/** How many lines a list has before the rest is counted only. */
export const MOST_LINES = 200;

/** `✓ allowed`; marks alone would say nothing to who hears them. */
const VERDICT_WORDS: Readonly<Record<StatementVerdict, string>> = {
  allowed: phrase("✓ allowed"),
  denied: phrase("✗ denied"),
  unknown: phrase("? not known"),
  refused: phrase("! refused"),
};

/** `✓ allowed`, in the reader's language. */
export function verdictWords(verdict: StatementVerdict): string {
  return t(VERDICT_WORDS[verdict]);
}

/** `user:alice, user:bob (analyst, loader)` */
export function subjectText({ principals, roles }: Subject): string {
  const names = principals.map((principal) => formatPrincipal(principal));
  const shown = names.length > 5 ? [...names.slice(0, 5), t("{0} more", names.length - 5)] : names;
  const isRole = principals.every(({ kind }) => kind === "roles");
  return isRole ? shown.join(", ") : `${shown.join(", ")} (${roles.length === 0 ? t("no roles") : roles.join(", ")})`;
}

/** `line 7: INSERT INTO rides …`, linked. */
export function statementLink(links: ReportLinks, uri: string, { from, title }: SurveyedStatement): string {
  return `${links.line(t("line {0}", from.line + 1), uri, from.line, from.character)} ${code(title)}`;
}

/** Needs as code, cut where there are many. */
export function needList(needs: readonly ResourceAction[], most = 8): string {
  const shown = needs.slice(0, most).map((need) => code(needText(need)));
  return [...shown, ...(needs.length > most ? [t("{0} more", needs.length - most)] : [])].join(", ");
}

/** A list, cut where it gets too long. */
export function listOf(lines: readonly string[]): string {
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
  return [...shown, ...(lines.length > MOST_LINES ? [`- ${t("and {0} more", lines.length - MOST_LINES)}`] : [])].join("\n");
}

/** Parts of a document with an empty line between them; empty ones are left out. */
export function documentOf(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** The cell of a table: a bar in it would begin another one. */
export function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|");
}

/** A sentence of plain text as Markdown. */
export function sentence(text: string): string {
  return escapeMarkdown(text);
}
