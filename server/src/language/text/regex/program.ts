/**
 * Turns the parts of a pattern into nodes that are linked in the order of matching, each knowing what follows it.
 * Group limits are kept only where something looks at them: back references, and loops that must notice an empty turn.
 */
import type { CodeTest } from "./codeTest";
import { isGroupOption } from "./measure";
import type { Anchor, Manner, ParsedPattern, Part, Repeat, Sequence } from "./syntax";
import { UNLIMITED } from "./syntax";

/** What every node has. `loops` are the loops around it: their state is part of what a result at this node depends on. */
interface Base {
  readonly id: number;
  readonly loops: readonly LoopNode[];
  /** Whether the node stands in a look-behind, so that the place it must end at matters. */
  readonly behind: boolean;
}

export interface LoopNode extends Base {
  readonly op: "loop" | "lazyLoop";
  /** Numbered when Java remembers at which places this loop failed. */
  readonly memory: number;
  readonly min: number;
  readonly max: number;
  readonly countSlot: number;
  readonly beginSlot: number;
  /** Set once the body is built, since the body ends in the loop. */
  body: Node;
  readonly next: Node;
}

export interface TurnsNode extends Base {
  readonly op: "turns";
  readonly body: Node;
  readonly min: number;
  readonly max: number;
  readonly manner: Manner;
  readonly next: Node;
}

export interface GroupTurnsNode extends Base {
  readonly op: "groupTurns";
  readonly body: Node;
  readonly min: number;
  readonly max: number;
  readonly manner: Manner;
  /** 0 when the group does not capture. */
  readonly capture: number;
  readonly next: Node;
}

export interface BranchNode extends Base {
  readonly op: "branch";
  readonly alternatives: readonly Node[];
}

export interface OptionNode extends Base {
  readonly op: "option";
  readonly manner: Manner | "atomic";
  readonly body: Node;
  readonly next: Node;
}

export interface CodesNode extends Base {
  readonly op: "codes";
  readonly test: CodeTest;
  readonly min: number;
  readonly next: Node;
}

export interface BehindNode extends Base {
  readonly op: "lookBehind";
  readonly body: Node;
  readonly negative: boolean;
  readonly min: number;
  readonly max: number;
  readonly byCodePoint: boolean;
  readonly next: Node;
}

export type Node =
  | LoopNode
  | TurnsNode
  | GroupTurnsNode
  | BranchNode
  | OptionNode
  | CodesNode
  | BehindNode
  | (Base & { readonly op: "code"; readonly test: CodeTest; readonly next: Node })
  | (Base & { readonly op: "text"; readonly tests: readonly CodeTest[]; readonly next: Node })
  | (Base & { readonly op: "anchor"; readonly anchor: Anchor; readonly next: Node })
  | (Base & { readonly op: "lineEnding"; readonly next: Node })
  | (Base & { readonly op: "grapheme"; readonly next: Node })
  | (Base & { readonly op: "reference"; readonly group: number; readonly fold: "exact" | "ascii" | "unicode"; readonly next: Node })
  | (Base & { readonly op: "enter"; readonly slot: number; readonly next: Node })
  | (Base & { readonly op: "leave"; readonly slot: number; readonly capture: number; readonly next: Node })
  | (Base & { readonly op: "prolog"; readonly loop: LoopNode })
  | (Base & { readonly op: "lookAhead"; readonly body: Node; readonly negative: boolean; readonly next: Node })
  | (Base & { readonly op: "accept" })
  | (Base & { readonly op: "behindEnd" })
  | (Base & { readonly op: "finish" });

/** A pattern ready to be matched. */
export interface Program {
  readonly start: Node;
  readonly nodes: number;
  readonly slots: number;
  /** Groups 0 to captures - 1. */
  readonly captures: number;
  /** How many loops remember where they failed. */
  readonly memories: number;
  readonly hasReference: boolean;
  /** Whether a result depends on more than the node and the place, so that results must not be remembered. */
  readonly hasHistory: boolean;
}

interface Builder {
  ids: number;
  slots: number;
  memories: number;
  hasGraphemeBoundary: boolean;
  readonly hasReference: boolean;
  readonly accept: Node;
}

/** Where a part stands. */
interface Place {
  readonly loops: readonly LoopNode[];
  readonly behind: boolean;
  /** Whether Java would let a loop here remember its failures: no quantified group around it. */
  readonly top: boolean;
}

/** Links a parsed pattern. */
export function linkPattern(pattern: ParsedPattern): Program {
  const outside: Place = { loops: [], behind: false, top: !pattern.hasReference };
  const accept: Node = { op: "accept", id: 0, loops: [], behind: false };
  const builder: Builder = {
    ids: 1,
    slots: 0,
    memories: 0,
    hasGraphemeBoundary: false,
    hasReference: pattern.hasReference,
    accept,
  };
  const finish: Node = { op: "finish", ...base(builder, outside) };
  const start = linkAlternatives(builder, pattern.alternatives, finish, outside);
  return {
    start,
    nodes: builder.ids,
    slots: builder.slots,
    captures: pattern.captures,
    memories: builder.memories,
    hasReference: pattern.hasReference,
    hasHistory: pattern.hasReference || builder.hasGraphemeBoundary,
  };
}

function base(builder: Builder, place: Place): Base {
  return { id: builder.ids++, loops: place.loops, behind: place.behind };
}

function linkAlternatives(builder: Builder, alternatives: readonly Sequence[], next: Node, place: Place): Node {
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined) return linkSequence(builder, only, next, place);
  const linked = alternatives.map((alternative) => linkSequence(builder, alternative, next, place));
  return { op: "branch", ...base(builder, place), alternatives: linked };
}

function linkSequence(builder: Builder, sequence: Sequence, next: Node, place: Place): Node {
  return sequence.reduceRight((following, part) => linkPart(builder, part, following, place), next);
}

function linkPart(builder: Builder, part: Part, next: Node, place: Place): Node {
  switch (part.kind) {
    case "text":
      return part.tests.length === 0 ? next : { op: "text", ...base(builder, place), tests: part.tests, next };
    case "code":
      return { op: "code", ...base(builder, place), test: part.test, next };
    case "anchor":
      if (part.anchor === "graphemeBoundary") builder.hasGraphemeBoundary = true;
      return { op: "anchor", ...base(builder, place), anchor: part.anchor, next };
    case "lineEnding":
    case "grapheme":
      return { op: part.kind, ...base(builder, place), next };
    case "reference":
      return { op: "reference", ...base(builder, place), group: part.group, fold: part.fold, next };
    case "group":
      return linkGroup(builder, part, next, place);
    case "atomic":
      return { op: "option", ...base(builder, place), manner: "atomic", body: linkAlone(builder, part.body, place), next };
    case "ahead":
      return { op: "lookAhead", ...base(builder, place), body: linkAlone(builder, part.body, place), negative: part.negative, next };
    case "behind": {
      const inside: Place = { ...place, loops: [], behind: true, top: false };
      const end: Node = { op: "behindEnd", ...base(builder, inside) };
      const body = linkPart(builder, part.body, end, inside);
      const { negative, min, max, byCodePoint } = part;
      return { op: "lookBehind", ...base(builder, place), body, negative, min, max, byCodePoint, next };
    }
    case "repeat":
      return linkRepeat(builder, part, next, place);
  }
}

/** Links something that is matched on its own and then answers whether and where it ended. */
function linkAlone(builder: Builder, part: Part, place: Place): Node {
  return linkPart(builder, part, builder.accept, { ...place, loops: [], behind: false });
}

type Group = Extract<Part, { kind: "group" }>;

function linkGroup(builder: Builder, group: Group, next: Node, place: Place): Node {
  if (group.capture === undefined || !builder.hasReference) return linkAlternatives(builder, group.alternatives, next, place);
  return linkBounded(builder, group, builder.slots++, next, place);
}

/** A group whose beginning is kept in a slot. */
function linkBounded(builder: Builder, group: Group, slot: number, next: Node, place: Place): Node {
  const captures = group.capture !== undefined && builder.hasReference;
  const leave: Node = captures ? { op: "leave", ...base(builder, place), slot, capture: group.capture, next } : next;
  const body = linkAlternatives(builder, group.alternatives, leave, place);
  return { op: "enter", ...base(builder, place), slot, next: body };
}

function linkRepeat(builder: Builder, repeat: Repeat, next: Node, place: Place): Node {
  if (repeat.shape === "codes" && repeat.part.kind === "code") {
    return { op: "codes", ...base(builder, place), test: repeat.part.test, min: repeat.min, next };
  }
  const quantified: Place = repeat.part.kind === "group" ? { ...place, top: false } : place;
  if (repeat.shape === "option") return linkOption(builder, repeat, next, quantified);
  if (repeat.shape === "loop" && repeat.part.kind === "group") return linkLoop(builder, repeat, repeat.part, next, place);
  const { min, max, manner } = repeat;
  if (repeat.shape === "groupTurns" && repeat.part.kind === "group") {
    const capture = builder.hasReference ? (repeat.part.capture ?? 0) : 0;
    const body = linkAlone(builder, { kind: "group", alternatives: repeat.part.alternatives }, quantified);
    return { op: "groupTurns", ...base(builder, place), body, min, max, manner, capture, next };
  }
  return { op: "turns", ...base(builder, place), body: linkAlone(builder, repeat.part, quantified), min, max, manner, next };
}

function linkOption(builder: Builder, repeat: Repeat, next: Node, place: Place): Node {
  if (!isGroupOption(repeat)) {
    return { op: "option", ...base(builder, place), manner: repeat.manner, body: linkAlone(builder, repeat.part, place), next };
  }
  const taken = linkPart(builder, repeat.part, next, place);
  return { op: "branch", ...base(builder, place), alternatives: repeat.manner === "lazy" ? [next, taken] : [taken, next] };
}

function linkLoop(builder: Builder, repeat: Repeat, group: Group, next: Node, place: Place): Node {
  const remembers = place.top && repeat.manner === "greedy" && repeat.max === UNLIMITED;
  const countSlot = builder.slots++;
  const beginSlot = builder.slots++;
  const loops: LoopNode[] = [...place.loops];
  const loop: LoopNode = {
    op: repeat.manner === "lazy" ? "lazyLoop" : "loop",
    id: builder.ids++,
    loops,
    behind: place.behind,
    memory: remembers ? builder.memories++ : -1,
    min: repeat.min,
    max: repeat.max,
    countSlot,
    beginSlot,
    body: builder.accept,
    next,
  };
  loops.push(loop);
  loop.body = linkBounded(builder, group, beginSlot, loop, { loops, behind: place.behind, top: false });
  return { op: "prolog", ...base(builder, place), loop };
}
