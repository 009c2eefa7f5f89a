/**
 * What every rule is given: the statement, where it goes, what it refers to, and the cluster.
 */
import type { Route } from "../analysis/route";
import type { References } from "../analysis/scopes";
import type { Statement } from "../syntax/document";
import type { Ingest, Script, StatementNode } from "../syntax/nodes";
import type { TextRange } from "../text/range";
import type { Collector } from "./collector";
import type { ClusterProfile, Endpoint } from "./model";

/** What is asked beside the text. */
export interface NeedSettings {
  readonly profile: ClusterProfile;
  readonly endpoint: Endpoint;
  /** The request's own context, beside SET. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Values for `?`, by position; absent when none were given. */
  readonly parameters?: readonly unknown[];
  /** Keys of the profile that are stated by nobody in a way that can be understood; stock values stand in for them. */
  readonly unclear?: readonly string[];
}

export interface RuleInput {
  readonly statement: Statement;
  readonly tree: Script;
  readonly settings: NeedSettings;
  readonly profile: ClusterProfile;
  readonly route: Route;
  readonly references: References;
  /** The statement behind EXPLAIN. */
  readonly query: StatementNode | undefined;
  /** The same, when it is INSERT or REPLACE. */
  readonly ingest: Ingest | undefined;
  /** The first word of the statement: the cause of what has no words of its own. */
  readonly firstWord: TextRange;
}

export type Rule = (input: RuleInput, collect: Collector) => void;
