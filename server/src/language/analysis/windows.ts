/**
 * What a call's OVER means: its own window, or the one that a WINDOW clause defines, with what that one takes from another.
 * Source: Calcite's SqlValidatorImpl.resolveWindow; names are compared with their exact case and found in the SELECTs around.
 */
import type { Call, Identifier, OrderItem, Window, WindowDefinition, WindowFrame } from "../syntax/nodes";
import type { SelectParts } from "./selects";

/** A window with what it takes from the one that it is built on. */
export interface ResolvedWindow {
  /** Where it is written. */
  readonly window: Window;
  /** The WINDOW clause gives it a name. */
  readonly isNamed: boolean;
  readonly orderItems: readonly OrderItem[];
  readonly frame: WindowFrame | undefined;
}

/** More windows built on one another are not followed. */
const MAX_BASES = 50;

/** The window behind OVER; undefined when there is none, or not a whole one. */
export function windowOf(call: Call, parts: SelectParts): ResolvedWindow | undefined {
  const { over } = call;
  if (!over || over.kind === "error") return undefined;
  if (over.kind === "window") return resolve(over, parts, false);
  const definition = findWindow(over, parts);
  return definition?.window.kind === "window" ? resolve(definition.window, parts, true) : undefined;
}

/** A window of the text, completed. */
function resolve(window: Window, parts: SelectParts, isNamed: boolean): ResolvedWindow | undefined {
  let { orderBy, frame } = window;
  let current = window;
  for (let steps = 0; current.base; steps++) {
    const base = findWindow(current.base, parts)?.window;
    if (base?.kind !== "window" || steps > MAX_BASES) return undefined;
    orderBy ??= base.orderBy;
    frame ??= base.frame;
    current = base;
  }
  return { window, isNamed, orderItems: orderBy?.items ?? [], frame };
}

/** The definition of a name, in the SELECT or in one around it. */
export function findWindow(name: Identifier, parts: SelectParts): WindowDefinition | undefined {
  for (let current: SelectParts | undefined = parts; current; current = current.outer) {
    const found = current.windows.get(name.name);
    if (found) return found;
  }
  return undefined;
}
