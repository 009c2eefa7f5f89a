/**
 * What breaks when something is taken from the roles, as Markdown.
 */

import { t } from "../../../text/l10n";
import { escapeMarkdown } from "../../markdown";
import { counted } from "../../words";
import type { ChangedNeed, Consequence, WhatBreaks } from "../whatBreaks";
import { documentOf, listOf, needList, type ReportLinks, statementLink, subjectText, verdictWords } from "./reportParts";

/** The report; `change` says in plain text what would be taken away. */
export function breaksReport(change: string, found: WhatBreaks, links: ReportLinks): string {
  const title = t("# What breaks: {0}", escapeMarkdown(change));
  if (found.kind === "error") return documentOf([title, `${escapeMarkdown(found.message)}.`]);
  const { lost, unfollowed, gained, statements, subjects } = found;
  const people = subjects.reduce((sum, { principals }) => sum + principals.length, 0);
  const nothing = lost.length + unfollowed.length + gained.length === 0;
  return documentOf([
    title,
    t("Compared: {0} for {1}. The roles file is not changed.", counted(statements, "statement"), counted(people, "principal")),
    nothing ? t("**Nothing breaks**: every verdict stays as it is.") : "",
    section(t("No longer runs"), lost, links),
    section(t("Still runs, but its task can no longer be followed or stopped"), unfollowed, links),
    section(t("Runs only then"), gained, links),
  ]);
}

function section(title: string, consequences: readonly Consequence[], links: ReportLinks): string {
  if (consequences.length === 0) return "";
  const bySubject = new Map<string, Consequence[]>();
  for (const each of consequences) {
    const name = subjectText(each.subject);
    bySubject.set(name, [...(bySubject.get(name) ?? []), each]);
  }
  const parts = [...bySubject].map(([name, ofOne]) => `### ${escapeMarkdown(name)}\n\n${listOf(ofOne.map((each) => line(each, links)))}`);
  return [`## ${title}`, ...parts].join("\n\n");
}

function line({ uri, statement, before, after, needs }: Consequence, links: ReportLinks): string {
  const verdicts = before === after ? "" : `${t("{0}, then {1}", verdictWords(before), verdictWords(after))}; `;
  return `${links.file(uri)}, ${statementLink(links, uri, statement)}: ${verdicts}${needList(needs.map(needOf))}`;
}

function needOf({ need }: ChangedNeed): ChangedNeed["need"] {
  return need;
}
