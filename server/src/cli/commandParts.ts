/**
 * What the definitions of commands share: how a command is made, options that can be repeated, words that several of them say.
 */
import { Command, Option } from "commander";
import { ENDPOINTS } from "../language/index";
import { EXIT, type ExitCode, FAIL_ON, type FailOn } from "./request";

/** Where a command leaves its exit code. */
export interface Outcome {
  code: ExitCode;
}

export function newOutcome(): Outcome {
  return { code: EXIT.fine };
}

/** A command with `--help` that complains about words that it does not expect. */
export function newCommand(name: string): Command {
  return new Command(name).helpOption("-h, --help", "print this help").helpCommand(false).exitOverride().allowExcessArguments(false);
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

export const JOBS_HELP = "how many threads read files; as many as the machine has cores when there are many files";
export const PATHS_HELP =
  "SQL files, folders (all *.sql in them), patterns in quotes or - for standard input; the current folder when absent";

/** For commands that look for SQL files. */
export function excludeOption(): Option {
  return new Option("--exclude <glob>", "leave out what it matches, also what is named; repeatable").argParser(collect);
}

/** From where on findings fail; `otherwise` stands where neither this nor the configuration file says so. */
export function failOnOption(otherwise: FailOn): Option {
  return new Option("--fail-on <severity>", `exit with 1 for findings at or above it; ${otherwise} where nothing says so`).choices(FAIL_ON);
}

/** What every command is told about the cluster, and about where that is described. */
export function withClusterOptions(command: Command): Command {
  const told = command
    .addOption(new Option("--endpoint <endpoint>", "where the statements are sent; auto where nothing says so").choices(ENDPOINTS))
    .option("--druid-version <version>", "the cluster's Druid version, as 34 or 34.0.1")
    .option("--profile <key=value>", "a switch of the cluster, as inputSourceSecurity=true; repeatable", collect)
    .option(
      "--properties <path>",
      "a properties file of Druid or a folder with its layout, for what the roles file does not state; repeatable",
      collect,
    )
    .option("--context <key=value>", "a key of the request's query context; repeatable", collect);
  return withConfigOptions(told);
}

/** Where it is described what holds for all commands. */
export function withConfigOptions(command: Command): Command {
  return command
    .option("--config <file>", "the configuration file, instead of the nearest druid-sql.json[c] at or above the current folder")
    .option("--no-config", "read no configuration file");
}
