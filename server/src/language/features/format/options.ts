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

export const DEFAULT_FORMAT: FormatOptions = {
  keywordCase: "upper",
  commas: "trailing",
  lineWidth: 100,
  indentWidth: 2,
  indentWith: "spaces",
};
