/**
 * What Ranger's policies come to for one question: of each policy the deny items before the allow items, each without their exceptions;
 * of all policies the ones with the highest priority first, and a denial before an allowance. What is doubtful leaves both possible.
 * Source: `RangerDefaultPolicyEvaluator`, `RangerOptimizedPolicyEvaluator`, `RangerPolicyEngineImpl.evaluatePoliciesNoAudit`.
 */
import { t } from "../../text/l10n";
import type { GlobBudget } from "./glob";
import type { Member } from "./membership";
import type { Certainty, Doubt, RangerItem, RangerPolicies, RangerPolicy } from "./model";
import { type AskedResource, either, matchesAny } from "./resources";

/** Ranger 2.0 differs in what is read here from 2.4 and all later ones. */
export type RangerRelease = "2.0" | "newer";

/** One question to Ranger. */
export interface RangerQuestion extends AskedResource {
  /** `read` or `write`. */
  readonly access: string;
  readonly member: Member;
  /** Which Ranger is in Druid. */
  readonly release: RangerRelease;
}

/** What allows or denies; without an item it is the policy that denies all else. */
export interface Ground {
  readonly policy: RangerPolicy;
  readonly item?: RangerItem;
}

/** Everything that may come out. One of the three alone is sure; else `doubt` says why it is not. */
export interface Outcome {
  readonly allow?: Ground;
  readonly deny?: Ground;
  /** No policy decides, so that access is denied. */
  readonly none: boolean;
  readonly doubt?: Doubt;
}

/** Steps for the comparisons of one question; some tens of milliseconds. */
const STEP_LIMIT = 4_000_000;

/** Puts a question to all policies of a file. */
export function evaluate(file: RangerPolicies, question: RangerQuestion): Outcome {
  const budget: GlobBudget = { steps: STEP_LIMIT };
  const worlds = worldsOf(file, question, budget);
  return anyOf(
    worlds.map(({ policies, doubt }) => withDoubt(inOrder(file, policies, question, budget), worlds.length > 1 ? doubt : undefined)),
  );
}

/** Policies that count together, and why others may count in their place. */
interface World {
  readonly policies: readonly RangerPolicy[];
  readonly doubt?: Doubt;
}

/**
 * The policies of each service, and of each security zone that the resource may lie in: a resource of a zone is asked of that zone's
 * policies alone.
 */
function worldsOf({ policies, zones, serviceDef }: RangerPolicies, question: RangerQuestion, budget: GlobBudget): readonly World[] {
  const known = zones.map((zone) => ({ name: zone.name, found: matchesAny(zone.resourceSets, question, serviceDef, budget) }));
  const inside = known.find(({ found }) => found === "yes");
  const outside = new Set(known.filter(({ found }) => found === "no").map(({ name }) => name));
  const perhaps = (zone: string): boolean => (inside ? zone === inside.name : !outside.has(zone));
  const services = new Set(policies.flatMap(({ service }) => service ?? []));
  const groups = new Map<string, RangerPolicy[]>();
  const possible = inside ? [inside.name] : ["", ...known.filter(({ found }) => found !== "no").map(({ name }) => name)];
  for (const service of services.size === 0 ? [""] : services) for (const zone of possible) groups.set(keyOf(service, zone), []);
  for (const policy of policies) {
    const zone = policy.zone ?? "";
    if (zone === "" ? inside !== undefined : !perhaps(zone)) continue;
    for (const service of policy.service === undefined && services.size > 0 ? services : [policy.service ?? ""]) {
      const key = keyOf(service, zone);
      const group = groups.get(key);
      if (group) group.push(policy);
      else groups.set(key, [policy]);
    }
  }
  const doubt = services.size > 1 ? severalServices([...services]) : unknownZone(policies, perhaps);
  return [...groups.values()].map((group) => ({ policies: group, doubt }));
}

function keyOf(service: string, zone: string): string {
  return JSON.stringify([service, zone]);
}

function severalServices(services: readonly string[]): Doubt {
  const message = t(
    "The file holds policies of the services {0}, and which of them the cluster asks is not known.",
    services.slice(0, 5).join(", "),
  );
  return { reason: "policy-undecided", message };
}

function unknownZone(policies: readonly RangerPolicy[], perhaps: (zone: string) => boolean): Doubt {
  const zone = policies.find((policy) => policy.zone !== undefined && perhaps(policy.zone))?.zone;
  const message =
    zone === undefined
      ? t("Whether the resource lies in a security zone is not known here.")
      : t("Whether the resource lies in the security zone {0} is not known here.", zone);
  return { reason: "policy-undecided", message };
}

function withDoubt(outcome: Outcome, doubt: Doubt | undefined): Outcome {
  return outcome.doubt !== undefined || doubt === undefined ? outcome : { ...outcome, doubt };
}

function anyOf(outcomes: readonly Outcome[]): Outcome {
  return merge(
    outcomes,
    outcomes.some(({ none }) => none),
  );
}

function merge(outcomes: readonly Outcome[], none: boolean): Outcome {
  const sure = outcomes.find((outcome) => outcome.allow && !outcome.deny && !outcome.none);
  const allow = (sure ?? outcomes.find((outcome) => outcome.allow))?.allow;
  const deny = outcomes.find((outcome) => outcome.deny)?.deny;
  const doubt = outcomes.find((outcome) => outcome.doubt)?.doubt;
  return { none, ...(allow && { allow }), ...(deny && { deny }), ...(doubt && { doubt }) };
}

/** Priority by priority, until one of them surely decides. */
function inOrder(file: RangerPolicies, policies: readonly RangerPolicy[], question: RangerQuestion, budget: GlobBudget): Outcome {
  const byPriority = new Map<number, Outcome[]>();
  for (const policy of policies) {
    if (!policy.enabled) continue;
    const outcome = askPolicy(file, policy, question, budget);
    if (outcome === undefined) continue;
    const known = byPriority.get(policy.priority);
    if (known) known.push(outcome);
    else byPriority.set(policy.priority, [outcome]);
  }
  const decided: Outcome[] = [];
  for (const [, outcomes] of [...byPriority].sort(([one], [other]) => other - one)) {
    const level = together(outcomes);
    decided.push(level);
    if (!level.none) return merge(decided, false);
  }
  return merge(decided, true);
}

/** Policies of one priority: a sure denial is final, and an allowance holds unless another policy denies. */
function together(outcomes: readonly Outcome[]): Outcome {
  const denied = outcomes.find(({ deny, allow, none }) => deny && !allow && !none);
  return (
    denied ??
    merge(
      outcomes,
      outcomes.every(({ none }) => none),
    )
  );
}

/** What one policy says; undefined when it is not about the resource. */
function askPolicy(file: RangerPolicies, policy: RangerPolicy, question: RangerQuestion, budget: GlobBudget): Outcome | undefined {
  const about = matchesAny(setsOf(policy, question), question, file.serviceDef, budget);
  const { defect } = policy;
  if (about === "no" && defect?.scope !== "everywhere") return undefined;
  const said = askItems(file, policy, question);
  if (defect) return { allow: said.allow ?? { policy }, deny: said.deny ?? { policy }, none: true, doubt: defect.doubt };
  const doubt = typeof about === "object" ? about : (policy.doubt ?? doubtOfCase(policy, question));
  return doubt ? { ...said, none: true, doubt } : said;
}

/** The resources that a policy is about. */
export function setsOf({ resourceSets, additionalSets }: RangerPolicy, { release }: RangerQuestion): RangerPolicy["resourceSets"] {
  return release === "2.0" ? resourceSets : [...resourceSets, ...additionalSets];
}

/** Ranger 2.0 compares access types now with and now without regard to case. */
function doubtOfCase({ oddAccess }: RangerPolicy, { release }: RangerQuestion): Doubt | undefined {
  return release === "2.0" && oddAccess !== undefined ? unknownAccess(oddAccess) : undefined;
}

function unknownAccess(access: string): Doubt {
  return { reason: "policy-undecided", message: t('Whether Ranger takes the access type "{0}" is not known.', access) };
}

function askItems({ serviceDef }: RangerPolicies, policy: RangerPolicy, question: RangerQuestion): Outcome {
  const denies = serviceDef?.denies ?? true;
  const accesses = accessesThatMean(question.access, serviceDef?.impliedGrants);
  const ask = (item: RangerItem): Certainty => matchesItem(item, accesses, question.member);
  const deny = denies ? strike(policy.deny, policy.denyExceptions, ask) : { found: "no" as const };
  const denial = deny.found === "no" ? {} : { deny: { policy, ...(deny.item && { item: deny.item }) } };
  if (deny.found === "yes") return { ...denial, none: false };
  const allow = strike(policy.allow, denies ? policy.allowExceptions : [], ask);
  const allowance = allow.found === "no" ? {} : { allow: { policy, ...(allow.item && { item: allow.item }) } };
  const rest: Outcome = allow.found === "yes" ? { none: false } : denyElse(policy, question.member);
  const doubt = [deny.found, allow.found, rest.doubt].find((found) => typeof found === "object");
  return { ...rest, ...allowance, ...denial, ...(doubt && { doubt }) };
}

interface Struck {
  readonly found: Certainty;
  readonly item?: RangerItem;
}

/** The item that matches, unless an exception of the policy does. */
function strike(items: readonly RangerItem[], exceptions: readonly RangerItem[], ask: (item: RangerItem) => Certainty): Struck {
  const found = either(items, ask);
  if (found === "no") return { found };
  const excepted = either(exceptions, ask);
  if (excepted === "yes") return { found: "no" };
  const item = items.find((each) => (found === "yes" ? ask(each) === "yes" : ask(each) !== "no"));
  return { found: found === "yes" && excepted !== "no" ? excepted : found, ...(item && { item }) };
}

/** Accesses that stand for the one that is asked for. */
export interface MeaningAccesses {
  readonly itself: string;
  /** Those that bring it along. */
  readonly bringing: readonly string[];
  /** Those that bring one of these along, and so on: Ranger expands one round, in an order of its own. */
  readonly perhaps: readonly string[];
}

/** What stands for an access, with the accesses that the service definition says each brings along. */
export function accessesThatMean(access: string, implied: ReadonlyMap<string, readonly string[]> | undefined): MeaningAccesses {
  const bringersOf = (wanted: string): readonly string[] =>
    [...(implied ?? [])].filter(([, grants]) => grants.includes(wanted)).map(([name]) => name);
  const bringing = bringersOf(access);
  const all = new Set([access, ...bringing]);
  for (const wanted of all) for (const name of bringersOf(wanted)) all.add(name);
  return { itself: access, bringing, perhaps: [...all].filter((name) => name !== access && !bringing.includes(name)) };
}

/** Whether an item gives or denies one of the accesses to whoever asks. */
export function matchesItem(item: RangerItem, accesses: MeaningAccesses, member: Member): Certainty {
  const access = matchesAccess(item, accesses);
  if (access === "no") return "no";
  const who = member.matches(item);
  if (who !== "yes") return who;
  return item.hasConditions
    ? { reason: "policy-undecided", message: t("The item has conditions, and whether they hold is not known here.") }
    : access;
}

/**
 * Until 2.4 Ranger's own prefilter minds case where the comparison behind it does not, and an access that is there in another case is not
 * brought along by others; since 2.7 case does not count.
 */
function matchesAccess({ accesses }: RangerItem, { itself, bringing, perhaps }: MeaningAccesses): Certainty {
  if (accesses.has(itself)) return "yes";
  const inOddCase = (names: readonly string[]): string | undefined =>
    [...accesses].find((access) => !names.includes(access) && names.includes(access.toLowerCase()));
  const odd = inOddCase([itself]);
  if (odd === undefined && bringing.some((access) => accesses.has(access))) return "yes";
  const nearly = odd ?? perhaps.find((access) => accesses.has(access)) ?? inOddCase([...bringing, ...perhaps]);
  return nearly === undefined ? "no" : unknownAccess(nearly);
}

/**
 * A policy that denies all else denies whom it names for whatever it does not allow. Whether it does so to those whom it does not name
 * differs between releases of Ranger.
 */
function denyElse(policy: RangerPolicy, member: Member): Outcome {
  if (!policy.denyAllElse) return { none: true };
  const named = either([...policy.allow, ...policy.deny, ...policy.allowExceptions, ...policy.denyExceptions], (item) =>
    member.matches(item),
  );
  const deny: Ground = { policy };
  if (named === "yes") return { deny, none: false };
  const message = t(
    "The policy {0} denies all else; whether that means those whom it does not name differs between releases of Ranger.",
    policy.name,
  );
  return { deny, none: true, doubt: { reason: "policy-undecided", message } };
}
