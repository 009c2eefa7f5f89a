/**
 * The summary of a job of GitHub Actions: a table in Markdown.
 */
import { escapeMarkdown } from "../language/index";
import type { RangeJson } from "./contract";

/** One finding of the table. */
export interface StepFinding {
  readonly kind: string;
  /** From the root of the repository on. */
  readonly place?: string | undefined;
  readonly range?: RangeJson;
  readonly message: string;
  readonly code: string;
}

export interface StepSummary {
  readonly principals: string;
  readonly sentences: readonly string[];
  readonly rows: readonly string[];
  readonly leftOut: number;
}

/** A row of the table. */
export function stepRow({ kind, place, range, message, code }: StepFinding): string {
  const where = place === undefined ? "" : place + (range ? `:${range.start.line + 1}` : "");
  return `| ${kind} | ${cell(where)} | ${cell(message)} | ${cell(code)} |`;
}

/** The table with what stands around it. */
export function renderStepSummary({ principals, sentences, rows, leftOut }: StepSummary): string {
  const title = principals === "" ? "Druid SQL" : `Druid SQL as ${cell(principals)}`;
  const table = rows.length === 0 ? [] : ["", "| | where | what | code |", "|---|---|---|---|", ...rows];
  const rest = leftOut > 0 ? ["", `${leftOut} more are left out here.`] : [];
  return `## ${title}\n\n${sentences.map(escapeMarkdown).join(" ")}\n${[...table, ...rest].join("\n")}\n`;
}

function cell(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, " ")).replace(/(?<!\\)\|/g, "\\|");
}
