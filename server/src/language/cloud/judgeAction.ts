/**
 * Judges what a statement asks of the cluster's identity by a policy file. Knows what of a resource may be open: the partition of AWS that
 * the cluster runs in, and the parts that nobody stated.
 */

import type { CloudAction } from "../permissions/model";
import { t } from "../text/l10n";
import { decide } from "./decide";
import type { PolicyDecision, PolicyFile } from "./model";

/** No outcome: the policies of AWS say nothing about this action; the message tells why. */
export type CloudVerdict = PolicyDecision | { readonly outcome: "none"; readonly message: string };

/** The partitions of AWS that anybody may run in. */
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"];

/** The verdict on one action. */
export function judgeAction(file: PolicyFile, { provider, action, resource, doubt, assumedRole }: CloudAction): CloudVerdict {
  if (provider !== "s3") return { outcome: "none", message: t("A policy of AWS says nothing about {0}.", CLOUD_NAMES[provider]) };
  if (assumedRole !== undefined) return { outcome: "none", message: t("The role {0} does this, with policies of its own.", assumedRole) };
  const asked = doubt?.about === "resource" ? resource.replace(OPEN_PART, "*") : resource;
  const decision = remembered(file, action, asked);
  if (!doubt || decision.outcome === "allowed") return decision;
  const isOpen = decision.outcome === "unknown" || doubt.about === "need";
  return isOpen ? { outcome: "unknown", message: doubt.message } : decision;
}

const CLOUD_NAMES = { azure: "Azure", google: "Google Cloud" } as const;

/** A part of a resource that is not known: `${bucket}`. */
const OPEN_PART = /\$\{\w+\}/g;

const known = new WeakMap<PolicyFile, Map<string, PolicyDecision>>();
/** How many questions one file remembers; the statements of a project ask about a few buckets and prefixes. */
const MOST_KNOWN = 1000;

/** The same answer to the same question, computed once: the statements of a file mostly ask for the same. */
function remembered(file: PolicyFile, action: string, resource: string): PolicyDecision {
  const answers = known.get(file) ?? new Map<string, PolicyDecision>();
  known.set(file, answers);
  const key = `${action} ${resource}`;
  const found = answers.get(key);
  if (found) return found;
  if (answers.size >= MOST_KNOWN) answers.clear();
  const answer = decideInPartitions(file, action, resource);
  answers.set(key, answer);
  return answer;
}

/** Buckets are named without account, so that their ARNs do not tell the partition; the other ARNs of the file do. */
function decideInPartitions(file: PolicyFile, action: string, resource: string): PolicyDecision {
  if (!resource.startsWith("arn:aws:s3:::")) return decide(file, action, resource);
  const named = partitionsOf(file);
  const possible = named.size > 0 ? [...named] : PARTITIONS;
  const decisions = possible.map((partition) => decide(file, action, resource.replace(/^arn:aws:/, `arn:${partition}:`)));
  const [first] = decisions;
  if (first && decisions.every(({ outcome }) => outcome === first.outcome)) return first;
  return { outcome: "unknown", message: t("It depends on the partition of AWS that the cluster runs in: {0}.", possible.join(", ")) };
}

function partitionsOf({ statements }: PolicyFile): ReadonlySet<string> {
  const patterns = statements.flatMap(({ resources }) => resources?.patterns ?? []);
  return new Set(patterns.flatMap(({ text }) => /^arn:(aws[a-z-]*):/.exec(text)?.[1] ?? []));
}
