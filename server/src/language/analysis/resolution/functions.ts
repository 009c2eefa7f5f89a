/**
 * The columns of calls in FROM: EXTERN and its like by EXTEND or by the signature in JSON, APPEND by the tables that it names.
 * Source: ExternalOperatorConversion and TableAppendMacro of Druid's sql module.
 */
import type { Call, ColumnDefinitionList, DataType, Node, TableFunction } from "../../syntax/nodes";
import type { TextRange } from "../../text/range";
import { type JsonValue, readJson } from "../../text/strictJson";
import { isCallTo, readExternArguments } from "../externCall";
import { knownValueOf, placeInString } from "../literals";
import { declare, derive, tableOf } from "./book";
import { columnsFrom, UNCLEAR } from "./columns";
import type { Column, Columns } from "./model";
import { unionOfColumns } from "./tables";
import { columnType } from "./typeRules";
import type { Walk } from "./walk";

export function columnsOfFunction(walk: Walk, node: TableFunction): Columns {
  const { call, extend } = node;
  if (extend) return columnsOfList(walk, extend);
  if (call.kind === "error") return UNCLEAR;
  if (isCallTo(call, "APPEND")) return columnsOfAppend(walk, call);
  const signature = isCallTo(call, "EXTERN") ? readExternArguments(node, call).signature : undefined;
  return signature ? columnsOfSignature(walk, signature) : UNCLEAR;
}

function columnsOfList(walk: Walk, extend: ColumnDefinitionList): Columns {
  const list = extend.columns.flatMap((column): readonly Column[] => {
    const [name] = column.name.kind === "name" ? column.name.parts : [];
    if (!name || name.template) return [];
    const symbol = declare(walk.book, "externColumn", name, column, "column");
    const type = column.type && typeText(walk.statement.text, column.type);
    return [{ name: name.name, symbol, ...(type !== undefined && { type: columnType(name.name, type) }) }];
  });
  return columnsFrom(list, list.length === extend.columns.length ? "none" : "unclear");
}

/** A type as it stands, on one line: `VARCHAR ARRAY`; of `TYPE('COMPLEX<json>')` what is in the string. */
export function typeText(text: string, { start, end }: DataType): string {
  const written = text.slice(start, end).replace(/\s+/g, " ").trim();
  return /^TYPE ?\( ?'(.*)' ?\)$/i.exec(written)?.[1]?.replaceAll("''", "'") ?? written.toUpperCase();
}

/** `[{"name": "a", "type": "string"}, …]` */
function columnsOfSignature(walk: Walk, node: Node): Columns {
  const value = knownValueOf(node, undefined);
  const json = value.kind === "string" ? readJson(value.value) : undefined;
  if (value.kind !== "string" || json?.type !== "array") return UNCLEAR;
  const place = (range: TextRange): TextRange =>
    placeInString(walk.statement.text, node, value.value, { start: range.start + 1, end: range.end - 1 });
  const list = json.items.flatMap((item): readonly Column[] => {
    const name = lastMember(item, "name");
    const type = lastMember(item, "type");
    if (name?.type !== "string") return [];
    const symbol = derive(walk.book, "externColumn", name.value, node, place(name));
    return [{ name: name.value, symbol, ...(type?.type === "string" && { type: columnType(name.value, sqlTypeOf(type.value)) }) }];
  });
  return columnsFrom(list, list.length === json.items.length ? "none" : "unclear");
}

const SQL_TYPES: Readonly<Record<string, string>> = {
  STRING: "VARCHAR",
  LONG: "BIGINT",
  DOUBLE: "DOUBLE",
  FLOAT: "FLOAT",
  STRING_ARRAY: "VARCHAR ARRAY",
  LONG_ARRAY: "BIGINT ARRAY",
  DOUBLE_ARRAY: "DOUBLE ARRAY",
  FLOAT_ARRAY: "FLOAT ARRAY",
};

/** Of two members of one name Druid's object mapper keeps the later one. */
function lastMember(value: JsonValue, key: string): JsonValue | undefined {
  return value.type === "object" ? value.members.filter((member) => member.key.value === key).at(-1)?.value : undefined;
}

/** How SQL writes a type of Druid's native layer: `string` is VARCHAR, `ARRAY<LONG>` is BIGINT ARRAY. Source: Druid's ColumnType and Calcites. */
export function sqlTypeOf(native: string): string {
  const element = /^ARRAY<(.+)>$/i.exec(native)?.[1];
  if (element !== undefined) return `${sqlTypeOf(element)} ARRAY`;
  return SQL_TYPES[native.toUpperCase()] ?? native;
}

function columnsOfAppend(walk: Walk, call: Call): Columns {
  const tables = call.arguments.map((argument) => {
    const value = knownValueOf(argument, undefined);
    return value.kind === "string" ? tableOf(walk.book, { schema: "druid", name: value.value }).columns : UNCLEAR;
  });
  return tables.length === 0 ? UNCLEAR : unionOfColumns(tables);
}
