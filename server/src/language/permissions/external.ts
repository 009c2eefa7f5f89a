/**
 * READ EXTERNAL for EXTERN and for the table functions that a site has bound: `EXTERNAL`, or the types of the input source under input
 * source security, which then replace it.
 * Source: DruidExternTableMacro, SchemaAwareUserDefinedTableMacro, Externals.EXTERNAL_RESOURCE_ACTION; input source security from 26 on.
 */

import { FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY, isCallTo, readExternArguments, readInputSourceTypes } from "../analysis/externCall";
import { knownValueOf } from "../analysis/literals";
import type { TableFunctionReference } from "../analysis/scopes";
import { findTableFunction } from "../data/inputSources";
import type { Node } from "../syntax/nodes";
import { t } from "../text/l10n";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

export function externalNeeds(input: RuleInput, collect: Collector): void {
  for (const reference of input.references.functions) {
    if (isCallTo(reference.call, "EXTERN")) addExtern(input, reference, collect);
    else if (!isCallTo(reference.call, "APPEND")) addOther(input, reference, collect);
  }
  for (const call of input.references.valueCalls) if (isCallTo(call, "EXTERN")) addExtern(input, { node: {}, call }, collect);
}

/** Among values there is no EXTEND. */
interface ExternReference {
  readonly node: Pick<TableFunctionReference["node"], "extend">;
  readonly call: TableFunctionReference["call"];
}

function isSecured(input: RuleInput): boolean {
  return input.profile.inputSourceSecurity && input.profile.druidVersion >= FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY;
}

function addExtern(input: RuleInput, { node, call }: ExternReference, collect: Collector): void {
  const name = rangeOf(call.name);
  if (!isSecured(input)) {
    collect.need("READ", "EXTERNAL", "EXTERNAL", "read-external", name);
    return;
  }
  const source = readExternArguments(node, call).inputSource;
  if (source) addInputSource(input, source, collect);
}

function addInputSource(input: RuleInput, source: Node, collect: Collector): void {
  const cause = rangeOf(source);
  const value = knownValueOf(source, input.settings.parameters);
  switch (value.kind) {
    case "string":
      addTypes(value.value, cause, collect);
      break;
    case "template":
      collect.unknown("input-source-type", t("A template makes this input source, so the type that must be granted is not known."), cause);
      break;
    case "parameter":
      collect.unknown(
        "parameter-value",
        t("The value of this parameter is not given, so the type of the input source is not known."),
        cause,
      );
      break;
    default:
      collect.unknown("input-source-type", t("This is no JSON text, so the type of the input source is not known."), cause);
  }
}

/** JSON that Druid refuses, and input sources that it cannot judge, are findings: they need nothing, as nobody can run them. */
function addTypes(json: string, cause: TextRange, collect: Collector): void {
  const types = readInputSourceTypes(json);
  if (types.kind === "types") for (const type of types.types) collect.need("READ", "EXTERNAL", type, "read-external", cause);
  else if (types.kind === "unread") {
    collect.unknown(
      "input-source-type",
      t("This JSON is nested too deeply to be read here, so the type of the input source is not known."),
      cause,
    );
  } else if (types.kind === "foreign") {
    collect.unknown(
      "input-source-type",
      t("{0} is no input source of Druid itself; only its extension knows which type must be granted.", types.type),
      cause,
    );
  }
}

/**
 * A function that the profile declares reads `EXTERNAL`, or its type where security is on and the columns stand behind it.
 * A name that Druid does not know may come from an extension.
 */
function addOther(input: RuleInput, { node, call }: TableFunctionReference, collect: Collector): void {
  const name = call.name.parts.at(-1);
  const cause = rangeOf(call.name);
  if (!name || name.template) {
    collect.unknown("template-name", t("A template makes the name of this table function, so what it reads is not known."), cause);
    return;
  }
  const type = input.profile.tableFunctions[name.name.toUpperCase()];
  if (type !== undefined) collect.need("READ", "EXTERNAL", isSecured(input) && node.extend ? type : "EXTERNAL", "read-external", cause);
  else if (!findTableFunction(name.name)) {
    collect.unknown(
      "table-function",
      t("{0} is no table function of a stock Druid. If your cluster has it, say so in tableFunctions of the cluster.", name.name),
      cause,
    );
  }
}
