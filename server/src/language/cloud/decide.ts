/**
 * May the identity that has these policies take an action on a resource? As AWS evaluates identity policies: a Deny counts before every
 * Allow, and what nobody allows is denied. A resource may hold wildcards (`arn:aws:s3:::b/p/*`): then the answer is about everything that
 * it stands for, `allowed` for all of it, `denied` for none of it, else unknown. Takes a bounded number of steps and never throws.
 * Source: the policy evaluation logic in AWS' IAM User Guide. Permissions boundaries, service control policies, session policies and the
 * policies of buckets are not in the file.
 */
import { t } from "../text/l10n";
import type { PatternList, PolicyDecision, PolicyFile, PolicyPattern, PolicyStatement, StatementReference } from "./model";
import { nearestStatement } from "./nearest";
import { type Budget, covers, hasVariable, meets, type Symbols } from "./pattern";
import { type Question, readQuestion, shown } from "./question";

/** To how much of what is asked about something applies; `some` says why it is not known to be all or nothing. */
export type Extent = "all" | "none" | { readonly some: string };

const MOST_STEPS = 2_000_000;
/** AWS takes keys of 1,024 bytes. */
const LONGEST_RESOURCE = 4096;

/** Decides about `s3:PutObject` on `arn:aws:s3:::b/p/*`. */
export function decide({ statements, readable }: PolicyFile, action: string, resource: string): PolicyDecision {
  if (!readable) return { outcome: "unknown", message: t("The policy file has errors, so what it grants is not known.") };
  if (resource.length > LONGEST_RESOURCE) return { outcome: "unknown", message: t("The name of the resource is too long to compare.") };
  const question = readQuestion(action, resource);
  const budget: Budget = { left: MOST_STEPS };
  const extents = statements.map((statement) => ({ statement, extent: extentOf(statement, question, budget) }));
  const denies = extents.filter(({ statement, extent }) => statement.effect !== "Allow" && extent !== "none");
  const allows = extents.filter(({ statement, extent }) => statement.effect !== "Deny" && extent !== "none");
  const deny = denies.find(({ extent }) => extent === "all")?.statement;
  if (deny) return { outcome: "denied", message: t("{0} denies it.", sentenceStart(deny.label)), by: reference(deny) };
  if (allows.length === 0) return notGranted(statements, question);
  const allow = allows.find(({ extent }) => extent === "all")?.statement;
  const doubtful = (allow ? denies : allows)[0];
  if (doubtful) return doubt(doubtful.statement, doubtful.extent);
  if (allow) return { outcome: "allowed", message: t("{0} allows it.", sentenceStart(allow.label)), by: reference(allow) };
  return { outcome: "unknown", message: t("What decides is not in the file.") };
}

function reference({ label, range }: PolicyStatement): StatementReference {
  return { label, range };
}

function sentenceStart(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function doubt(statement: PolicyStatement, extent: Extent): PolicyDecision {
  const why = typeof extent === "object" ? extent.some : t("decides");
  return { outcome: "unknown", message: `${sentenceStart(statement.label)} ${why}.`, by: reference(statement) };
}

function notGranted(statements: readonly PolicyStatement[], question: Question): PolicyDecision {
  const near = nearestStatement(statements, question);
  const message = near ? near.message : t("No statement of the policy allows it.");
  return { outcome: "denied", message, ...(near && { near: reference(near.statement) }) };
}

/** To how much of the question a statement applies. */
export function extentOf(statement: PolicyStatement, question: Question, budget: Budget): Extent {
  const { actions, resources, limits, state, effect } = statement;
  const byAction = actions ? extentOfList(actions, question.actionSymbols, budget) : misread();
  if (byAction === "none") return "none";
  const byResource = resources
    ? extentOfList(resources, question.resourceSymbols, budget)
    : limits.includes("Principal")
      ? "all"
      : misread();
  if (byResource === "none") return "none";
  if (state === "refused" || !effect) return misread();
  if (limits.includes("Condition")) return { some: t("has a Condition, and whether that holds is not known") };
  if (limits.includes("Principal")) return { some: t("names a Principal, and whether that is the cluster is not known") };
  return byAction === "all" ? byResource : byAction;
}

function misread(): Extent {
  return { some: t("is in a policy with an error, which AWS refuses") };
}

function extentOfList({ sense, patterns }: PatternList, asked: Symbols, budget: Budget): Extent {
  const all = sense === "listed" ? "all" : "none";
  let partial: Extent | undefined;
  for (const pattern of patterns) {
    const extent = extentOfPattern(pattern, asked, budget);
    if (extent === "all") return all;
    if (extent !== "none") partial ??= extent;
  }
  return partial ?? (sense === "listed" ? "none" : "all");
}

function extentOfPattern({ symbols, text }: PolicyPattern, asked: Symbols, budget: Budget): Extent {
  const isCovered = covers(symbols, asked, budget);
  if (isCovered) return "all";
  const isMet = isCovered === undefined ? undefined : meets(symbols, asked, budget);
  if (isMet === false) return "none";
  if (isMet === undefined) return { some: t("has a pattern that takes too long to compare, {0}", shown(text)) };
  if (hasVariable(symbols)) return { some: t("has a variable in {0}, which AWS fills in", shown(text)) };
  return { some: t("is about a part of it only, {0}", shown(text)) };
}
