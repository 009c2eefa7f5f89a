/**
 * `endpoint-missing`, `set-over-jdbc`, `unknown-engine`: what the endpoint itself refuses, whatever the statement says.
 * Source: SqlStatementResource (since 27), DartSqlResource (31 to 33), DruidMeta, which parses without SET, and SqlEngineRegistry (34 and newer).
 */
import { ENDPOINT_FACTS, entryOf } from "../../data/endpoints";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { chosenEngine, FIRST_VERSION_WITH_SET, setsOf } from "../route";
import { type CheckInput, firstWords } from "./check";

export function checkEndpoint(input: CheckInput): void {
  checkExistence(input);
  checkSetOverJdbc(input);
  checkChosenEngine(input);
}

function checkExistence(input: CheckInput): void {
  const { route, settings, statement } = input;
  const version = settings.profile.druidVersion;
  const requests = ENDPOINT_FACTS.find(({ name }) => name === route.endpoint)?.requests ?? [];
  const [first] = requests;
  if (!first || entryOf(requests, version)) return;
  const message = t("Druid {0} has no endpoint {1} ({2}); Druid {3} brought it.", version, route.endpoint, first.request, first.since);
  input.report({
    code: "endpoint-missing",
    stage: "validate",
    status: "none",
    message,
    range: firstWords(statement, statement.span.start, 1),
  });
}

function checkSetOverJdbc({ route, settings, tree, report }: CheckInput): void {
  const [first] = tree.sets;
  if (route.endpoint !== "jdbc" || !first || !tree.statement || settings.profile.druidVersion < FIRST_VERSION_WITH_SET) return;
  const message = sentences(
    druidSays("SQL query string must contain only a single statement."),
    t("JDBC takes no SET: give the key as a property of the connection."),
  );
  report({ code: "set-over-jdbc", stage: "validate", status: 500, message, range: rangeOf(first) });
}

/** At /druid/v2/sql the key `engine` knows two values; the others have endpoints of their own. */
function checkChosenEngine(input: CheckInput): void {
  const { route, settings, statement, tree } = input;
  if (route.endpoint !== "sql") return;
  const engine = chosenEngine(tree, settings);
  if (engine === undefined || engine === "native" || engine === "msq-dart") return;
  const set = setsOf(tree)
    .filter(({ key }) => key === "engine")
    .at(-1)?.set;
  const range = set ? rangeOf(set) : firstWords(statement, statement.span.start, 1);
  const message = sentences(druidSays(`Unsupported engine[${engine}].`), t("{0} knows native and msq-dart.", "/druid/v2/sql"));
  input.report({ code: "unknown-engine", stage: "validate", message, range });
}
