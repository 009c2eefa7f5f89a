/**
 * What a check is given and how it says what it found. Checks say certain things only: an error on a statement that Druid takes is worse
 * than none on one that it refuses.
 */
import { pushInnerChildren } from "../../syntax/children";
import type { Statement } from "../../syntax/document";
import type { Ingest, Node, Script, StatementNode } from "../../syntax/nodes";
import type { TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import type { JsonError, JsonValue } from "../../text/strictJson";
import type { Finding, Severity, Stage } from "../finding";
import type { SchemaSettings } from "../names";
import type { Route, RouteSettings } from "../route";
import type { References } from "../scopes";
import type { CheckCode, RemarkCode } from "./codes";

/** What decides about refusals, beside the text; every settings object of an inspection fits. */
export interface CheckSettings extends RouteSettings {
  readonly profile: RouteSettings["profile"] &
    SchemaSettings & {
      readonly inputSourceSecurity: boolean;
      readonly functions: readonly string[];
      readonly extensions?: readonly string[];
    };
  /** Values for `?`, by position; absent when none were given. */
  readonly parameters?: readonly unknown[];
}

/** Everything that the checks of one statement share. */
export interface CheckInput {
  readonly statement: Statement;
  readonly tree: Script;
  readonly settings: CheckSettings;
  readonly route: Route;
  readonly references: References;
  /** The calls that stand in FROM. */
  readonly tableCalls: ReadonlySet<Node>;
  /** The statement behind EXPLAIN. */
  readonly query: StatementNode | undefined;
  /** The same, when it is INSERT or REPLACE. */
  readonly ingest: Ingest | undefined;
  /** Reads JSON strictly; a text that several checks look at is read once. */
  readonly json: (text: string) => JsonValue | JsonError;
  readonly report: (found: Refusal | Remark) => void;
}

/** What Druid refuses: an error. */
export interface Refusal extends Omit<Finding, "severity" | "code"> {
  readonly code: CheckCode;
  readonly stage: Stage;
}

/** What Druid takes, and yet should be said. As severe as the table of codes says, unless this one is milder or graver. */
export interface Remark extends Pick<Finding, "message" | "range" | "fixes"> {
  readonly code: RemarkCode;
  readonly severity?: Exclude<Severity, "error">;
}

export type Check = (input: CheckInput) => void;

/** The words of a stretch of the statement up to its first child or its end: the keywords that a node begins with. */
export function firstWords(statement: Statement, start: number, count: number): TextRange {
  const words = new RegExp(`^(?:[\\p{L}\\p{N}_$]+\\s*){1,${count}}`, "u").exec(statement.text.slice(start, start + 200));
  return { start, end: start + (words?.[0].trimEnd().length ?? 0) };
}

/** The text of a node, cut for messages. */
export function textOf(statement: Statement, node: Node): string {
  const text = statement.text.slice(node.start, node.end).replace(/\s+/g, " ");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Visits a node and everything below it but `except`, names, types and words, in the order of the text, on its own stack. */
export function visitAll(root: Node | undefined, except: Node | undefined, enter: (node: Node) => void): void {
  visitSome(root ? [root] : [], except, enter, Number.POSITIVE_INFINITY);
}

/** So many nodes are visited in a step. */
const NODES_OF_A_STEP = 10_000;

/** The same in steps, of which a small tree has none. */
export function* visitInSteps(root: Node | undefined, except: Node | undefined, enter: (node: Node) => void): Steps<void> {
  const stack: Node[] = root ? [root] : [];
  for (;;) {
    visitSome(stack, except, enter, NODES_OF_A_STEP);
    if (stack.length === 0) return;
    yield;
  }
}

function visitSome(stack: Node[], except: Node | undefined, enter: (node: Node) => void, most: number): void {
  let left = most;
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node === except) continue;
    enter(node);
    pushInnerChildren(node, stack);
    if (--left === 0) return;
  }
}
