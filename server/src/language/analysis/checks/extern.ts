/**
 * `extern-signature`, `extern-arguments`, `extern-literal`, `extern-json`, `extern-columns`, `input-source-security`: how EXTERN is called.
 * Source: ExternalOperatorConversion, BaseUserDefinedTableMacro, Externals, DruidExternTableMacro.
 */
import type { Call, ColumnDefinition, Node, TableFunction } from "../../syntax/nodes";
import { rangeOf, type TextRange } from "../../text/range";
import { type JsonValue, jsonMember, readJson } from "../embeddedJson";
import {
  EXTERN_PARAMETERS,
  type ExternArguments,
  FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY,
  isCallTo,
  readExternArguments,
  readInputSourceTypes,
  readTyped,
  untypedReason,
} from "../externCall";
import { type KnownValue, knownValueOf, placeInString } from "../literals";
import type { CheckInput } from "./check";
import type { CheckCode } from "./codes";
import { inputFormatProblem } from "./inputFormat";
import { inputSourceProblem } from "./inputSource";
import { givenMember, hasDuplicateKeys, type JsonProblem, problemAt } from "./jsonShape";

export function checkExtern(input: CheckInput): void {
  for (const { node, call } of input.references.functions) {
    if (!isCallTo(call, "EXTERN") || call.arguments.some((argument) => argument.kind === "template" || argument.kind === "error")) continue;
    checkCall(input, node, call);
  }
}

function checkCall(input: CheckInput, node: TableFunction, call: Call): void {
  const args = readExternArguments(node, call);
  if (!checkShape(input, call, args)) return;
  const signature = args.signature ? knownValueOf(args.signature, input.settings.parameters) : undefined;
  checkSignatureOrExtend(input, node, call, signature);
  checkLiterals(input, args);
  checkInputSource(input, args);
  checkInputFormat(input, args);
  const written = textOf(input, "rowSignature", args.signature);
  if (written) checkSignature(input, written);
  for (const column of node.extend?.columns ?? []) checkColumn(input, column);
}

function report(input: CheckInput, code: CheckCode, message: string, range: { readonly start: number; readonly end: number }): void {
  input.report({ code, stage: "validate", message, range: { start: range.start, end: range.end } });
}

function checkShape(input: CheckInput, call: Call, args: ExternArguments): boolean {
  const [stranger] = args.unknown;
  if (stranger?.kind === "namedArgument") {
    const { name } = stranger.name;
    const meant = EXTERN_PARAMETERS.find((parameter) => parameter.toLowerCase() === name.toLowerCase());
    const message =
      meant === name
        ? `Duplicate argument name '${name}'`
        : `Param '${name}' not found in function 'EXTERN'${meant ? `; did you mean '${meant}'?` : ""}`;
    report(input, "extern-arguments", message, stranger.name);
    return false;
  }
  if (args.style === "mixed") {
    report(input, "extern-arguments", "Give all arguments of EXTERN by name, or none.", call);
    return false;
  }
  if (stranger || !args.inputSource || !args.inputFormat) {
    report(
      input,
      "extern-arguments",
      "No match found for this signature of EXTERN. It takes inputSource, inputFormat and, without EXTEND, signature.",
      call,
    );
    return false;
  }
  return true;
}

function checkSignatureOrExtend(input: CheckInput, node: TableFunction, call: Call, signature: KnownValue | undefined): void {
  const isGiven = signature !== undefined && signature.kind !== "null";
  if (!isGiven && !node.extend) {
    const message = "EXTERN requires either a [signature] value or an EXTEND clause. Write EXTEND (column TYPE, …) behind TABLE(…).";
    report(input, "extern-signature", message, call.name);
  } else if (isGiven && node.extend) {
    report(input, "extern-signature", "EXTERN requires either a [signature] value or an EXTEND clause, but not both", node.extend);
  }
}

function checkLiterals(input: CheckInput, args: ExternArguments): void {
  for (const [index, parameter] of EXTERN_PARAMETERS.entries()) {
    const argument = args[parameter];
    if (!argument) continue;
    const { kind } = knownValueOf(argument, input.settings.parameters);
    if (kind === "expression") {
      const message = `All arguments of call to macro EXTERN should be literal. Actual argument #${index} (${parameter}) is not literal`;
      report(input, "extern-literal", message, argument);
    } else if (kind === "null" && parameter !== "signature") {
      report(input, "extern-literal", `EXTERN needs a value for ${parameter}, and NULL is none.`, argument);
    }
  }
}

function isSecured({ settings }: CheckInput): boolean {
  return settings.profile.inputSourceSecurity && settings.profile.druidVersion >= FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY;
}

function checkInputSource(input: CheckInput, args: ExternArguments): void {
  const value = textOf(input, "inputSource", args.inputSource);
  if (!value) return;
  const types = readInputSourceTypes(value.value);
  const json = readJson(value.value);
  const problem = types.kind === "invalid" || json.type === "error" ? undefined : inputSourceProblem(json);
  if (types.kind === "invalid") reportJson(input, "inputSource", types.message, placeOf(input, value, types.place));
  else if (problem) reportJson(input, "inputSource", problem.message, placeOf(input, value, problem.place));
  if (!isSecured(input)) return;
  if (types.kind === "unsupported") {
    const message = `This inputSource does not support input source based security: with it on, nobody can read ${types.type} by EXTERN.`;
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
  if (args.sourceIsCast && !args.extended) {
    const message = "Under input source security Druid reads no CAST here. Write the text alone, or use EXTEND.";
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
  if (args.style === "named" && !args.extended && args.first !== "inputSource") {
    const message =
      "Under input source security Druid looks for the input source in the first argument. Write inputSource first, or use EXTEND.";
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
}

function checkInputFormat(input: CheckInput, args: ExternArguments): void {
  const value = textOf(input, "inputFormat", args.inputFormat);
  if (!value) return;
  const json = readJson(value.value);
  if (json.type === "error") {
    reportJson(input, "inputFormat", json.message, placeOf(input, value, { start: json.offset, end: json.offset + 1 }));
    return;
  }
  const problem = readTyped(json) ? inputFormatProblem(json) : untypedReason(json, "an input format");
  if (problem) reportJson(input, "inputFormat", problem.message, placeOf(input, value, problem.place));
}

/** The scalar types of ColumnType.fromString; ARRAY<…> and COMPLEX<…> are not looked into. */
const SIGNATURE_TYPES: ReadonlySet<string> = new Set([
  ...["STRING", "LONG", "DOUBLE", "FLOAT", "COMPLEX"],
  ...["STRING_ARRAY", "LONG_ARRAY", "DOUBLE_ARRAY", "FLOAT_ARRAY", "COMPLEX_ARRAY"],
]);

function checkSignature(input: CheckInput, written: WrittenText): void {
  const value = readJson(written.value);
  const reportAt = (reason: string, place: TextRange): void => reportJson(input, "rowSignature", reason, placeOf(input, written, place));
  if (value.type === "error") reportAt(value.message, { start: value.offset, end: value.offset + 1 });
  else if (value.type !== "array") reportAt("a signature is a JSON array", value);
  else {
    for (const item of value.items) {
      const problem = problemOfSignatureItem(item);
      if (problem) reportAt(problem.message, problem.place);
      else checkSignatureItem(input, item, placeOf(input, written, item));
    }
  }
}

/** Source: the constructor of ColumnSignature, asked of the planners of 29, 31 and 33. */
function problemOfSignatureItem(item: JsonValue): JsonProblem | undefined {
  if (item.type !== "object") return problemAt(item, 'a column is an object: {"name": …, "type": …}');
  if (hasDuplicateKeys(item)) return undefined;
  const name = givenMember(item, "name");
  const type = givenMember(item, "type");
  if (!name || ("value" in name && name.value === "")) return problemAt(name ?? item, "Column name must be provided and non-empty");
  return type?.type === "number" || type?.type === "array" ? problemAt(type, '"type" must be a string') : undefined;
}

/** Earlier releases were not asked about `__time`. */
const FIRST_VERSION_WITH_LONG_TIME = 33;

function checkSignatureItem(input: CheckInput, item: JsonValue, range: TextRange): void {
  const name = jsonMember(item, "name");
  const type = jsonMember(item, "type");
  if (name?.type !== "string" || (type && type.type !== "string" && type.type !== "null")) return;
  const written = type?.type === "string" ? type.value : undefined;
  if (written === undefined || (/^\w*$/.test(written) && !SIGNATURE_TYPES.has(written.toUpperCase()))) {
    const message = `Encountered null type for column[${name.value}]. The types of a signature are string, long, double, float, ARRAY<…> and COMPLEX<…>.`;
    report(input, "extern-columns", message, range);
  } else if (
    name.value === "__time" &&
    written.toUpperCase() !== "LONG" &&
    input.settings.profile.druidVersion >= FIRST_VERSION_WITH_LONG_TIME
  ) {
    const message =
      "EXTERN function with __time column can be used when __time column is of type long. Please change the column name to something other than __time";
    report(input, "extern-columns", message, range);
  }
}

/** Types that EXTEND parses and Druid cannot load. Source: Externals.toDruidType. */
const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set(["BOOLEAN", "DECIMAL", "NUMERIC", "DATE", "TIMESTAMP", "TIME"]);

function checkColumn(input: CheckInput, column: ColumnDefinition): void {
  if (column.name.kind === "name" && column.name.parts.length > 1) {
    const name = column.name.parts.map((part) => part.name).join(".");
    report(input, "extern-columns", `Column [${name}] must have a simple name`, column.name);
  }
  if (column.type && column.type.collections === 0 && UNSUPPORTED_TYPES.has(column.type.base)) {
    const message = `The column has an unsupported type: [${column.type.base}]. EXTERN reads VARCHAR, BIGINT, DOUBLE, FLOAT and arrays; convert it in the SELECT.`;
    report(input, "extern-columns", message, column.type);
  }
}

interface WrittenText extends TextRange {
  readonly value: string;
}

/** The text of an argument; a literal of another type is reported, for Druid reads its text as JSON too, and that is no object and no array. */
function textOf(input: CheckInput, field: string, argument: Node | undefined): WrittenText | undefined {
  if (!argument) return undefined;
  const value = knownValueOf(argument, input.settings.parameters);
  if (value.kind === "string") return { value: value.value, ...rangeOf(argument) };
  const isOtherLiteral = value.kind === "number" || value.kind === "boolean" || (value.kind === "other" && argument.kind === "literal");
  if (isOtherLiteral) reportJson(input, field, "it is no JSON that Druid can use; write the JSON as a string", argument);
  return undefined;
}

/** Where a part of the JSON is written in the statement. */
function placeOf(input: CheckInput, written: WrittenText, place: TextRange): TextRange {
  return placeInString(input.statement.text, written, written.value, place);
}

function reportJson(input: CheckInput, field: string, reason: string, range: TextRange): void {
  report(input, "extern-json", `Invalid value for the field [${field}]. Reason: [${reason}]`, range);
}
