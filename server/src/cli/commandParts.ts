/**
 * What the definitions of commands share: how a command is made, options that can be repeated, words that several of them say.
 */
import { Command } from "commander";
import { EXIT, type ExitCode } from "./request";

/** Where a command leaves its exit code. */
export interface Outcome {
  code: ExitCode;
}

export function newOutcome(): Outcome {
  return { code: EXIT.fine };
}

/** A command with `--help` that complains about words that it does not expect. */
export function newCommand(name: string): Command {
  return new Command(name).helpOption("--help", "print this help").helpCommand(false).exitOverride().allowExcessArguments(false);
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

export const PATHS_HELP =
  "SQL files, folders (all *.sql in them), patterns in quotes or - for standard input; the current folder when absent";
