/**
 * The program `druid-sql`: its commands, their options and help, and the exit code. Each command is loaded when it is asked for.
 */
import { Argument, Command, CommanderError, Option } from "commander";
import { COMMA_STYLES, KEYWORD_CASES } from "../language/index";
import {
  collect,
  excludeOption,
  failOnOption,
  JOBS_HELP,
  newCommand,
  newOutcome,
  type Outcome,
  PATHS_HELP,
  withClusterOptions,
} from "./commandParts";
import { ASK_COMMAND, ASKED_KINDS, completionScript, SHELLS } from "./completion";
import type { RawFormatOptions } from "./format";
import type { CliHost } from "./host";
import { type RawOptions, readOptions } from "./readOptions";
import { CHECK_FORMATS, EXIT, type ExitCode, type FailOn, NEEDS_FORMATS, type Purpose } from "./request";
import { rolesCommand, whoCommand } from "./rolesCommands";

/** Runs the program. `words` are the arguments behind its name; the answer is the exit code. */
export async function runCli(host: CliHost, words: readonly string[]): Promise<ExitCode> {
  const outcome = newOutcome();
  const written: Promise<void>[] = [];
  const program = createProgram(host, outcome).exitOverride();
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.configureOutput({
      writeOut: (text) => void written.push(host.output.write(text)),
      writeErr: (text) => void written.push(host.errors.write(text.replace(/^error: /, "druid-sql: "))),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    outcome.code = error.exitCode === 0 ? EXIT.fine : EXIT.trouble;
  }
  await Promise.all(written);
  return outcome.code;
}

function createProgram(host: CliHost, outcome: Outcome): Command {
  const program = new Command("druid-sql")
    .description("Which permissions Apache Druid SQL needs, and whether you have them, before you run it.")
    .version(host.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", PROGRAM_EXAMPLES);
  program.addCommand(checkCommand(host, outcome));
  program.addCommand(needsCommand(host, outcome));
  program.addCommand(whoCommand(host, outcome));
  program.addCommand(rolesCommand(host, outcome));
  program.addCommand(formatCommand(host, outcome));
  program.addCommand(batchCommand(host, outcome));
  program.addCommand(lspCommand(host));
  program.addCommand(completionCommand(host, program));
  program.addCommand(askCommand(host), { hidden: true });
  return program;
}

function checkCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("check")
    .summary("say whether somebody may run the statements")
    .description("Says for each statement whether somebody may run it, who grants what, and what is missing.")
    .argument("[paths...]", PATHS_HELP)
    .option(
      "--as <principal>",
      "who is asked about: user:NAME, role:NAME or groups:DN; repeat for several roles, or several people",
      collect,
    )
    .option("--member-of <dn>", "an LDAP group of the user; repeatable", collect)
    .option("--roles <file>", "the roles file, instead of the nearest druid-roles.json[c] above each SQL file")
    .option("--iam-policy <file>", "AWS IAM policies of the cluster's own identity: may it do what durable storage and exports ask for?")
    .option("--strict", "a verdict that is not known is an error")
    .option(
      "--baseline <file>",
      "findings that are accepted: they are not shown and do not fail; else the file that the configuration names",
    )
    .option("--no-baseline", "accept none, whatever the configuration says")
    .option("--write-baseline <file>", "accept the findings of this run: write them to a file");
  return withCommonOptions(command, CHECK_FORMATS, "error")
    .addHelpText("after", CHECK_EXAMPLES)
    .action(async (paths: string[], options: RawOptions) => {
      outcome.code = await runFiles(host, "check", paths, options);
    });
}

function needsCommand(host: CliHost, outcome: Outcome): Command {
  const command = newCommand("needs")
    .summary("list what the statements need")
    .description("Lists what each statement needs, whoever runs it.")
    .argument("[paths...]", PATHS_HELP)
    .option("--roles <file>", 'where "cluster" is read from, instead of the nearest druid-roles.json[c]');
  return withCommonOptions(command, NEEDS_FORMATS, "never")
    .addHelpText("after", NEEDS_EXAMPLES)
    .action(async (paths: string[], options: RawOptions) => {
      outcome.code = await runFiles(host, "needs", paths, options);
    });
}

function formatCommand(host: CliHost, outcome: Outcome): Command {
  return newCommand("format")
    .summary("write SQL in one form")
    .description(
      "Writes SQL files in one form. Nothing but blanks, line breaks and the case of keywords changes; what does not parse stays.",
    )
    .argument("[paths...]", PATHS_HELP)
    .addOption(new Option("--write", "write the files in their place, and list those that changed").conflicts(["check", "diff"]))
    .addOption(new Option("--check", "list the files that are not in their form, and exit with 1 when there are some").conflicts(["diff"]))
    .option("--diff", "show what would change")
    .option("--stdin-filepath <path>", "which file standard input is, for what the configuration says about it")
    .addOption(new Option("--keyword-case <case>", "how keywords are written; upper where nothing says so").choices(KEYWORD_CASES))
    .addOption(new Option("--commas <place>", "where the commas of lists stand; trailing where nothing says so").choices(COMMA_STYLES))
    .option("--line-width <columns>", "how long lines may be; 100 where nothing says so")
    .option("--indent <blanks>", "blanks of one level, or tab; 2 where nothing says so")
    .option("--config <file>", "the configuration file, instead of the nearest druid-sql.json[c] at or above the current folder")
    .option("--no-config", "read no configuration file")
    .addOption(excludeOption())
    .option("--no-ignore", "format what .druidsqlignore and .gitignore leave out, too")
    .option("-q, --quiet", "say nothing about statements that stay as they are, or files that were written")
    .addHelpText("after", FORMAT_EXAMPLES)
    .action(async (paths: string[], options: RawFormatOptions) => {
      const { runFormat } = await import("./format.js");
      outcome.code = await runFormat(host, paths, options);
    });
}

function batchCommand(host: CliHost, outcome: Outcome): Command {
  return newCommand("batch")
    .summary("answer JSON lines on standard input")
    .description("Answers one JSON object per line of standard input with one line each, in the same order. For pipelines and other tools.")
    .addHelpText("after", BATCH_EXAMPLES)
    .action(async () => {
      const { runBatch } = await import("./batch.js");
      outcome.code = await runBatch(host);
    });
}

function lspCommand(host: CliHost): Command {
  return newCommand("lsp")
    .summary("run the language server")
    .description("Speaks the Language Server Protocol on standard input and output, for any editor.")
    .addOption(new Option("--stdio", "the only way to connect").makeOptionMandatory())
    .addHelpText("after", LSP_EXAMPLES)
    .action(() => host.startLanguageServer());
}

function completionCommand(host: CliHost, program: Command): Command {
  return newCommand("completion")
    .summary("print a script that completes these commands")
    .description("Prints a script with which a shell completes commands, options and their values.")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText("after", COMPLETION_EXAMPLES)
    .action(async (text: string) => {
      const shell = SHELLS.find((each) => each === text);
      if (shell) await host.output.write(completionScript(program, shell));
    });
}

/** What the scripts of `completion` call. */
function askCommand(host: CliHost): Command {
  return newCommand(ASK_COMMAND)
    .description("Prints the words that complete the value of an option, one a line.")
    .addArgument(new Argument("<kind>", "which words").choices(ASKED_KINDS))
    .action(async (text: string) => {
      const { valuesOf } = await import("./completionValues.js");
      const kind = ASKED_KINDS.find((each) => each === text);
      const words = kind ? await valuesOf(host, kind) : [];
      await host.output.write(words.map((word) => `${word}\n`).join(""));
    });
}

function withCommonOptions(command: Command, formats: readonly string[], failOn: FailOn): Command {
  const told = command
    .addOption(new Option("--format <format>", "text for people, the others for programs").choices(formats).default("text"))
    .option("-o, --output <file>", "write the report to a file instead of standard output")
    .addOption(failOnOption(failOn))
    .option("--environment <name>", "an environment that the configuration file describes, or all of them; repeatable", collect);
  return withClusterOptions(told)
    .option("--changed-since <commit>", "only files that git says were changed since, and those that a changed roles file governs")
    .addOption(excludeOption())
    .option("--no-ignore", "check what .druidsqlignore and .gitignore leave out, too")
    .option("--stdin-filepath <path>", "which file standard input is, for what governs it and for the report")
    .option("--endpoints", "say for every endpoint what it makes of each statement, and how it answers")
    .option("--jobs <number>", JOBS_HELP)
    .option("--no-inline-config", "comments in SQL files change nothing")
    .option("-q, --quiet", "leave out statements without findings")
    .option("--no-color", "no colours; NO_COLOR and FORCE_COLOR are heeded too");
}

async function runFiles(host: CliHost, purpose: Purpose, paths: readonly string[], options: RawOptions): Promise<ExitCode> {
  const { readConfig } = await import("./config.js");
  const lookup = readConfig(host, options.config);
  if (lookup.kind === "error") {
    await host.errors.write(lookup.message);
    return EXIT.trouble;
  }
  const request = readOptions(host, purpose, paths, options, lookup.kind === "found" ? lookup.config : undefined);
  if (request.kind === "error") {
    await host.errors.write(`druid-sql: ${request.message}\n`);
    return EXIT.trouble;
  }
  const { checkFiles } = await import("./checkFiles.js");
  return checkFiles(host, request.value);
}

const EXIT_CODES = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, or something could not be read`;

const PROGRAM_EXAMPLES = `
Examples:
  druid-sql check --as user:alice                 may alice run every statement below this folder?
  druid-sql needs load.sql                        what does this file need?
  druid-sql who etl/                              who may run the files of this folder?
  druid-sql format --check                        are the files in one form?
  druid-sql roles least etl/                      the smallest role that runs them
  echo 'SELECT * FROM wikipedia' | druid-sql needs -
  druid-sql check --help                          options and examples of a command`;

const CHECK_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql check --as user:alice                 everything below this folder
  druid-sql check etl/ --as role:etl --strict     for CI: what is not known fails too
  druid-sql check load.sql --as role:a --as role:b --roles security/roles.json
  druid-sql check 'etl/**/*.sql' --as user:alice --as role:etl --changed-since origin/main
  druid-sql check --as user:bob --member-of cn=eng,dc=example,dc=com --profile roleProvider=ldap
  druid-sql check --as user:alice --environment all   in dev, stage and prod at once
  druid-sql check --as user:alice --format json > report.json`;

const NEEDS_EXAMPLES = `${EXIT_CODES}

Examples:
  druid-sql needs load.sql
  druid-sql needs sql/ --druid-version 34 --profile inputSourceSecurity=true
  druid-sql needs - --format json < load.sql`;

const FORMAT_EXAMPLES = `
Exit codes:
  0  fine
  1  with --check: some files are not in their form
  2  wrong usage, or something could not be read or written

Examples:
  druid-sql format load.sql                       the file in its form, on standard output
  druid-sql format --write etl/                   all files of this folder
  druid-sql format --check                        for CI
  druid-sql format - --stdin-filepath etl/a.sql < etl/a.sql`;

const BATCH_EXAMPLES = `
Fields of a line: id, sql, profile, context, endpoint, parameters, roles, principal, memberOf; or need in place of sql.

Examples:
  echo '{"id":1,"sql":"SELECT * FROM wikipedia"}' | druid-sql batch
  druid-sql batch < requests.jsonl > answers.jsonl`;

const LSP_EXAMPLES = `
Example:
  druid-sql lsp --stdio`;

const COMPLETION_EXAMPLES = `
Examples:
  eval "$(druid-sql completion bash)"             in ~/.bashrc
  druid-sql completion zsh > "\${fpath[1]}/_druid-sql"
  druid-sql completion fish > ~/.config/fish/completions/druid-sql.fish
  druid-sql completion powershell | Out-String | Invoke-Expression`;
