/**
 * How columns and pieces of a statement are written in hovers.
 */
import type { Columns, Names } from "../../analysis/resolution/model";
import type { TextRange } from "../../text/range";
import { code, escapeMarkdown } from "../markdown";

const LONGEST_EXCERPT = 60;

/** Words of a statement on one line, cut off where they are many. */
export function excerpt(text: string, { start, end }: TextRange): string {
  const words = text.slice(start, Math.min(end, start + 4 * LONGEST_EXCERPT)).replace(/\s+/g, " ");
  return words.length <= LONGEST_EXCERPT ? words : `${words.slice(0, LONGEST_EXCERPT).trimEnd()}…`;
}

const MOST_COLUMNS = 30;

/** A heading with the columns behind it. */
export function listed(heading: string, columns: Columns | undefined, { typeOf }: Pick<Names, "typeOf">): string {
  if (!columns || (columns.list.length === 0 && columns.more !== "none")) return `${heading}.`;
  const shown = columns.list.slice(0, MOST_COLUMNS + 1).map((column) => {
    const type = typeOf(column);
    return type === undefined ? code(column.name) : `${code(column.name)} ${escapeMarkdown(type)}`;
  });
  return `${heading}: ${shortened(columns.more === "none" ? shown : [...shown, "…"])}`;
}

/** The first of many. */
export function shortened(shown: readonly string[]): string {
  return shown.length <= MOST_COLUMNS ? shown.join(", ") : `${shown.slice(0, MOST_COLUMNS).join(", ")}, …`;
}
