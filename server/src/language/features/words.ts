/**
 * The sentences that several features say: what a need is called, who may not, which phase it is checked in. Plain text throughout;
 * what is shown as Markdown is escaped by the feature.
 */
import type { Need, Phase, ResourceAction } from "../permissions/model";
import type { Verdict } from "../roles/model";
import type { LanguageContext } from "./context";
import { visible } from "./markdown";

/** When a need is checked, in the user's words; follows the need in a sentence. */
export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  submit: "checked before the statement runs",
  run: "checked while the statement runs",
  follow: "to see the status and report of its task",
  cancel: "to stop its task",
};

/** `READ DATASOURCE wikipedia` */
export function needText({ action, type, name }: ResourceAction): string {
  return visible(`${action} ${type} ${name}`);
}

/** Who is denied what: `user:bob may not READ DATASOURCE wikipedia.` */
export function denialText(context: LanguageContext, need: Need): string {
  return `${deniedWho(context)} may ${context.principal === undefined ? "" : "not "}${needText(need)}.`;
}

/** A verdict's own words, in one sentence: the nearest miss, or why nothing can be said. Empty when allowed, or when there is no more to say. */
export function verdictText(verdict: Verdict): string {
  if (verdict.outcome === "denied") return visible(verdict.nearMisses[0]?.message ?? "");
  return verdict.outcome === "unknown" ? visible(verdict.message) : "";
}

/** Whether a verdict is only open because nobody said who is asked about. */
export function waitsForPrincipal(verdict: Verdict | undefined): boolean {
  return verdict?.outcome === "unknown" && verdict.reason === "no-principal";
}

function deniedWho(context: LanguageContext): string {
  if (context.principal !== undefined) return visible(context.principal);
  return context.roles ? `No role of ${visible(context.roles.name)}` : "Nobody";
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
