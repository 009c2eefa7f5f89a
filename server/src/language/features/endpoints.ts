/**
 * The same statement asked for every endpoint: which engine would take it there, what it would need and for whom, who may follow and stop
 * it, and what Druid would answer where a permission is missing. Relies on inspections under the other endpoints, which are remembered.
 */

import { routeOf } from "../analysis/route";
import { ENDPOINT_FACTS, type EndpointFacts, type EndpointName, entryOf, type RefusalAnswer, STATE_REFUSALS } from "../data/endpoints";
import type { Statement } from "../syntax/document";
import { t } from "../text/l10n";
import { type AssessedNeed, assessInspection } from "./assess";
import { type LanguageContext, settingsOf } from "./context";
import { type Inspection, inspect } from "./inspect";
import type { StatementVerdict } from "./judge";

/** What one endpoint makes of a statement. */
export interface EndpointReport {
  readonly endpoint: EndpointName;
  /** `POST /druid/v2/sql`; as in the first version that has it when the cluster's has none. */
  readonly request: string;
  readonly engine: "native" | "msq-task" | "msq-dart";
  /** `chosen`: the settings, or the statement itself, send it there. */
  readonly use: "chosen" | "possible";
  /** Why it cannot run there. `plan`: Druid says so after it has looked at permissions. */
  readonly obstacle?: EndpointObstacle;
  /** Absent where nobody judges, and where the endpoint does not take the statement. */
  readonly verdict?: StatementVerdict;
  /** What it would need there; empty where the endpoint does not take it. */
  readonly needs: readonly AssessedNeed[];
  /** Who may see and stop it afterwards, where no need says so: a few words. */
  readonly afterwards?: string;
  /** The answer to whom a permission is missing; absent where the endpoint does not take the statement. */
  readonly refusal?: RefusalAnswer;
  /** The answer while rows are read, where a need of phase `run` is checked with words of its own. */
  readonly runRefusal?: RefusalAnswer;
}

export interface EndpointObstacle {
  readonly code: string;
  readonly stage: "validate" | "plan";
  readonly message: string;
}

/** Codes that depend on where a statement is sent; every other refusal holds at each endpoint. */
const ENDPOINT_CODES: ReadonlySet<string> = new Set(["engine-feature", "endpoint-missing", "set-over-jdbc", "unknown-engine"]);

/** The first Druid in which STATE opens the statements of others. Source: SqlStatementResource. */
const FIRST_VERSION_WITH_STATE_FOR_STATEMENTS = 28;

/** One report for each endpoint; empty where Druid refuses the statement at all of them. */
export function endpointReports(context: LanguageContext, statement: Statement): readonly EndpointReport[] {
  if (statement.errors.length > 0 || statement.tree.statement === undefined) return [];
  const chosen = chosenEndpoint(context, statement);
  const inspections = ENDPOINT_FACTS.map((facts) => ({ facts, inspection: inspectAt(context, statement, facts.name, chosen) }));
  const isRefusedEverywhere = inspections.every(({ inspection }) => inspection.errors.some(isGeneral));
  if (isRefusedEverywhere) return [];
  return inspections.map(({ facts, inspection }) => reportAt(context, facts, inspection, facts.name === chosen));
}

function isGeneral({ code, stage }: Inspection["errors"][number]): boolean {
  return stage !== "plan" && !ENDPOINT_CODES.has(code);
}

function chosenEndpoint({ settings }: LanguageContext, { tree }: Statement): EndpointName {
  const route = routeOf(tree, settings);
  return route.endpoint === "sql" && route.engine === "msq-dart" ? "dart" : route.endpoint;
}

/** Where it is sent anyway it is asked under the very settings, so that the answer is that of every other feature. */
function inspectAt({ settings }: LanguageContext, statement: Statement, endpoint: EndpointName, chosen: EndpointName): Inspection {
  return inspect(statement, endpoint === chosen ? settings : settingsOf({ ...settings, endpoint }));
}

function reportAt(context: LanguageContext, facts: EndpointFacts, inspection: Inspection, isChosen: boolean): EndpointReport {
  const version = context.settings.profile.druidVersion;
  const request = entryOf(facts.requests, version)?.request ?? facts.requests[0]?.request ?? facts.name;
  const obstacle = obstacleOf(inspection);
  const about = {
    endpoint: facts.name,
    request,
    engine: engineOf(facts.name),
    use: isChosen ? ("chosen" as const) : ("possible" as const),
    ...(obstacle && { obstacle }),
  };
  if (obstacle?.stage === "validate") return { ...about, needs: [] };
  const { needs, verdict } = assessInspection(context, inspection);
  const refusal = entryOf(facts.refusals, version);
  const runRefusal = needs.some(({ need }) => need.phase === "run") ? entryOf(STATE_REFUSALS, version) : undefined;
  const afterwards = afterwardsAt(facts.name, inspection, version);
  return {
    ...about,
    ...(verdict && { verdict }),
    needs,
    ...(afterwards !== undefined && { afterwards }),
    ...(refusal && { refusal }),
    ...(runRefusal && facts.name !== "jdbc" && { runRefusal }),
  };
}

/** A refusal that hides permissions comes before one that Druid reaches behind them. */
function obstacleOf({ errors }: Inspection): EndpointObstacle | undefined {
  const found = errors.filter(({ code }) => ENDPOINT_CODES.has(code));
  const first = found.find(({ stage }) => stage === "validate") ?? found.find(({ stage }) => stage === "plan");
  return first && { code: first.code, stage: first.stage === "plan" ? "plan" : "validate", message: first.message };
}

function engineOf(endpoint: EndpointName): EndpointReport["engine"] {
  if (endpoint === "dart") return "msq-dart";
  return endpoint === "task" || endpoint === "statements" ? "msq-task" : "native";
}

/** Source: SqlStatementResource (ownership, STATE), SqlResource.cancelQuery, which asks for the statement's own resources again. */
function afterwardsAt(endpoint: EndpointName, { kind }: Inspection, version: number): string | undefined {
  if (kind === "explain" || kind === "describe") return undefined;
  if (endpoint === "sql" || endpoint === "dart") return t("stopped by whoever could run it");
  if (endpoint !== "statements") return undefined;
  return version < FIRST_VERSION_WITH_STATE_FOR_STATEMENTS
    ? t("followed and stopped by who sent it")
    : t("followed and stopped by who sent it, by others with READ and WRITE STATE STATE");
}
