/**
 * A SELECT as the source of an INSERT or REPLACE. Offered at its first word only; what is written is a beginning, with the parts that the
 * author has to think about. ORDER BY becomes CLUSTERED BY, since INSERT and REPLACE take no other order.
 */
import type { Node, Query, StatementNode } from "../../syntax/nodes";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { firstWord } from "../firstWord";
import { keywordCase, type Refactor, type RefactoringInput } from "./refactoring";

/** Where the rows go, until the author says so. */
const TARGET = "target";

export const wrapInIngest: Refactor = (input) => {
  const { statement, range } = input;
  const query = statement.tree.statement;
  const first = firstWord(statement);
  if (!query || !isPlainQuery(query) || range.start < first.start || range.end > first.end) return [];
  const clustering = clusteringOf(query, statement.text);
  if (clustering === "unfit") return [];
  return [
    { title: t("Write the rows into a datasource: INSERT INTO"), kind: "rewrite", edits: wrapped(input, query, "INSERT INTO", clustering) },
    {
      title: t("Replace a datasource by the rows: REPLACE INTO"),
      kind: "rewrite",
      edits: wrapped(input, query, "REPLACE INTO", clustering),
    },
  ];
};

function isPlainQuery(node: StatementNode): boolean {
  return node.kind === "query" || node.kind === "select" || node.kind === "setOperation";
}

/** The ORDER BY that becomes CLUSTERED BY; `unfit` where the result could not be run. */
interface Clustering {
  readonly removed?: TextEdit;
  readonly clause?: string;
}

function clusteringOf(node: StatementNode, text: string): Clustering | "unfit" {
  if (node.kind !== "query") return {};
  const { orderBy, offset, fetch }: Query = node;
  if (offset) return "unfit";
  if (!orderBy) return {};
  // With LIMIT the order says which rows are kept.
  if (fetch || orderBy.items.some(({ direction, nulls }) => direction === "DESC" || nulls !== undefined)) return "unfit";
  const [first] = orderBy.items;
  const last = orderBy.items.at(-1);
  if (!first || !last) return {};
  const start = text.slice(0, orderBy.start).trimEnd().length;
  return { removed: { range: { start, end: orderBy.end }, text: "" }, clause: text.slice(first.start, last.end) };
}

function wrapped({ statement }: RefactoringInput, query: Node, verb: "INSERT INTO" | "REPLACE INTO", { removed, clause }: Clustering) {
  const cased = keywordCase(statement);
  const overwrite = verb === "REPLACE INTO" ? ` ${cased("OVERWRITE ALL")}` : "";
  const clustered = clause === undefined ? "" : `\n${cased("CLUSTERED BY")} ${clause}`;
  const edits: TextEdit[] = [
    { range: { start: query.start, end: query.start }, text: `${cased(verb)} ${TARGET}${overwrite}\n` },
    ...(removed ? [removed] : []),
    { range: { start: query.end, end: query.end }, text: `\n${cased("PARTITIONED BY ALL")}${clustered}` },
  ];
  return edits;
}
