/**
 * The state of one match, and the small steps that all nodes share. Calls and returns are frames on a list, so that no input
 * can exhaust the stack; steps are counted, so that none can take for ever.
 */
import type { LoopNode, Node, Program } from "./program";

/** What a step leads to: on to `machine.node`, back with an answer, or out because no answer can be given. */
export const ON = 0;
export const FAILED = 1;
export const MATCHED = 2;
export const STOPPED = 3;

export type Outcome = typeof ON | typeof FAILED | typeof MATCHED | typeof STOPPED;

/** Someone who waits for the answer of a call. The meaning of the numbers is that of its `wait`. */
export interface Frame {
  wait: Wait;
  readonly node: Node;
  readonly depth: number;
  /** Place in the name. */
  at: number;
  /** Turns so far. */
  turns: number;
  /** Length of a turn, or a limit. */
  extent: number;
  /** Fewest turns to keep while giving back. */
  limit: number;
  /** What to restore. */
  first: number;
  second: number;
  /** What a failure is remembered under. */
  readonly key?: number | string;
}

export type Wait =
  | "restoreSlot"
  | "restoreGroup"
  | "branch"
  | "lineEnding"
  | "codes"
  | "optionBody"
  | "optionLazy"
  | "optionRest"
  | "turnsMinimum"
  | "turnsFirst"
  | "turnsMore"
  | "turnsNested"
  | "turnsBack"
  | "turnsLazyRest"
  | "turnsLazyBody"
  | "turnsPossessive"
  | "groupRestore"
  | "groupMinimum"
  | "groupFirst"
  | "groupMore"
  | "groupNested"
  | "groupBack"
  | "groupLazyRest"
  | "groupLazyBody"
  | "restoreCount"
  | "loopRequired"
  | "loopBody"
  | "lazyLoopRest"
  | "loopFirst"
  | "lazyLoopFirst"
  | "lookAhead"
  | "lookBehind"
  | "remember";

/** Everything that a match changes. */
export interface Machine {
  readonly name: string;
  node: Node;
  at: number;
  depth: number;
  /** Where the last piece that was matched on its own ended. */
  last: number;
  /** Where the innermost look-behind has to end. */
  behindTo: number;
  /** Start and end of each group; -1 when unset. */
  readonly groups: number[];
  readonly slots: number[];
  /** The places at which each remembering loop failed; Java does the same. */
  readonly failures: readonly Set<number>[];
  readonly frames: Frame[];
  /** Failed calls and what they cost, when results are remembered. */
  readonly memo?: Map<number | string, number>;
  /** Steps taken here. */
  steps: number;
  /** Steps that Java would take. */
  cost: number;
  /** Why the match was stopped. */
  reason: string;
}

/** A machine at the start of a name; with a memo it remembers failed calls. */
export function startMachine(program: Program, name: string, memo: Map<number | string, number> | undefined): Machine {
  const machine: Machine = {
    name,
    node: program.start,
    at: 0,
    depth: 0,
    last: 0,
    behindTo: 0,
    groups: program.hasReference ? new Array<number>(Math.max(program.captures, 10) * 2).fill(-1) : [],
    slots: new Array<number>(program.slots).fill(-1),
    failures: Array.from({ length: program.memories }, () => new Set<number>()),
    frames: [],
    steps: 0,
    cost: 0,
    reason: "",
  };
  return memo === undefined ? machine : { ...machine, memo };
}

/** Goes on at a node, waiting for nothing. */
export function go(machine: Machine, node: Node, at: number): Outcome {
  machine.node = node;
  machine.at = at;
  return ON;
}

/** Stops the match without an answer. */
export function stop(machine: Machine, reason: string): Outcome {
  machine.reason = reason;
  return STOPPED;
}

/** A frame that waits for the answer of what comes next. */
export function wait(machine: Machine, kind: Wait, node: Node, at: number, turns = 0, extent = 0, first = 0, second = 0): Frame {
  const frame: Frame = { wait: kind, node, depth: machine.depth, at, turns, extent, limit: 0, first, second };
  machine.frames.push(frame);
  return frame;
}

/** The same frame, waiting for something else. */
export function rewait(machine: Machine, kind: Wait, frame: Frame): void {
  frame.wait = kind;
  machine.frames.push(frame);
}

export function slotOf(machine: Machine, slot: number): number {
  return machine.slots[slot] ?? -1;
}

export function groupStart(machine: Machine, group: number): number {
  return machine.groups[group * 2] ?? -1;
}

export function groupEnd(machine: Machine, group: number): number {
  return machine.groups[group * 2 + 1] ?? -1;
}

export function setGroup(machine: Machine, group: number, start: number, end: number): void {
  machine.groups[group * 2] = start;
  machine.groups[group * 2 + 1] = end;
}

/**
 * What a call's answer depends on besides captures: the node, the place, the state of the loops around it.
 * Of a loop's beginning only matters whether it lies before the place; of its count, how many turns are owed or left.
 */
export function memoKey(machine: Machine, node: Node): number | string {
  const key = node.id * (machine.name.length + 1) + machine.at;
  if (node.loops.length === 0 && !node.behind) return key;
  const state = node.loops.map((loop) => loopState(machine, loop)).join(",");
  return node.behind ? `${key};${machine.behindTo};${state}` : `${key};${state}`;
}

function loopState(machine: Machine, loop: LoopNode): string {
  const moved = machine.at > slotOf(machine, loop.beginSlot) ? "+" : "-";
  const count = slotOf(machine, loop.countSlot);
  return `${moved}${loop.max === 0x7fffffff ? Math.min(count, loop.min) : count}`;
}
