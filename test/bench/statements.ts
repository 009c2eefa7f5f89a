/**
 * Statements by themselves: parsing, needs and verdicts beside druid-query-toolkit's parse of the same ones.
 */
import { inspect, judgeStatement, parseRequest } from "../../server/src/language/index";
import { best, QUICK, type Row, seconds } from "./measure";
import { judgingContext, parseToolkit, REQUEST, STATEMENTS } from "./samples";

/** How often the half that is not measured goes through before: an engine compiles what it sees often. */
const WARM_ROUNDS = QUICK ? 3 : 6;

/** Half of the statements warm the engines up, the other half is measured; none of ours is remembered from before. */
export function measureStatements(): readonly Row[] {
  const warm = STATEMENTS.filter((_, index) => index % 2 === 0);
  const cold = STATEMENTS.filter((_, index) => index % 2 === 1);
  const megabytes = cold.reduce((sum, sql) => sum + sql.length, 0) / 1e6;
  const { judge: authority, settings } = judgingContext("request");
  if (!authority) throw new Error("the context has nobody to judge");
  const judge = (sql: string): unknown => judgeStatement(inspect(parseRequest(sql, REQUEST), settings), authority, settings);
  const parse = (sql: string): unknown => parseRequest(sql, REQUEST);
  for (const sql of warm) parseToolkit(sql);
  for (let round = 0; round < WARM_ROUNDS; round++) for (const sql of warm) judge(`${sql} `);
  const speedOf = (work: (sql: string) => unknown): number => megabytes / best(() => seconds(() => all(cold, work)));
  const toolkit = speedOf(parseToolkit);
  const parsed = speedOf(parse);
  const judged = speedOf(judge);
  return [
    { what: `druid-query-toolkit, parse (${cold.length} statements)`, figure: `${toolkit.toFixed(2)} MB/s`, goal: "" },
    { what: "ours, parse", figure: `${parsed.toFixed(1)} MB/s = ${(parsed / toolkit).toFixed(1)} ×`, goal: "" },
    { what: "ours, parse + needs + verdict", figure: `${judged.toFixed(1)} MB/s = ${(judged / toolkit).toFixed(1)} ×`, goal: "≥ 20 ×" },
  ];
}

function all(list: readonly string[], work: (sql: string) => unknown): void {
  for (const sql of list) work(sql);
}
