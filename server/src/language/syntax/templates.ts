/**
 * Templates of dbt, Jinja and shells in documents: `{{ … }}`, `{% … %}`, `{# … #}`, `${ … }`; which of them stand for text.
 */

/** How far a template reaches at most when its end is not a pair of marks, in UTF-16 code units. */
export const TEMPLATE_SCAN_LIMIT = 4096;

/** The closing marks, by the character behind the opening brace. */
export const TEMPLATE_CLOSERS: ReadonlyMap<number, string> = new Map([
  [123, "}}"],
  [37, "%}"],
  [35, "#}"],
]);

/** What stands before the quote of an argument in a template call. */
export function isInsideTemplateCall(code: number): boolean {
  return code === 40 || code === 44 || code === 91 || code === 61 || code === 32;
}

/** Whether the template at `start` is a tag that steers what text there will be: `{% … %}`. */
export function isTag(text: string, start: number): boolean {
  return text.charCodeAt(start + 1) === 37;
}

/** dbt's settings of a model, `{{ config(…) }}` and nothing beside it; `{% set x = 1 %}` and `{% do … %}`. */
const SILENT = /^(?:\{\{-?\s*config\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*-?\}\}|\{%[-+]?\s*(?:set\s[^=%]*=|do\s)[^%]*%\})/;

/** Whether the template at `start` becomes nothing: a comment, `{# … #}`, or what only sets something. */
export function isSilentTemplate(text: string, start: number): boolean {
  if (text.charCodeAt(start + 1) === 35) return true;
  const head = text.slice(start, start + 12);
  return /^\{[{%][-+]?\s*(?:config|set|do)\b/.test(head) && SILENT.test(text.slice(start, start + TEMPLATE_SCAN_LIMIT));
}
