/**
 * What the benchmark works on, the same in every run: statements that Druid and druid-query-toolkit both parse, files made of them, and
 * a roles file. The statements are the project's own and, where the optional folder is there, recorded ones.
 */
import { SqlExpression } from "druid-query-toolkit";
import {
  createContext,
  type Grammar,
  inspect,
  type LanguageContext,
  parsePrincipal,
  parseRequest,
  parseRolesFile,
} from "../../server/src/language/index";
import { optionalStatements, ownStatements } from "../support/corpus";
import { seededRandom } from "../support/random";
import { QUICK } from "./measure";

export const REQUEST: Grammar = { druidVersion: 38, mode: "request" };

/** Alice may read half of it. */
export const ROLES = JSON.stringify({
  roles: {
    analyst: [
      { resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" },
      { resource: { name: "EXTERNAL", type: "EXTERNAL" }, action: "READ" },
    ],
  },
  users: { alice: ["analyst"] },
});

/** Distinct statements. */
export const STATEMENTS: readonly string[] = distinct([...ownStatements(), ...optionalStatements().slice(0, QUICK ? 4000 : 9000)]).filter(
  isForToolkit,
);

/** Alice is asked about. */
export function judgingContext(mode: Grammar["mode"]): LanguageContext {
  const principal = parsePrincipal("user:alice");
  const roles = parseRolesFile(ROLES, "file:///druid-roles.json");
  return createContext({ mode, roles, ...(principal.kind === "ok" && { principal: principal.principal }) });
}

/** A file of 3 MB with far more than 25,000 lines: thousands of statements, each behind a comment. */
export function largeFile(): string {
  const random = seededRandom(3);
  const pieces: string[] = [];
  let size = 0;
  for (let index = 0; size < 3_000_000; index++) {
    const piece = `-- statement ${index}\n${anyOf(STATEMENTS, random).replace(/\s+(FROM|WHERE|GROUP|PARTITIONED)\b/g, "\n$1")}`;
    pieces.push(piece);
    size += piece.length + 2;
  }
  return pieces.join(";\n");
}

/** One statement of 25,000 lines and 3 MB. */
export function largeStatement(): string {
  const columns = Array.from(
    { length: 25_000 },
    (_, index) =>
      `  CASE WHEN channel_${index} > ${index} THEN UPPER(CAST(added_${index} AS VARCHAR)) ELSE 'a text that stands for others' END AS result_${index}`,
  );
  return `SELECT\n${columns.join(",\n")}\nFROM secrets`;
}

/** About 10 kB of statements that Druid takes, as files in a repository are; each file with others. */
export function sampleFile(index: number): string {
  const random = seededRandom(index);
  let text = `-- file ${index}\n`;
  while (text.length < 10_000) text += `${anyOf(soundStatements(), random)};\n`;
  return text;
}

let sound: readonly string[] | undefined;

/** The statements that nothing is wrong with. */
function soundStatements(): readonly string[] {
  const { settings } = judgingContext("request");
  sound ??= STATEMENTS.filter((sql) => inspect(parseRequest(sql, REQUEST), settings).errors.length === 0);
  return sound;
}

function anyOf(statements: readonly string[], random: () => number): string {
  return (statements[Math.floor(random() * statements.length)] ?? "").replace(/;\s*$/, "");
}

/** Whether druid-query-toolkit takes a statement. */
export function parseToolkit(sql: string): boolean {
  try {
    SqlExpression.parse(sql);
    return true;
  } catch {
    return false;
  }
}

function isForToolkit(sql: string): boolean {
  return sql.length > 60 && !sql.includes("\0") && parseRequest(sql, REQUEST).errors.length === 0 && parseToolkit(sql);
}

function distinct(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
