/**
 * Reads a file of AWS IAM policies: a policy, what `aws iam get-role-policy` and `get-policy-version` print, a policy as a text within
 * JSON, or a list of these. Tolerates errors: what can be read counts, what cannot is a problem with a range. Never throws.
 * Source: the grammar of the IAM JSON policy language in AWS' IAM User Guide.
 */

import { elementsOf, type JsonNode, type JsonProblem, propertiesOf, propertyOf, rangeOf, readJsonTree } from "../text/jsonTree";
import { phrase, sentences, t } from "../text/l10n";
import type { TextRange } from "../text/range";
import type { PolicyFile, PolicyProblem, PolicyStatement } from "./model";
import { type PolicyReading, tell } from "./reading";
import { readStatement } from "./statement";

/** A longer file is not read; AWS takes some 10,000 characters of policies for one identity. */
const LONGEST = 2 * 1024 * 1024;
/** Deeper nesting is not read; what means something has ten levels. */
const DEEPEST = 64;

/** Reads the text of a policy file. Ranges are offsets into this text; `uri` is kept. */
export function parsePolicyFile(text: string, uri: string): PolicyFile {
  const { root, problems: syntax } = readJsonTree(text, { length: LONGEST, depth: DEEPEST });
  const problems: PolicyProblem[] = syntax.map((problem) => syntaxProblem(problem, problem.range));
  const statements: PolicyStatement[] = [];
  const reading: PolicyReading = { problems, place: (range) => range };
  const found = root ? readPolicies(reading, root, undefined, statements) : 0;
  if (!root && syntax.length === 0) tell(reading, "error", { start: 0, end: 0 }, sentences(t("This policy file is empty."), t(EXPECTED)));
  if (root?.type === "array" && found === 0 && problems.length === 0)
    tell(reading, "error", rangeOf(root), sentences(t("No policy is in this list."), t(EXPECTED)));
  return { uri, statements, problems, readable: syntax.length === 0 && found > 0 };
}

const EXPECTED = phrase(
  'A policy looks like {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}.',
);

function syntaxProblem({ kind, message }: JsonProblem, range: TextRange): PolicyProblem {
  const said = kind === "too-large" ? t("This has more than two million characters and is not read.") : message;
  return { code: "iam-policy", severity: "error", message: said, range };
}

/** Reads what a node holds; the answer is how many policies that were. */
function readPolicies(reading: PolicyReading, node: JsonNode, name: string | undefined, into: PolicyStatement[]): number {
  if (node.type === "array") return elementsOf(node).reduce((sum, element) => sum + readPolicies(reading, element, name, into), 0);
  if (node.type === "string") return readEmbedded(reading, node, name, into);
  const wrapped = unwrap(node);
  if (wrapped) {
    tellOldVersion(reading, node);
    return readPolicies(reading, wrapped.value, nameIn(node) ?? name, into);
  }
  if (node.type === "object" && propertyOf(node, "Statement")) return readDocument(reading, node, name, into);
  const near = node.type === "object" ? propertiesOf(node).find(({ key }) => key.toLowerCase() === "statement") : undefined;
  if (near) tell(reading, "error", near.keyRange, t('"{0}" means nothing to AWS; "Statement" does.', near.key));
  else tell(reading, "error", rangeOf(node), sentences(t('This is no IAM policy: it has no "Statement".'), t(EXPECTED)));
  return 0;
}

/** Where the answers of AWS have a policy in them. */
const WRAPPERS = ["PolicyDocument", "PolicyVersion", "Document"];

function unwrap(node: JsonNode): { readonly value: JsonNode } | undefined {
  return propertiesOf(node).find(({ key }) => WRAPPERS.includes(key));
}

function nameIn(node: JsonNode): string | undefined {
  const name = propertyOf(node, "PolicyName")?.value;
  return name?.type === "string" ? String(name.value) : undefined;
}

function tellOldVersion(reading: PolicyReading, node: JsonNode): void {
  const flag = propertyOf(node, "IsDefaultVersion")?.value;
  if (flag?.type !== "boolean" || flag.value !== false) return;
  tell(reading, "warning", rangeOf(flag), t("This is not the default version of the policy, so it is not the one that AWS goes by."));
}

/** A policy as a text: plain JSON, or percent-encoded as AWS' API has it. Everything in it is placed at the text as a whole. */
function readEmbedded(reading: PolicyReading, node: JsonNode, name: string | undefined, into: PolicyStatement[]): number {
  const range = reading.place(rangeOf(node));
  const text = decode(String(node.value));
  const { root, problems } = readJsonTree(text, { length: LONGEST, depth: DEEPEST });
  const inner: PolicyReading = { problems: reading.problems, place: () => range };
  for (const problem of problems) reading.problems.push(syntaxProblem(problem, range));
  if (root?.type === "object" && propertyOf(root, "Statement") && problems.length === 0) return readDocument(inner, root, name, into);
  if (problems.length === 0) tell(inner, "error", range, sentences(t("This text holds no IAM policy."), t(EXPECTED)));
  return 0;
}

function decode(text: string): string {
  if (!/^\s*%7B/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const DOCUMENT_KEYS = ["Version", "Id", "Statement"];
const VERSIONS = ["2012-10-17", "2008-10-17"];

function readDocument(outer: PolicyReading, node: JsonNode, name: string | undefined, into: PolicyStatement[]): number {
  const reading: PolicyReading = { ...outer, problems: [] };
  tellKeys(reading, node, DOCUMENT_KEYS);
  const version = readVersion(reading, node);
  const value = propertyOf(node, "Statement")?.value;
  const nodes = value?.type === "array" ? elementsOf(value) : value ? [value] : [];
  const statements = nodes.map((each, index) => {
    const parts = { number: index + 1, variables: version === "2012-10-17" ? ("filled" as const) : ("plain" as const) };
    return readStatement(reading, each, { ...parts, ...(name !== undefined && { policy: name }) });
  });
  for (const problem of reading.problems) outer.problems.push(problem);
  // AWS takes a policy as a whole or not at all.
  const isRefused = reading.problems.some(({ severity }) => severity === "error");
  for (const statement of statements) into.push(isRefused ? { ...statement, state: "refused" } : statement);
  return 1;
}

/** Without a version AWS takes the older one, which knows no variables. */
function readVersion(reading: PolicyReading, node: JsonNode): string {
  const value = propertyOf(node, "Version")?.value;
  if (!value) return "2008-10-17";
  const version = String(value.value);
  if (!VERSIONS.includes(version))
    tell(reading, "error", rangeOf(value), t('Version is "2012-10-17" or "2008-10-17"; AWS refuses others.'));
  return version;
}

function tellKeys(reading: PolicyReading, node: JsonNode, known: readonly string[]): void {
  const seen = new Set<string>();
  for (const { key, keyRange } of propertiesOf(node)) {
    if (!known.includes(key)) tell(reading, "error", keyRange, t('"{0}" means nothing to AWS here; there are {1}.', key, known.join(", ")));
    else if (seen.has(key)) tell(reading, "error", keyRange, t('"{0}" is here twice; AWS refuses that.', key));
    seen.add(key);
  }
}
