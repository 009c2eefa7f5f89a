/**
 * What is said about a keyword or a phrase of keywords.
 */

import { t } from "../../text/l10n";
import { KEYWORD_NOTES } from "./keywordNotes";
import { GRANULARITIES, PERIODS } from "./periods";

/** The Markdown about the words, which stand in capitals; undefined for words that say it themselves. */
export function explainKeyword(words: string): string | undefined {
  const note = Object.hasOwn(KEYWORD_NOTES, words) ? KEYWORD_NOTES[words] : undefined;
  return note === undefined ? undefined : `**${words}**\n\n${t(note)}`;
}

/** What PARTITIONED BY does with the word, which stands in capitals. */
export function explainGranularity(word: string): string | undefined {
  const chunk = Object.hasOwn(GRANULARITIES, word === "ALL" ? "ALL TIME" : word)
    ? GRANULARITIES[word === "ALL" ? "ALL TIME" : word]
    : undefined;
  return chunk === undefined ? undefined : `**PARTITIONED BY ${word}**: ${t(chunk)}`;
}

/** How long an ISO period is, where it is one of the usual ones. */
export function explainPeriod(period: string): string | undefined {
  const [, words] = PERIODS.find(([known]) => known === period) ?? [];
  return words === undefined ? undefined : `**${period}**: ${t(words)}`;
}
