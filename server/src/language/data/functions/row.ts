/**
 * How the tables of functions are written: one row for each function, short, because all of them are shipped.
 *
 * A signature reads `NAME(value, pattern!, [length], [rest...])`: `[ ]` may be left out, `...` may be repeated, `!` must be a literal. Where
 * words stand between the operands (`EXTRACT(unit FROM time)`), the row has `forms`, which are shown as they stand, and the signature only
 * names the operands that the syntax tree has.
 */

/** Signature, return type where it does not depend on the operands, what it does, and what else is to be said. */
export type FunctionRow = readonly [signature: string, returns: string, documentation: string, more?: FunctionMore];

export interface FunctionMore {
  readonly kind?: "scalar" | "aggregate" | "window" | "table" | "syntax";
  /** How it is written, where that is not name, parenthesis and commas. */
  readonly forms?: readonly string[];
  /** The first release that has it; absent where Druid 26 or 27 did already. */
  readonly since?: number;
  /** The newest release whose operator table was looked at and lacks it. */
  readonly lackedBy?: number;
  readonly extension?: string;
  readonly engines?: readonly string[];
  /** The page of Druid's documentation, where it is not that of the category; an empty text for none. */
  readonly page?: string;
  readonly aliasOf?: string;
  /** The parser has a rule of its own for what stands in the parentheses, so that their number says nothing. */
  readonly ownSyntax?: true;
  /** Druid's own, made by its planner: not to be offered. */
  readonly internal?: true;
  /** Words for its unit operand. */
  readonly units?: readonly string[];
}

export interface FunctionTable {
  readonly category: string;
  readonly kind: "scalar" | "aggregate" | "window" | "table" | "syntax";
  /** Below `docs/` of Druid's documentation, without ending. */
  readonly page: string;
  readonly rows: readonly FunctionRow[];
}

/** The units that stand unquoted in FLOOR, CEIL, TIMESTAMPADD and TIMESTAMPDIFF. */
export const TIME_UNITS = ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"] as const;
