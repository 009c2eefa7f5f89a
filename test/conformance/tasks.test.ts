/**
 * Do our needs of the phases follow and cancel, with our authorizer's verdict on them, foretell what the Overlord answers to who looks at a
 * task and to who stops it? The table below is what Druid 27 and 38 answered; all requests of a cluster are read in place where the folder
 * `../shared/cluster` is there.
 */
import * as assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { needsOf } from "../../server/src/language/permissions/needsOf";
import { createAuthorizer } from "../../server/src/language/roles/authorizer";
import { parseRolesFile } from "../../server/src/language/roles/parse";
import { REPOSITORY } from "../support/corpus";
import { settingsOf, statementOf } from "../support/statements";

type Phase = "follow" | "cancel";

/** The statements whose tasks were looked at, by how the tables and questions begin. */
const TASKS = {
  "INSERT INTO t2": "INSERT INTO t2 SELECT __time, page, added FROM wikipedia PARTITIONED BY ALL",
  "SELECT as a task": "SELECT page, added FROM wikipedia",
  export: "INSERT INTO EXTERN(local(exportPath => '/exports/a')) AS CSV SELECT page FROM wikipedia",
} as const;

/** Who has these permissions: may they look (GET of the task, status, reports, log), may they stop it? */
const ANSWERS: readonly (readonly [task: keyof typeof TASKS, permissions: readonly string[], follow: boolean, cancel: boolean])[] = [
  ["INSERT INTO t2", [], false, false],
  ["INSERT INTO t2", ["READ DATASOURCE wikipedia", "WRITE DATASOURCE t2"], false, true],
  ["INSERT INTO t2", ["READ DATASOURCE wikipedia", "WRITE DATASOURCE t2", "READ DATASOURCE t2"], true, true],
  ["INSERT INTO t2", ["READ DATASOURCE t2"], true, false],
  ["SELECT as a task", ["READ DATASOURCE wikipedia"], false, false],
  ["SELECT as a task", ["READ DATASOURCE wikipedia", "READ DATASOURCE __query_select"], true, false],
  ["SELECT as a task", ["READ DATASOURCE wikipedia", "WRITE DATASOURCE __query_select"], false, true],
  ["export", ["READ DATASOURCE wikipedia", "WRITE EXTERNAL local"], false, false],
  ["export", ["READ DATASOURCE __query_export"], true, false],
  ["export", ["WRITE DATASOURCE __query_export"], false, true],
];

for (const version of [27, 38]) {
  test(`following and cancelling tasks, as Druid ${version} answered`, () => {
    for (const [task, permissions, follow, cancel] of ANSWERS) {
      if (task === "export" && version < 29) continue;
      assert.equal(foretold(task, permissions, "follow", version), follow, `${task}: ${permissions.join(", ")}`);
      assert.equal(foretold(task, permissions, "cancel", version), cancel, `${task}: ${permissions.join(", ")}`);
    }
  });
}

/** Whether the statement's needs of a phase are all allowed; there must be one. */
function foretold(task: keyof typeof TASKS, permissions: readonly string[], phase: Phase, version: number): boolean {
  const given = { version, mode: "request", endpoint: "task" } as const;
  const settings = settingsOf(given);
  const needs = needsOf(statementOf(TASKS[task], given), settings).needs.filter((need) => need.phase === phase);
  assert.equal(needs.length, 1);
  const file = parseRolesFile(JSON.stringify({ roles: { r: permissions.flatMap(entries) } }), "roles");
  const authorizer = createAuthorizer(file, settings.profile);
  return needs.every((need) => authorizer.decide(need, { kind: "roles", names: ["r"] }, settings.profile).outcome === "allowed");
}

const EVERYTHING = "READ and WRITE .* of every type";

function entries(text: string): readonly object[] {
  if (text === EVERYTHING) return ["READ DATASOURCE .*", "WRITE DATASOURCE .*"].flatMap(entries);
  const [action, type, ...name] = text.split(" ");
  return [{ resource: { name: name.join(" "), type }, action }];
}

/** A request to a cluster and its answer. */
interface Observation {
  readonly question: string;
  readonly switches: readonly string[];
  readonly permissions: readonly unknown[];
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
}

for (const [folder, version] of [
  ["observed", 27],
  ["observed-38", 38],
] as const) {
  const place = path.join(REPOSITORY, "../shared/cluster", folder);
  const skip = existsSync(place) ? false : `${path.join("../shared/cluster", folder)} is not there`;
  test(`requests to the Overlord of a cluster of Druid ${version}`, { skip }, () => {
    const compared = readdirSync(place)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file): readonly Observation[] => JSON.parse(readFileSync(path.join(place, file), "utf8")))
      .flatMap((observation) => compare(observation, version));
    console.log(`${folder}: ${compared.length} requests compared`);
    assert.ok(compared.length >= 40, `only ${compared.length}`);
    assert.deepEqual(
      compared.filter((difference) => difference !== ""),
      [],
    );
  });
}

/** Nothing for other requests, an empty text where we foretell the answer, or the difference. A 404 comes after the permission check. */
function compare({ question, permissions, request, status }: Observation, version: number): readonly string[] {
  const task = (Object.keys(TASKS) as (keyof typeof TASKS)[]).find((start) => question.startsWith(`${start}: `));
  const isTask = /^\/druid\/indexer\/v1\/task\/query-/.test(request.path);
  if (!isTask || task === undefined) return [];
  assert.ok([200, 403, 404].includes(status), `${question}: ${status}`);
  const texts = permissions.filter((permission) => typeof permission === "string");
  const phase = request.method === "GET" ? "follow" : "cancel";
  const ours = foretold(task, texts, phase, version);
  return [ours === (status !== 403) ? "" : `${question} ${request.path}, with ${texts.join(", ")}: ${status}`];
}
