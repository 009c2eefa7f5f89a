/**
 * Repetition of a group of which Java thinks that each turn matches in one way only. Its captures are set here, with the values that
 * Java leaves behind when turns are given back.
 * Source: `Pattern.GroupCurly` of Java 17.
 */
import { FAILED, type Frame, go, groupEnd, groupStart, MATCHED, type Machine, type Outcome, rewait, setGroup, wait } from "./machine";
import type { GroupTurnsNode } from "./program";

/** Begins with the turns that must be there. */
export function startGroupTurns(machine: Machine, node: GroupTurnsNode, at: number): Outcome {
  wait(machine, "groupRestore", node, at, 0, 0, groupStart(machine, node.capture), groupEnd(machine, node.capture));
  if (node.min === 0) return afterMinimum(machine, node, at);
  wait(machine, "groupMinimum", node, at);
  return go(machine, node.body, at);
}

/** Goes on after the answer that a frame of this kind waited for. */
export function resumeGroupTurns(machine: Machine, node: GroupTurnsNode, frame: Frame, ok: boolean): Outcome {
  switch (frame.wait) {
    case "groupRestore":
      if (!ok) capture(machine, node, frame.first, frame.second);
      return ok ? MATCHED : FAILED;
    case "groupMinimum":
      return afterRequired(machine, node, frame, ok);
    case "groupFirst":
      return afterFirst(machine, node, frame, ok);
    case "groupMore":
      return afterMore(machine, node, frame, ok);
    case "groupNested":
      return ok ? MATCHED : giveBack(machine, node, frame);
    case "groupBack":
      return afterBack(machine, node, frame, ok);
    case "groupLazyRest":
      if (ok) return MATCHED;
      if (frame.turns >= node.max) return FAILED;
      rewait(machine, "groupLazyBody", frame);
      return go(machine, node.body, frame.at);
    default:
      if (!ok || machine.last === frame.at) return FAILED;
      capture(machine, node, frame.at, machine.last);
      return lazily(machine, node, machine.last, frame.turns + 1);
  }
}

function capture(machine: Machine, node: GroupTurnsNode, start: number, end: number): void {
  if (node.capture > 0) setGroup(machine, node.capture, start, end);
}

function afterRequired(machine: Machine, node: GroupTurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok) return FAILED;
  capture(machine, node, frame.at, machine.last);
  frame.at = machine.last;
  if (++frame.turns >= node.min) return afterMinimum(machine, node, frame.at);
  rewait(machine, "groupMinimum", frame);
  return go(machine, node.body, frame.at);
}

function afterMinimum(machine: Machine, node: GroupTurnsNode, at: number): Outcome {
  return node.manner === "lazy" ? lazily(machine, node, at, node.min) : greedily(machine, node, at, node.min);
}

function lazily(machine: Machine, node: GroupTurnsNode, at: number, turns: number): Outcome {
  wait(machine, "groupLazyRest", node, at, turns);
  return go(machine, node.next, at);
}

/** The frame holds the capture to go back to. */
function greedily(machine: Machine, node: GroupTurnsNode, at: number, turns: number): Outcome {
  if (turns >= node.max) return go(machine, node.next, at);
  const frame = wait(machine, "groupFirst", node, at, turns, 0, groupStart(machine, node.capture), groupEnd(machine, node.capture));
  frame.limit = turns;
  return go(machine, node.body, at);
}

function afterFirst(machine: Machine, node: GroupTurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok || machine.last === frame.at) return finish(machine, node, frame);
  frame.extent = machine.last - frame.at;
  return onward(machine, node, frame);
}

function onward(machine: Machine, node: GroupTurnsNode, frame: Frame): Outcome {
  capture(machine, node, frame.at, frame.at + frame.extent);
  frame.at += frame.extent;
  frame.turns++;
  if (frame.turns >= node.max) return giveBack(machine, node, frame);
  rewait(machine, "groupMore", frame);
  return go(machine, node.body, frame.at);
}

function afterMore(machine: Machine, node: GroupTurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok) return giveBack(machine, node, frame);
  if (frame.at + frame.extent === machine.last) return onward(machine, node, frame);
  rewait(machine, "groupNested", frame);
  return greedily(machine, node, frame.at, frame.turns);
}

function giveBack(machine: Machine, node: GroupTurnsNode, frame: Frame): Outcome {
  if (frame.turns <= frame.limit) return finish(machine, node, frame);
  rewait(machine, "groupBack", frame);
  return go(machine, node.next, frame.at);
}

function afterBack(machine: Machine, node: GroupTurnsNode, frame: Frame, ok: boolean): Outcome {
  if (ok) {
    capture(machine, node, frame.at - frame.extent, frame.at);
    return MATCHED;
  }
  frame.at -= frame.extent;
  capture(machine, node, frame.at - frame.extent, frame.at);
  frame.turns--;
  return giveBack(machine, node, frame);
}

/** No turn is left to give back: the capture is what it was, and what follows gets its last chance. */
function finish(machine: Machine, node: GroupTurnsNode, frame: Frame): Outcome {
  capture(machine, node, frame.first, frame.second);
  return go(machine, node.next, frame.at);
}
