/**
 * How a window is written behind OVER. Source: `WindowSpecification` of Druid's `Parser.jj`.
 */
export const WINDOW_SYNTAX = {
  label: "OVER ([window] [PARTITION BY expressions] [ORDER BY expressions] [ROWS | RANGE frame])",
  parts: ["window", "PARTITION BY expressions", "ORDER BY expressions", "ROWS | RANGE frame"],
} as const;
