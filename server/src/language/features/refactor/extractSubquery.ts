/**
 * A subquery in FROM, or behind IN, as an item of WITH at the head of the statement: behind the items that are there, or before the one that
 * it stands in. Offered where the subquery sees nothing of what stands around it: not LATERAL, not within another subquery of an expression,
 * without names of an inner WITH, and behind IN without columns of the query around. The value of a scalar subquery stays where it is: Druid
 * knows that `SELECT MAX(a) …` has one row, and of `SELECT * FROM item` it does not.
 * Source: Calcite's WithScope: a WITH at the head is seen everywhere in the query behind it, and hides tables of its name.
 */
import type { Meaning } from "../../analysis/resolution/model";
import { referencesOf } from "../../analysis/scopes";
import type { Statement } from "../../syntax/document";
import type { Node, NodeOf, Query, StatementNode, TableAlias, With } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { TokenKind } from "../../syntax/tokenKind";
import { tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { enclosing, freeName, innermost, isWhole, keywordCase, type Refactor, type RefactoringInput } from "./refactoring";

/** What may stand between the head of a statement and a subquery that sees nothing but tables. */
const TRANSPARENT: ReadonlySet<Node["kind"]> = new Set([
  "script",
  "explain",
  "ingest",
  "with",
  "withItem",
  "query",
  "parenthesizedQuery",
  "setOperation",
  "select",
  "from",
  "joinChain",
  "join",
  "tableAlias",
  "derivedTable",
]);

const FALLBACK_NAME = "subquery";

export const extractSubquery: Refactor = (input) => {
  const head = headOf(input.path);
  const moved = innermostMoved(input);
  if (!moved || !head || !isQuery(moved.query)) return [];
  const around = input.path.slice(0, moved.depth);
  if (!around.every(({ kind }) => TRANSPARENT.has(kind)) || isInOtherWith(around, head.with)) return [];
  if (head.with?.recursive || !seesOnly(input, moved.query, head.with)) return [];
  return [extracted(input, moved, head)];
};

/** A subquery that may become an item. */
interface Moved {
  readonly query: Node;
  /** The text of the item: the query, with the comments around it in its parentheses. */
  readonly content: TextRange;
  /** What the name of the item is written instead of. */
  readonly replaced: TextRange;
  /** How many nodes of the path stand around its place in the query that it belongs to. */
  readonly depth: number;
  readonly alias?: TableAlias | undefined;
  /** Behind IN stands a query, not a name. */
  readonly form: "table" | "query";
}

function innermostMoved(input: RefactoringInput): Moved | undefined {
  const inFrom = derivedTable(input);
  const behindIn = queryBehindIn(input);
  if (!inFrom || !behindIn) return inFrom ?? behindIn;
  return inFrom.depth > behindIn.depth ? inFrom : behindIn;
}

function derivedTable(input: RefactoringInput): Moved | undefined {
  const derived = enclosing(input, "derivedTable") ?? selectedWithAlias(input);
  if (!derived || derived.lateral) return undefined;
  const depth = input.path.indexOf(derived);
  const parent = input.path[depth - 1];
  const alias = parent?.kind === "tableAlias" ? parent : undefined;
  return { query: derived.query, content: insideOf(input, derived), replaced: rangeOf(derived), depth, alias, form: "table" };
}

/** What stands between a pair of parentheses, without the blanks at its ends. */
function insideOf({ statement: { text } }: RefactoringInput, { start, end }: Node): TextRange {
  const inside = text.slice(start + 1, end - 1);
  return { start: start + 1 + inside.length - inside.trimStart().length, end: start + 1 + inside.trimEnd().length };
}

/** The subquery of a selection that holds its alias, too. */
function selectedWithAlias(input: RefactoringInput): NodeOf<"derivedTable"> | undefined {
  const named = enclosing(input, "tableAlias");
  return named?.start === input.range.start && named.table.kind === "derivedTable" ? named.table : undefined;
}

/** `x IN (SELECT …)`, where the query sees nothing of the one around it. */
function queryBehindIn(input: RefactoringInput): Moved | undefined {
  const around = enclosing(input, "in");
  const [query, second] = around?.items ?? [];
  if (!around || !query || second || !isSelectedIn(input, query) || !isUncorrelated(input, query)) return undefined;
  const above = input.path.slice(0, input.path.indexOf(around));
  const select = innermost(above, "select");
  if (!select) return undefined;
  const depth = above.indexOf(select) + 1;
  if (above.slice(depth).some((node) => node.kind === "subquery" || isQuery(node))) return undefined;
  return { query, content: rangeOf(query), replaced: rangeOf(query), depth, form: "query" };
}

/** Whether a selection lies in a query, perhaps with the parentheses around it. */
function isSelectedIn({ statement: { text }, range: { start, end } }: RefactoringInput, query: Node): boolean {
  if (query.start <= start && end <= query.end) return true;
  return end > query.end && /^\(\s*$/.test(text.slice(start, query.start)) && /^\s*\)$/.test(text.slice(query.end, end));
}

/** Whether all columns and qualifiers in a query are of what stands in it, as far as names tell. */
function isUncorrelated({ names }: RefactoringInput, query: Node): boolean {
  const isIn = (range: TextRange | undefined): boolean => range !== undefined && query.start <= range.start && range.end <= query.end;
  return names().occurrences.every(({ identifier, place, meaning }) => {
    if (place === "table" || !isIn(identifier)) return true;
    if (meaning.kind !== "symbol" || isColumnOfOuter(meaning, identifier.name)) return false;
    return isIn(meaning.relation?.node ?? meaning.symbol.declaration ?? meaning.symbol.node);
  });
}

/** Whether a name without a qualifier is taken for a column of a table that is known not to have it. */
function isColumnOfOuter({ relation, certainty }: Extract<Meaning, { readonly kind: "symbol" }>, name: string): boolean {
  return relation !== undefined && certainty !== "certain" && isWhole(relation) && relation.columns.named(name).length === 0;
}

/** The query at the head of the statement, and its WITH. */
interface Head {
  readonly query: Node;
  readonly with: With | undefined;
}

function headOf(path: readonly Node[]): Head | undefined {
  const ingest = path.find((node) => node.kind === "ingest");
  const statement = innermost(path, "explain") ?? innermost(path, "script");
  const root: StatementNode | Node | undefined = ingest?.kind === "ingest" ? ingest.source : statement && path[path.indexOf(statement) + 1];
  if (!root || root.kind === "parenthesizedQuery") return undefined;
  return { query: root, with: root.kind === "query" ? root.with : undefined };
}

function isQuery(node: Node): boolean {
  return node.kind === "query" || node.kind === "select" || node.kind === "setOperation" || node.kind === "values";
}

/** A WITH further inside would hide the item, or be hidden by it. */
function isInOtherWith(around: readonly Node[], own: With | undefined): boolean {
  return around.some((node) => node.kind === "query" && (node as Query).with !== undefined && (node as Query).with !== own);
}

/** Whether the items of WITH that the subquery reads are its own, or all stand at the head. */
function seesOnly({ statement }: RefactoringInput, { start, end }: Node, head: With | undefined): boolean {
  return referencesOf(statement.tree).tables.every(({ node, withItem }) => {
    if (!withItem || node.start < start || node.end > end) return true;
    return head?.items.includes(withItem) === true || (withItem.start >= start && withItem.end <= end);
  });
}

function extracted(input: RefactoringInput, { content, replaced, alias, form }: Moved, head: Head): ReturnType<Refactor>[number] {
  const { statement } = input;
  const cased = keywordCase(statement);
  const wanted = alias?.alias.kind === "identifier" && !alias.alias.template ? alias.alias.name : FALLBACK_NAME;
  const taken = namesTaken(input);
  const name = freeName(wanted, (each) => taken.has(each));
  const item = `${nameText(name)} ${cased("AS")} (\n${reindented(statement, content)}\n)`;
  // An alias of the same name says nothing any more, unless it names columns or a comment stands before it.
  const isSame =
    alias?.alias.kind === "identifier" &&
    alias.alias.name === name &&
    !alias.columns &&
    /^\s*(?:as)?\s*$/i.test(statement.text.slice(replaced.end, alias.alias.start));
  const text = form === "table" ? nameText(name) : `${cased("SELECT")} * ${cased("FROM")} ${nameText(name)}`;
  const use: TextEdit = { range: isSame ? rangeOf(alias) : replaced, text };
  return { title: t("Move the subquery to WITH as {0}", name), kind: "extract", edits: [insertionOf(input, head, item), use] };
}

function insertionOf({ path, statement }: RefactoringInput, head: Head, item: string): TextEdit {
  const at = (offset: number, text: string): TextEdit => ({ range: { start: offset, end: offset }, text });
  const around = head.with?.items.find((each) => path.includes(each));
  if (around) return at(around.start, `${item},\n`);
  const last = head.with?.items.at(-1);
  return last ? at(last.end, `,\n${item}`) : at(head.query.start, `${keywordCase(statement)("WITH")} ${item}\n`);
}

/** Every name by which the statement reads a table or an item of WITH: one more of that name would hide it. */
function namesTaken({ statement, names }: RefactoringInput): ReadonlySet<string> {
  const { tables } = referencesOf(statement.tree);
  const read = tables.flatMap(({ name }) => (name.parts.length === 1 ? (name.parts[0]?.name ?? []) : []));
  const items = names()
    .symbols.filter(({ kind }) => kind === "cte")
    .map(({ name }) => name);
  return new Set([...read, ...items]);
}

/** The lines of the subquery, two blanks in. Where a string or comment spans lines they stay as they are: blanks in it would count. */
function reindented({ text, tokens }: Statement, query: TextRange): string {
  const lines = text.slice(query.start, query.end).split("\n");
  for (let index = 0; index < tokens.count; index++) {
    const start = tokenStart(tokens, index);
    if (start < query.start || start >= query.end || tokenKind(tokens, index) === TokenKind.Blank) continue;
    if (text.slice(start, tokenEnd(tokens, index)).includes("\n")) return `  ${lines.join("\n")}`;
  }
  const depths = lines.slice(1).flatMap((line) => (line.trim() === "" ? [] : line.length - line.trimStart().length));
  const depth = Math.min(...depths);
  return lines.map((line, at) => (line.trim() === "" ? "" : `  ${at === 0 ? line : line.slice(depth)}`)).join("\n");
}
