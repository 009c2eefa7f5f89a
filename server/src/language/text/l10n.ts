/**
 * Texts for people, in their language. The English text is its own key, with `{0}`, `{1}` … where values stand, as in VS Code's bundles,
 * so that one set of tools serves the client and the language service. VS Code's library for this reads files, which nothing in here may.
 *
 * A process speaks one language: its edge calls `useTexts` once, before the first question. Without it everything is English, as on the
 * command line, whose words scripts compare. Ask `t` when a text is shown and never while a module loads, when the language is not known:
 * a table holds its texts as `phrase("…")`, and the place that shows one asks `t` for it. What Druid itself says is `druidSays("…")` and
 * stays as it is, so that it can be found in Druid's log and on the web. `scripts/generateL10n.mjs` looks for words outside of these.
 */

/** Translations by English text; what is missing stays English. */
export type Texts = Readonly<Record<string, string>>;

let translations: Texts = {};

/** The texts of the reader's language, for the whole process; `{}` is English. */
export function useTexts(texts: Texts): void {
  translations = texts;
}

/** The text in the reader's language, with the values in their places; a value that holds `{0}` stays as it is. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const shown = Object.hasOwn(translations, text) ? (translations[text] as string) : text;
  if (values.length === 0) return shown;
  return shown.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}

/** Sentences one behind the other; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** A text of a table or a constant, in English: `t(…)` of it is shown. Marks it for the bundles. */
export function phrase(text: string): string {
  return text;
}

/** Words of Druid, of its parser or of a library of it, which no language changes. */
export function druidSays(text: string): string {
  return text;
}
