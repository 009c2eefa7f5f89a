/**
 * `window-frame`: bounds of a frame in the wrong order. Source: Calcite's SqlWindow.checkSpecialLiterals and validateFrameBoundary.
 */
import type { Node, WindowBound, WindowFrame } from "../../syntax/nodes";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

export function checkWindowFrame(node: Node, input: CheckInput): void {
  if (node.kind !== "windowFrame") return;
  const wrong = wrongBound(node);
  if (wrong) input.report({ code: "window-frame", stage: "validate", message: wrong.message, range: rangeOf(wrong.bound) });
}

function wrongBound({ lower, upper }: WindowFrame): { readonly bound: WindowBound; readonly message: string } | undefined {
  // A single bound of any kind passes.
  if (!upper) return undefined;
  if (lower.bound === "UNBOUNDED FOLLOWING") {
    return { bound: lower, message: "UNBOUNDED FOLLOWING cannot be specified for the lower frame boundary" };
  }
  if (upper.bound === "UNBOUNDED PRECEDING") {
    return { bound: upper, message: "UNBOUNDED PRECEDING cannot be specified for the upper frame boundary" };
  }
  const isAfter = lower.bound === "FOLLOWING" || lower.bound === "CURRENT ROW";
  const isBefore = upper.bound === "PRECEDING" || (upper.bound === "CURRENT ROW" && lower.bound === "FOLLOWING");
  if (!isAfter || !isBefore) return undefined;
  return { bound: upper, message: `Upper frame boundary cannot be ${upper.bound} when lower boundary is ${lower.bound}` };
}
