/**
 * What breaks when something is taken from the roles, as Markdown.
 */

import { escapeMarkdown } from "../../markdown";
import { plural } from "../../words";
import type { ChangedNeed, Consequence, WhatBreaks } from "../whatBreaks";
import { documentOf, listOf, needList, type ReportLinks, statementLink, subjectText, VERDICT_WORDS } from "./reportParts";

/** The report; `change` says in plain text what would be taken away. */
export function breaksReport(change: string, found: WhatBreaks, links: ReportLinks): string {
  const title = `# What breaks: ${escapeMarkdown(change)}`;
  if (found.kind === "error") return documentOf([title, `${escapeMarkdown(found.message)}.`]);
  const { lost, unfollowed, gained, statements, subjects } = found;
  const people = subjects.reduce((sum, { principals }) => sum + principals.length, 0);
  const nothing = lost.length + unfollowed.length + gained.length === 0;
  return documentOf([
    title,
    `Compared: ${plural(statements, "statement")} for ${plural(people, "principal")}. The roles file is not changed.`,
    nothing ? "**Nothing breaks**: every verdict stays as it is." : "",
    section("No longer runs", lost, links),
    section("Still runs, but its task can no longer be followed or stopped", unfollowed, links),
    section("Runs only then", gained, links),
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
  const verdicts = before === after ? "" : `${VERDICT_WORDS[before]}, then ${VERDICT_WORDS[after]}; `;
  return `${links.file(uri)}, ${statementLink(links, uri, statement)}: ${verdicts}${needList(needs.map(needOf))}`;
}

function needOf({ need }: ChangedNeed): ChangedNeed["need"] {
  return need;
}
