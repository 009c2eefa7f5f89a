/**
 * What is offered in a roles file, by example.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CLUSTER_VALUES } from "../../../../server/src/language/features/rolesFile/clusterValues";
import { completeRoles, type KeysExplained, readProfile } from "../../../../server/src/language/index";
import { STATEMENTS, viewOf } from "./rolesView";

interface CompletionCase {
  /** `<|>` is the cursor. */
  readonly roles: string;
  readonly keys?: KeysExplained;
  /** The labels; of those of one kind, where it is given. */
  readonly offers: readonly string[];
  readonly kind?: string;
  /** The text after the first offer was taken. */
  readonly gives?: string;
}

function checkCompletion({ roles, keys = "here", offers, kind, gives }: CompletionCase): void {
  const { view, offset } = viewOf({ roles, files: STATEMENTS });
  const found = completeRoles(view, offset, keys).filter((each) => kind === undefined || each.kind === kind);
  assert.deepEqual(
    found.map(({ label }) => label),
    offers,
  );
  const [first] = found;
  if (gives === undefined || !first) return;
  assert.ok(first.range.start <= offset && offset <= first.range.end, "the cursor is outside of what is replaced");
  assert.equal(view.text.slice(0, first.range.start) + first.text + view.text.slice(first.range.end), gives);
}

const TYPES = ["DATASOURCE", "VIEW", "EXTERNAL", "QUERY_CONTEXT", "STATE", "CONFIG", "SYSTEM_TABLE"];

describe("in a permission", () => {
  const entry = (inner: string): string => `{"roles": {"r": [{${inner}}]}}`;
  test("types", () =>
    checkCompletion({
      roles: entry('"resource": {"name": "a", "type": "<|>"}'),
      offers: TYPES,
      gives: entry('"resource": {"name": "a", "type": "DATASOURCE"}'),
    }));
  test("types without quotes, without anything", () => {
    checkCompletion({ roles: entry('"resource": {"type": DAT<|>}'), offers: TYPES, gives: entry('"resource": {"type": "DATASOURCE"}') });
    checkCompletion({ roles: entry('"resource": {"type": <|>}'), offers: TYPES, gives: entry('"resource": {"type": "DATASOURCE"}') });
  });
  test("a text that is not closed", () =>
    checkCompletion({
      roles: entry('"resource": {"type": "DA<|>}, "action": "READ"'),
      offers: TYPES,
      gives: entry('"resource": {"type": "DATASOURCE"}, "action": "READ"'),
    }));
  test("actions", () => checkCompletion({ roles: entry('"action": "<|>"'), offers: ["READ", "WRITE"], gives: entry('"action": "READ"') }));
  test("actions of the verbose form", () =>
    checkCompletion({ roles: entry('"resourceAction": {"action": "<|>"}'), offers: ["READ", "WRITE"] }));
  test("names that are needed with the action first", () =>
    checkCompletion({
      roles: entry('"resource": {"name": "<|>", "type": "DATASOURCE"}, "action": "WRITE"'),
      offers: ["wiki_w", "wiki_a", "wikipedia"],
      gives: entry('"resource": {"name": "wiki_w", "type": "DATASOURCE"}, "action": "WRITE"'),
    }));
  test("names that Druid itself gives to resources of a type", () => {
    checkCompletion({ roles: entry('"resource": {"name": "<|>", "type": "STATE"}'), offers: ["STATE"] });
    checkCompletion({ roles: entry('"resource": {"name": "<|>", "type": "CONFIG"}'), offers: ["CONFIG", "security"] });
    const { view, offset } = viewOf({ roles: entry('"resource": {"name": "<|>", "type": "EXTERNAL"}'), files: STATEMENTS });
    const labels = completeRoles(view, offset, "elsewhere").map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 4), ["EXTERNAL", "azure", "azureStorage", "druid"]);
    assert.ok(!labels.includes("combining") && !labels.includes("nil"), "an input source that is no resource");
  });
  test("names that statements need come first, each once", () => {
    const { view, offset } = viewOf({
      roles: entry('"resource": {"name": "<|>", "type": "STATE"}'),
      files: { "a.sql": "SELECT * FROM sys.servers" },
    });
    const offers = completeRoles(view, offset, "here").map(({ label, detail }) => [label, detail]);
    assert.deepEqual(offers, [["STATE", "READ STATE in 1 statement"]]);
  });
  test("names where the type is still empty", () =>
    checkCompletion({ roles: entry('"resource": {"name": "<|>", "type": ""}'), offers: ["wiki_a", "wiki_w", "wikipedia"] }));
  test("names of another type are not offered", () =>
    checkCompletion({ roles: entry('"resource": {"name": "<|>", "type": "VIEW"}, "action": "READ"'), offers: [] }));
  test("names without a type yet, in the verbose form too", () => {
    checkCompletion({ roles: entry('"resource": {"name": "<|>"'), offers: ["wiki_a", "wiki_w", "wikipedia"] });
    checkCompletion({ roles: entry('"resourceNamePattern": "<|>"'), offers: ["wiki_a", "wiki_w", "wikipedia"] });
  });
  test("a name is escaped for Java and for JSON", () => {
    const { view, offset } = viewOf({
      roles: entry('"resource": {"name": "<|>", "type": "DATASOURCE"}'),
      files: { "a.sql": 'SELECT * FROM "sales.2024"' },
    });
    const [name] = completeRoles(view, offset, "here");
    assert.deepEqual([name?.label, name?.text, name?.detail], ["sales.2024", '"sales\\\\.2024"', "READ DATASOURCE in 1 statement"]);
  });
  test("keys, with their values where there are none yet", () => {
    checkCompletion({
      roles: entry("<|>"),
      offers: ["resource", "action"],
      gives: entry('"resource": { "name": "$1", "type": "${2:DATASOURCE}" }'),
    });
    checkCompletion({ roles: entry('"<|>": "READ"'), offers: ["resource", "action"], gives: entry('"resource": "READ"') });
    checkCompletion({ roles: entry('"resource": {"<|>"}'), offers: ["name", "type"] });
  });
});

describe("elsewhere", () => {
  test("roles of users and group mappings", () => {
    checkCompletion({
      roles: '{"roles": {"a": [], "b \\"c\\"": []}, "users": {"u": ["a", "<|>"]}}',
      offers: ["a", 'b "c"'],
      gives: '{"roles": {"a": [], "b \\"c\\"": []}, "users": {"u": ["a", "a"]}}',
    });
    checkCompletion({ roles: '{"roles": {"a": []}, "groupMappings": [{"name": "g", "roles": [<|>]}]}', offers: ["a"] });
    checkCompletion({ roles: '{"roles": {"a": []}, "users": [{"name": "g", "roles": ["<|>', offers: ["a"] });
  });
  test("users of a role, in the form that tells them there", () =>
    checkCompletion({ roles: '[{"name": "a", "users": ["<|>"]}, {"name": "b", "users": ["bob"]}]', offers: ["bob"] }));
  test("an entry of a role, a role, a user", () => {
    checkCompletion({ roles: '{"roles": {"a": [<|>]}}', offers: ["permission"] });
    checkCompletion({ roles: '{"name": "a", "permissions": [<|>]}', offers: ["permission"] });
    checkCompletion({ roles: '{"roles": {<|>}}', offers: ["role"] });
    checkCompletion({ roles: '{"users": {<|>}}', offers: ["user"] });
  });
  test("sections", () =>
    checkCompletion({ roles: "{<|>}", offers: ["cluster", "roles", "users", "groupMappings", "environment", "version"] }));
  test("keys and values of the cluster", () => {
    checkCompletion({ roles: '{"cluster": {"router": <|>}}', offers: ["true", "false"], gives: '{"cluster": {"router": true}}' });
    checkCompletion({ roles: '{"cluster": {"roleProvider": "<|>"}}', offers: ["metadata", "ldap"] });
    checkCompletion({ roles: '{"cluster": {"views": <|>}}', offers: [] });
    const { view, offset } = viewOf({ roles: '{"cluster": {"<|>"}}' });
    assert.ok(completeRoles(view, offset, "here").some(({ label, text }) => label === "router" && text === '"router": $1'));
  });
  test("comments", () => {
    checkCompletion({ roles: '{"roles": {"a": [\n// <|>\n]}}', offers: [] });
    checkCompletion({ roles: '{"roles": {"a": [ // "x"\n <|>\n]}}', offers: ["permission"] });
    checkCompletion({ roles: '{"roles": {"a": [/* <|> */]}}', offers: [] });
  });
  test("an editor that knows the schema offers the rest itself", () => {
    checkCompletion({ roles: '{"roles": {"r": [{"action": "<|>"}]}}', keys: "elsewhere", offers: [] });
    checkCompletion({ roles: "{<|>}", keys: "elsewhere", offers: [] });
    checkCompletion({ roles: '{"roles": {"r": [<|>]}}', keys: "elsewhere", offers: ["permission"] });
    checkCompletion({ roles: '{"users": {<|>}}', keys: "elsewhere", offers: ["user"] });
    checkCompletion({ roles: '{"roles": {"a": []}, "users": {"u": ["<|>"]}}', keys: "elsewhere", offers: ["a"] });
  });
  test("an empty file, and no JSON", () => {
    checkCompletion({ roles: "<|>", offers: [] });
    checkCompletion({ roles: "roles: <|>", offers: [] });
  });
});

test("every value that is offered for a cluster is one that is read", () => {
  for (const [key, values] of Object.entries(CLUSTER_VALUES)) {
    for (const value of values ?? []) assert.deepEqual(readProfile({ [key]: value }).problems, [], `${key}: ${value}`);
    assert.ok(readProfile({ [key]: "nonsense" }).problems.length > 0, key);
  }
});
