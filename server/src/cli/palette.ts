/**
 * Colours for a terminal, and whether to use them. A colour never carries meaning alone: every mark has its word.
 */
import type { TextSink } from "./host";

/** Wraps a text in a colour, or leaves it as it is. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export type ColorChoice = "auto" | "never";

/** The palette for a sink: `--no-color` wins, then `FORCE_COLOR`, then `NO_COLOR`, then whether it is a terminal. */
export function choosePalette(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  sink: Pick<TextSink, "isTerminal">,
): Palette {
  return usesColor(choice, environment, sink) ? COLORED : PLAIN;
}

function usesColor(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  sink: Pick<TextSink, "isTerminal">,
): boolean {
  if (choice === "never") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if (environment["NO_COLOR"]) return false;
  return sink.isTerminal && environment["TERM"] !== "dumb";
}

const plain = (text: string): string => text;
const wrap =
  (open: number, close: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`;

export const PLAIN: Palette = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

const COLORED: Palette = {
  bold: wrap(1, 22),
  dim: wrap(2, 22),
  red: wrap(31, 39),
  green: wrap(32, 39),
  yellow: wrap(33, 39),
  cyan: wrap(36, 39),
};
