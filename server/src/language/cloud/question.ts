/**
 * What is asked of a policy file, in the form in which patterns are compared with it.
 */
import { readPattern, type Symbols } from "./pattern";

export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly actionSymbols: Symbols;
  readonly resourceSymbols: Symbols;
}

/** AWS does not heed the case of actions, and heeds that of resources. */
export function readQuestion(action: string, resource: string): Question {
  return {
    action,
    resource,
    actionSymbols: readPattern(action.toLowerCase(), "plain"),
    resourceSymbols: readPattern(resource, "plain"),
  };
}

/** How much of a pattern a message shows. */
const LONGEST_SHOWN = 120;

/** A pattern as messages have it. */
export function shown(pattern: string): string {
  return pattern.length > LONGEST_SHOWN ? `${pattern.slice(0, LONGEST_SHOWN)}…` : pattern;
}
