/**
 * What can be chosen about the form of SQL texts. Few options, each of which people do disagree about.
 */

export const KEYWORD_CASES = ["upper", "lower", "keep"] as const;
export const COMMA_STYLES = ["trailing", "leading"] as const;

export type KeywordCase = (typeof KEYWORD_CASES)[number];
export type CommaStyle = (typeof COMMA_STYLES)[number];

/** The narrowest and widest lines that can be asked for, in characters. */
export const LINE_WIDTH_LIMITS = { least: 40, most: 400 } as const;
/** The fewest and most blanks of one level of indentation. */
export const INDENT_LIMITS = { least: 1, most: 16 } as const;

export interface FormatOptions {
  readonly keywordCase: KeywordCase;
  readonly commas: CommaStyle;
  /** The column that lines should not go beyond, in UTF-16 code units. */
  readonly lineWidth: number;
  /** Columns of one level of indentation. */
  readonly indentWidth: number;
  readonly indentWith: "spaces" | "tabs";
}

/** Columns that a tab counts for, so that lines end at the same places in every editor. */
const TAB_WIDTH = 4;

/** What somebody chose: of a configuration file, of settings, of a command line. What is absent is not said. */
export interface FormatChoices {
  readonly keywordCase?: KeywordCase;
  readonly commas?: CommaStyle;
  readonly lineWidth?: number;
  /** Blanks of one level, or a tab. */
  readonly indent?: number | "tab";
}

export const DEFAULT_FORMAT: FormatOptions = {
  keywordCase: "upper",
  commas: "trailing",
  lineWidth: 100,
  indentWidth: 2,
  indentWith: "spaces",
};

/** The options that choices make; an earlier one counts before a later one, the defaults come last. */
export function formatOptions(...choices: readonly (FormatChoices | undefined)[]): FormatOptions {
  const chosen: FormatChoices = Object.assign({}, ...[...choices].reverse());
  const { keywordCase, commas, lineWidth, indent } = chosen;
  return {
    keywordCase: keywordCase ?? DEFAULT_FORMAT.keywordCase,
    commas: commas ?? DEFAULT_FORMAT.commas,
    lineWidth: lineWidth ?? DEFAULT_FORMAT.lineWidth,
    indentWidth: typeof indent === "number" ? indent : indent === "tab" ? TAB_WIDTH : DEFAULT_FORMAT.indentWidth,
    indentWith: indent === "tab" ? "tabs" : "spaces",
  };
}

/** Whether a number can be a line width. */
export function isLineWidth(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= LINE_WIDTH_LIMITS.least && Number(value) <= LINE_WIDTH_LIMITS.most;
}

/** Whether a value can be an indentation. */
export function isIndent(value: unknown): value is number | "tab" {
  return value === "tab" || (Number.isInteger(value) && Number(value) >= INDENT_LIMITS.least && Number(value) <= INDENT_LIMITS.most);
}
