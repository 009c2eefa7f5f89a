/**
 * Whether a policy is about a resource. Druid asks about one resource of one type, so a policy that names several types at once is
 * about none. Source: `RangerDefaultPolicyResourceMatcher`, `RangerDefaultResourceMatcher`.
 */
import { t } from "../../text/l10n";
import { type GlobBudget, matchesGlob } from "./glob";
import {
  type Certainty,
  CURRENT_USER,
  type Doubt,
  type RangerResource,
  type RangerResourceDef,
  type RangerServiceDef,
  USUAL_RESOURCE_DEF,
} from "./model";

/** A resource as Ranger is asked about it. */
export interface AskedResource {
  /** In lower case. */
  readonly type: string;
  readonly name: string;
  /** Who asks, where values may say `{USER}`. */
  readonly user?: string;
}

/** Whether one of the sets takes in the resource. */
export function matchesAny(
  sets: readonly (readonly RangerResource[])[],
  asked: AskedResource,
  serviceDef: RangerServiceDef | undefined,
  budget: GlobBudget,
): Certainty {
  return either(sets, (set) => matchesSet(set, asked, serviceDef, budget));
}

/** The first sure yes, else the first doubt, else no. */
export function either<Item>(items: readonly Item[], ask: (item: Item) => Certainty): Certainty {
  let doubt: Doubt | undefined;
  for (const item of items) {
    const found = ask(item);
    if (found === "yes") return "yes";
    if (found !== "no") doubt ??= found;
  }
  return doubt ?? "no";
}

/** How values of a type are compared; undefined when the service definition does not declare the type. */
export function definitionOf(type: string, serviceDef: RangerServiceDef | undefined): RangerResourceDef | undefined {
  return serviceDef ? serviceDef.types.get(type) : USUAL_RESOURCE_DEF;
}

function matchesSet(
  set: readonly RangerResource[],
  asked: AskedResource,
  serviceDef: RangerServiceDef | undefined,
  budget: GlobBudget,
): Certainty {
  const [resource] = set;
  if (resource === undefined || set.length !== 1 || resource.type !== asked.type) return "no";
  const definition = definitionOf(asked.type, serviceDef);
  if (definition === undefined) return "no";
  if (definition.unknownMatcher !== undefined) {
    return undecided(t("The service definition compares {0} with {1}, which is not known here.", asked.type, definition.unknownMatcher));
  }
  return matchesResource(resource, definition, asked, budget);
}

/** A resource without values takes in every name. A name of `*` alone asks for all of them. */
function matchesResource(resource: RangerResource, definition: RangerResourceDef, asked: AskedResource, budget: GlobBudget): Certainty {
  const values = resource.values.filter(({ text }) => text !== "");
  const takesAll = values.length === 0 || (definition.wildCard && values.some(({ text }) => /^\*+$/.test(text)));
  const asksAll = asked.name === "" || asked.name === "*";
  const found: Certainty = takesAll ? "yes" : asksAll ? "no" : either(values, ({ text }) => matchesValue(text, definition, asked, budget));
  if (!resource.excludes || typeof found === "object" || (asksAll && !takesAll)) return found;
  return found === "yes" ? "no" : "yes";
}

function matchesValue(value: string, definition: RangerResourceDef, { name, user }: AskedResource, budget: GlobBudget): Certainty {
  const expanded = definition.replaceTokens ? expand(value, user) : value;
  if (typeof expanded === "object") return expanded;
  const found = matchesGlob(expanded, name, definition, budget);
  if (found === undefined) return undecided(t("A name or a value is too long to be compared here."));
  return found ? "yes" : "no";
}

/** Ranger fills in `{USER}`; what else stands between braces is not known here. */
function expand(value: string, user: string | undefined): string | Doubt {
  if (!value.includes("\\") && !(value.includes("{") && value.includes("}"))) return value;
  const filled = user === undefined || /[*?]/.test(user) ? value : value.replaceAll(CURRENT_USER, () => user);
  const isFilled = !filled.includes("\\") && !(filled.includes("{") && filled.includes("}"));
  return isFilled ? filled : undecided(t('What Ranger makes of "{0}" is not known here.', value));
}

function undecided(message: string): Doubt {
  return { reason: "policy-undecided", message };
}
