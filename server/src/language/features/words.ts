/**
 * The sentences that several features say: what a need is called, who may not, which phase it is checked in. Plain text throughout;
 * what is shown as Markdown is escaped by the feature.
 */
import type { Need, Phase, ResourceAction } from "../permissions/model";
import type { Verdict } from "../roles/model";
import { phrase, t } from "../text/l10n";
import type { LanguageContext } from "./context";
import { visible } from "./markdown";

/** When a need is checked, in the user's words; follows the need in a sentence. */
const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  submit: phrase("checked before the statement runs"),
  run: phrase("checked while the statement runs"),
  follow: phrase("to see the status and report of its task"),
  cancel: phrase("to stop its task"),
};

/** When a need is checked, in the reader's language. */
export function phaseWords(phase: Phase): string {
  return t(PHASE_WORDS[phase]);
}

/** `READ DATASOURCE wikipedia` */
export function needText({ action, type, name }: ResourceAction): string {
  return visible(`${action} ${type} ${name}`);
}

/** Who is denied what: `user:bob may not READ DATASOURCE wikipedia.` */
export function denialText(context: LanguageContext, need: Need): string {
  const asked = needText(need);
  if (context.principal !== undefined) return t("{0} may not {1}.", visible(context.principal), asked);
  return context.roles ? t("No role of {0} may {1}.", visible(context.roles.name), asked) : t("Nobody may {0}.", asked);
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

/** What is counted in texts, one and many of it. */
const COUNTED = {
  file: [phrase("1 file"), phrase("{0} files")],
  "group mapping": [phrase("1 group mapping"), phrase("{0} group mappings")],
  permission: [phrase("1 permission"), phrase("{0} permissions")],
  principal: [phrase("1 principal"), phrase("{0} principals")],
  statement: [phrase("1 statement"), phrase("{0} statements")],
  user: [phrase("1 user"), phrase("{0} users")],
} as const;

/** `1 file`, `2 files` in the reader's language. */
export function counted(count: number, noun: keyof typeof COUNTED): string {
  const [one, many] = COUNTED[noun];
  return count === 1 ? t(one) : t(many, count);
}

/** `1 file`, `2 files` in English, for the command line. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
