/**
 * `extern-signature`, `extern-arguments`, `extern-literal`, `extern-json`, `extern-columns`, `input-source-security`: how EXTERN is called.
 * Source: ExternalOperatorConversion, BaseUserDefinedTableMacro, Externals, DruidExternTableMacro.
 */
import type { Call, ColumnDefinition, Node, TableFunction } from "../../syntax/nodes";
import { rangeOf } from "../../text/range";
import { type JsonValue, jsonMember, readJson } from "../embeddedJson";
import {
  EXTERN_PARAMETERS,
  type ExternArguments,
  FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY,
  isCallTo,
  readExternArguments,
  readInputSourceTypes,
} from "../externCall";
import { type KnownValue, knownValueOf } from "../literals";
import type { CheckInput } from "./check";
import type { CheckCode } from "./codes";

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
  if (signature?.kind === "string") checkSignature(input, signature.value, signature);
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
  const value = stringOf(input, args.inputSource);
  if (!value) return;
  const types = readInputSourceTypes(value.value);
  if (types.kind === "invalid") reportJson(input, "inputSource", types.message, value);
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
  const value = stringOf(input, args.inputFormat);
  if (!value) return;
  const json = readJson(value.value);
  if (json.type === "error") reportJson(input, "inputFormat", json.message, value);
  else if (json.type !== "object") reportJson(input, "inputFormat", "an input format is a JSON object", value);
  else if (!jsonMember(json, "type")) reportJson(input, "inputFormat", 'the property "type" is missing', value);
}

/** The scalar types of ColumnType.fromString; ARRAY<…> and COMPLEX<…> are not looked into. */
const SIGNATURE_TYPES: ReadonlySet<string> = new Set([
  ...["STRING", "LONG", "DOUBLE", "FLOAT", "COMPLEX"],
  ...["STRING_ARRAY", "LONG_ARRAY", "DOUBLE_ARRAY", "FLOAT_ARRAY", "COMPLEX_ARRAY"],
]);

function checkSignature(input: CheckInput, json: string, range: KnownValue): void {
  const value = readJson(json);
  if (value.type === "error") reportJson(input, "signature", value.message, range);
  else if (value.type !== "array") reportJson(input, "signature", "a signature is a JSON array", range);
  else {
    for (const item of value.items) checkSignatureItem(input, item, range);
  }
}

/** Earlier releases were not asked about `__time`. */
const FIRST_VERSION_WITH_LONG_TIME = 33;

function checkSignatureItem(input: CheckInput, item: JsonValue, range: KnownValue): void {
  const name = jsonMember(item, "name");
  const type = jsonMember(item, "type");
  if (name?.type !== "string" || (type && type.type !== "string")) return;
  const written = type?.value;
  if (written === undefined || (/^\w+$/.test(written) && !SIGNATURE_TYPES.has(written.toUpperCase()))) {
    const message = `Encountered null type for column[${name.value}]. The types of a signature are string, long, double, float, ARRAY<…> and COMPLEX<…>.`;
    report(input, "extern-columns", message, range.range);
  } else if (
    name.value === "__time" &&
    written.toUpperCase() !== "LONG" &&
    input.settings.profile.druidVersion >= FIRST_VERSION_WITH_LONG_TIME
  ) {
    const message =
      "EXTERN function with __time column can be used when __time column is of type long. Please change the column name to something other than __time";
    report(input, "extern-columns", message, range.range);
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

function stringOf(
  input: CheckInput,
  argument: Node | undefined,
): { readonly value: string; readonly start: number; readonly end: number } | undefined {
  if (!argument) return undefined;
  const value = knownValueOf(argument, input.settings.parameters);
  return value.kind === "string" ? { value: value.value, ...rangeOf(argument) } : undefined;
}

function reportJson(
  input: CheckInput,
  field: string,
  reason: string,
  range: KnownValue | { readonly start: number; readonly end: number },
): void {
  report(input, "extern-json", `Invalid value for the field [${field}]. Reason: [${reason}]`, "range" in range ? range.range : range);
}
