/**
 * Reads one statement of a policy. What AWS would refuse is an error; the parts that can be read are kept all the same.
 * Source: the grammar of the IAM JSON policy language in AWS' IAM User Guide.
 */

import { elementsOf, type JsonNode, propertiesOf, propertyOf, rangeOf } from "../text/jsonTree";
import { t } from "../text/l10n";
import type { PatternList, PolicyPattern, PolicyStatement, StatementLimit } from "./model";
import { readPattern, type Variables } from "./pattern";
import { type PolicyReading, tell } from "./reading";

/** What a statement is read with. */
export interface StatementParts {
  /** One-based, in its policy. */
  readonly number: number;
  /** The name of the policy, where the file tells it. */
  readonly policy?: string;
  readonly variables: Variables;
}

const KEYS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** Reads a statement; `state` is for the caller, who knows the rest of the policy. */
export function readStatement(reading: PolicyReading, node: JsonNode, parts: StatementParts): PolicyStatement {
  const range = reading.place(rangeOf(node));
  const label = labelOf(node, parts);
  if (node.type !== "object") {
    tell(reading, "error", rangeOf(node), t("A statement is an object with Effect, Action and Resource."));
    return { label, range, limits: [], state: "sound" };
  }
  tellKeys(reading, node);
  const limits = readLimits(reading, node);
  const effect = readEffect(reading, node);
  const actions = readList(reading, node, ACTIONS);
  const resources = readList(reading, node, { ...RESOURCES, variables: parts.variables, isOptional: limits.includes("Principal") });
  return {
    label,
    range,
    ...(effect && { effect }),
    ...(actions && { actions }),
    ...(resources && { resources }),
    limits,
    state: "sound",
  };
}

/** `statement "ReadBucket"`, `statement 2 of policy loader` */
function labelOf(node: JsonNode, { number, policy }: StatementParts): string {
  const sid = propertyOf(node, "Sid")?.value;
  const own = sid?.type === "string" && sid.value !== "" ? `"${sid.value}"` : number;
  return policy === undefined ? t("statement {0}", own) : t("statement {0} of policy {1}", own, policy);
}

function tellKeys(reading: PolicyReading, node: JsonNode): void {
  const seen = new Set<string>();
  for (const { key, keyRange } of propertiesOf(node)) {
    const meant = KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
    if (seen.has(key)) tell(reading, "error", keyRange, t('"{0}" is here twice; AWS refuses that.', key));
    else if (!meant) tell(reading, "error", keyRange, t('"{0}" means nothing to AWS here; there are {1}.', key, KEYS.join(", ")));
    else if (meant !== key) tell(reading, "error", keyRange, t('"{0}" means nothing to AWS; "{1}" does.', key, meant));
    seen.add(key);
  }
}

function readEffect(reading: PolicyReading, node: JsonNode): "Allow" | "Deny" | undefined {
  const value = propertyOf(node, "Effect")?.value;
  if (value?.value === "Allow" || value?.value === "Deny") return value.value;
  tell(reading, "error", rangeOf(value ?? node), t('Effect is "Allow" or "Deny", with a capital letter.'));
  return undefined;
}

function readLimits(reading: PolicyReading, node: JsonNode): readonly StatementLimit[] {
  const limits: StatementLimit[] = [];
  const condition = propertyOf(node, "Condition")?.value;
  if (condition && condition.type !== "object") tell(reading, "error", rangeOf(condition), t("Condition is an object."));
  if (condition && (condition.children ?? []).length > 0) limits.push("Condition");
  const principal = propertyOf(node, "Principal") ?? propertyOf(node, "NotPrincipal");
  if (principal) {
    limits.push("Principal");
    const message = t(
      "{0} belongs in the policy of a bucket or a role, not of an identity: whether this is about the cluster is not known.",
      principal.key,
    );
    tell(reading, "warning", principal.keyRange, message);
  }
  return limits;
}

/** Which of two keys holds the patterns, and what a pattern looks like. */
interface ListKind {
  readonly key: "Action" | "Resource";
  readonly variables: Variables;
  readonly isOptional: boolean;
  readonly normal: (text: string) => string;
  /** What is wrong with a pattern, in a sentence. */
  readonly fault: (text: string) => string | undefined;
}

const ACTIONS: ListKind = {
  key: "Action",
  variables: "plain",
  isOptional: false,
  // AWS does not heed the case of actions.
  normal: (text) => text.toLowerCase(),
  fault: (text) =>
    text === "*" || /^[a-z0-9-]+:./i.test(text)
      ? undefined
      : t('An action is "service:Name" such as "s3:GetObject", or "*"; AWS refuses others.'),
};

const RESOURCES: ListKind = {
  key: "Resource",
  variables: "plain",
  isOptional: false,
  normal: (text) => text,
  fault: (text) => {
    if (text === "*") return undefined;
    // A `*` at the end of a part may stand for all the parts behind it.
    if (!/^arn:(?:[^:]*:){4}./.test(text) && !/^arn:[^*]*\*/.test(text)) {
      return t('A resource is an ARN such as "arn:aws:s3:::bucket/*", or "*"; AWS refuses others.');
    }
    return /^arn:[^:]*:[^:]*[*?]/.test(text)
      ? t("The service in an ARN, its third part, takes no wildcards; AWS refuses that.")
      : undefined;
  },
};

function readList(reading: PolicyReading, node: JsonNode, kind: ListKind): PatternList | undefined {
  const listed = propertyOf(node, kind.key);
  const others = propertyOf(node, `Not${kind.key}`);
  if (listed && others) tell(reading, "error", others.keyRange, t("{0} and Not{0} exclude each other.", kind.key));
  const given = listed ?? others;
  if (!given) {
    if (!kind.isOptional) tell(reading, "error", rangeOf(node), t("This statement lacks {0} or Not{0}.", kind.key));
    return undefined;
  }
  const nodes = given.value.type === "array" ? elementsOf(given.value) : [given.value];
  if (nodes.length === 0) tell(reading, "error", rangeOf(given.value), t("{0} must name something.", given.key));
  const patterns = nodes.flatMap((each) => readOne(reading, each, kind));
  // With a pattern that cannot be read there is no telling what is meant.
  const isWhole = nodes.length > 0 && patterns.length === nodes.length;
  return isWhole ? { sense: listed ? "listed" : "others", patterns } : undefined;
}

function readOne(reading: PolicyReading, node: JsonNode, { key, variables, normal, fault }: ListKind): readonly PolicyPattern[] {
  if (node.type !== "string") {
    tell(reading, "error", rangeOf(node), t("{0} is a text or a list of texts.", key));
    return [];
  }
  const text = String(node.value);
  const problem = fault(text);
  if (problem !== undefined) {
    tell(reading, "error", rangeOf(node), problem);
    return [];
  }
  return [{ text, symbols: readPattern(normal(text), variables), range: reading.place(rangeOf(node)) }];
}
