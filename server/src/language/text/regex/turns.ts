/**
 * Repetition of something that is no group, and possessive repetition: each turn is matched on its own and not entered again.
 * Source: `Pattern.Curly` of Java 17.
 */
import { FAILED, type Frame, go, MATCHED, type Machine, type Outcome, rewait, wait } from "./machine";
import type { TurnsNode } from "./program";

/** Begins with the turns that must be there. */
export function startTurns(machine: Machine, node: TurnsNode, at: number): Outcome {
  if (node.min === 0) return afterMinimum(machine, node, at);
  wait(machine, "turnsMinimum", node, at);
  return go(machine, node.body, at);
}

/** Goes on after the answer that a frame of this kind waited for. */
export function resumeTurns(machine: Machine, node: TurnsNode, frame: Frame, ok: boolean): Outcome {
  switch (frame.wait) {
    case "turnsMinimum":
      return afterRequired(machine, node, frame, ok);
    case "turnsFirst":
      return afterFirst(machine, node, frame, ok);
    case "turnsMore":
      return afterMore(machine, node, frame, ok);
    case "turnsNested":
      return ok ? MATCHED : giveBack(machine, node, frame);
    case "turnsBack":
      if (ok) return MATCHED;
      frame.at -= frame.extent;
      frame.turns--;
      return giveBack(machine, node, frame);
    case "turnsLazyRest":
      if (ok) return MATCHED;
      if (frame.turns >= node.max) return FAILED;
      rewait(machine, "turnsLazyBody", frame);
      return go(machine, node.body, frame.at);
    case "turnsLazyBody":
      return ok && machine.last !== frame.at ? lazily(machine, node, machine.last, frame.turns + 1) : FAILED;
    default:
      return afterPossessive(machine, node, frame, ok);
  }
}

function afterRequired(machine: Machine, node: TurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok) return FAILED;
  frame.at = machine.last;
  if (++frame.turns >= node.min) return afterMinimum(machine, node, frame.at);
  rewait(machine, "turnsMinimum", frame);
  return go(machine, node.body, frame.at);
}

function afterMinimum(machine: Machine, node: TurnsNode, at: number): Outcome {
  switch (node.manner) {
    case "greedy":
      return greedily(machine, node, at, node.min);
    case "lazy":
      return lazily(machine, node, at, node.min);
    case "possessive":
      return possessively(machine, node, at, node.min);
  }
}

function greedily(machine: Machine, node: TurnsNode, at: number, turns: number): Outcome {
  if (turns >= node.max) return go(machine, node.next, at);
  wait(machine, "turnsFirst", node, at, turns).limit = turns;
  return go(machine, node.body, at);
}

function lazily(machine: Machine, node: TurnsNode, at: number, turns: number): Outcome {
  wait(machine, "turnsLazyRest", node, at, turns);
  return go(machine, node.next, at);
}

function possessively(machine: Machine, node: TurnsNode, at: number, turns: number): Outcome {
  if (turns >= node.max) return go(machine, node.next, at);
  wait(machine, "turnsPossessive", node, at, turns);
  return go(machine, node.body, at);
}

function afterPossessive(machine: Machine, node: TurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok || machine.last === frame.at) return go(machine, node.next, frame.at);
  return possessively(machine, node, machine.last, frame.turns + 1);
}

function afterFirst(machine: Machine, node: TurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok || machine.last === frame.at) return go(machine, node.next, frame.at);
  frame.extent = machine.last - frame.at;
  return onward(machine, node, frame);
}

/** Takes the turn that just matched and asks for another one. */
function onward(machine: Machine, node: TurnsNode, frame: Frame): Outcome {
  frame.at += frame.extent;
  frame.turns++;
  if (frame.turns >= node.max) return giveBack(machine, node, frame);
  rewait(machine, "turnsMore", frame);
  return go(machine, node.body, frame.at);
}

/** A turn of another length is handed to a repetition of its own, so that giving back can go by one length. */
function afterMore(machine: Machine, node: TurnsNode, frame: Frame, ok: boolean): Outcome {
  if (!ok) return giveBack(machine, node, frame);
  if (frame.at + frame.extent === machine.last) return onward(machine, node, frame);
  rewait(machine, "turnsNested", frame);
  return greedily(machine, node, machine.last, frame.turns + 1);
}

/** Tries what follows, with one turn less each time. */
function giveBack(machine: Machine, node: TurnsNode, frame: Frame): Outcome {
  if (frame.turns < frame.limit) return FAILED;
  rewait(machine, "turnsBack", frame);
  return go(machine, node.next, frame.at);
}
