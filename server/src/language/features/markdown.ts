/**
 * Pieces of Markdown out of text that users wrote: names, messages, patterns. Nothing of theirs is ever read as markup.
 */

/** How much of a name or message is shown; a longer one is cut. */
const LONGEST = 300;

/** Plain text as Markdown: markup, links and icons in it are shown as they are, line breaks become blanks. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>&|~#$]/g, "\\$&")
    .replace(/:(?=\/\/)|@|(?<=www)\./gi, "\\$&");
}

/** Text as a code span, whatever backticks it holds. */
export function code(text: string): string {
  const shown = visible(text);
  if (shown.trim() === "") return `\`"${shown}"\``;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const blank = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return fence + blank + shown + blank + fence;
}

/** Text as a fenced block. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A Markdown link; blanks, brackets and controls in the target are percent-encoded. */
export function markdownLink(label: string, target: string): string {
  return `[${escapeMarkdown(label)}](${target.replace(/[\s()<>\\\0-\x1f]/g, percentEncode)})`;
}

/** One line without control characters, not too long: what messages and names are shown as. */
export function visible(text: string): string {
  if (text.length <= LONGEST && !/[^ -~]/.test(text)) return text;
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut
    .replace(/[\t\n\v\f\r\u2028\u2029]+/g, " ")
    .replace(/[\0-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, "\ufffd");
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
