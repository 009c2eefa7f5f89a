/**
 * Scripts with which shells complete `druid-sql`: made from the tree of commands, so that they cannot say anything else than it does.
 */
import type { Command, Option } from "commander";

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
  readonly value: readonly string[] | "files" | "text" | "none";
  readonly description: string;
}

function nodesOf(command: Command, path: string): readonly Node[] {
  const [argument] = command.registeredArguments;
  const node: Node = {
    path,
    commands: command.commands.map((each) => ({ name: each.name(), summary: each.summary() })),
    options: [...command.options.filter(({ hidden }) => !hidden), ...helpOf(command)].map(optionNode),
    words: argument ? (argument.argChoices ?? "files") : "nothing",
  };
  return [node, ...command.commands.flatMap((each) => nodesOf(each, path === "" ? each.name() : `${path} ${each.name()}`))];
}

function helpOf(command: Command): readonly Option[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long === "--help" && !command.options.some((each) => each.long === long));
}

function optionNode({ long, short, flags, argChoices, description, required, optional }: Option): OptionNode {
  const value = argChoices ?? (/<(file|path|folder)>/.test(flags) ? "files" : required || optional ? "text" : "none");
  return { flags: [long, short].flatMap((flag) => (flag ? [flag] : [])), value, description };
}

function bash(nodes: readonly Node[]): string {
  return `# bash completion of druid-sql: eval "$(druid-sql completion bash)"
_druid_sql() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in
${walkCases(nodes, (path) => `at="${path}"`)}
    esac
  done
  case "\${at:+$at }$prev" in
${valueCases(nodes, (words) => `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur")); return`, 'COMPREPLY=($(compgen -f -- "$cur")); return', "return")}
  esac
  case "$at" in
${nodes.map((node) => `    "${node.path}") ${bashWords(node)} ;;`).join("\n")}
  esac
}
complete -o filenames -F _druid_sql druid-sql
`;
}

function bashWords(node: Node): string {
  const rest = node.words === "files" ? 'compgen -f -- "$cur"' : `compgen -W "${plainWords(node).join(" ")}" -- "$cur"`;
  return `if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "${flagsOf(node).join(" ")}" -- "$cur")); else COMPREPLY=($(${rest})); fi`;
}

function zsh(nodes: readonly Node[]): string {
  return `#compdef druid-sql
# zsh completion of druid-sql: druid-sql completion zsh > "\${fpath[1]}/_druid-sql"
_druid_sql() {
  local at="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
${walkCases(nodes, (path) => `at="${path}"`)}
    esac
  done
  case "\${at:+$at }\${words[CURRENT-1]}" in
${valueCases(nodes, (words) => `compadd -- ${words.join(" ")}; return`, "_files; return", "return")}
  esac
  case "$at" in
${nodes.map((node) => `    "${node.path}") ${zshWords(node)} ;;`).join("\n")}
  esac
}
if [[ "\${funcstack[1]}" == "_druid-sql" ]]; then _druid_sql; else compdef _druid_sql druid-sql; fi
`;
}

function zshWords(node: Node): string {
  const words = plainWords(node);
  const rest = node.words === "files" ? "_files" : words.length > 0 ? `compadd -- ${words.join(" ")}` : ":";
  return `if [[ "$PREFIX" == -* ]]; then compadd -- ${flagsOf(node).join(" ")}; else ${rest}; fi`;
}

function walkCases(nodes: readonly Node[], step: (path: string) => string): string {
  const inner = nodes.filter(({ path }) => path !== "");
  return inner.map(({ path }) => `      "${path}") ${step(path)} ;;`).join("\n");
}

/** What follows an option that takes a value. */
function valueCases(nodes: readonly Node[], choose: (words: readonly string[]) => string, files: string, text: string): string {
  const lines = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) => {
      if (value === "none") return [];
      const patterns = flags.map((flag) => `"${path === "" ? flag : `${path} ${flag}`}"`).join("|");
      return [`    ${patterns}) ${value === "files" ? files : value === "text" ? text : choose(value)} ;;`];
    }),
  );
  return lines.join("\n");
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap((node) => {
    const seen = node.path
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => `__fish_seen_subcommand_from ${word}`);
    const here = seen.length > 0 ? seen.join("; and ") : "__fish_use_subcommand";
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
  const takes = value === "none" ? "" : value === "files" ? " -r -F" : value === "text" ? " -x" : ` -x -a ${quoted(value.join(" "))}`;
  return `${names}${takes} -d ${quoted(description)}`;
}

function powershell(nodes: readonly Node[]): string {
  const list = (words: readonly string[]): string => `@(${words.map((word) => `'${word}'`).join(", ")})`;
  const words = nodes.map((node) => `    '${node.path}' = ${list([...plainWords(node), ...flagsOf(node)])}`);
  const values = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) => {
      if (typeof value === "string") return [];
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

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
