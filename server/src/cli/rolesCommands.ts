/**
 * The commands about roles: `who` and `roles …`, with their options and help. What they do is loaded when it is asked for.
 */
import { type Command, Option } from "commander";
import {
  collect,
  excludeOption,
  failOnOption,
  JOBS_HELP,
  newCommand,
  type Outcome,
  PATHS_HELP,
  withClusterOptions,
  withConfigOptions,
} from "./commandParts";
import type { CliHost } from "./host";
import { type RawOptions, readOptions } from "./readOptions";
import { asksSeveralEnvironments, CHECK_FORMATS, type CheckRequest, EXIT, type ExitCode, NEEDS_FORMATS } from "./request";

/** The options of all commands of this file, as the command line gives them. */
interface RolesOptions extends RawOptions {
  readonly by?: "file" | "statement";
  readonly principals?: "users" | "roles" | "all";
  readonly removeGrant?: readonly string[];
  readonly removeRole?: readonly string[];
  readonly unassign?: readonly string[];
  readonly removeUser?: readonly string[];
  readonly compare?: string;
  readonly patterns?: boolean;
  readonly follow?: boolean;
  readonly cancel?: boolean;
}

type Run = (host: CliHost, request: CheckRequest, options: RolesOptions) => Promise<ExitCode>;

/** `who`: the same as `roles who`. */
export function whoCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("who")
    .summary("say who may run what")
    .description("A table of users or roles against files or statements, with what each of them lacks.")
    .argument("[paths...]", PATHS_HELP)
    .addOption(new Option("--by <unit>", "a row for each of them").choices(["file", "statement"]).default("file"))
    .addOption(principalsOption())
    .option("--as <principal>", "somebody to ask about instead: user:NAME, role:NAME or groups:DN; repeatable", collect)
    .option("--member-of <dn>", "an LDAP group of the user; repeatable", collect);
  return withAction(withOptions(command, WHO_EXAMPLES), host, outcome, async (...parts) => {
    const { runWho } = await import("./rolesWho.js");
    return runWho(...parts);
  });
}

/** `roles`, with a command for each question about roles. */
export function rolesCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("roles")
    .summary("questions about the roles themselves")
    .description("Answers questions about the roles of a roles file, and about what the statements need of them.")
    .addHelpText("after", ROLES_EXAMPLES);
  const all = [showCommand, lintCommand, unusedCommand, leastCommand, whoCommand, whatIfCommand];
  for (const make of all) command.addCommand(make(host, outcome));
  return command;
}

function showCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("show")
    .summary("list roles with their permissions, and who has them")
    .description("Lists each role with its permissions by number, and who has it. Reads no SQL.");
  const told = withConfigOptions(withFormat(withRoles(command))).addHelpText("after", SHOW_EXAMPLES);
  return withAction(told, host, outcome, async (machine, request) => {
    const { runShow } = await import("./rolesShow.js");
    return runShow(machine, request);
  });
}

function lintCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("lint")
    .summary("say what is wrong or needless in the roles files")
    .description(
      "Says what Druid would refuse or ignore, which grants open more than they say, and what the statements say about the roles: grants that are not used, or match more than is used.",
    )
    .argument("[paths...]", PATHS_HELP)
    .addOption(failOnOption("error"));
  return withAction(withOptions(command, LINT_EXAMPLES), host, outcome, async (machine, request) => {
    const { runLint } = await import("./rolesLint.js");
    return runLint(machine, request);
  });
}

function unusedCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("unused")
    .summary("list grants that no statement uses, or that match more than is used")
    .description("Lists the grants that no statement uses, that match more than is used, or that another grant makes superfluous.")
    .argument("[paths...]", PATHS_HELP);
  return withAction(withOptions(command, UNUSED_EXAMPLES), host, outcome, async (machine, request) => {
    const { runUnused } = await import("./rolesUnused.js");
    return runUnused(machine, request);
  });
}

function leastCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("least")
    .summary("write the smallest role that runs the statements")
    .description("Writes the smallest list of permissions that runs all the statements, ready to be sent to Druid's security API.")
    .argument("[paths...]", PATHS_HELP)
    .option("--compare <role>", "say how a present role differs from it: role:NAME")
    .option("--patterns", "one pattern for names that begin alike, where it matches no other known name")
    .option("--follow", "also what it takes to see the status and report of tasks")
    .option("--cancel", "also what it takes to cancel tasks");
  return withAction(withOptions(command, LEAST_EXAMPLES), host, outcome, async (...parts) => {
    const { runLeast } = await import("./rolesLeast.js");
    return runLeast(...parts);
  });
}

function whatIfCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("what-if")
    .summary("say who loses what when something is taken away")
    .description(
      "Says who could no longer run what without a grant, a role, or a role of a user. Several changes are made together; no file is changed.",
    )
    .argument("[paths...]", PATHS_HELP)
    .option("--remove-grant <role:number>", "a permission of a role, by its number in `roles show`; repeatable", collect)
    .option("--remove-role <role>", "a role, for everybody who has it; repeatable", collect)
    .option("--unassign <user:role>", "a role of a user; repeatable", collect)
    .option("--remove-user <user>", "a user; repeatable", collect)
    .addOption(principalsOption());
  return withAction(withOptions(command, WHAT_IF_EXAMPLES), host, outcome, async (...parts) => {
    const { runWhatIf } = await import("./rolesWhatIf.js");
    return runWhatIf(...parts);
  });
}

function principalsOption(): Option {
  return new Option("--principals <which>", "who is asked about; users when absent, or roles where there are no users").choices([
    "users",
    "roles",
    "all",
  ]);
}

function withRoles(command: Command): Command {
  const told = command.option("--roles <file>", "the roles file, instead of the nearest druid-roles.json[c]");
  return command.name() === "lint"
    ? told.option("--environment <name>", "an environment that the configuration file describes, or all of them; repeatable", collect)
    : told.option("--environment <name>", "which of the environments that the configuration file describes", (name) => [name]);
}

function withFormat(command: Command): Command {
  const format =
    command.name() === "lint"
      ? new Option("--format <format>", "text for people, the others for programs").choices(CHECK_FORMATS)
      : new Option("--format <format>", "text for people, json for programs").choices(NEEDS_FORMATS);
  return command
    .addOption(format.default("text"))
    .option("-o, --output <file>", "write the answer to a file instead of standard output")
    .option("--no-color", "no colours; NO_COLOR and FORCE_COLOR are heeded too");
}

function withOptions(command: Command, examples: string): Command {
  return withClusterOptions(withFormat(withRoles(command)))
    .option("--jobs <number>", JOBS_HELP)
    .addOption(excludeOption())
    .option("--no-ignore", "read what .druidsqlignore and .gitignore leave out, too")
    .option("--no-inline-config", "comments in SQL files change nothing")
    .addHelpText("after", examples);
}

function withAction(command: Command, host: CliHost, outcome: Outcome, run: Run): Command {
  return command.action(async (...words: readonly unknown[]) => {
    const { readConfig } = await import("./config.js");
    const [first] = words;
    const options: RolesOptions = command.opts();
    const lookup = readConfig(host, options.config);
    if (lookup.kind === "error") {
      await host.errors.write(lookup.message);
      outcome.code = EXIT.trouble;
      return;
    }
    const config = lookup.kind === "found" ? lookup.config : undefined;
    const request = readOptions(host, "check", Array.isArray(first) ? first : [], options, config);
    if (request.kind === "error") {
      await host.errors.write(`druid-sql: ${request.message}\n`);
      outcome.code = EXIT.trouble;
      return;
    }
    if (command.name() !== "lint" && asksSeveralEnvironments(request.value)) {
      await host.errors.write("druid-sql: this is about the roles of one environment: --environment NAME\n");
      outcome.code = EXIT.trouble;
      return;
    }
    outcome.code = await run(host, request.value, options);
  });
}

const EXIT_CODES = `
Exit codes:
  0  answered
  2  wrong usage, or something could not be read`;

const WHO_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql who                                   every user against every file below this folder
  druid-sql who load.sql --by statement
  druid-sql who etl/ --principals roles --format json
  druid-sql who etl/ --as user:alice --as user:bob`;

const ROLES_EXAMPLES = `
Examples:
  druid-sql roles show                            who has which permissions, by number
  druid-sql roles lint --fail-on warning          what is wrong or needless in the roles files
  druid-sql roles least etl/                      the smallest role that runs etl/
  druid-sql roles what-if --remove-grant analyst:2`;

const SHOW_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql roles show
  druid-sql roles show --roles security/roles.json --format json`;

const LINT_EXAMPLES = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, or something could not be read: a file, or a roles file that is not JSON throughout

Examples:
  druid-sql roles lint                            the roles files above the SQL files of this folder
  druid-sql roles lint etl/ --fail-on information
  druid-sql roles lint --environment all          the roles files of dev, stage and prod
  druid-sql roles lint --roles security/roles.json --format json
  druid-sql roles lint --format sarif -o roles.sarif`;

const UNUSED_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql roles unused
  druid-sql roles unused etl/ queries/ --format json`;

const LEAST_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql roles least etl/*.sql > etl-role.json
  druid-sql roles least etl/ --compare role:etl   what to add to it, and what to take from it
  druid-sql roles least etl/ --patterns --follow
  druid-sql roles least load.sql --format json`;

const WHAT_IF_EXAMPLES = `
Exit codes:
  0  nobody loses anything
  1  somebody could no longer run something
  2  wrong usage, or something could not be read

Examples:
  druid-sql roles what-if --remove-grant analyst:2
  druid-sql roles what-if etl/ --remove-role etl --principals all
  druid-sql roles what-if --unassign alice:etl --unassign bob:etl
  druid-sql roles what-if --remove-user alice --format json`;
