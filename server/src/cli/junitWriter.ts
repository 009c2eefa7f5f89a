/**
 * The report as JUnit's XML, in the dialect that CI systems read: a suite for each file, a case for each statement. What fails the run is
 * a failure; a verdict that is not known, and what the baseline accepts, is skipped; what cannot be read is an error.
 */
import { offsetAt } from "../language/index";
import type { ReportWriter } from "./checkFiles";
import type { RangeJson, StatementJson } from "./contract";
import type { Examined } from "./examine";
import { STANDARD_INPUT } from "./findFiles";
import { type FoundFinding, newOnes, reaches } from "./findings";
import { writePieces } from "./pieces";
import type { ReportParts } from "./report";
import { counted, type Reported, reportedProblems } from "./reported";
import { asksSeveralEnvironments, type CheckRequest } from "./request";
import { askedText } from "./summary";
import { xmlElement, xmlStart, xmlText } from "./xml";

/** How much of a statement names it. */
const LONGEST_NAME = 80;

/** A writer of JUnit's XML. */
export function junitWriter({ host, output, request }: ReportParts): ReportWriter {
  const suite = (path: string, name: string, cases: readonly Case[]): Promise<void> => writePieces(output, suiteXml(path, name, cases));
  return {
    begin: async (rolesFiles) => {
      await output.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="druid-sql">\n');
      for (const file of rolesFiles) {
        const outcome = outcomeOf(reportedProblems(file), file.path, request, undefined);
        await suite(file.path, file.path, [{ name: "roles file", ...outcome }]);
      }
    },
    file: (examined, rendered) => writePieces(output, rendered ?? renderJunit(examined, request)),
    unread: async (path, message) => {
      await host.errors.write(`druid-sql: ${path}: ${message}\n`);
      await suite(path, path, [{ name: "file", kind: "error", code: "unreadable", message, details: "", remarks: "" }]);
    },
    failed: async (message) => {
      await host.errors.write(`druid-sql: ${message}\n`);
      await suite("druid-sql", "druid-sql", [{ name: "roles file", kind: "error", code: "unreadable", message, details: "", remarks: "" }]);
    },
    end: () => output.write("</testsuites>\n"),
  };
}

/** A file as `file` writes it, in pieces. */
export function renderJunit(examined: Examined, request: CheckRequest): Iterable<string> {
  const { path, principal, environment } = examined.file;
  const who = request.principals.length > 1 ? principal : undefined;
  const where = asksSeveralEnvironments(request) ? environment : undefined;
  return suiteXml(path, path + askedText(who, where), casesOf(examined, request));
}

interface Outcome {
  readonly kind: "passed" | "failure" | "error" | "skipped";
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  /** All that fails, a line for each. */
  readonly details: string;
  /** What was found and does not fail. */
  readonly remarks: string;
}

interface Case extends Outcome {
  readonly name: string;
  /** Counts from one. */
  readonly line?: number;
}

function* suiteXml(path: string, name: string, cases: readonly Case[]): Generator<string> {
  const count = (kind: Outcome["kind"]): number => cases.filter((each) => each.kind === kind).length;
  const counts = { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
  const attributes = { name, ...counts, file: path };
  if (cases.length === 0) {
    yield `  ${xmlElement("testsuite", attributes)}\n`;
    return;
  }
  yield `  ${xmlStart("testsuite", attributes)}\n`;
  for (const each of cases) yield `    ${caseXml(path, each)}\n`;
  yield "  </testsuite>\n";
}

function caseXml(path: string, { name, line, kind, code, message, details, remarks }: Case): string {
  const parts = [
    ...(kind === "failure" || kind === "error" ? [xmlElement(kind, { message, type: code }, xmlText(details))] : []),
    ...(kind === "skipped" ? [xmlElement(kind, { message })] : []),
    ...(remarks === "" ? [] : [xmlElement("system-out", {}, xmlText(remarks))]),
  ];
  return xmlElement("testcase", { name, classname: classOf(path), file: path, line }, parts.join(""));
}

/** CI systems show classes in packages, by their dots. */
function classOf(path: string): string {
  if (path === STANDARD_INPUT) return "stdin";
  return path
    .replace(/\.(?:sql|jsonc?)$/i, "")
    .replace(/^(?:\.\.?\/)+/, "")
    .replaceAll("/", ".");
}

function casesOf(examined: Examined, request: CheckRequest): readonly Case[] {
  const { file, findings } = examined;
  const names = new Map<string, number>();
  return file.statements.flatMap((statement, index) => {
    if (statement.dialect !== "druid") return [];
    const all = findings[index] ?? [];
    const outcome = outcomeOf(counted(all, request), file.path, request, skipReason(statement, all));
    return [{ name: nameOf(examined, statement.range, names), line: statement.range.start.line + 1, ...outcome }];
  });
}

/** The first words of the statement, so that the name does not depend on what stands before it. */
function nameOf({ text, lines }: Examined, { start, end }: RangeJson, names: Map<string, number>): string {
  const from = offsetAt(lines, start);
  const words = text.slice(from, Math.min(offsetAt(lines, end), from + 4 * LONGEST_NAME)).replace(/\s+/g, " ");
  const name = words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME)}…` : words;
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  return before === 0 ? name : `${name} (${before + 1})`;
}

function skipReason({ verdict, unknowns, needs }: StatementJson, findings: readonly FoundFinding[]): string | undefined {
  if (newOnes(findings).length < findings.length) return "accepted by the baseline";
  if (verdict !== "unknown") return undefined;
  const reason = unknowns[0]?.message ?? needs.find((need) => need.verdict === "unknown")?.verdictReason?.message;
  return `not known: ${reason ?? "nobody says who may do what"}`;
}

function outcomeOf(found: readonly Reported[], path: string, { failOn }: CheckRequest, skipped: string | undefined): Outcome {
  const failing = found.filter(({ severity }) => reaches(severity, failOn));
  const others = found.filter((finding) => !failing.includes(finding));
  const [first] = failing;
  const kind = first ? "failure" : skipped === undefined ? "passed" : "skipped";
  const more = failing.length > 1 ? ` (and ${failing.length - 1} more)` : "";
  return {
    kind,
    code: first?.code ?? "",
    message: first ? first.message + more : (skipped ?? ""),
    details: failing.map((finding) => lineOf(path, finding)).join("\n"),
    remarks: others.map((finding) => lineOf(path, finding)).join("\n"),
  };
}

function lineOf(path: string, { code, severity, message, range, related }: Reported): string {
  const misses = related.filter((item) => item.path !== undefined);
  const where = misses.map((item) => `\n  ${item.path}:${item.range.start.line + 1} ${item.message}`).join("");
  return `${path}:${range.start.line + 1}:${range.start.character + 1} ${severity} ${message} [${code}]${where}`;
}
