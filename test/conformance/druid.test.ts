/**
 * Do we say what Druid said? For each of our own statements, we take what its parser takes and refuse what it refuses. For every recorded
 * statement that its planner validates, our needs of phase submit are the resources that it asked for, and we report no error of stage parse
 * or validate. `statements.jsonl` beside this file is ours; more records are read in place where the folder `../shared/conformance` is there.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { checkStatement } from "../../server/src/language/analysis/checkStatement";
import { needsOf } from "../../server/src/language/permissions/needsOf";
import { hasOptional, OPTIONAL_CONFORMANCE, REPOSITORY, readJsonLines } from "../support/corpus";
import { type GivenSettings, settingsOf, statementOf } from "../support/statements";
import { EXCEPTIONS } from "./exceptions";

/** What Druid answered to one statement. */
interface Answer {
  readonly accepts: boolean;
  readonly valid?: boolean;
  readonly resources?: readonly string[];
  readonly refusal?: string;
  /** Whether these engines planned it, where its planner was asked for more than to validate. */
  readonly plans?: Readonly<Partial<Record<PlannedEngine, boolean>>>;
}

type PlannedEngine = "native" | "msq-task";

const ENDPOINT_OF: Readonly<Record<PlannedEngine, "sql" | "task">> = { native: "sql", "msq-task": "task" };

interface Recorded {
  readonly id: string;
  readonly sql: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

interface OwnRecord extends Recorded {
  readonly group: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** A record of the optional folder; its answer is that of Druid 38, and `versions` holds what other releases answered differently. */
interface OptionalRecord extends Recorded, Answer {
  readonly versions?: Readonly<Record<string, Answer>>;
}

const NEWEST = "38";
const seenExceptions = new Set<string>();

const own = readJsonLines<OwnRecord>(path.join(REPOSITORY, "test/conformance/statements.jsonl"));

/** How many of our own statements each release was asked, at least. */
const ASKED: Readonly<Record<string, number>> = { "28": 400, "29": 1500, "31": 1500, "33": 1500, "38": 400 };

test("every release that answered is compared", () => {
  const answered = new Set(own.flatMap(({ answers }) => Object.keys(answers)));
  assert.deepEqual([...answered].sort(), Object.keys(ASKED));
  assert.equal(new Set(own.map(({ id }) => id)).size, own.length, "an id stands twice");
});

for (const [version, least] of Object.entries(ASKED)) {
  const asked = own.flatMap((record) => (record.answers[version] ? [[record, record.answers[version]] as const] : []));
  test(`our own statements, as Druid ${version} answered`, () => {
    assert.ok(asked.length >= least, `only ${asked.length}`);
    checkAgreement(asked, version);
  });
  test(`what Druid ${version} takes of our own statements`, () => {
    const wrong = asked.filter(([record, answer]) => isTaken(record, version) !== answer.accepts);
    assert.deepEqual(
      wrong.map(([{ id, sql }, { accepts }]) => `${id} ${accepts ? "taken" : "refused"} by Druid: ${sql}`),
      [],
    );
  });
}

/** What the site decides by its configuration and extensions, or the columns that it has: the text does not tell it. */
const DECIDED_ELSEWHERE = /load all the necessary|protocols are allowed|forbidden header|not found in any table|is ambiguous/;

/** What is left: properties that stand twice, addresses of IPv6, offsets of time zones, types of arrays that only later releases translate. */
const MOST_UNTOLD = 0.03;

test("what Druid refuses of EXTERN's JSON and of context values is told", () => {
  const asked = own.filter(({ group }) => /^(?:EXTERN's JSON|context values)/.test(group));
  const refused = asked.flatMap((record) =>
    Object.entries(record.answers)
      .filter(([, { valid, refusal = "" }]) => valid === false && !DECIDED_ELSEWHERE.test(refusal))
      .map(([version, { refusal }]) => ({ record, version, refusal })),
  );
  const untold = refused.filter(({ record, version }) => {
    const given = givenBy(record, version);
    return checkStatement(statementOf(record.sql, given), settingsOf(given)).every(({ severity }) => severity !== "error");
  });
  assert.ok(refused.length > 500, String(refused.length));
  const shown = untold.slice(0, 10).map(({ record, version, refusal }) => `${record.id} ${version} ${record.sql.slice(0, 200)} ${refusal}`);
  assert.ok(untold.length <= refused.length * MOST_UNTOLD, `${untold.length} of ${refused.length}:\n${shown.join("\n")}`);
});

/** What is left: types that were made up for the columns, and windows that the planner of these releases cannot sort. */
const MOST_UNTOLD_OF_PLANS = 0.05;

test("what Druid plans gets no error, and what it refuses while planning by its literals is told", () => {
  const wrong: string[] = [];
  const untold: string[] = [];
  let refused = 0;
  for (const record of own) {
    for (const [version, { plans = {} }] of Object.entries(record.answers)) {
      for (const [engine, isPlanned] of Object.entries(plans) as [PlannedEngine, boolean][]) {
        const given = { ...givenBy(record, version), endpoint: ENDPOINT_OF[engine] };
        const errors = checkStatement(statementOf(record.sql, given), settingsOf(given)).filter(({ severity }) => severity === "error");
        const shown = `${record.id} ${version} ${engine} ${record.sql.slice(0, 150)} ${errors.map(({ code }) => code).join(", ")}`;
        if (isPlanned && errors.length > 0) wrong.push(shown);
        if (isPlanned || !record.group.startsWith("planned literals")) continue;
        refused++;
        if (errors.length === 0) untold.push(shown);
      }
    }
  }
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} errors on what Druid plans`);
  assert.ok(refused > 800, String(refused));
  assert.ok(untold.length <= refused * MOST_UNTOLD_OF_PLANS, `${untold.length} of ${refused}:\n${untold.slice(0, 10).join("\n")}`);
});

for (const file of ["curated.jsonl", "composed.jsonl", "statements.jsonl", "statements-secure.jsonl"]) {
  const skip = hasOptional(file) ? false : `${path.join("../shared/conformance", file)} is not there`;
  for (const version of file === "curated.jsonl" ? ["28", "33", NEWEST] : [NEWEST]) {
    test(`${file}, as Druid ${version} answered`, { skip }, () => {
      const records = readJsonLines<OptionalRecord>(path.join(OPTIONAL_CONFORMANCE, file));
      checkAgreement(
        records.map((record) => [record, record.versions?.[version] ?? record] as const),
        version,
      );
    });
  }
}

test("every listed exception still is one", () => {
  assert.deepEqual(
    Object.keys(EXCEPTIONS).filter((id) => !seenExceptions.has(id)),
    [],
  );
});

/** Fails with the first disagreements that are not listed, at most ten. */
function checkAgreement(asked: readonly (readonly [Recorded, Answer])[], version: string): void {
  const wrong: string[] = [];
  for (const [record, answer] of asked) {
    if (!answer.accepts || !answer.valid) continue;
    const difference = differenceOf(record, answer, version);
    if (difference === undefined) continue;
    if (record.id in EXCEPTIONS) seenExceptions.add(record.id);
    else wrong.push(`${record.id} ${record.sql.replace(/\s+/g, " ").slice(0, 200)}\n  ${difference}`);
  }
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${asked.length} differ`);
}

function isTaken(record: Recorded, version: string): boolean {
  return statementOf(record.sql, givenBy(record, version)).errors.length === 0;
}

function givenBy(record: Recorded, version: string): GivenSettings {
  return {
    version: Number(version),
    mode: "request",
    ...(record.profile ? { profile: record.profile } : {}),
    ...(record.context ? { context: record.context } : {}),
  };
}

function differenceOf(record: Recorded, answer: Answer, version: string): string | undefined {
  const given = givenBy(record, version);
  const statement = statementOf(record.sql, given);
  const settings = settingsOf(given);
  if (statement.errors[0]) return `does not parse: ${statement.errors[0].message}`;
  const refused = checkStatement(statement, settings).find(({ severity, stage }) => severity === "error" && stage !== "plan");
  if (refused) return `${refused.code}: ${refused.message}`;
  const needs = needsOf(statement, settings).needs.filter(({ phase }) => phase === "submit");
  const ours = [...new Set(needs.map(({ action, type, name }) => `${action} ${type} ${name}`))].sort();
  const theirs = [...(answer.resources ?? [])].sort();
  return ours.join("\n") === theirs.join("\n")
    ? undefined
    : `Druid: ${theirs.join(", ") || "nothing"} · ours: ${ours.join(", ") || "nothing"}`;
}
