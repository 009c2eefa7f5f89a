/**
 * What is said about a keyword or a phrase of keywords.
 */

import { t } from "../../text/l10n";
import { KEYWORD_NOTES } from "./keywordNotes";
import { GRANULARITIES } from "./periods";

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
