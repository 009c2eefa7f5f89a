/**
 * EXTERN with its columns as JSON in the third argument, and EXTERN with EXTEND (column TYPE, …): the one in the form of the other.
 * Source: Externals and ExternalOperatorConversion: both forms make the same signature; the types are those of Druid's ColumnType.
 */
import { isCallTo, readExternArguments } from "../../analysis/externCall";
import type { Call, ColumnDefinition, Literal, Node, TableFunction } from "../../syntax/nodes";
import { nameText, quotedString } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { type JsonObject, readJson } from "../../text/strictJson";
import { innermost, keywordCase, type Refactor, type RefactoringInput } from "./refactoring";

/** The types of a signature in the words of SQL. */
const SQL_TYPES: Readonly<Record<string, string>> = {
  STRING: "VARCHAR",
  LONG: "BIGINT",
  DOUBLE: "DOUBLE",
  FLOAT: "FLOAT",
  "ARRAY<STRING>": "VARCHAR ARRAY",
  "ARRAY<LONG>": "BIGINT ARRAY",
  "ARRAY<DOUBLE>": "DOUBLE ARRAY",
  "ARRAY<FLOAT>": "FLOAT ARRAY",
};
const SIGNATURE_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(SQL_TYPES).map(([type, sql]) => [sql, type.startsWith("ARRAY") ? type : type.toLowerCase()]),
);

export const externForm: Refactor = (input) => {
  const node = innermost(input.path, "tableFunction");
  if (!node?.explicit || node.call.kind === "error" || !isCallTo(node.call, "EXTERN")) return [];
  const args = readExternArguments(node, node.call);
  if (args.unknown.length > 0 || args.style === "mixed" || args.sourceIsCast) return [];
  if (node.extend && !args.signature) return toSignature(input, node, node.call, args.style);
  return args.signature && !node.extend ? toExtend(input, node, node.call, args.signature) : [];
};

function toExtend({ statement }: RefactoringInput, node: TableFunction, call: Call, signature: Node): ReturnType<Refactor> {
  const columns = signature.kind === "literal" ? columnsOf(signature) : undefined;
  const argument = call.arguments.find((each) => each === signature || (each.kind === "namedArgument" && each.value === signature));
  if (!columns || !argument) return [];
  const removed = withComma(statement.text, call, argument);
  const list = columns.map(({ name, type }) => `${nameText(name)} ${type}`).join(", ");
  const end = node.end;
  return [
    {
      title: t("Write the columns of EXTERN as EXTEND (column TYPE, …)"),
      kind: "rewrite",
      edits: [
        { range: removed, text: "" },
        { range: { start: end, end }, text: ` ${keywordCase(statement)("EXTEND")} (${list})` },
      ],
    },
  ];
}

interface SqlColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of a signature; undefined where one is not as EXTEND could say it. */
function columnsOf({ type, value, template, chained }: Literal): readonly SqlColumn[] | undefined {
  const json = type === "string" && !template && !chained ? readJson(value) : undefined;
  if (json?.type !== "array" || json.items.length === 0) return undefined;
  const columns = json.items.map((item) => (item.type === "object" ? columnOf(item) : undefined));
  const names = new Set(columns.map((column) => column?.name));
  return names.size < columns.length || names.has(undefined) ? undefined : columns.flatMap((column) => column ?? []);
}

function columnOf({ members }: JsonObject): SqlColumn | undefined {
  const name = members.filter(({ key }) => key.value === "name");
  const type = members.filter(({ key }) => key.value === "type");
  const [given] = name;
  const [stated] = type;
  if (name.length !== 1 || type.length !== 1 || given?.value.type !== "string" || stated?.value.type !== "string") return undefined;
  const sql = sqlTypeOf(stated.value.value);
  return sql === undefined || given.value.value === "" ? undefined : { name: given.value.value, type: sql };
}

function sqlTypeOf(type: string): string | undefined {
  const complex = /^COMPLEX<(\w+)>$/i.exec(type);
  return complex ? `TYPE('COMPLEX<${complex[1]}>')` : SQL_TYPES[type.toUpperCase()];
}

/** An argument with the comma before it, or behind it when it is the first. */
function withComma(text: string, { arguments: all }: Call, argument: Node): TextRange {
  const index = all.findIndex(({ start }) => start === argument.start);
  const before = all[index - 1];
  const behind = all[index + 1];
  if (before) return { start: before.end, end: argument.end };
  return { start: argument.start, end: behind ? behind.start : text.slice(0, argument.end).length };
}

function toSignature(
  { statement }: RefactoringInput,
  node: TableFunction,
  call: Call,
  style: "positional" | "named",
): ReturnType<Refactor> {
  const { extend } = node;
  const last = call.arguments.at(-1);
  const columns = extend?.columns.map((column) => signatureOf(column, statement.text));
  if (!extend || !last || !columns || columns.length === 0 || columns.some((column) => column === undefined)) return [];
  const json = quotedString(`[${columns.join(", ")}]`);
  const argument = style === "named" ? `signature => ${json}` : json;
  // EXTEND may be left out before the list; what stands between the call and the list goes in any case.
  const between = /^(\s*\)\s*\)?)\s*(?:\bEXTEND\s*)?$/i.exec(statement.text.slice(last.end, extend.start));
  if (!between?.[1]) return [];
  const end = last.end + between[1].length;
  return [
    {
      title: t("Write the columns of EXTERN as a signature in JSON"),
      kind: "rewrite",
      edits: [
        { range: { start: last.end, end: last.end }, text: `, ${argument}` },
        { range: { start: end, end: extend.end }, text: "" },
      ],
    },
  ];
}

function signatureOf({ name, type, notNull }: ColumnDefinition, text: string): string | undefined {
  const [only, second] = name.kind === "name" ? name.parts : [];
  if (!only || second || only.template || !type || notNull) return undefined;
  const written = text.slice(type.start, type.end).replace(/\s+/g, " ").trim();
  const complex = /^TYPE ?\( ?'(COMPLEX<\w+>)' ?\)$/i.exec(written)?.[1];
  const signature = complex ?? SIGNATURE_TYPES.get(written.toUpperCase());
  // Of a signature in JSON Druid takes no other time.
  if (only.name === "__time" && signature !== "long") return undefined;
  return signature === undefined ? undefined : `{"name": ${JSON.stringify(only.name)}, "type": ${JSON.stringify(signature)}}`;
}
