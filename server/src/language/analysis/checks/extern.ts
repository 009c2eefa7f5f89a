/**
 * `extern-signature`, `extern-arguments`, `extern-literal`, `extern-json`, `extern-columns`, `input-source-security`: how EXTERN is called.
 * Source: ExternalOperatorConversion, BaseUserDefinedTableMacro, Externals, DruidExternTableMacro.
 */
import type { Call, ColumnDefinition, Node, TableFunction } from "../../syntax/nodes";
import { javaTrim } from "../../text/javaTrim";
import { druidSays, phrase, sentences, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { type JsonError, type JsonValue, jsonMember } from "../../text/strictJson";
import {
  EXTERN_PARAMETERS,
  type ExternArguments,
  FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY,
  inputSourceTypesOf,
  isCallTo,
  readExternArguments,
  readTyped,
  untypedReason,
} from "../externCall";
import { type KnownValue, knownValueOf, placeInString, placesInString } from "../literals";
import type { CheckInput } from "./check";
import type { CheckCode } from "./codes";
import { checkExternKeys } from "./externKeys";
import { inputFormatProblem } from "./inputFormat";
import { inputSourceProblem } from "./inputSource";
import { givenMember, type JsonProblem, problemAt, problemOfRepeats, problemOfText } from "./jsonShape";

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
        ? druidSays(`Duplicate argument name '${name}'`)
        : druidSays(`Param '${name}' not found in function 'EXTERN'`) + (meant ? druidSays(`; did you mean '${meant}'?`) : "");
    report(input, "extern-arguments", message, stranger.name);
    return false;
  }
  if (args.style === "mixed") {
    report(input, "extern-arguments", t("Give all arguments of EXTERN by name, or none."), call);
    return false;
  }
  if (stranger || !args.inputSource || !args.inputFormat) {
    report(
      input,
      "extern-arguments",
      sentences(
        druidSays("No match found for this signature of EXTERN."),
        t("It takes inputSource, inputFormat and, without EXTEND, signature."),
      ),
      call,
    );
    return false;
  }
  return true;
}

function checkSignatureOrExtend(input: CheckInput, node: TableFunction, call: Call, signature: KnownValue | undefined): void {
  const isGiven = signature !== undefined && signature.kind !== "null";
  if (!isGiven && !node.extend) {
    const message = sentences(
      druidSays("EXTERN requires either a [signature] value or an EXTEND clause."),
      t("Write EXTEND (column TYPE, …) behind TABLE(…)."),
    );
    report(input, "extern-signature", message, call.name);
  } else if (isGiven && node.extend) {
    const message = druidSays("EXTERN requires either a [signature] value or an EXTEND clause, but not both");
    report(input, "extern-signature", message, node.extend);
  }
}

function checkLiterals(input: CheckInput, args: ExternArguments): void {
  for (const [index, parameter] of EXTERN_PARAMETERS.entries()) {
    const argument = args[parameter];
    if (!argument) continue;
    const { kind } = knownValueOf(argument, input.settings.parameters);
    if (kind === "expression") {
      const message = druidSays(
        `All arguments of call to macro EXTERN should be literal. Actual argument #${index} (${parameter}) is not literal`,
      );
      report(input, "extern-literal", message, argument);
    } else if (kind === "null" && parameter !== "signature") {
      report(input, "extern-literal", t("EXTERN needs a value for {0}, and NULL is none.", parameter), argument);
    }
  }
}

function isSecured({ settings }: CheckInput): boolean {
  return settings.profile.inputSourceSecurity && settings.profile.druidVersion >= FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY;
}

function checkInputSource(input: CheckInput, args: ExternArguments): void {
  const value = textOf(input, "inputSource", args.inputSource);
  if (!value) return;
  const json = input.json(value.value);
  const types = inputSourceTypesOf(json);
  const problem =
    types.kind === "invalid" || json.type === "error" ? undefined : inputSourceProblem(json, input.settings.profile.druidVersion);
  if (json.type === "error") reportJsonError(input, "inputSource", value, json);
  else if (types.kind === "invalid") reportJson(input, "inputSource", types.message, placeOf(input, value, types.place));
  else if (problem) reportJson(input, "inputSource", problem.message, placeOf(input, value, problem.place));
  if (json.type !== "error") checkExternKeys(input, json, "inputSource", (place) => placeOf(input, value, place));
  if (!isSecured(input)) return;
  if (json.type !== "error" && hasNullDelegate(json)) {
    const message = t("Under input source security Druid asks each delegate for its type, and null has none.");
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
  if (types.kind === "unsupported") {
    const message = sentences(
      druidSays("This inputSource does not support input source based security:"),
      t("with it on, nobody can read {0} by EXTERN.", types.type),
    );
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
  if (args.sourceIsCast && !args.extended) {
    const message = t("Under input source security Druid reads no CAST here. Write the text alone, or use EXTEND.");
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
  if (args.style === "named" && !args.extended && args.first !== "inputSource") {
    const message = t(
      "Under input source security Druid looks for the input source in the first argument. Write inputSource first, or use EXTEND.",
    );
    input.report({ code: "input-source-security", stage: "validate", status: 500, message, range: { start: value.start, end: value.end } });
  }
}

/** Whether a `combining` input source, or one among its delegates, has null as a delegate. */
function hasNullDelegate(source: JsonValue): boolean {
  const pending: JsonValue[] = [source];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const typed = readTyped(next);
    const delegates = typed?.type.value === "combining" ? jsonMember(typed.body, "delegates") : undefined;
    if (delegates?.type !== "array") continue;
    if (delegates.items.some(({ type }) => type === "null")) return true;
    pending.push(...delegates.items);
  }
  return false;
}

function checkInputFormat(input: CheckInput, args: ExternArguments): void {
  const value = textOf(input, "inputFormat", args.inputFormat);
  if (!value) return;
  const json = input.json(value.value);
  if (json.type === "error") {
    reportJsonError(input, "inputFormat", value, json);
    return;
  }
  const problem = readTyped(json)
    ? inputFormatProblem(json, input.settings.profile.druidVersion)
    : untypedReason(json, phrase("an input format is a JSON object"));
  if (problem) reportJson(input, "inputFormat", problem.message, placeOf(input, value, problem.place));
  checkExternKeys(input, json, "inputFormat", (place) => placeOf(input, value, place));
}

function checkSignature(input: CheckInput, written: WrittenText): void {
  const value = input.json(written.value);
  let places: ((place: TextRange) => TextRange) | undefined;
  const placeIn = (place: TextRange): TextRange => {
    places ??= placesInString(input.statement.text, written, written.value);
    return places(place);
  };
  const reportAt = (reason: string, place: TextRange): void => reportJson(input, "rowSignature", reason, placeIn(place));
  if (value.type === "error") reportJsonError(input, "rowSignature", written, value);
  else if (value.type !== "array") reportAt(t("a signature is a JSON array"), value);
  else {
    const types = new Map<string, string>();
    for (const item of value.items) {
      const problem = problemOfSignatureItem(item) ?? problemOfConflict(item, types);
      if (problem) reportAt(problem.message, problem.place);
      else checkSignatureItem(input, item, () => placeIn(item));
    }
  }
}

/** Source: the constructor of ColumnSignature, asked of the planners of 29, 31 and 33. */
function problemOfSignatureItem(item: JsonValue): JsonProblem | undefined {
  if (item.type !== "object") return problemAt(item, t('a column is an object: {"name": …, "type": …}'));
  const name = givenMember(item, "name");
  const type = givenMember(item, "type");
  const wrong = problemOfText(item, "name") ?? problemOfRepeats(item, ["name", "type"]);
  if (wrong) return wrong;
  if (!name || ("value" in name && name.value === ""))
    return problemAt(name ?? item, druidSays("Column name must be provided and non-empty"));
  if (type?.type === "object") return isTypeObject(type) ? undefined : problemAt(type, t('"{0}" must be a string', "type"));
  if (type && type.type !== "string") return problemAt(type, t('"{0}" must be a string', "type"));
  return type?.type === "string" && signatureTypeOf(type.value).broken
    ? problemAt(type, sentences(druidSays("Array element type must not be null;"), t("the elements are STRING, LONG, DOUBLE or FLOAT")))
    : undefined;
}

/** `{"type": "LONG"}` is what Druid writes; an array has an element type beside it. */
function isTypeObject(type: JsonValue & { readonly type: "object" }): boolean {
  const name = givenMember(type, "type");
  const isKnown = name?.type === "string" && /^(?:STRING|LONG|DOUBLE|FLOAT|COMPLEX|ARRAY)$/i.test(name.value);
  return isKnown && (!/^array$/i.test(name.value) || givenMember(type, "elementType") !== undefined);
}

/** RowSignature takes one type for a name. */
function problemOfConflict(item: JsonValue, types: Map<string, string>): JsonProblem | undefined {
  if (item.type !== "object") return undefined;
  const name = givenMember(item, "name");
  const type = givenMember(item, "type");
  if (!name || !("value" in name) || (type && type.type !== "string")) return undefined;
  const mine = type ? signatureTypeOf(type.value).name : NO_TYPE;
  const other = types.get(name.value);
  types.set(name.value, other ?? mine);
  return other === undefined || other === mine
    ? undefined
    : problemAt(item, druidSays(`Column[${name.value}] has conflicting types [${other}] and [${mine}]`));
}

const SCALAR_TYPES: ReadonlySet<string> = new Set(["STRING", "LONG", "DOUBLE", "FLOAT", "COMPLEX"]);
const ARRAY_TYPES: ReadonlySet<string> = new Set(["STRING_ARRAY", "LONG_ARRAY", "DOUBLE_ARRAY"]);
const NO_TYPE = "null";

/** A type of the signature in the words of Druid; `null` where it knows none, and `broken` where it fails on the text. */
interface SignatureType {
  readonly name: string;
  readonly broken?: true;
}

/** What ColumnType.fromString makes of a text: it knows the case of `ARRAY<` and `COMPLEX<` only, and cuts off the last character. */
function signatureTypeOf(text: string): SignatureType {
  let inner = text;
  let depth = 0;
  for (; inner.startsWith("ARRAY<"); depth++) inner = inner.slice(6, -1);
  const name = simpleTypeOf(inner);
  if (name === undefined) return depth > 0 || inner === "COMPLEX<" ? { name: NO_TYPE, broken: true } : { name: NO_TYPE };
  return { name: "ARRAY<".repeat(depth) + name + ">".repeat(depth) };
}

function simpleTypeOf(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (SCALAR_TYPES.has(upper)) return upper;
  if (ARRAY_TYPES.has(upper)) return `ARRAY<${upper.replace("_ARRAY", "")}>`;
  return text.startsWith("COMPLEX<") && text.length > "COMPLEX<".length ? `${text.slice(0, -1)}>` : undefined;
}

function checkSignatureItem(input: CheckInput, item: JsonValue, place: () => TextRange): void {
  if (item.type !== "object") return;
  const name = givenMember(item, "name");
  const type = givenMember(item, "type");
  if (!name || !("value" in name) || (type && type.type !== "string")) return;
  const isNone = type === undefined || javaTrim(type.value) === "" || signatureTypeOf(type.value).name === NO_TYPE;
  if (name.value !== "__time") {
    if (!isNone) return;
    const message = sentences(
      druidSays(`Encountered null type for column[${name.value}].`),
      t("The types of a signature are string, long, double, float, ARRAY<…> and COMPLEX<…>."),
    );
    report(input, "extern-columns", message, place());
  } else if (!isNone && type.value.toUpperCase() !== "LONG" && input.settings.profile.druidVersion >= FIRST_VERSION_WITH_LONG_TIME) {
    const message = druidSays(
      "EXTERN function with __time column can be used when __time column is of type long. Please change the column name to something other than __time",
    );
    report(input, "extern-columns", message, place());
  }
}

/** Earlier releases were not asked about `__time`; without a type that Druid knows it is a long one. */
const FIRST_VERSION_WITH_LONG_TIME = 29;

/** Types that EXTEND parses and Druid cannot load. Source: Externals.toDruidType. */
const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set(["BOOLEAN", "DECIMAL", "NUMERIC", "DATE", "TIMESTAMP", "TIME"]);

function checkColumn(input: CheckInput, column: ColumnDefinition): void {
  if (column.name.kind === "name" && column.name.parts.length > 1) {
    const name = column.name.parts.map((part) => part.name).join(".");
    report(input, "extern-columns", druidSays(`Column [${name}] must have a simple name`), column.name);
  }
  if (column.type && column.type.collections === 0 && UNSUPPORTED_TYPES.has(column.type.base)) {
    const message = sentences(
      druidSays(`The column has an unsupported type: [${column.type.base}].`),
      t("EXTERN reads VARCHAR, BIGINT, DOUBLE, FLOAT and arrays; convert it in the SELECT."),
    );
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
  if (isOtherLiteral) reportJson(input, field, t("it is no JSON that Druid can use; write the JSON as a string"), argument);
  return undefined;
}

/** Where a part of the JSON is written in the statement. */
function placeOf(input: CheckInput, written: WrittenText, place: TextRange): TextRange {
  return placeInString(input.statement.text, written, written.value, place);
}

/** Jackson 2.15 and newer, so that it is inferred; 33 has an older one and reads any depth. */
const FIRST_VERSION_WITH_DEPTH_LIMIT = 34;

function reportJsonError(input: CheckInput, field: string, written: WrittenText, error: JsonError): void {
  if (error.kind === "too-deep" && input.settings.profile.druidVersion < FIRST_VERSION_WITH_DEPTH_LIMIT) return;
  reportJson(input, field, error.message, placeOf(input, written, { start: error.offset, end: error.offset + 1 }));
}

function reportJson(input: CheckInput, field: string, reason: string, range: TextRange): void {
  report(input, "extern-json", druidSays(`Invalid value for the field [${field}]. Reason: [${reason}]`), range);
}
