/**
 * The report over all environments: what it counts, what it says of each statement, and what readers of Markdown must not trip over.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  createContext,
  environmentsReport,
  environmentsSummary,
  fileInEnvironments,
  openDocument,
  parseRolesFile,
  type ReportLinks,
} from "../../../../server/src/language/index";

const LINKS: ReportLinks = {
  file: (uri) => `[${uri}](${uri})`,
  line: (label, uri, line) => `[${label}](${uri}#L${line + 1})`,
};

interface ReportCase {
  readonly sql: string;
  /** By the name of an environment, the pattern of what alice may read; undefined for no roles at all. */
  readonly may: Readonly<Record<string, string | undefined>>;
  readonly state?: "complete" | "cancelled";
  readonly says?: readonly string[];
  readonly lacks?: readonly string[];
  readonly summary?: string;
}

/** The report on one file in some environments. */
function checkReport({ sql, may, state = "complete", says = [], lacks = [], summary }: ReportCase): void {
  const readings = Object.entries(may).map(([environment, pattern]) => {
    const grant = { resource: { name: pattern, type: "DATASOURCE" }, action: "READ" };
    const roles = parseRolesFile(JSON.stringify({ roles: { r: [grant] }, users: { alice: ["r"] } }), `${environment}.json`);
    const context = createContext(pattern === undefined ? {} : { roles, principal: { kind: "user", name: "alice" } });
    return { environment, context, document: openDocument(sql, context.grammar) };
  });
  const environments = Object.keys(may).map((name) => ({ name, rolesFile: `${name}.json`, version: "Druid 38 (assumed)" }));
  const checked = { environments, files: [fileInEnvironments("a.sql", sql, readings)], state };
  const markdown = environmentsReport(checked, LINKS);
  for (const part of says) assert.ok(markdown.includes(part), `${part} is not in\n${markdown}`);
  for (const part of lacks) assert.ok(!markdown.includes(part), `${part} is in\n${markdown}`);
  if (summary !== undefined) assert.equal(environmentsSummary(checked), summary);
}

test("verdicts beside each other, and what is missing", () =>
  checkReport({
    sql: "SELECT * FROM a;\n\nSELECT * FROM b",
    may: { dev: "a|b", prod: "a" },
    says: [
      "| statement | dev | prod |",
      "| [line 1](a.sql#L1) `SELECT * FROM a` | ✓ allowed | ✓ allowed |",
      "| [line 3](a.sql#L3) `SELECT * FROM b` | ✓ allowed | ✗ denied |",
      "- line 3, prod: lacks `READ DATASOURCE b`",
      '"name":"b"',
    ],
    lacks: ["Missing in dev"],
    summary: "dev: 2 allowed; prod: 1 allowed, 1 denied",
  }));
test("a permission that several statements lack is counted", () =>
  checkReport({ sql: "SELECT * FROM a;SELECT a.x FROM a", may: { prod: "z" }, says: ["// 2 statements"] }));
test("not known, with the reason", () =>
  checkReport({ sql: "SELECT * FROM {{ t }}", may: { dev: ".*" }, says: ["? not known", "- line 1, dev: "], summary: "dev: 1 unknown" }));
test("without roles nothing is judged", () =>
  checkReport({ sql: "SELECT * FROM a", may: { dev: undefined }, says: ["? not known", "there is no roles file"] }));
test("refused, with Druid's reason", () =>
  checkReport({ sql: "INSERT INTO t SELECT 1 AS x", may: { dev: ".*" }, says: ["! refused", "PARTITIONED BY"] }));
test("bars in a statement do not end its cell", () =>
  checkReport({ sql: "SELECT 'a|b' FROM a", may: { dev: "a" }, says: ["`SELECT 'a\\|b' FROM a` | ✓ allowed |"] }));
test("a long statement is cut", () => checkReport({ sql: `SELECT ${"x, ".repeat(100)} y FROM a`, may: { dev: "a" }, says: ["…`"] }));
test("dots and dashes in a name", () =>
  checkReport({ sql: "SELECT 1", may: { "eu-1.prod_a b": "a" }, says: ["prod"], summary: "eu-1.prod_a b: 1 allowed" }));
test("cancelled", () => checkReport({ sql: "SELECT 1", may: { dev: "a" }, state: "cancelled", says: ["It was cancelled"] }));
test("nothing in it", () => checkReport({ sql: "-- nothing", may: { dev: "a" }, says: ["No statement was found."] }));
