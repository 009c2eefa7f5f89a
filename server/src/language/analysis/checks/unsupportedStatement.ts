/**
 * `unsupported-statement`, `upsert`: statements that Druid parses and does not run. Source: DruidPlanner.createHandler, IngestHandler.
 */
import type { StatementNode } from "../../syntax/nodes";
import { druidSays, phrase, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { FIRST_VERSION_WITH_SET } from "../route";
import { type CheckInput, firstWords } from "./check";

/** What Druid calls them: Calcite's SqlKind. */
const KINDS: Readonly<Partial<Record<StatementNode["kind"], string>>> = {
  delete: "DELETE",
  update: "UPDATE",
  merge: "MERGE",
  procedureCall: "PROCEDURE_CALL",
  set: "SET_OPTION",
};

const ADVICE: Readonly<Partial<Record<StatementNode["kind"], string>>> = {
  delete: phrase("Druid deletes by REPLACE INTO … OVERWRITE with a query that leaves the rows out."),
  update: phrase("Druid updates by REPLACE INTO … OVERWRITE with a query that gives the new rows."),
  merge: phrase("Druid merges by REPLACE INTO … OVERWRITE with a query that gives the new rows."),
  describe: phrase("INFORMATION_SCHEMA.COLUMNS tells the columns of a table."),
  set: phrase("SET is taken from Druid 34 on, before a statement."),
};

export function checkSupported(input: CheckInput): void {
  checkLeadingSet(input);
  const statement = input.tree.statement;
  if (!statement) return;
  const kind = kindOf(statement);
  if (kind) {
    const advice = ADVICE[statement.kind];
    const message = sentences(druidSays(`Unsupported SQL statement [${kind}].`), advice === undefined ? "" : t(advice));
    const range = firstWords(input.statement, statement.start, 1);
    input.report({ code: "unsupported-statement", stage: "validate", message, range });
  } else if (input.ingest?.verb === "UPSERT") {
    const message = sentences(druidSays("UPSERT is not supported."), t("INSERT adds rows, REPLACE INTO … OVERWRITE replaces them."));
    input.report({ code: "upsert", stage: "validate", message, range: firstWords(input.statement, input.ingest.start, 1) });
  }
}

/** An older Druid reads one statement, and what stands behind its `;` is a syntax error. */
function checkLeadingSet({ tree, settings, report }: CheckInput): void {
  const version = settings.profile.druidVersion;
  const [first] = tree.sets;
  if (!first || version >= FIRST_VERSION_WITH_SET) return;
  const message = t(
    "Druid {0} takes no {1} before a statement: SET is taken from Druid {2} on. Give the key in the context of the request.",
    version,
    first.verb,
    FIRST_VERSION_WITH_SET,
  );
  report({ code: "unsupported-statement", stage: "parse", message, range: rangeOf(first) });
}

function kindOf(statement: StatementNode): string | undefined {
  if (statement.kind === "describe") return statement.statement ? undefined : `DESCRIBE_${statement.subject.toUpperCase()}`;
  if (statement.kind === "explain") return KINDS[statement.statement.kind] ? "EXPLAIN" : undefined;
  return KINDS[statement.kind];
}
