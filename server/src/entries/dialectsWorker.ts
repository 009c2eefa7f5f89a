/**
 * The thread that holds the parsers of other dialects. They come as one packed text beside this bundle, made by `esbuild.mjs`: each is read
 * when the first question asks for it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { parentPort } from "node:worker_threads";
import { brotliDecompressSync } from "node:zlib";
import type { DialectAnswer, DialectQuestion } from "./dialects";

/** What a build of node-sql-parser gives. */
interface ParserModule {
  readonly Parser: new () => { astify(sql: string, options: { readonly database: string }): unknown };
}

type Accepts = (sql: string) => boolean;

const parsers = new Map<string, Accepts>();

parentPort?.on("message", ({ id, sql }: DialectQuestion) => {
  if (parsers.size === 0) for (const [name, accepts] of load()) parsers.set(name, accepts);
  const takenBy = [...parsers].flatMap(([name, accepts]) => (accepts(sql) ? [name] : []));
  const answer: DialectAnswer = { id, takenBy };
  parentPort?.postMessage(answer);
});

function load(): readonly (readonly [string, Accepts])[] {
  const packed = readFileSync(join(__dirname, "dialects.br"));
  const sources: Readonly<Record<string, string>> = JSON.parse(brotliDecompressSync(packed).toString("utf8"));
  return Object.entries(sources).map(([name, source]) => [name, acceptsOf(name, source)]);
}

function acceptsOf(database: string, source: string): Accepts {
  const module = { exports: {} as ParserModule };
  compileFunction(source, ["module", "exports", "require"])(module, module.exports, createRequire(__filename));
  const parser = new module.exports.Parser();
  return (sql) => {
    try {
      parser.astify(sql, { database });
      return true;
    } catch {
      return false;
    }
  };
}
