/**
 * `window-frame`: frames that no window can have, and frames that Druid does not support, or not for this function.
 * Source: DruidSqlValidator.validateWindow (measured from 31 on), Calcite's SqlWindow.validate, validateFrameBoundary and checkSpecialLiterals.
 * Druid stops at the first, so one problem is said of a window; those of a WINDOW clause come before those of the calls that use it.
 */
import type { Node, WindowBound, WindowFrame } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { knownValueOf } from "../literals";
import { contextValue } from "../route";
import { type ClauseCall, inner, type SelectParts, selectsOf } from "../selects";
import { type ResolvedWindow, windowOf } from "../windows";
import { type CheckInput, firstWords } from "./check";
import { mayBeSorted } from "./windowOrder";

/** Druid's own rules; releases before were not asked, but for 28, which has only those of Calcite. */
const FIRST_VERSION_WITH_OWN_RULES = 31;
const FIRST_VERSION_MEASURED = 28;

/** Functions whose operators do not allow a frame. */
const UNFRAMED: ReadonlySet<string> = new Set(["ROW_NUMBER", "RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST", "LAG", "LEAD"]);

interface Problem {
  readonly message: string;
  readonly range: TextRange;
}

export function checkWindowFrames(input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_MEASURED) return;
  for (const parts of selectsOf(input.tree)) {
    const broken = checkDefinitions(parts, input);
    for (const found of parts.calls) {
      const resolved = windowOf(found.call, parts);
      if (!resolved?.frame || broken.has(resolved.window)) continue;
      const problem = problemOfCall(found, resolved, resolved.frame, parts, input);
      if (problem) report(problem, input);
    }
  }
}

/** The windows of the clause that are broken whoever uses them. */
function checkDefinitions(parts: SelectParts, input: CheckInput): ReadonlySet<Node> {
  const broken = new Set<Node>();
  for (const { window } of parts.select.windows) {
    if (window.kind !== "window" || !window.frame || window.base) continue;
    const resolved = { window, isNamed: true, orderItems: window.orderBy?.items ?? [], frame: window.frame };
    const problem = problemOfFrame(resolved, window.frame, parts, input);
    if (!problem) continue;
    broken.add(window);
    report(problem, input);
  }
  return broken;
}

function report({ message, range }: Problem, input: CheckInput): void {
  input.report({ code: "window-frame", stage: "validate", message, range });
}

function problemOfCall(
  found: ClauseCall,
  resolved: ResolvedWindow,
  frame: WindowFrame,
  parts: SelectParts,
  input: CheckInput,
): Problem | undefined {
  const own = input.settings.profile.druidVersion >= FIRST_VERSION_WITH_OWN_RULES ? problemOfDruid(found, frame, input) : undefined;
  // Calcite looks at no frame of a window that is built on another.
  if (own || resolved.window.base) return own;
  if (found.known && UNFRAMED.has(found.known.name)) {
    const says = druidSays("ROW/RANGE not allowed with RANK, DENSE_RANK, ROW_NUMBER, PERCENTILE_CONT/DISC or LAG/LEAD functions");
    return { message: says, range: firstWords(input.statement, frame.start, 1) };
  }
  return resolved.isNamed ? undefined : problemOfFrame(resolved, frame, parts, input);
}

/** What Druid refuses beyond Calcite. */
function problemOfDruid({ call, known }: ClauseCall, frame: WindowFrame, input: CheckInput): Problem | undefined {
  const over = rangeOf(call.over ?? call);
  if (isComputed(frame.lower) || isComputed(frame.upper)) {
    return { message: druidSays("Window frames with expression based lower/upper bounds are not supported."), range: over };
  }
  const callRange = { start: call.start, end: Math.max(call.name.end, call.start) };
  if (known?.name === "NTILE") return { message: druidSays("Framing of NTILE is not supported."), range: callRange };
  const hasOffset = isOffset(frame.lower) || isOffset(frame.upper);
  if (hasOffset && (known?.name === "FIRST_VALUE" || known?.name === "LAST_VALUE")) {
    const says = druidSays("Framing of FIRST_VALUE/LAST_VALUE is only allowed with UNBOUNDED or CURRENT ROW.");
    return { message: says, range: callRange };
  }
  if (!hasOffset || frame.unit !== "RANGE" || !isStrict(input)) return undefined;
  const says = druidSays("Order By with RANGE clause currently supports only UNBOUNDED or CURRENT ROW. Use ROWS clause instead.");
  return { message: says, range: over };
}

function isStrict({ tree, settings }: CheckInput): boolean {
  return contextValue(tree, settings, "windowingStrictValidation")?.toLowerCase() !== "false";
}

function isOffset(bound: WindowBound | undefined): boolean {
  return bound?.bound === "PRECEDING" || bound?.bound === "FOLLOWING";
}

/** Whether an offset is no literal; a `?` becomes one where it has a value. */
function isComputed(bound: WindowBound | undefined): boolean {
  if (!bound?.offset) return false;
  const offset = inner(bound.offset);
  if (offset.kind === "literal" || offset.kind === "interval") return false;
  return knownValueOf(offset, undefined).kind === "expression";
}

/** What Calcite refuses whichever function is meant. */
function problemOfFrame(
  { window, orderItems, isNamed }: ResolvedWindow,
  frame: WindowFrame,
  parts: SelectParts,
  input: CheckInput,
): Problem | undefined {
  const { druidVersion } = input.settings.profile;
  const hasOffset = isOffset(frame.lower) || isOffset(frame.upper);
  const isPlain = !hasOffset && !wrongOrder(frame.lower, frame.upper, druidVersion);
  const ordered = frame.unit === "RANGE" && (!isPlain || druidVersion === FIRST_VERSION_MEASURED);
  if (ordered && orderItems.length > 1) {
    const says = druidSays("RANGE clause cannot be used with compound ORDER BY clause");
    return { message: says, range: firstWords(input.statement, frame.start, 1) };
  }
  if (ordered && orderItems.length === 0 && !mayBeSorted(parts, input)) {
    const says = druidSays("Window specification must contain an ORDER BY clause");
    return { message: says, range: rangeOf(window) };
  }
  // The types of the sort key decide about an offset of RANGE; Druid's own rule has refused it where it is not named.
  if (isNamed && ordered && hasOffset) return problemOfBounds(frame, druidVersion);
  return problemOfRows(frame, druidVersion) ?? problemOfBounds(frame, druidVersion);
}

function problemOfRows(frame: WindowFrame, version: number): Problem | undefined {
  if (frame.unit !== "ROWS") return undefined;
  for (const bound of [frame.lower, frame.upper]) {
    if (!bound?.offset) continue;
    const value = knownValueOf(bound.offset, undefined);
    if (value.kind !== "number" || isCount(value.value, version)) continue;
    const says = druidSays("ROWS value must be a non-negative integral constant");
    return { message: says, range: rangeOf(bound.offset) };
  }
  return undefined;
}

/** Zero in any form is left to Druid; `1.0` is whole from 31 on, and no release takes `1e1`. */
function isCount(number: string, version: number): boolean {
  if (Number(number) === 0) return true;
  if (number.startsWith("-") || /e/i.test(number)) return false;
  const [, fraction] = number.split(".");
  return fraction === undefined || (/^0*$/.test(fraction) && version !== FIRST_VERSION_MEASURED);
}

function problemOfBounds({ lower, upper }: WindowFrame, version: number): Problem | undefined {
  const says = wrongOrder(lower, upper, version);
  return says && { message: `${says.text}. ${t("Frames run from the earlier row to the later one.")}`, range: rangeOf(says.bound) };
}

function wrongOrder(lower: WindowBound, upper: WindowBound | undefined, version: number): { bound: WindowBound; text: string } | undefined {
  const text = (says: string, bound: WindowBound): { bound: WindowBound; text: string } => ({ bound, text: says });
  // A single bound of any kind passes from 31 on.
  if (!upper && version !== FIRST_VERSION_MEASURED) return undefined;
  if (lower.bound === "UNBOUNDED FOLLOWING")
    return text(druidSays("UNBOUNDED FOLLOWING cannot be specified for the lower frame boundary"), lower);
  if (!upper) return undefined;
  if (upper.bound === "UNBOUNDED PRECEDING")
    return text(druidSays("UNBOUNDED PRECEDING cannot be specified for the upper frame boundary"), upper);
  const isAfter = lower.bound === "FOLLOWING" || lower.bound === "CURRENT ROW";
  const isBefore = upper.bound === "PRECEDING" || (upper.bound === "CURRENT ROW" && lower.bound === "FOLLOWING");
  if (!isAfter || !isBefore) return undefined;
  return text(druidSays(`Upper frame boundary cannot be ${upper.bound} when lower boundary is ${lower.bound}`), upper);
}
