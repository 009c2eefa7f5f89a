/**
 * Fixes of what queries must not have: joins, set operations, orders, names of tables, strings side by side.
 */
import { SYSTEM_TABLES } from "../../data/systemTables";
import { pathTo } from "../../syntax/children";
import type { Call } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import type { CheckInput } from "../checks/check";
import { certain, choice, deletion, insertion, rewrite } from "../fixes";
import { SCHEMAS } from "../names";
import { type Fixer, textIn } from "./fixer";

export const fixUnionDistinct: Fixer = (range) => [rewrite(range, "UNION ALL", "choice")];

export const fixNullOrder: Fixer = (range, input) => {
  const found = /\s+NULLS\s+(?:FIRST|LAST)$/i.exec(textIn(input, range));
  const words = found?.[0].trim().toUpperCase().replace(/\s+/g, " ");
  if (!found || words === undefined) return [];
  return [choice(t("Remove {0}", words), [deletion({ start: range.start + found.index, end: range.end })])];
};

/** A schema, or a table of a schema, in other letters. */
export const fixUnknownTable: Fixer = (range, input) => {
  const reference = input.references.tables.find(({ name }) => name.start === range.start && name.end === range.end);
  const [schema, table, more] = reference?.name.parts ?? [];
  if (!schema || !table || more) return [];
  const meantSchema = SCHEMAS.find((known) => known.toLowerCase() === schema.name.toLowerCase());
  if (meantSchema === undefined) return [];
  const isSystem = meantSchema === "sys" || meantSchema === "INFORMATION_SCHEMA";
  const meantTable = SYSTEM_TABLES.find(
    (known) => known.schema === meantSchema && known.name.toLowerCase() === table.name.toLowerCase(),
  )?.name;
  if (isSystem && meantTable === undefined) return [];
  const text = `${nameText(meantSchema)}.${nameText(meantTable ?? table.name)}`;
  const isWritten = schema.name === meantSchema && (meantTable === undefined || table.name === meantTable);
  return isWritten ? [] : [rewrite(range, text)];
};

/**
 * Strings side by side are one string in the standard, so `||` is what was meant. Between the arguments of a call rather a comma is missing,
 * and what has to be a literal there, `||` makes none.
 */
export const fixStringContinuation: Fixer = (range, input) => {
  const text = textIn(input, range);
  if (!/^'(?:[^']|'')*'(?:\s+'(?:[^']|'')*')+$/.test(text)) return [];
  const ends = [...text.matchAll(/'(?:[^']|'')*'/g)].map((match) => range.start + match.index + match[0].length).slice(0, -1);
  const between = (words: string): TextEdit[] => ends.map((end) => insertion(end, words));
  const call = callAround(range, input);
  if (!call) return [certain(t("Write {0} between them", "||"), between(" ||"))];
  const comma = choice(t("Write {0} between them", ","), between(","));
  const joined = `'${[...text.matchAll(/'((?:[^']|'')*)'/g)].map((match) => match[1]).join("")}'`;
  return input.tableCalls.has(call) ? [comma] : [rewrite(range, joined, "choice"), comma];
};

/** The call of which the words are an argument. */
function callAround(range: TextRange, { tree }: CheckInput): Call | undefined {
  const path = pathTo(tree, range.start);
  const index = path.findIndex(({ start, end }) => start === range.start && end === range.end);
  const outer = path[index - 1]?.kind === "namedArgument" ? path[index - 2] : path[index - 1];
  return outer?.kind === "call" ? outer : undefined;
}

/** `x IS UNKNOWN` asks a boolean for NULL. */
export const fixUnsupportedOperator: Fixer = (range, input) => {
  const found = /\bIS\s+(NOT\s+)?UNKNOWN$/i.exec(textIn(input, range));
  if (!found) return [];
  return [rewrite({ start: range.start + found.index, end: range.end }, found[1] ? "IS NOT NULL" : "IS NULL", "choice")];
};
