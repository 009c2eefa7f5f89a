/**
 * The file of a baseline: JSON with one finding a line, in an order of its own, so that two people who change it seldom meet.
 * `docs/schemas/druid-sql-baseline.schema.json` is its schema.
 */
import type { CliHost, FileResult } from "./host";
import { readTextFile } from "./readText";

/** An accepted finding. Only `path`, `code`, `as`, `environment`, `needs` and `fingerprint` decide; the rest is for people. */
export interface BaselineEntry {
  /** In the file: from its folder on, with `/`; else as shown. `-` is standard input. */
  readonly path: string;
  readonly code: string;
  readonly fingerprint: string;
  /** Who was asked about. */
  readonly as?: string;
  /** In which environment. */
  readonly environment?: string;
  /** The permission that it is about: `READ DATASOURCE wikipedia`. */
  readonly needs?: string;
  readonly message: string;
}

const VERSION = 1;

/** Reads a baseline, or says what is wrong with it. */
export function readBaseline(host: CliHost, path: string): FileResult<readonly BaselineEntry[]> {
  if (host.files.kindOf(path) === "missing") return failure("there is no such file; write it with --write-baseline");
  const text = readTextFile(host, path);
  if (text.kind === "error") return text;
  if (/^<<<<<<< /m.test(text.content)) return failure("it holds a conflict of a merge; write it anew with --write-baseline");
  const json = parse(text.content);
  if (!isObject(json)) return failure("it is not JSON of a baseline; write it anew with --write-baseline");
  const { version, findings } = json;
  if (typeof version === "number" && version > VERSION)
    return failure(`it is of version ${version}, and ${VERSION} is the newest that is known`);
  if (version !== VERSION || !Array.isArray(findings)) return failure('it is no baseline: it needs "version": 1 and a list "findings"');
  const entries: BaselineEntry[] = [];
  for (const [index, value] of findings.entries()) {
    const entry = readEntry(value);
    if (!entry) return failure(`entry ${index + 1} of "findings" needs the texts "path", "code" and "fingerprint"`);
    entries.push(entry);
  }
  return { kind: "ok", content: entries };
}

/** The text of a baseline: the same for the same findings, whatever order they come in. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .map(({ path, code, needs, as: who, environment, message, fingerprint }) => {
      return { path, code, needs, as: who, environment, message, fingerprint };
    })
    .map((entry) => ({
      sortedBy: [entry.path, entry.code, entry.needs ?? "", entry.as ?? "", entry.environment ?? "", entry.fingerprint],
      line: JSON.stringify(entry),
    }))
    .sort((one, other) => compare(one.sortedBy, other.sortedBy))
    .map(({ line }) => `\n    ${line}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.join(",")}${lines.length > 0 ? "\n  " : ""}]\n}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readEntry(value: unknown): BaselineEntry | undefined {
  if (!isObject(value)) return undefined;
  const { path, code, fingerprint, as: who, environment, needs, message } = value;
  if (typeof path !== "string" || typeof code !== "string" || typeof fingerprint !== "string") return undefined;
  return {
    path,
    code,
    fingerprint,
    ...(typeof who === "string" && { as: who }),
    ...(typeof environment === "string" && { environment }),
    ...(typeof needs === "string" && { needs }),
    message: typeof message === "string" ? message : "",
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** By the code units of the texts, which is the same on every machine. */
function compare(one: readonly string[], other: readonly string[]): number {
  for (const [index, text] of one.entries()) {
    const against = other[index] ?? "";
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}

function failure(message: string): FileResult<never> {
  return { kind: "error", message };
}
