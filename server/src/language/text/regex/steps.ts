/**
 * What each node does when matching arrives at it. Order and side effects are those of Java's nodes, also where a group keeps
 * a value that a purer matcher would have taken back: back references can see it.
 */
import { phrase, t } from "../l10n";
import { NO, YES } from "./codeTest";
import { nextGraphemeBoundary } from "./graphemes";
import { startGroupTurns } from "./groupTurns";
import { FAILED, go, groupEnd, groupStart, MATCHED, type Machine, type Outcome, setGroup, slotOf, stop, wait } from "./machine";
import type { BehindNode, CodesNode, LoopNode, Node } from "./program";
import { unicodeWord } from "./properties";
import type { Anchor } from "./syntax";
import { startTurns } from "./turns";
import { asciiLower, hasProperty, lowerCaseOf, upperCaseOf } from "./unicode";

/** Takes the step of the node at which the machine stands. */
export function step(machine: Machine): Outcome {
  const { node, at, name } = machine;
  switch (node.op) {
    case "code":
      return stepCode(machine, node, at);
    case "text":
      return stepText(machine, node, at);
    case "anchor":
      return stepAnchor(machine, node, at);
    case "lineEnding":
      return stepLineEnding(machine, node, at);
    case "grapheme":
      return at < name.length ? go(machine, node.next, nextGraphemeBoundary(name, at)) : FAILED;
    case "reference":
      return stepReference(machine, node, at);
    case "codes":
      return stepCodes(machine, node, at);
    case "option":
      return stepOption(machine, node, at);
    case "turns":
      return startTurns(machine, node, at);
    case "groupTurns":
      return startGroupTurns(machine, node, at);
    case "branch":
      wait(machine, "branch", node, at, 1);
      return go(machine, node.alternatives[0] ?? node, at);
    case "enter":
      wait(machine, "restoreSlot", node, at, 0, 0, slotOf(machine, node.slot));
      machine.slots[node.slot] = at;
      return go(machine, node.next, at);
    case "leave":
      wait(machine, "restoreGroup", node, at, 0, 0, groupStart(machine, node.capture), groupEnd(machine, node.capture));
      setGroup(machine, node.capture, slotOf(machine, node.slot), at);
      return go(machine, node.next, at);
    case "prolog":
      return stepProlog(machine, node.loop, at);
    case "loop":
      return stepLoop(machine, node, at);
    case "lazyLoop":
      return stepLazyLoop(machine, node, at);
    case "lookAhead":
      wait(machine, "lookAhead", node, at);
      return go(machine, node.body, at);
    case "lookBehind":
      return stepBehind(machine, node, at);
    case "accept":
      machine.last = at;
      return MATCHED;
    case "behindEnd":
      return at === machine.behindTo ? MATCHED : FAILED;
    case "finish":
      return at === name.length ? MATCHED : FAILED;
  }
}

const NO_ANSWER = phrase("Java fails on a class of it");

function width(code: number): number {
  return code > 0xffff ? 2 : 1;
}

function stepCode(machine: Machine, node: Extract<Node, { op: "code" }>, at: number): Outcome {
  const code = machine.name.codePointAt(at);
  if (code === undefined) return FAILED;
  const found = node.test(code);
  if (found === YES) return go(machine, node.next, at + width(code));
  return found === NO ? FAILED : stop(machine, t(NO_ANSWER));
}

function stepText(machine: Machine, node: Extract<Node, { op: "text" }>, start: number): Outcome {
  let at = start;
  for (const test of node.tests) {
    const code = machine.name.codePointAt(at);
    if (code === undefined || test(code) !== YES) return FAILED;
    at += width(code);
  }
  return go(machine, node.next, at);
}

function stepCodes(machine: Machine, node: CodesNode, start: number): Outcome {
  let at = start;
  let count = 0;
  for (let code = machine.name.codePointAt(at); code !== undefined; code = machine.name.codePointAt(at)) {
    const found = node.test(code);
    if (found === NO) break;
    if (found !== YES) return stop(machine, t(NO_ANSWER));
    at += width(code);
    count++;
  }
  machine.cost += count;
  machine.steps += count >> 3;
  return count < node.min ? FAILED : tryCodes(machine, node, at, count, start);
}

/** Goes on behind `count` code points; `start` is where the first of them stands. */
export function tryCodes(machine: Machine, node: CodesNode, at: number, count: number, start: number): Outcome {
  if (count > node.min) wait(machine, "codes", node, at, count, start);
  return go(machine, node.next, at);
}

function stepLineEnding(machine: Machine, node: Extract<Node, { op: "lineEnding" }>, at: number): Outcome {
  const code = machine.name.charCodeAt(at);
  if ((10 <= code && code <= 12) || code === 0x85 || code === 0x2028 || code === 0x2029) return go(machine, node.next, at + 1);
  if (code !== 13) return FAILED;
  if (machine.name.charCodeAt(at + 1) !== 10) return go(machine, node.next, at + 1);
  wait(machine, "lineEnding", node, at + 1);
  return go(machine, node.next, at + 2);
}

function stepOption(machine: Machine, node: Extract<Node, { op: "option" }>, at: number): Outcome {
  wait(machine, node.manner === "lazy" ? "optionLazy" : "optionBody", node, at);
  return go(machine, node.manner === "lazy" ? node.next : node.body, at);
}

/** A loop is entered anew: its count is set aside and starts at the first turn. */
function stepProlog(machine: Machine, loop: LoopNode, at: number): Outcome {
  wait(machine, "restoreCount", loop, at, 0, 0, slotOf(machine, loop.countSlot));
  if (loop.min === 0) {
    if (loop.op === "lazyLoop") {
      if (loop.max > 0) wait(machine, "lazyLoopFirst", loop, at);
      return go(machine, loop.next, at);
    }
    if (loop.max === 0) return go(machine, loop.next, at);
    wait(machine, "loopFirst", loop, at);
  }
  machine.slots[loop.countSlot] = 1;
  return go(machine, loop.body, at);
}

/** The end of a turn. A turn that took nothing ends the loop, whatever is still owed. */
function stepLoop(machine: Machine, loop: LoopNode, at: number): Outcome {
  if (at <= slotOf(machine, loop.beginSlot)) return go(machine, loop.next, at);
  const count = slotOf(machine, loop.countSlot);
  if (count >= loop.max) return go(machine, loop.next, at);
  if (count >= loop.min && machine.failures[loop.memory]?.has(at)) return go(machine, loop.next, at);
  wait(machine, count < loop.min ? "loopRequired" : "loopBody", loop, at, count);
  machine.slots[loop.countSlot] = count + 1;
  return go(machine, loop.body, at);
}

function stepLazyLoop(machine: Machine, loop: LoopNode, at: number): Outcome {
  if (at <= slotOf(machine, loop.beginSlot)) return go(machine, loop.next, at);
  const count = slotOf(machine, loop.countSlot);
  if (count < loop.min) {
    wait(machine, "loopRequired", loop, at, count);
    machine.slots[loop.countSlot] = count + 1;
    return go(machine, loop.body, at);
  }
  wait(machine, "lazyLoopRest", loop, at, count);
  return go(machine, loop.next, at);
}

function stepBehind(machine: Machine, node: BehindNode, at: number): Outcome {
  const distance = (count: number) => (node.byCodePoint ? unitsFor(machine.name, at, count) : count);
  if (node.byCodePoint) machine.steps += Math.min(Math.abs(node.max), machine.name.length) >> 3;
  const earliest = Math.max((at - distance(node.max)) | 0, 0);
  const from = (at - distance(node.min)) | 0;
  wait(machine, "lookBehind", node, at, from, earliest, machine.behindTo);
  machine.behindTo = at;
  return tryBehind(machine, from, earliest) ? go(machine, node.body, from) : FAILED;
}

/** Whether a look-behind may begin at `from`. */
export function tryBehind(machine: Machine, from: number, earliest: number): boolean {
  return from >= earliest && from <= machine.name.length;
}

/** The units of `count` code points; a count that overflowed to a negative number looks forward, as Java's does. */
function unitsFor(name: string, at: number, count: number): number {
  if (count >= 0) return unitsBefore(name, at, count);
  let to = at;
  for (let left = -count | 0; left > 0 && to < name.length; left--) to += width(name.codePointAt(to) ?? 0);
  return to - at;
}

/** The UTF-16 length of `count` code points before a place, or what there is of them. */
export function unitsBefore(name: string, at: number, count: number): number {
  let from = at;
  for (let left = count; left > 0 && from > 0; left--) {
    from -= from > 1 && isPair(name, from - 2) ? 2 : 1;
  }
  return at - from;
}

function isPair(name: string, at: number): boolean {
  return (name.codePointAt(at) ?? 0) > 0xffff;
}

function stepReference(machine: Machine, node: Extract<Node, { op: "reference" }>, at: number): Outcome {
  const start = groupStart(machine, node.group);
  const length = groupEnd(machine, node.group) - start;
  if (start < 0 || at + length > machine.name.length) return FAILED;
  machine.steps += node.fold === "exact" ? length >> 6 : length >> 1;
  if (node.fold === "exact") {
    return machine.name.startsWith(machine.name.slice(start, start + length), at) ? go(machine, node.next, at + length) : FAILED;
  }
  return stepFoldedReference(machine, node, at, start, length);
}

/** Java counts in units but moves by code points, so that supplementary characters lead it past the group. */
function stepFoldedReference(
  machine: Machine,
  node: Extract<Node, { op: "reference" }>,
  at: number,
  start: number,
  length: number,
): Outcome {
  let left = at;
  let right = start;
  for (let count = 0; count < length; count++) {
    const one = machine.name.codePointAt(left);
    const other = machine.name.codePointAt(right);
    if (one === undefined || other === undefined) return stop(machine, t("Java reads past the end of the name"));
    if (one !== other && !foldsTogether(one, other, node.fold)) return FAILED;
    left += width(one);
    right += width(other);
  }
  return go(machine, node.next, at + length);
}

function foldsTogether(one: number, other: number, fold: "exact" | "ascii" | "unicode"): boolean {
  if (fold === "ascii") return asciiLower(one) === asciiLower(other);
  const upper = upperCaseOf(one);
  const otherUpper = upperCaseOf(other);
  return upper === otherUpper || lowerCaseOf(upper) === lowerCaseOf(otherUpper);
}

function stepAnchor(machine: Machine, node: Extract<Node, { op: "anchor" }>, at: number): Outcome {
  return holds(machine, node.anchor, at) ? go(machine, node.next, at) : FAILED;
}

function holds(machine: Machine, anchor: Anchor, at: number): boolean {
  const { name } = machine;
  switch (anchor) {
    case "textStart":
    case "matchStart":
      return at === 0;
    case "textEnd":
      return at === name.length;
    case "lineStart":
    case "unixLineStart":
      return startsLine(name, at, anchor === "lineStart" ? isLineEnd : isNewline);
    case "beforeLastLineEnd":
    case "lineEnd":
      return endsLine(name, at, anchor === "lineEnd" ? "any" : "last");
    case "unixBeforeLastLineEnd":
      return at === name.length || (at === name.length - 1 && name.charCodeAt(at) === 10);
    case "unixLineEnd":
      return at === name.length || name.charCodeAt(at) === 10;
    case "wordBoundary":
    case "noWordBoundary":
      return isBoundary(name, at, isPlainWord) === (anchor === "wordBoundary");
    case "unicodeWordBoundary":
    case "unicodeNoWordBoundary":
      return isBoundary(name, at, isUnicodeWord) === (anchor === "unicodeWordBoundary");
    case "graphemeBoundary":
      return isGraphemeBoundary(machine, at);
  }
}

function isNewline(code: number): boolean {
  return code === 10;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

function startsLine(name: string, at: number, ends: (code: number) => boolean): boolean {
  if (at === name.length) return false;
  if (at === 0) return true;
  const before = name.charCodeAt(at - 1);
  if (!ends(before)) return false;
  return before !== 13 || name.charCodeAt(at) !== 10;
}

function endsLine(name: string, at: number, which: "any" | "last"): boolean {
  const left = name.length - at;
  if (left === 0) return true;
  const code = name.charCodeAt(at);
  if (which === "last" && left > 2) return false;
  if (which === "last" && left === 2 && (code !== 13 || name.charCodeAt(at + 1) !== 10)) return false;
  return isLineEnd(code) && !(code === 10 && name.charCodeAt(at - 1) === 13);
}

const nonSpacingMark = hasProperty("Mn");
const letterOrDigit = [hasProperty("L"), hasProperty("Nd")] as const;

/** Up to Java 18 a boundary looks at Unicode letters and digits, although `\\w` does not. */
function isPlainWord(code: number): boolean {
  return code === 95 || letterOrDigit.some((test) => test(code) === YES);
}

function isUnicodeWord(code: number): boolean {
  return unicodeWord(code) === YES;
}

function isBoundary(name: string, at: number, isWord: (code: number) => boolean): boolean {
  const before = at > 0 && isWordAt(name, at - (at > 1 && isPair(name, at - 2) ? 2 : 1), at - 1, isWord);
  return before !== (at < name.length && isWordAt(name, at, at, isWord));
}

/** A mark counts as part of a word when a letter or digit carries it; `from` is where the search for that begins. */
function isWordAt(name: string, at: number, from: number, isWord: (code: number) => boolean): boolean {
  const code = name.codePointAt(at) ?? 0;
  return isWord(code) || (nonSpacingMark(code) === YES && hasBase(name, from));
}

function hasBase(name: string, from: number): boolean {
  for (let at = from; at >= 0; at--) {
    const code = name.codePointAt(at) ?? 0;
    if (letterOrDigit.some((test) => test(code) === YES)) return true;
    if (nonSpacingMark(code) !== YES) return false;
  }
  return false;
}

/** Java looks from where the last piece ended, not from the cluster's own beginning. */
function isGraphemeBoundary(machine: Machine, at: number): boolean {
  const { name, last } = machine;
  if (at === 0 || at >= name.length) return true;
  if (isPair(name, at - 1)) return false;
  return last >= name.length || nextGraphemeBoundary(name, last) <= at;
}
