/**
 * `window-name`: names of windows that are not defined, or twice. `window-definition`: windows that cannot be built like this.
 * Source: Calcite's SqlValidatorImpl.resolveWindow and validateWindowClause, SqlWindow.overlay; DruidSqlValidator.validateWindowClause.
 */
import type { Call, Identifier, Window } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { type SelectParts, selectsOf } from "../selects";
import { findWindow } from "../windows";
import type { CheckInput } from "./check";

const FIRST_VERSION_MEASURED = 28;
/** From here on no aggregate may stand in a window that has a name; 28 takes it. */
const FIRST_VERSION_WITHOUT_AGGREGATES = 31;

export function checkWindowNames(input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_MEASURED) return;
  for (const parts of selectsOf(input.tree)) {
    checkDuplicates(parts, input);
    for (const { window } of parts.select.windows) if (window.kind === "window") checkBase(window, parts, input);
    for (const { call } of parts.calls) {
      if (call.over?.kind === "identifier") checkName(call.over, parts, input);
      else if (call.over?.kind === "window") checkBase(call.over, parts, input);
    }
    checkContents(parts, input);
  }
}

function checkName(name: Identifier, parts: SelectParts, input: CheckInput): boolean {
  if (name.template || findWindow(name, parts)) return true;
  const message = `${druidSays(`Window '${name.name}' not found`)}.${adviceFor(name, parts)}`;
  input.report({ code: "window-name", stage: "validate", message, range: rangeOf(name) });
  return false;
}

function adviceFor({ name }: Identifier, { select }: SelectParts): string {
  const names = select.windows.flatMap((definition) => (definition.name.kind === "identifier" ? [definition.name.name] : []));
  const meant = names.find((known) => known.toLowerCase() === name.toLowerCase());
  return meant === undefined ? "" : ` ${t("{0} is defined; names of windows are compared with their exact case.", meant)}`;
}

function checkDuplicates({ select }: SelectParts, input: CheckInput): void {
  const names = new Set<string>();
  const texts = new Set<string>();
  for (const { name, window } of select.windows) {
    if (name.kind !== "identifier" || name.template || window.kind !== "window") return;
    const text = input.statement.text.slice(window.start, window.end).replace(/\s+/g, " ");
    if (names.has(name.name.toUpperCase())) {
      input.report({
        code: "window-name",
        stage: "validate",
        message: druidSays("Duplicate window names not allowed"),
        range: rangeOf(name),
      });
    } else if (texts.has(text)) {
      const message = druidSays("Duplicate window specification not allowed in the same window clause");
      input.report({ code: "window-definition", stage: "validate", message, range: rangeOf(window) });
    }
    names.add(name.name.toUpperCase());
    texts.add(text);
  }
}

/** A window that is built on another adds an order where that one has none, and nothing before; one with a frame cannot be built on. */
function checkBase(window: Window, parts: SelectParts, input: CheckInput): void {
  if (!window.base || !checkName(window.base, parts, input)) return;
  const base = findWindow(window.base, parts)?.window;
  const [first] = window.partitionBy;
  const refuse = (message: string, node: { readonly start: number; readonly end: number }): void =>
    input.report({ code: "window-definition", stage: "validate", message, range: { start: node.start, end: node.end } });
  if (base?.kind === "window" && base.frame) refuse(druidSays("Referenced window cannot have framing declarations"), base.frame);
  else if (first) refuse(druidSays("PARTITION BY not allowed with existing window reference"), first);
  else if (base?.kind === "window" && base.orderBy && window.orderBy?.items[0]) {
    refuse(druidSays("ORDER BY not allowed in both base and referenced windows"), window.orderBy.items[0]);
  }
}

/** Aggregates in a window that has a name, and windows within windows. */
function checkContents({ calls }: SelectParts, input: CheckInput): void {
  const reported = new Set<Window>();
  for (const { call, known, window, clause } of calls) {
    if (!window || reported.has(window)) continue;
    const message =
      clause === "WINDOW" ? messageForNamed(known?.kind === "aggregate" || call.over !== undefined, input) : messageFor(call, window);
    if (message === undefined) continue;
    reported.add(window);
    input.report({ code: "window-definition", stage: "validate", message, range: rangeOf(window) });
  }
}

function messageForNamed(isAggregate: boolean, { settings }: CheckInput): string | undefined {
  if (!isAggregate || settings.profile.druidVersion < FIRST_VERSION_WITHOUT_AGGREGATES) return undefined;
  return druidSays(
    "Aggregation inside window is currently not supported with syntax WINDOW W AS <DEF>. Try providing window definition directly without alias",
  );
}

function messageFor(call: Call, window: Window): string | undefined {
  if (!call.over) return undefined;
  const isInPartition = window.partitionBy.some((item) => item.start <= call.start && call.start < item.end);
  return druidSays(`${isInPartition ? "PARTITION BY" : "ORDER BY"} expression should not contain OVER clause`);
}
