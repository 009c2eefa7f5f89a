/**
 * Fixes of what INSERT, REPLACE and exports must and must not have.
 */
import { findExportDestination } from "../../data/inputSources";
import type { Ingest, Node, Query, Select, SelectItem } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { Fix } from "../../text/edit";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import type { CheckInput } from "../checks/check";
import { numberedName, suggestedName } from "../columnNames";
import { certain, choice, deletion, insertion, rewrite } from "../fixes";
import { derivedName } from "../outputColumns";
import { clauseBreak, endBefore, type Fixer, textIn } from "./fixer";

/** What PARTITIONED BY is offered with where rows have a time. */
const GRANULARITIES = ["DAY", "HOUR", "MONTH", "ALL"];
/** Rows without one have a single chunk. */
const TIMELESS = ["ALL", "DAY", "HOUR", "MONTH"];

export const fixMissingPartitionedBy: Fixer = (_, input) => {
  const { ingest } = input;
  if (!ingest) return [];
  const granularities = mayHaveTime(input) ? GRANULARITIES : TIMELESS;
  return granularities.map((granularity) => {
    const clause = `PARTITIONED BY ${granularity}`;
    const edit = ingest.clusteredBy
      ? insertion(ingest.clusteredBy.start, `${clause}${clauseBreak(input)}`)
      : insertion(ingest.source.end, `${clauseBreak(input)}${clause}`);
    return choice(t("Add {0}", clause), [edit]);
  });
};

function mayHaveTime(input: CheckInput): boolean {
  return (
    namesTaken(input).has("__time") ||
    selectOf(input)?.items.some(({ expression }) => expression.kind === "name" && expression.star) === true
  );
}

export const fixMissingOverwrite: Fixer = (_, input) => {
  const { ingest } = input;
  if (!ingest) return [];
  const head = ingest.format ?? ingest.columns ?? ingest.target;
  const edit = ingest.overwrite
    ? { range: { start: ingest.overwrite.start, end: ingest.overwrite.end }, text: "OVERWRITE ALL" }
    : insertion(head.end, `${clauseBreak(input)}OVERWRITE ALL`);
  return [choice(t("Add {0}", "OVERWRITE ALL"), [edit])];
};

/** ORDER BY becomes CLUSTERED BY, which sorts in ascending order and never decides what LIMIT takes. */
export const fixOrderBy: Fixer = (range, input) => {
  const { ingest } = input;
  const query = ingest && queryOf(ingest);
  if (!ingest || !query?.orderBy) return [];
  const leaveOut = deletion({ start: endBefore(input, range.start), end: range.end });
  const remove = choice(t("Remove ORDER BY"), [leaveOut]);
  if (ingest.clusteredBy || ingest.target.kind !== "tableTarget") return [remove];
  const { items } = query.orderBy;
  const isAscending = items.every(({ direction, nulls }) => direction !== "DESC" && !nulls);
  // As it stands, with its comments, where no word of it has to go.
  const written = items.every(({ direction, nulls }) => !direction && !nulls)
    ? input.statement.text.slice(items[0]?.start, items.at(-1)?.end)
    : items.map(({ expression }) => textIn(input, expression)).join(", ");
  const title = t("Write CLUSTERED BY instead");
  const clause = insertion((ingest.partitionedBy ?? ingest.source).end, `${clauseBreak(input)}CLUSTERED BY ${written}`);
  const isSame = !query.fetch && ingest.partitionedBy && isAscending;
  return [isSame ? certain(title, [leaveOut, clause]) : choice(title, [leaveOut, clause]), remove];
};

function queryOf({ source }: Ingest): Query | undefined {
  let inner: Node = source;
  while (inner.kind === "parenthesizedQuery") inner = inner.query;
  return inner.kind === "query" ? inner : undefined;
}

export const fixTargetColumns: Fixer = (range, input) => {
  return [choice(t("Remove the list of columns"), [deletion({ start: endBefore(input, range.start), end: range.end })])];
};

export const fixDescending: Fixer = (range, input) => {
  const found = /\s+DESC$/i.exec(textIn(input, range));
  return found ? [choice(t("Remove {0}", "DESC"), [deletion({ start: range.start + found.index, end: range.end })])] : [];
};

/** A name for a column of the query itself; one that `*` or VALUES gives cannot be named where it stands. */
export const fixUnnamedColumn: Fixer = (range, input) => {
  const item = itemAt(range, input);
  if (!item || item.alias) return [];
  const name = nameText(numberedName(suggestedName(textIn(input, item.expression)), namesTaken(input)));
  return [choice(t("Name it {0}", name), [insertion(item.end, ` AS ${name}`)])];
};

export const fixDuplicateColumn: Fixer = (range, input) => {
  const item = itemAt(range, input);
  if (!item || (item.expression.kind === "name" && item.expression.star)) return [];
  const last = item.alias ?? (item.expression.kind === "name" ? item.expression.parts.at(-1) : undefined);
  if (last?.kind !== "identifier" || last.template) return [];
  const name = nameText(numberedName(last.name, namesTaken(input)));
  const edit = item.alias ? { range: { start: item.alias.start, end: item.alias.end }, text: name } : insertion(item.end, ` AS ${name}`);
  return [choice(t("Name it {0}", name), [edit])];
};

/** The item of the query's SELECT at a place; the items stand in the order of the text, and there may be thousands. */
function itemAt({ start, end }: TextRange, input: CheckInput): SelectItem | undefined {
  const items = selectOf(input)?.items ?? [];
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const item = items[low];
  return item?.start === start && item.end === end ? item : undefined;
}

const NAMES_TAKEN = {};

/** The names that the columns of the query have; made once, since each of them may need a fix. */
function namesTaken(input: CheckInput): ReadonlySet<string> {
  return input.tree.memory.recall("names of columns", NAMES_TAKEN, () => {
    const names = selectOf(input)?.items.map(({ alias, expression }) => alias?.name ?? derivedName(expression, input.statement.text));
    return new Set(names?.flatMap((name) => name ?? []));
  });
}

function selectOf({ ingest }: CheckInput): Select | undefined {
  let inner: Node | undefined = ingest?.source;
  while (inner?.kind === "parenthesizedQuery" || inner?.kind === "query") inner = inner.kind === "query" ? inner.body : inner.query;
  return inner?.kind === "select" ? inner : undefined;
}

/** With OVERWRITE WHERE the interval has to fit the granularity, which no interval does with ALL. */
export const fixTimeColumn: Fixer = (range, { ingest }) => {
  return ingest?.overwrite?.where ? [] : [rewrite(range, "PARTITIONED BY ALL", "choice")];
};

/** The finding stands on the number behind LIMIT or OFFSET. */
export const fixIngestLimit: Fixer = (range, input) => {
  const before = input.statement.text.slice(0, range.start);
  const word = /\s*\b(LIMIT|OFFSET)\s+$/i.exec(before);
  if (!word?.[1]) return [];
  const name = word[1].toUpperCase();
  const behind = /^\s+ROWS?\b/i.exec(input.statement.text.slice(range.end))?.[0].length ?? 0;
  const remove = choice(t("Remove {0}", name), [deletion({ start: word.index, end: range.end + behind })]);
  const partitionedBy = input.ingest?.partitionedBy;
  return name === "LIMIT" && partitionedBy && !input.ingest?.overwrite?.where
    ? [rewrite(partitionedBy, "PARTITIONED BY ALL", "choice"), remove]
    : [remove];
};

/** CSV is the only format that Druid exports. */
export const fixExportFormat: Fixer = (range, input) => {
  const { ingest } = input;
  if (ingest?.target.kind === "exportTarget") return [certain(t("Add {0}", "AS CSV"), [insertion(ingest.target.end, " AS CSV")])];
  const word = /\s*\bAS\s+$/i.exec(input.statement.text.slice(0, range.start));
  return word ? [certain(t("Remove {0}", `AS ${textIn(input, range)}`), [deletion({ start: word.index, end: range.end })])] : [];
};

export const fixExportClause: Fixer = (range, input) => {
  return [certain(t("Remove {0}", "PARTITIONED BY"), [deletion({ start: endBefore(input, range.start), end: range.end })])];
};

export const fixExportReplace: Fixer = (range, input) => {
  const overwrite = input.ingest?.overwrite;
  const edits = [{ range, text: "INSERT" }, ...(overwrite ? [leftOut(overwrite, input)] : [])];
  return [certain(t("Write {0}", "INSERT"), edits)];
};

function leftOut(node: TextRange, input: CheckInput): Fix["edits"][number] {
  return deletion({ start: endBefore(input, node.start), end: node.end });
}

export const fixExportDestination: Fixer = (range, input) => {
  const lower = textIn(input, range).toLowerCase();
  return findExportDestination(lower) ? [rewrite(range, lower)] : [];
};

export const fixUpsert: Fixer = (range) => [rewrite(range, "INSERT", "choice")];
