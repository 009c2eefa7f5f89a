/**
 * Statements to test with: the project's own recorded ones, and those of an optional folder beside the checkout.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The checkout. Compiled tests run from `out/test/support`. */
export const REPOSITORY = path.resolve(__dirname, "../../..");

/** Where recorded answers may lie beside the checkout; tests that want them skip when they do not. */
export const OPTIONAL_CONFORMANCE = path.resolve(REPOSITORY, "../shared/conformance");

/** The lines of a file of JSON lines. */
export function readJsonLines<Record>(file: string): readonly Record[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record);
}

/** Whether a file of recorded answers is there. */
export function hasOptional(name: string): boolean {
  return existsSync(path.join(OPTIONAL_CONFORMANCE, name));
}

interface SqlRecord {
  readonly sql: string;
}

/** The project's own statements. */
export function ownStatements(): readonly string[] {
  const file = path.join(REPOSITORY, "test/conformance/statements.jsonl");
  return existsSync(file) ? readJsonLines<SqlRecord>(file).map(({ sql }) => sql) : [];
}

/** Recorded statements beside the checkout; none where the folder is absent. */
export function optionalStatements(): readonly string[] {
  const files = ["statements.jsonl", "composed.jsonl", "mutated.jsonl"].filter(hasOptional);
  return files.flatMap((name) => readJsonLines<SqlRecord>(path.join(OPTIONAL_CONFORMANCE, name)).map(({ sql }) => sql));
}
