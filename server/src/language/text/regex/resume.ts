/**
 * What a frame does when the answer it waited for has come: passes it on, takes something back, or tries the next way.
 */
import { resumeGroupTurns } from "./groupTurns";
import { FAILED, type Frame, go, MATCHED, type Machine, type Outcome, setGroup, wait } from "./machine";
import type { BehindNode, LoopNode, Node } from "./program";
import { tryBehind, tryCodes, unitsBefore } from "./steps";
import { resumeTurns } from "./turns";

/** Goes on after an answer. The frame has been taken from the list. */
export function resume(machine: Machine, frame: Frame, ok: boolean): Outcome {
  const { node } = frame;
  switch (node.op) {
    case "enter":
      machine.slots[node.slot] = frame.first;
      return passOn(ok);
    case "leave":
      if (!ok) setGroup(machine, node.capture, frame.first, frame.second);
      return passOn(ok);
    case "branch":
      return ok ? MATCHED : nextAlternative(machine, node, frame);
    case "lineEnding":
      return ok ? MATCHED : go(machine, node.next, frame.at);
    case "codes":
      return ok ? MATCHED : fewerCodes(machine, node, frame);
    case "option":
      return resumeOption(machine, node, frame, ok);
    case "turns":
      return resumeTurns(machine, node, frame, ok);
    case "groupTurns":
      return resumeGroupTurns(machine, node, frame, ok);
    case "loop":
    case "lazyLoop":
      return resumeLoop(machine, node, frame, ok);
    case "lookAhead":
      return ok === node.negative ? FAILED : go(machine, node.next, frame.at);
    case "lookBehind":
      return resumeBehind(machine, node, frame, ok);
    default:
      return passOn(ok);
  }
}

function passOn(ok: boolean): Outcome {
  return ok ? MATCHED : FAILED;
}

function nextAlternative(machine: Machine, node: Extract<Node, { op: "branch" }>, frame: Frame): Outcome {
  const alternative = node.alternatives[frame.turns];
  if (alternative === undefined) return FAILED;
  wait(machine, "branch", node, frame.at, frame.turns + 1);
  return go(machine, alternative, frame.at);
}

/** One code point less; `extent` holds the place of the first. */
function fewerCodes(machine: Machine, node: Extract<Node, { op: "codes" }>, frame: Frame): Outcome {
  const at = Math.max(frame.extent, frame.at - unitsBefore(machine.name, frame.at, 1));
  return tryCodes(machine, node, at, frame.turns - 1, frame.extent);
}

function resumeOption(machine: Machine, node: Extract<Node, { op: "option" }>, frame: Frame, ok: boolean): Outcome {
  if (frame.wait === "optionLazy") {
    if (ok) return MATCHED;
    wait(machine, "optionRest", node, frame.at);
    return go(machine, node.body, frame.at);
  }
  if (frame.wait === "optionRest") return ok ? go(machine, node.next, machine.last) : FAILED;
  if (frame.wait === "restoreGroup") return ok ? MATCHED : go(machine, node.next, frame.at);
  if (!ok) return node.manner === "atomic" ? FAILED : go(machine, node.next, frame.at);
  if (node.manner === "greedy") wait(machine, "restoreGroup", node, frame.at);
  return go(machine, node.next, machine.last);
}

function resumeLoop(machine: Machine, loop: LoopNode, frame: Frame, ok: boolean): Outcome {
  switch (frame.wait) {
    case "restoreCount":
      machine.slots[loop.countSlot] = frame.first;
      return passOn(ok);
    case "loopFirst":
      return ok ? MATCHED : go(machine, loop.next, frame.at);
    case "lazyLoopFirst":
      if (ok) return MATCHED;
      machine.slots[loop.countSlot] = 1;
      return go(machine, loop.body, frame.at);
    case "lazyLoopRest":
      if (ok) return MATCHED;
      if (frame.turns >= loop.max) return FAILED;
      wait(machine, "loopRequired", loop, frame.at, frame.turns);
      machine.slots[loop.countSlot] = frame.turns + 1;
      return go(machine, loop.body, frame.at);
    case "loopBody":
      if (ok) return MATCHED;
      machine.slots[loop.countSlot] = frame.turns;
      machine.failures[loop.memory]?.add(frame.at);
      return go(machine, loop.next, frame.at);
    default:
      if (!ok) machine.slots[loop.countSlot] = frame.turns;
      return passOn(ok);
  }
}

/** `turns` holds where the body began, `extent` the earliest place for that. */
function resumeBehind(machine: Machine, node: BehindNode, frame: Frame, ok: boolean): Outcome {
  if (!ok) {
    const width = node.byCodePoint && frame.turns > frame.extent ? unitsBefore(machine.name, frame.turns, 1) : 1;
    const from = frame.turns - width;
    if (tryBehind(machine, from, frame.extent)) {
      wait(machine, "lookBehind", node, frame.at, from, frame.extent, frame.first);
      return go(machine, node.body, from);
    }
  }
  machine.behindTo = frame.first;
  return ok === node.negative ? FAILED : go(machine, node.next, frame.at);
}
