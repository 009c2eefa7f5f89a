/**
 * `append-arguments`: APPEND takes one or more string literals and no column list. Source: TableAppendMacro, ExtendOperator.
 */
import type { Call } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isCallTo } from "../externCall";
import { knownValueOf } from "../literals";
import type { CheckInput } from "./check";

/** Before, Druid does not know APPEND at all. */
const FIRST_VERSION = 30;

export function checkAppend(input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION) return;
  for (const { node, call } of input.references.functions) {
    if (!isCallTo(call, "APPEND")) continue;
    if (node.extend) {
      const message = druidSays("Function APPEND does not accept an EXTEND clause (or a schema list)");
      input.report({ code: "append-arguments", stage: "validate", message, range: rangeOf(node.extend) });
    }
    checkArguments(input, call);
  }
}

function checkArguments(input: CheckInput, call: Call): void {
  if (call.arguments.length === 0) {
    const message = sentences(
      druidSays("No match found for function signature APPEND()."),
      t("It takes the names of datasources as string literals."),
    );
    input.report({ code: "append-arguments", stage: "validate", message, range: rangeOf(call) });
  }
  for (const [index, argument] of call.arguments.entries()) {
    const { kind } = knownValueOf(argument, input.settings.parameters);
    if (kind === "string" || kind === "template" || kind === "parameter" || kind === "error") continue;
    const lack = kind === "expression" ? "literal" : "string";
    const message = druidSays(`All arguments to APPEND should be literal strings. Argument #${index + 1} is not ${lack}`);
    input.report({ code: "append-arguments", stage: "validate", message, range: rangeOf(argument) });
  }
}
