/**
 * Scripts with which shells complete `druid-sql`: made from the tree of commands, so that they cannot say anything else than it does.
 */
import type { Command, Option } from "commander";
import { shellQuoted } from "../language/index";

/** The command that scripts call for what only the files at hand know. */
export const ASK_COMMAND = "complete";

/** Options for whose values scripts ask, and what for. */
export const ASKED_VALUES = {
  "--as": "principals",
  "--environment": "environments",
  "--changed-since": "commits",
  "--druid-version": "versions",
  "--profile": "switches",
  "--compare": "roles-as-principals",
  "--remove-grant": "grants",
  "--remove-role": "roles",
  "--unassign": "assignments",
  "--remove-user": "users",
} as const satisfies Readonly<Record<string, string>>;

export type AskedValue = (typeof ASKED_VALUES)[keyof typeof ASKED_VALUES];

/** What can be asked for. */
export const ASKED_KINDS: readonly AskedValue[] = [...new Set(Object.values(ASKED_VALUES))];

/** The shells that a script can be made for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

/** The script for a shell. */
export function completionScript(program: Command, shell: Shell): string {
  const nodes = nodesOf(program, "");
  switch (shell) {
    case "bash":
      return bash(nodes);
    case "zsh":
      return zsh(nodes);
    case "fish":
      return fish(nodes);
    case "powershell":
      return powershell(nodes);
  }
}

/** A command as a shell sees it. */
interface Node {
  /** `check`; `roles lint` for one inside of another; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly OptionNode[];
  /** What it takes beside options: words to choose from, or files. */
  readonly words: readonly string[] | "files" | "nothing";
}

interface OptionNode {
  /** `--quiet` and `-q`. */
  readonly flags: readonly string[];
  readonly value: OptionValue;
  readonly description: string;
}

/** Words to choose from, words that the program is asked for, or what kind of text it is. */
type OptionValue = readonly string[] | { readonly ask: AskedValue } | "files" | "text" | "none";

function nodesOf(command: Command, path: string): readonly Node[] {
  const [argument] = command.registeredArguments;
  const inner = command.commands.filter((each) => each.name() !== ASK_COMMAND);
  const node: Node = {
    path,
    commands: inner.map((each) => ({ name: each.name(), summary: each.summary() })),
    options: [...command.options.filter(({ hidden }) => !hidden), ...helpOf(command)].map(optionNode),
    words: argument ? (argument.argChoices ?? "files") : "nothing",
  };
  return [node, ...inner.flatMap((each) => nodesOf(each, path === "" ? each.name() : `${path} ${each.name()}`))];
}

function helpOf(command: Command): readonly Option[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long === "--help" && !command.options.some((each) => each.long === long));
}

function optionNode({ long, short, flags, argChoices, description, required, optional }: Option): OptionNode {
  const names = [long, short].flatMap((flag) => (flag ? [flag] : []));
  const value = argChoices ?? askedOf(names) ?? (/<(file|path|folder)>/.test(flags) ? "files" : required || optional ? "text" : "none");
  return { flags: names, value, description };
}

function askedOf(flags: readonly string[]): OptionValue | undefined {
  const found = Object.entries(ASKED_VALUES).find(([flag]) => flags.includes(flag));
  return found && { ask: found[1] };
}

/** Words are taken from the line, since bash itself splits them at `:` and `=`. */
function bash(nodes: readonly Node[]): string {
  const files = 'compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")); return';
  return `# bash completion of druid-sql: eval "$(druid-sql completion bash)"
_druid_sql() {
  local IFS=$' \\t\\n' line="\${COMP_LINE:0:COMP_POINT}" cur="" at="" word prev
  local -a typed
  read -ra typed <<< "$line"
  if [[ "$line" != *[[:space:]] ]]; then cur="\${typed[\${#typed[@]}-1]}"; unset "typed[\${#typed[@]}-1]"; fi
  for word in "\${typed[@]:1}"; do
    case "\${at:+$at }$word" in
${walkCases(nodes, (path) => `at="${path}"`)}
    esac
  done
  prev="\${typed[\${#typed[@]}-1]}"
  if [[ "$cur" == --*=* ]]; then prev="\${cur%%=*}"; cur="\${cur#*=}"; fi
  COMPREPLY=()
  case "\${at:+$at }$prev" in
${valueCases(nodes, {
  choose: (words) => `_druid_sql_reply "$cur" "${words.join("\n")}"; return`,
  ask: (kind) => `_druid_sql_reply "$cur" "$(druid-sql ${ASK_COMMAND} ${kind} 2>/dev/null)"; return`,
  files,
  text: "return",
})}
  esac
  case "$at" in
${nodes.map((node) => `    "${node.path}") ${bashWords(node, files)} ;;`).join("\n")}
  esac
}
_druid_sql_reply() {
  local IFS=$'\\n' before="\${1%"\${1##*[:=]}"}" index
  COMPREPLY=($(compgen -W "$2" -- "$1"))
  for index in "\${!COMPREPLY[@]}"; do
    if [[ "\${COMPREPLY[index]}" == *= ]]; then compopt -o nospace 2>/dev/null; fi
    COMPREPLY[index]="\${COMPREPLY[index]#"$before"}"
    COMPREPLY[index]="\${COMPREPLY[index]// /\\\\ }"
  done
}
complete -F _druid_sql druid-sql
`;
}

function bashWords(node: Node, files: string): string {
  const reply = (words: readonly string[]): string => `_druid_sql_reply "$cur" "${words.join("\n")}"`;
  const rest = node.words === "files" ? files : reply(plainWords(node));
  return `if [[ "$cur" == -* ]]; then ${reply(flagsOf(node))}; else ${rest}; fi`;
}

function zsh(nodes: readonly Node[]): string {
  return `#compdef druid-sql
# zsh completion of druid-sql: druid-sql completion zsh > "\${fpath[1]}/_druid-sql"
_druid_sql() {
  local at="" word prev="\${words[CURRENT-1]}"
  local -a list
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
${walkCases(nodes, (path) => `at="${path}"`)}
    esac
  done
  if [[ "$PREFIX" == --*=* ]]; then prev="\${PREFIX%%=*}"; compset -P '*='; fi
  case "\${at:+$at }$prev" in
${valueCases(nodes, {
  choose: (words) => `compadd -- ${words.join(" ")}; return`,
  ask: (kind) =>
    `list=(\${(f)"$(druid-sql ${ASK_COMMAND} ${kind} 2>/dev/null)"}); compadd ${kind === "switches" ? "-S '' " : ""}-a list; return`,
  files: "_files; return",
  text: "return",
})}
  esac
  case "$at" in
${nodes.map((node) => `    "${node.path}") ${zshWords(node)} ;;`).join("\n")}
  esac
}
if [[ "\${funcstack[1]}" == "_druid-sql" ]]; then _druid_sql; else compdef _druid_sql druid-sql; fi
`;
}

function zshWords(node: Node): string {
  const described = (kind: string, rows: readonly { readonly name: string; readonly text: string }[]): string =>
    `list=(${rows.map(({ name, text }) => shellQuoted(text === "" ? name : `${name}:${text}`)).join(" ")}); _describe ${kind} list`;
  const options = node.options.flatMap(({ flags, description }) => flags.map((name) => ({ name, text: description })));
  const words = [
    ...node.commands.map(({ name, summary }) => ({ name, text: summary })),
    ...(Array.isArray(node.words) ? node.words.map((name: string) => ({ name, text: "" })) : []),
  ];
  const rest = node.words === "files" ? "_files" : words.length > 0 ? described("command", words) : ":";
  return `if [[ "$PREFIX" == -* ]]; then ${described("-o option", options)}; else ${rest}; fi`;
}

function walkCases(nodes: readonly Node[], step: (path: string) => string): string {
  const inner = nodes.filter(({ path }) => path !== "");
  return inner.map(({ path }) => `      "${path}") ${step(path)} ;;`).join("\n");
}

/** What a script does for each kind of value. */
interface ValueWriters {
  readonly choose: (words: readonly string[]) => string;
  readonly ask: (kind: AskedValue) => string;
  readonly files: string;
  readonly text: string;
}

/** What follows an option that takes a value. */
function valueCases(nodes: readonly Node[], writers: ValueWriters): string {
  const lines = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) => {
      if (value === "none") return [];
      const patterns = flags.map((flag) => `"${path === "" ? flag : `${path} ${flag}`}"`).join("|");
      return [`    ${patterns}) ${valueScript(value, writers)} ;;`];
    }),
  );
  return lines.join("\n");
}

function valueScript(value: Exclude<OptionValue, "none">, { choose, ask, files, text }: ValueWriters): string {
  if (value === "files") return files;
  if (value === "text") return text;
  return "ask" in value ? ask(value.ask) : choose(value);
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap((node) => {
    const seen = node.path
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => `__fish_seen_subcommand_from ${word}`);
    const inner = node.commands.map(({ name }) => name).join(" ");
    const notDeeper = seen.length > 0 && inner !== "" ? [`not __fish_seen_subcommand_from ${inner}`] : [];
    const here = seen.length > 0 ? [...seen, ...notDeeper].join("; and ") : "__fish_use_subcommand";
    const start = `complete -c druid-sql -n ${quoted(here)}`;
    const words = Array.isArray(node.words)
      ? [`${start} -f -a ${quoted(node.words.join(" "))}`]
      : node.words === "nothing"
        ? [`${start} -f`]
        : [];
    const commands = node.commands.map(({ name, summary }) => `${start} -f -a ${name} -d ${quoted(summary)}`);
    return [...words, ...commands, ...node.options.map((option) => `${start}${fishOption(option)}`)];
  });
  return `# fish completion of druid-sql: druid-sql completion fish > ~/.config/fish/completions/druid-sql.fish\n${lines.join("\n")}\n`;
}

function fishOption({ flags, value, description }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join("");
  return `${names}${fishValue(value)} -d ${quoted(description)}`;
}

function fishValue(value: OptionValue): string {
  if (value === "none") return "";
  if (value === "files") return " -r -F";
  if (value === "text") return " -x";
  return ` -x -a ${quoted("ask" in value ? `(druid-sql ${ASK_COMMAND} ${value.ask} 2>/dev/null)` : value.join(" "))}`;
}

function powershell(nodes: readonly Node[]): string {
  const list = (words: readonly string[]): string => `@(${words.map((word) => `'${word}'`).join(", ")})`;
  const words = nodes.map((node) => `    '${node.path}' = ${list([...plainWords(node), ...flagsOf(node)])}`);
  const values = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) => {
      if (!Array.isArray(value)) return [];
      return flags.map((flag) => `    '${path === "" ? flag : `${path} ${flag}`}' = ${list(value)}`);
    }),
  );
  return `# PowerShell completion of druid-sql: druid-sql completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName druid-sql -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.join("\n")}
  }
  $values = @{
${values.join("\n")}
  }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $at = ''
  foreach ($word in $typed) { $next = "$at $word".Trim(); if ($words.ContainsKey($next)) { $at = $next } }
  $before = if ($typed.Count -gt 0) { "$at $($typed[-1])".Trim() } else { '' }
  $found = if ($values.ContainsKey($before)) { $values[$before] } else { $words[$at] }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}

function plainWords({ commands, words }: Node): readonly string[] {
  return [...commands.map(({ name }) => name), ...(Array.isArray(words) ? words : [])];
}

function flagsOf({ options }: Node): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}

/** For fish. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
