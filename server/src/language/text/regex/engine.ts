/**
 * Java's regular expressions: compiles a pattern and says whether it matches a whole name, as
 * `Pattern.compile(pattern).matcher(name).matches()` of Java 17 would. Every answer comes in bounded time; what is not surely Java's answer is `unknown`.
 */
import { phrase, t } from "../l10n";
import { NO, YES } from "./codeTest";
import { FAILED, MATCHED, type Machine, memoKey, ON, type Outcome, STOPPED, startMachine } from "./machine";
import { parsePattern } from "./parser";
import { linkPattern, type Node, type Program } from "./program";
import { resume } from "./resume";
import { startOf } from "./start";
import { step } from "./steps";

/** The answer for one name. */
export type MatchResult =
  | { readonly kind: "match" }
  | { readonly kind: "no-match" }
  | {
      readonly kind: "unknown";
      readonly reason: string;
      /** `unsure`: only this program does not know. `harmful`: Java itself may throw or run for very long, so that Druid may not answer at all. */
      readonly effect: "unsure" | "harmful";
    };

/** The pattern does not compile: the description and index (in code points) of Java's `PatternSyntaxException`. */
export interface InvalidPattern {
  readonly kind: "invalid";
  readonly message: string;
  readonly index: number;
}

/** A pattern that can be asked. */
export interface CompiledPattern {
  readonly kind: "compiled";
  /** Set when the pattern matches exactly this name and nothing else. */
  readonly literal?: string;
  /** What every name that it matches begins with; where a name begins otherwise, the answer is surely no. */
  readonly start: string;
  /**
   * Whether the whole name matches. Never throws; the time is bounded whatever the pattern, and by the budget when there is one: what is
   * left of it bounds the steps, and what they cost is taken from it.
   */
  match(name: string, budget?: StepBudget): MatchResult;
}

/** Work that several matches share; none is left at zero and below. */
export interface StepBudget {
  steps: number;
}

/** Makes patterns usable. A pattern with special characters is compiled once per engine. */
export interface RegexEngine {
  compile(pattern: string): CompiledPattern | InvalidPattern;
}

/** Patterns kept by one engine; the oldest leaves first. */
const CACHE_LIMIT = 20_000;

/** Steps before failed calls are remembered, steps while they are, and steps where they cannot be. */
const PLAIN_STEPS = 30_000;
const REMEMBERING_STEPS = 120_000;
const HISTORY_STEPS = 100_000;

/** What it costs besides to remember a call. */
const STEPS_TO_REMEMBER = 8;

/** Steps that Java takes in well under a second; beyond, a request may hang and nobody can promise an answer. */
const JAVA_STEPS = 20_000_000;

/** Nested calls that Java's default stack surely holds. */
const JAVA_DEPTH = 4_000;

/** An engine with an empty cache for so many patterns. */
export function createRegexEngine(cacheLimit = CACHE_LIMIT): RegexEngine {
  const cache = new Map<string, CompiledPattern | InvalidPattern>();
  return {
    compile(pattern) {
      if (!SPECIAL.test(pattern)) return literal(pattern);
      const known = cache.get(pattern);
      if (known !== undefined) return known;
      const made = compilePattern(pattern);
      if (cache.size >= cacheLimit) dropOldest(cache);
      cache.set(pattern, made);
      return made;
    },
  };
}

function dropOldest(cache: Map<string, unknown>): void {
  for (const key of cache.keys()) {
    cache.delete(key);
    return;
  }
}

/** Without any of these a pattern matches itself and nothing else. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/;

function literal(pattern: string): CompiledPattern {
  return { kind: "compiled", literal: pattern, start: pattern, match: (name) => (name === pattern ? SAME : OTHER) };
}

const SAME: MatchResult = { kind: "match" };
const OTHER: MatchResult = { kind: "no-match" };

function compilePattern(pattern: string): CompiledPattern | InvalidPattern {
  const parsed = parsePattern(pattern);
  if (parsed.kind === "fault") return { kind: "invalid", ...parsed.fault };
  if (parsed.kind === "doubt")
    return { kind: "compiled", start: "", match: () => ({ kind: "unknown", reason: parsed.reason, effect: "unsure" }) };
  const program = linkPattern(parsed.pattern);
  const start = startOf(pattern);
  const match: CompiledPattern["match"] = (name, budget = unbounded()) =>
    name.startsWith(start) ? matchName(program, name, budget) : otherStart(budget);
  return { kind: "compiled", start, match };
}

function otherStart(budget: StepBudget): MatchResult {
  return --budget.steps < 0 ? harmful(t(TOO_MANY_STEPS)) : OTHER;
}

function unbounded(): StepBudget {
  return { steps: Number.POSITIVE_INFINITY };
}

function matchName(program: Program, name: string, budget: StepBudget): MatchResult {
  if (--budget.steps < 0) return harmful(t(TOO_MANY_STEPS));
  if (failsAtStart(program.start, name) || failsAtEnd(program.start, name)) return OTHER;
  const plain = runWithin(budget, startMachine(program, name, undefined), program.hasHistory ? HISTORY_STEPS : PLAIN_STEPS);
  if (program.hasHistory || plain.kind !== "unknown" || plain.reason !== t(TOO_MANY_STEPS)) return plain;
  return runWithin(budget, startMachine(program, name, new Map()), REMEMBERING_STEPS);
}

/** A single step may read the whole name, so a run costs its length besides. */
function runWithin(budget: StepBudget, machine: Machine, limit: number): MatchResult {
  const result = run(machine, Math.min(limit, budget.steps));
  budget.steps -= machine.steps + machine.name.length;
  return result;
}

/** Most names differ from most patterns in their first characters: no machine is needed to see that. */
function failsAtStart(start: Node, name: string): boolean {
  if (start.op !== "text" && start.op !== "code") return false;
  const tests = start.op === "text" ? start.tests : [start.test];
  let at = 0;
  for (const test of tests) {
    const code = name.codePointAt(at);
    if (code === undefined) return true;
    const found = test(code);
    if (found !== YES) return found === NO;
    at += code > 0xffff ? 2 : 1;
  }
  return false;
}

/** Longer names are left to the machine, which tells when Java takes too long. */
const END_LENGTH_LIMIT = 25_000;

/** A pattern such as `.*_suffix` has one way to end; half a surrogate pair in the name is left to the machine. */
function failsAtEnd(start: Node, name: string): boolean {
  if (start.op !== "codes" || start.next.op !== "text" || start.next.next.op !== "finish") return false;
  if (name.length > END_LENGTH_LIMIT) return false;
  const { tests } = start.next;
  for (let index = tests.length - 1, at = name.length - 1; index >= 0; index--, at--) {
    const code = name.charCodeAt(at);
    if (Number.isNaN(code)) return true;
    if (code >= 0xd800 && code <= 0xdfff) return false;
    const found = tests[index]?.(code);
    if (found !== YES) return found === NO;
  }
  return false;
}

const TOO_MANY_STEPS = phrase("it would take too many steps");

function run(machine: Machine, limit: number): MatchResult {
  let outcome: Outcome = ON;
  while (outcome !== STOPPED) {
    if (outcome === ON) {
      if (++machine.steps > limit || ++machine.cost > JAVA_STEPS) return harmful(t(TOO_MANY_STEPS));
      if (++machine.depth > JAVA_DEPTH) return harmful(t("Java may run out of stack"));
      outcome = remembered(machine) ? FAILED : step(machine);
      if (outcome === MATCHED && machine.node.op === "finish") return { kind: "match" };
      continue;
    }
    const frame = machine.frames.pop();
    if (frame === undefined) return { kind: outcome === MATCHED ? "match" : "no-match" };
    machine.depth = frame.depth;
    if (frame.wait === "remember") {
      if (outcome === FAILED) machine.memo?.set(frame.key ?? 0, machine.cost - frame.first);
      continue;
    }
    outcome = resume(machine, frame, outcome === MATCHED);
  }
  return harmful(machine.reason);
}

function harmful(reason: string): MatchResult {
  return { kind: "unknown", reason, effect: "harmful" };
}

/** Calls at nodes with several ways are remembered when they fail, with what they cost Java. */
function remembered(machine: Machine): boolean {
  const { memo, node } = machine;
  if (memo === undefined || !hasWays(node)) return false;
  const key = memoKey(machine, node);
  const cost = memo.get(key);
  if (cost === undefined) {
    machine.steps += STEPS_TO_REMEMBER;
    machine.frames.push({ ...BLANK, node, depth: machine.depth, first: machine.cost, key });
    return false;
  }
  machine.cost += cost;
  return true;
}

const BLANK = { wait: "remember", at: 0, turns: 0, extent: 0, limit: 0, second: 0 } as const;

function hasWays(node: Node): boolean {
  return WAYS.has(node.op);
}

const WAYS: ReadonlySet<Node["op"]> = new Set<Node["op"]>([
  "branch",
  "codes",
  "option",
  "turns",
  "groupTurns",
  "prolog",
  "loop",
  "lazyLoop",
  "lookAhead",
  "lookBehind",
]);
