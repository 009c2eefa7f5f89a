/**
 * The command `format`: finds the files as `check` does, and writes them in their form, says which are not, shows the difference, or writes
 * one text to standard output. A file is only written when it changes.
 */
import { resolve } from "node:path";
import {
  applyEdits,
  atOnce,
  COMMA_STYLES,
  type FormatChoices,
  formatDocument,
  formatOptions,
  indexLines,
  isIndent,
  isLineWidth,
  KEYWORD_CASES,
  type LineIndex,
  NEWEST_VERSION,
  openDocument,
  placeAt,
  type SqlDocument,
  statementAt,
  switchOfDocument,
  type Unformatted,
} from "../language/index";
import { type Config, readConfig } from "./config";
import { learnDialects } from "./dialects";
import { dropsOf } from "./excludes";
import { findFiles, type SqlInput, STANDARD_INPUT } from "./findFiles";
import { differenceOf } from "./formatDifference";
import type { CliHost } from "./host";
import { readWholeText } from "./readText";
import { EXIT, type ExitCode } from "./request";

/** The options as the command line gives them. */
export interface RawFormatOptions {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly stdinFilepath?: string;
  readonly keywordCase?: string;
  readonly commas?: string;
  readonly lineWidth?: string;
  readonly indent?: string;
  readonly quiet?: boolean;
  readonly ignore?: boolean;
  readonly exclude?: readonly string[];
  /** `false` for `--no-config`. */
  readonly config?: string | false;
}

/** Runs `format`. */
export async function runFormat(host: CliHost, paths: readonly string[], options: RawFormatOptions): Promise<ExitCode> {
  const choices = readChoices(options);
  if (typeof choices === "string") return complain(host, choices);
  const lookup = readConfig(host, options.config);
  if (lookup.kind === "error") {
    await host.errors.write(lookup.message);
    return EXIT.trouble;
  }
  const config = lookup.kind === "found" ? lookup.config : undefined;
  const found = findFiles(host, paths, {
    ignoreFiles: options.ignore === false ? "unread" : "honoured",
    ...dropsOf(host, options.exclude),
    ...(config && {
      includes: config.includes,
      excludes: (path: string, kind: "file" | "folder") => (config.excludes(path, kind) ? config.shown : undefined),
    }),
  });
  const purpose = purposeOf(options, found.inputs);
  if (purpose === undefined) {
    return complain(host, "say what to do with several files: --write, --check or --diff");
  }
  for (const note of options.quiet ? [] : found.notes) await host.errors.write(`druid-sql: ${note}\n`);
  let exit: ExitCode = EXIT.fine;
  for (const { path, message } of found.failures) {
    await host.errors.write(`druid-sql: ${path}: ${message}\n`);
    exit = EXIT.trouble;
  }
  let foreign = 0;
  for (const input of found.inputs) {
    const done = await formatInput({ host, options, choices, config, purpose }, input);
    if (done.exit > exit) exit = done.exit;
    if (done.isForeign && input.origin === "found") foreign++;
  }
  if (foreign > 0 && !options.quiet) {
    await host.errors.write(`druid-sql: ${foreign} ${foreign === 1 ? "file" : "files"} left alone, with SQL of another database\n`);
  }
  return exit;
}

type Purpose = "print" | "write" | "check" | "diff";

interface Run {
  readonly host: CliHost;
  readonly options: RawFormatOptions;
  readonly choices: FormatChoices;
  readonly config: Config | undefined;
  readonly purpose: Purpose;
}

/** Undefined where nothing tells what to do with several texts. */
function purposeOf({ write, check, diff }: RawFormatOptions, inputs: readonly SqlInput[]): Purpose | undefined {
  if (check) return "check";
  if (write) return "write";
  if (diff) return "diff";
  return inputs.length > 1 ? undefined : "print";
}

/** What became of an input. */
interface Formatted {
  readonly exit: ExitCode;
  /** Whether a statement of another database stays as it is. */
  readonly isForeign: boolean;
}

async function formatInput({ host, options, choices, config, purpose }: Run, input: SqlInput): Promise<Formatted> {
  const isInput = input.path === STANDARD_INPUT;
  const place = isInput && options.stdinFilepath !== undefined ? resolve(host.workingFolder, options.stdinFilepath) : input.path;
  const shown = isInput ? (options.stdinFilepath ?? "standard input") : input.shown;
  const read = await readWholeText(host, isInput ? undefined : input.path);
  if (read.kind === "error") return { exit: await complain(host, `${shown}: it cannot be read: ${read.message}`), isForeign: false };
  const before = read.content;
  const isExcluded = isInput && options.stdinFilepath !== undefined && config?.excludes(place, "file") === true;
  const result = isExcluded
    ? { text: before, notes: [], isForeign: false }
    : await formatText(host, input, before, [choices, config?.settingsOf(place).format]);
  for (const note of options.quiet ? [] : result.notes) await host.errors.write(`druid-sql: ${shown}:${note}\n`);
  const exit = await handOver({ host, options, purpose }, { ...input, shown }, before, result.text);
  return { exit, isForeign: result.isForeign };
}

/** Does with a text what the run is for. */
async function handOver(
  { host, options, purpose }: Pick<Run, "host" | "options" | "purpose">,
  input: SqlInput,
  before: string,
  after: string,
): Promise<ExitCode> {
  const { shown } = input;
  const isChanged = after !== before;
  switch (purpose) {
    case "check":
      if (isChanged) await host.output.write(`${shown}\n`);
      return isChanged ? EXIT.findings : EXIT.fine;
    case "diff":
      if (isChanged) await host.output.write(differenceOf(shown, before, after));
      return EXIT.fine;
    case "write":
      if (input.path !== STANDARD_INPUT) return isChanged ? writeFile(host, input, after, options) : EXIT.fine;
      break;
    case "print":
  }
  await host.output.write(after);
  return EXIT.fine;
}

async function writeFile(host: CliHost, { path, shown }: SqlInput, text: string, { quiet }: RawFormatOptions): Promise<ExitCode> {
  const written = host.replaceFile(path, text);
  if (written.kind === "error") return complain(host, `${shown}: it cannot be written: ${written.message}`);
  if (!quiet) await host.output.write(`${shown}\n`);
  return EXIT.fine;
}

interface FormattedText {
  readonly text: string;
  /** `3 left as it is: …` */
  readonly notes: readonly string[];
  readonly isForeign: boolean;
}

/** Of statements with errors the first one is said. */
const REASONS: Readonly<Record<Exclude<Unformatted, "errors">, string | undefined>> = {
  // Said once, and only of a file that somebody named.
  dialect: "it reads as SQL of another database",
  templates: "its templates decide about its structure",
  // Nobody needs to be told about what Druid refuses anyway, and about empty statements.
  kind: undefined,
  doubt: "its new form would not read as the same statement",
};

async function formatText(
  host: CliHost,
  { origin }: SqlInput,
  text: string,
  choices: readonly (FormatChoices | undefined)[],
): Promise<FormattedText> {
  const document = openDocument(text, { druidVersion: NEWEST_VERSION, mode: "document" });
  if (switchOfDocument(document) === "off") return { text, notes: [], isForeign: false };
  await learnDialects(host, document);
  const { edits, kept } = atOnce(formatDocument(document, formatOptions(...choices)));
  const lines = indexLines(text);
  const foreign = kept.find(({ reason }) => reason === "dialect");
  const notes = kept.flatMap((each) => {
    const { range, reason } = each;
    if (reason === "dialect" && (origin === "found" || each !== foreign)) return [];
    const why = reason === "errors" ? firstErrorOf(document, range.start, lines) : REASONS[reason];
    return why === undefined ? [] : [`${placeAt(lines, range.start).line + 1} left as it is: ${why}`];
  });
  return { text: applyEdits(text, edits), notes, isForeign: foreign !== undefined };
}

/** The statement at an offset does not parse. */
function firstErrorOf(document: SqlDocument, offset: number, lines: LineIndex): string {
  const { start, statement } = statementAt(document, offset) ?? {};
  const error = statement?.errors[0];
  if (start === undefined || !error) return "it does not parse";
  return `line ${placeAt(lines, start + error.range.start).line + 1} does not parse: ${error.message}`;
}

/** What the options choose, or a sentence about the first that cannot be used. */
function readChoices({ keywordCase, commas, lineWidth, indent }: RawFormatOptions): FormatChoices | string {
  const width = lineWidth === undefined ? undefined : Number(lineWidth);
  if (width !== undefined && !isLineWidth(width)) return `--line-width takes a number from 40 to 400, not "${lineWidth}"`;
  const level = indent === undefined || indent === "tab" ? indent : Number(indent);
  if (level !== undefined && !isIndent(level)) return `--indent takes a number from 1 to 16, or tab, not "${indent}"`;
  const chosenCase = KEYWORD_CASES.find((each) => each === keywordCase);
  const chosenCommas = COMMA_STYLES.find((each) => each === commas);
  return {
    ...(chosenCase && { keywordCase: chosenCase }),
    ...(chosenCommas && { commas: chosenCommas }),
    ...(width !== undefined && { lineWidth: width }),
    ...(level !== undefined && { indent: level }),
  };
}

async function complain(host: CliHost, message: string): Promise<ExitCode> {
  await host.errors.write(`druid-sql: ${message}\n`);
  return EXIT.trouble;
}
