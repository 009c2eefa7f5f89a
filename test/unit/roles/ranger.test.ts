/**
 * Verdicts from policies of Apache Ranger by example: which policy allows, which denies, what nearly allowed, what cannot be known.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ClusterProfile, type ResourceAction, STOCK_PROFILE } from "../../../server/src/language/permissions/model";
import { createAuthorizer } from "../../../server/src/language/roles/authorizer";
import type { Verdict } from "../../../server/src/language/roles/model";
import { parseRolesFile } from "../../../server/src/language/roles/parse";
import { peopleOf } from "../../../server/src/language/roles/people";
import { parsePrincipal } from "../../../server/src/language/roles/principal";
import { checkSchemaTakes } from "../../support/rolesSchema";

/** A policy in short: `datasource: a*, b` and items such as `read to alice, group g, role r`. */
interface Short {
  readonly on?: string;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly except?: readonly string[];
  readonly denyExcept?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
}

/** `allowed by p1`, `unknown: reason`, or `denied` with the kinds of its near misses. */
type Expected = `allowed by ${string}` | `unknown: ${string}` | readonly ["denied", ...string[]];

interface Circumstances extends Partial<ClusterProfile> {
  readonly memberOf?: readonly string[];
  /** Keys beside `policies`. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** Policies are named p1, p2 … in their order. */
function checkRanger(
  policies: readonly Short[],
  principal: string | undefined,
  question: string,
  expected: Expected,
  circumstances: Circumstances = {},
): void {
  const verdict = decide(policies, principal, question, circumstances);
  assert.deepEqual(show(verdict), expected, JSON.stringify(verdict));
}

function decide(
  policies: readonly Short[],
  principal: string | undefined,
  question: string,
  { beside, ...circumstances }: Circumstances = {},
): Verdict {
  return decideIn(JSON.stringify({ ...beside, policies: policies.map(expand) }), principal, question, circumstances);
}

function decideIn(text: string, principal: string | undefined, question: string, { memberOf, ...profile }: Circumstances = {}): Verdict {
  const cluster: ClusterProfile = { ...STOCK_PROFILE, authorizer: "ranger", ...profile };
  const parsed = principal === undefined ? undefined : parsePrincipal(principal, memberOf);
  assert.notEqual(parsed?.kind, "error");
  const roles = parseRolesFile(text, "file:///ranger.json");
  checkSchemaTakes(roles, text);
  const authorizer = createAuthorizer(roles, cluster);
  return authorizer.decide(asked(question), parsed?.kind === "ok" ? parsed.principal : undefined, cluster);
}

function asked(text: string): ResourceAction {
  const [action = "", type = "", ...name] = text.split(" ");
  return { action: action === "WRITE" ? "WRITE" : "READ", type, name: name.join(" ") };
}

function expand({ on = "datasource: wiki", allow, deny, except, denyExcept, more }: Short, index: number): object {
  const [type = "", values = ""] = on.split(/:\s*/);
  const list = values.split(/,\s*/).filter((value) => value !== "");
  return {
    name: `p${index + 1}`,
    resources: { [type.replace("not ", "")]: { values: list, isExcludes: type.startsWith("not ") } },
    policyItems: (allow ?? []).map(item),
    denyPolicyItems: (deny ?? []).map(item),
    allowExceptions: (except ?? []).map(item),
    denyExceptions: (denyExcept ?? []).map(item),
    ...more,
  };
}

/** `read write to alice, group g, role r if condition` */
function item(text: string): object {
  const [, accesses = "", who = "", condition] = /^(.*) to (.*?)( if .*)?$/.exec(text) ?? [];
  const names = who.split(/,\s*/);
  const of = (prefix: string): string[] => names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return {
    accesses: accesses.split(" ").map((type) => ({ type, isAllowed: true })),
    users: names.filter((name) => !/^(group|role) /.test(name)),
    groups: of("group "),
    roles: of("role "),
    conditions: condition ? [{ type: "ip-range", values: ["10.0.0.1"] }] : [],
  };
}

function show(verdict: Verdict): unknown {
  switch (verdict.outcome) {
    case "allowed":
      return `allowed by ${verdict.by.policy ?? verdict.by.role}`;
    case "unknown":
      return `unknown: ${verdict.reason}`;
    case "denied":
      return ["denied", ...verdict.nearMisses.map(({ kind }) => kind)];
  }
}

const ALICE: readonly Short[] = [{ allow: ["read to alice"] }];

/** The service definition of Druid's documentation, and one that declares `external` too. */
function definition(...types: readonly string[]): object {
  const resources = types.map((name) => ({
    name,
    matcher: "org.apache.ranger.plugin.resourcematcher.RangerDefaultResourceMatcher",
    matcherOptions: { wildCard: true, ignoreCase: true },
  }));
  return { name: "druid", resources, accessTypes: [{ name: "read" }, { name: "write" }] };
}

describe("allowing", () => {
  test("a policy allows its users its accesses on its names", () => {
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(ALICE, "user:alice", "WRITE DATASOURCE wiki", ["denied", "action"]);
    checkRanger(ALICE, "user:bob", "READ DATASOURCE wiki", ["denied", "policy-of-others"]);
    checkRanger(ALICE, "user:Alice", "READ DATASOURCE wiki", ["denied", "policy-of-others"]);
    checkRanger(ALICE, "user:alice", "READ DATASOURCE other", ["denied"]);
    checkRanger([], "user:alice", "READ DATASOURCE wiki", ["denied", "type"]);
  });
  test("WRITE does not imply READ", () => {
    checkRanger([{ allow: ["write to alice"] }], "user:alice", "READ DATASOURCE wiki", ["denied", "action"]);
    checkRanger([{ allow: ["read write to alice"] }], "user:alice", "WRITE DATASOURCE wiki", "allowed by p1");
  });
  test("unless the service definition says that it does", () => {
    const serviceDef = { ...definition("datasource"), accessTypes: [{ name: "read" }, { name: "write", impliedGrants: ["read"] }] };
    checkRanger([{ allow: ["write to alice"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1", { beside: { serviceDef } });
    checkRanger([{ allow: ["read to alice"] }], "user:alice", "WRITE DATASOURCE wiki", ["denied", "action"], { beside: { serviceDef } });
  });
  test("accesses that bring others along by way of a third: Ranger expands one round, in an order of its own", () => {
    const accessTypes = [{ name: "read" }, { name: "write", impliedGrants: ["read"] }, { name: "top", impliedGrants: ["write"] }];
    const beside = { serviceDef: { ...definition("datasource"), accessTypes } };
    checkRanger([{ allow: ["top to alice"] }], "user:alice", "WRITE DATASOURCE wiki", "allowed by p1", { beside });
    checkRanger([{ allow: ["top to alice"] }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided", { beside });
    checkRanger([{ allow: ["top read to alice"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1", { beside });
  });
  test("an access in another case keeps off the one that is brought along, in some releases", () => {
    const accessTypes = [{ name: "read" }, { name: "write" }, { name: "all", impliedGrants: ["read", "write"] }];
    const beside = { serviceDef: { ...definition("datasource"), accessTypes } };
    checkRanger([{ allow: ["Read all to alice"] }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided", { beside });
    checkRanger([{ allow: ["Read all to alice"] }], "user:alice", "WRITE DATASOURCE wiki", "allowed by p1", { beside });
    const old = { beside, druidVersion: 29 };
    checkRanger([{ allow: ["Read all to alice"] }], "user:alice", "WRITE DATASOURCE wiki", "unknown: policy-undecided", old);
    checkRanger([{ allow: ["read all to alice"] }], "user:alice", "WRITE DATASOURCE wiki", "allowed by p1", old);
  });
  test("an access that is not allowed counts for nothing, one without a word is allowed", () => {
    const access = (isAllowed: unknown): readonly Short[] => [
      { more: { policyItems: [{ accesses: [{ type: "read", ...(isAllowed === undefined ? {} : { isAllowed }) }], users: ["alice"] }] } },
    ];
    checkRanger(access(true), "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(access("true"), "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(access(undefined), "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(access(null), "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(access(false), "user:alice", "READ DATASOURCE wiki", ["denied", "action"]);
  });
  test("access types are written in lower case; another case is not sure", () => {
    checkRanger([{ allow: ["READ to alice"] }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["select to alice"] }], "user:alice", "READ DATASOURCE wiki", ["denied", "action"]);
  });
  test("the policies add up", () => {
    const two: readonly Short[] = [{ allow: ["read to alice"] }, { allow: ["write to alice"] }];
    checkRanger(two, "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(two, "user:alice", "WRITE DATASOURCE wiki", "allowed by p2");
  });
  test("a disabled policy counts for nothing", () => {
    checkRanger([{ ...ALICE[0], more: { isEnabled: false } }], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-disabled"]);
    checkRanger([{ ...ALICE[0], more: { isEnabled: "false" } }], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-disabled"]);
    checkRanger([{ ...ALICE[0], more: { isEnabled: null } }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
  });
  test("the verdict points to the item", () => {
    const text = JSON.stringify({ policies: ALICE.map(expand) }, undefined, 2);
    const verdict = decideIn(text, "user:alice", "READ DATASOURCE wiki");
    assert.equal(verdict.outcome, "allowed");
    const range = verdict.outcome === "allowed" ? verdict.by.range : undefined;
    assert.deepEqual(JSON.parse(text.slice(range?.start, range?.end)), item("read to alice"));
  });
});

describe("names", () => {
  const on = (values: string): readonly Short[] => [{ on: values, allow: ["read to alice"] }];
  const allowed = "allowed by p1";
  test("a value is the whole name, with * for any text and ? for one character", () => {
    checkRanger(on("datasource: wiki*"), "user:alice", "READ DATASOURCE wikipedia", allowed);
    checkRanger(on("datasource: wiki*"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("datasource: *pedia"), "user:alice", "READ DATASOURCE wikipedia", allowed);
    checkRanger(on("datasource: w*p*a"), "user:alice", "READ DATASOURCE wikipedia", allowed);
    checkRanger(on("datasource: w*p*x"), "user:alice", "READ DATASOURCE wikipedia", ["denied"]);
    checkRanger(on("datasource: wik?"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("datasource: wiki?"), "user:alice", "READ DATASOURCE wiki", ["denied", "pattern-is-part"]);
    checkRanger(on("datasource: **"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("datasource: *"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("datasource: a, b, wiki"), "user:alice", "READ DATASOURCE wiki", allowed);
  });
  test("case does not count, but in user names", () => {
    checkRanger(on("datasource: WIKI"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("datasource: ÄÖ*"), "user:alice", "READ DATASOURCE äöx", allowed);
    checkRanger(on("datasource: ß"), "user:alice", "READ DATASOURCE SS", ["denied"]);
    checkRanger(on("datasource: İ"), "user:alice", "READ DATASOURCE i", allowed);
  });
  test("unless the service definition says that it does", () => {
    const resources = [{ name: "datasource", matcherOptions: { wildCard: "true", ignoreCase: "false" } }];
    checkRanger(on("datasource: WIKI"), "user:alice", "READ DATASOURCE wiki", ["denied", "name-case"], {
      beside: { serviceDef: { resources } },
    });
    const literal = [{ name: "datasource", matcherOptions: { wildCard: false } }];
    checkRanger(on("datasource: wiki*"), "user:alice", "READ DATASOURCE wikix", ["denied", "pattern-is-part"], {
      beside: { serviceDef: { resources: literal } },
    });
    checkRanger(on("datasource: *"), "user:alice", "READ DATASOURCE wiki", ["denied"], { beside: { serviceDef: { resources: literal } } });
  });
  test("a regular expression is none", () => {
    checkRanger(on("datasource: wiki.*"), "user:alice", "READ DATASOURCE wikipedia", ["denied", "pattern-is-part"]);
    checkRanger(on("datasource: wiki.*"), "user:alice", "READ DATASOURCE wiki.2024", allowed);
    checkRanger(on("datasource: .*"), "user:alice", "READ DATASOURCE wiki", ["denied", "pattern-is-part"]);
  });
  test("excludes turn the names round", () => {
    checkRanger(on("not datasource: secret*"), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("not datasource: secret*"), "user:alice", "READ DATASOURCE secret1", ["denied", "name-is-part"]);
    checkRanger(on("not datasource: *"), "user:alice", "READ DATASOURCE wiki", ["denied", "name-is-part"]);
  });
  test("without values a policy is about every name", () => {
    checkRanger(on("datasource: "), "user:alice", "READ DATASOURCE wiki", allowed);
    checkRanger(on("not datasource: "), "user:alice", "READ DATASOURCE wiki", ["denied", "name-is-part"]);
  });
  test("a name that is an asterisk asks for all", () => {
    checkRanger(on("datasource: *"), "user:alice", "READ DATASOURCE *", allowed);
    checkRanger(on("datasource: ?"), "user:alice", "READ DATASOURCE *", ["denied"]);
    checkRanger(on("not datasource: a"), "user:alice", "READ DATASOURCE *", ["denied", "name-is-part"]);
  });
  test("{USER} stands for who asks; nothing is known of other macros", () => {
    checkRanger(on("datasource: home_{USER}"), "user:alice", "READ DATASOURCE home_alice", allowed);
    checkRanger(on("datasource: home_{USER}"), "user:alice", "READ DATASOURCE home_bob", ["denied"]);
    checkRanger(
      [{ on: "datasource: home_{USER}*", allow: ["read to role r"] }],
      "role:r",
      "READ DATASOURCE home_alice",
      "unknown: policy-undecided",
    );
    checkRanger(on("datasource: ${{USER.dept}}_x"), "user:alice", "READ DATASOURCE a", "unknown: policy-undecided");
    checkRanger(on("datasource: a\\b"), "user:alice", "READ DATASOURCE ab", "unknown: policy-undecided");
    checkRanger(on("datasource: a{b"), "user:alice", "READ DATASOURCE a{b", allowed);
  });
  test("names that are too long to compare are not known", () => {
    const value = `*${"a".repeat(3_000)}b`;
    checkRanger(on(`datasource: ${value}`), "user:alice", `READ DATASOURCE ${"a".repeat(20_000)}`, "unknown: policy-undecided");
  });
});

describe("types", () => {
  const external: readonly Short[] = [{ on: "external: s3", allow: ["read to alice"] }];
  test("Druid asks in lower case", () => {
    checkRanger(external, "user:alice", "READ EXTERNAL s3", "allowed by p1");
    checkRanger([{ on: "query_context: *", allow: ["write to alice"] }], "user:alice", "WRITE QUERY_CONTEXT priority", "allowed by p1");
    checkRanger([{ on: "EXTERNAL: s3", allow: ["read to alice"] }], "user:alice", "READ EXTERNAL s3", ["denied", "type"]);
  });
  test("what the service definition does not declare nobody has", () => {
    const stock = { beside: { serviceDef: definition("datasource", "config", "state") } };
    checkRanger(external, "user:alice", "READ EXTERNAL s3", ["denied", "type-undeclared"], stock);
    checkRanger(external, "user:alice", "READ EXTERNAL s3", "allowed by p1", {
      beside: { serviceDef: definition("datasource", "external") },
    });
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "allowed by p1", stock);
  });
  test("a policy about several types at once never matches", () => {
    const resources = { datasource: { values: ["wiki"] }, config: { values: ["*"] } };
    checkRanger([{ allow: ["read to alice"], more: { resources } }], "user:alice", "READ DATASOURCE wiki", ["denied"]);
  });
  test("additional resources are more of them", () => {
    const additionalResources = [{ datasource: { values: ["more"] } }, { state: { values: ["STATE"] } }];
    const policies = [{ allow: ["read to alice"], more: { additionalResources } }];
    checkRanger(policies, "user:alice", "READ DATASOURCE more", "allowed by p1");
    checkRanger(policies, "user:alice", "READ STATE STATE", "allowed by p1");
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    // Ranger 2.0, in Druid 29 and older, does not read them.
    checkRanger(policies, "user:alice", "READ DATASOURCE more", ["denied"], { druidVersion: 29 });
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", "allowed by p1", { druidVersion: 29 });
  });
  test("a matcher of another class is not known", () => {
    const resources = [{ name: "datasource", matcher: "com.example.PathMatcher" }];
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided", { beside: { serviceDef: { resources } } });
  });
});

describe("denying", () => {
  test("a deny item wins over an allow item, in the same policy and in others", () => {
    checkRanger([{ allow: ["read to alice"], deny: ["read to alice"] }], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-denies"]);
    checkRanger([...ALICE, { on: "datasource: w*", deny: ["read to alice"] }], "user:alice", "READ DATASOURCE wiki", [
      "denied",
      "policy-denies",
    ]);
    checkRanger([{ deny: ["read to alice"] }, ...ALICE], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-denies"]);
    checkRanger([...ALICE, { deny: ["write to alice"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger([...ALICE, { deny: ["read to bob"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger([...ALICE, { deny: ["read to group public"] }], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-denies"]);
  });
  test("exceptions take back what their list says", () => {
    checkRanger([{ allow: ["read to group public"], except: ["read to alice"] }], "user:alice", "READ DATASOURCE wiki", [
      "denied",
      "policy-exception",
    ]);
    checkRanger([{ allow: ["read to group public"], except: ["read to alice"] }], "user:bob", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger(
      [...ALICE, { deny: ["read to group public"], denyExcept: ["read to alice"] }],
      "user:alice",
      "READ DATASOURCE wiki",
      "allowed by p1",
    );
    checkRanger([{ allow: ["read to alice"], except: ["write to alice"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
  });
  test("an exception of another policy takes nothing back", () => {
    checkRanger([...ALICE, { except: ["read to alice"] }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger([...ALICE, { deny: ["read to alice"] }, { denyExcept: ["read to alice"] }], "user:alice", "READ DATASOURCE wiki", [
      "denied",
      "policy-denies",
    ]);
  });
  test("deny items count unless the service definition switches them off", () => {
    const policies = [{ allow: ["read to alice"], deny: ["read to alice"] }];
    const without = (value: string): Circumstances => ({
      beside: { serviceDef: { ...definition("datasource"), options: { enableDenyAndExceptionsInPolicies: value } } },
    });
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", "allowed by p1", without("false"));
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", ["denied", "policy-denies"], without("true"));
  });
  test("deny all else denies whom the policy names", () => {
    const more = { isDenyAllElse: true };
    const wide: readonly Short[] = [{ on: "datasource: *", allow: ["read write to alice, bob, carol"] }];
    checkRanger([{ allow: ["read to alice"], more }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
    checkRanger([...wide, { allow: ["read to alice"], more }], "user:alice", "WRITE DATASOURCE wiki", [
      "denied",
      "policy-denies",
      "action",
    ]);
    checkRanger([...wide, { allow: ["read to alice"], except: ["read to bob"], more }], "user:bob", "READ DATASOURCE wiki", [
      "denied",
      "policy-denies",
      "policy-of-others",
    ]);
    checkRanger([...wide, { allow: ["read to alice"], more }], "user:carol", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["read to alice"], more }], "user:carol", "READ DATASOURCE wiki", [
      "denied",
      "policy-denies",
      "policy-of-others",
    ]);
    checkRanger([...wide, { allow: ["read to alice"], more }], "user:carol", "READ DATASOURCE other", "allowed by p1");
  });
});

describe("priority", () => {
  const override = { policyPriority: 1 };
  test("an overriding policy comes first", () => {
    checkRanger(
      [{ deny: ["read to alice"] }, { allow: ["read to alice"], more: override }],
      "user:alice",
      "READ DATASOURCE wiki",
      "allowed by p2",
    );
    checkRanger([...ALICE, { deny: ["read to alice"], more: override }], "user:alice", "READ DATASOURCE wiki", ["denied", "policy-denies"]);
    checkRanger([{ deny: ["read to alice"] }, { allow: ["read to bob"], more: override }], "user:alice", "READ DATASOURCE wiki", [
      "denied",
      "policy-denies",
      "policy-of-others",
    ]);
  });
  test("a doubtful one leaves both open", () => {
    const doubtful = { ...override, validitySchedules: [{ startTime: "2026/01/01 00:00:00" }] };
    checkRanger([...ALICE, { deny: ["read to alice"], more: doubtful }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger(
      [{ deny: ["read to alice"] }, { allow: ["read to alice"], more: doubtful }],
      "user:alice",
      "READ DATASOURCE wiki",
      "unknown: policy-undecided",
    );
    checkRanger([...ALICE, { allow: ["read to alice"], more: doubtful }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
  });
});

describe("what is not known", () => {
  test("schedules, where they decide", () => {
    const more = { validitySchedules: [{ startTime: "2026/01/01 00:00:00", endTime: "2027/01/01 00:00:00", timeZone: "UTC" }] };
    checkRanger([{ allow: ["read to alice"], more }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["read to alice"], more }], "user:bob", "READ DATASOURCE wiki", ["denied", "policy-of-others"]);
    checkRanger([...ALICE, { deny: ["read to alice"], more }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["read to alice"], more: { validitySchedules: [] } }], "user:alice", "READ DATASOURCE wiki", "allowed by p1");
  });
  test("conditions, where they decide", () => {
    checkRanger([{ allow: ["read to alice if at home"] }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["read to alice if at home"] }], "user:bob", "READ DATASOURCE wiki", ["denied", "policy-of-others"]);
    checkRanger([...ALICE, { deny: ["read to alice if away"] }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger([{ allow: ["read to alice if at home"] }, ...ALICE], "user:alice", "READ DATASOURCE wiki", "allowed by p2");
    checkRanger(
      [{ allow: ["read to alice"], more: { conditions: [{ type: "expr" }] } }],
      "user:alice",
      "READ DATASOURCE wiki",
      "unknown: policy-undecided",
    );
    checkRanger(
      [{ allow: ["read to alice"], except: ["read to alice if x"] }],
      "user:alice",
      "READ DATASOURCE wiki",
      "unknown: policy-undecided",
    );
  });
  test("parts that cannot be read", () => {
    checkRanger([...ALICE, { more: { denyPolicyItems: [7] } }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-broken");
    checkRanger(
      [...ALICE, { on: "datasource: other", more: { denyPolicyItems: [7] } }],
      "user:alice",
      "READ DATASOURCE wiki",
      "allowed by p1",
    );
    checkRanger([...ALICE, { more: { resources: 7 } }], "user:alice", "READ DATASOURCE wiki", "unknown: policy-broken");
    const text = JSON.stringify({ policies: [...ALICE.map(expand), 7] });
    assert.equal(show(decideIn(text, "user:alice", "READ DATASOURCE wiki")), "unknown: policies-incomplete");
  });
  test("a page of a longer list", () => {
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "unknown: policies-incomplete", {
      beside: { startIndex: 0, totalCount: 200 },
    });
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "allowed by p1", { beside: { startIndex: 0, totalCount: 1 } });
    checkRanger([], "user:alice", "READ DATASOURCE wiki", "unknown: policies-incomplete", { beside: { policyDeltas: [{}] } });
  });
  test("which of several services the cluster asks", () => {
    const of = (service: string, short: Short): Short => ({ ...short, more: { service } });
    const two = [of("a", { allow: ["read to alice"] }), of("b", { allow: ["read to bob"] })];
    checkRanger(two, "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger(two, "user:carol", "READ DATASOURCE wiki", ["denied", "policy-of-others", "policy-of-others"]);
    checkRanger(
      [of("a", { allow: ["read to alice"] }), of("b", { allow: ["read to alice"] })],
      "user:alice",
      "READ DATASOURCE wiki",
      "allowed by p1",
    );
  });
  test("the file and the cluster may name different authorizers", () => {
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "unknown: authorizer-mismatch", { authorizer: "basic" });
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "allowed by allowAll", { authorizer: "allowAll" });
    assert.equal(show(decideIn('{"roles": {}}', "user:alice", "READ DATASOURCE wiki")), "unknown: authorizer-mismatch");
  });
});

describe("zones", () => {
  const zoned = { zoneName: "z" };
  const policies: readonly Short[] = [
    { on: "datasource: *", allow: ["read to alice"] },
    { on: "datasource: sales*", allow: ["read to bob"], more: zoned },
  ];
  const known = { beside: { securityZones: { z: { zoneName: "z", resources: [{ datasource: ["sales*"] }] } } } };
  test("a zone whose resources are known has its own policies alone", () => {
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", "allowed by p1", known);
    checkRanger(policies, "user:alice", "READ DATASOURCE sales1", ["denied", "policy-of-others"], known);
    checkRanger(policies, "user:bob", "READ DATASOURCE sales1", "allowed by p2", known);
  });
  test("else it is not known where a resource lies", () => {
    checkRanger(policies, "user:alice", "READ DATASOURCE wiki", "unknown: policy-undecided");
    checkRanger(policies, "user:bob", "READ DATASOURCE sales1", "unknown: policy-undecided");
    checkRanger(policies, "user:carol", "READ DATASOURCE sales1", ["denied", "policy-of-others", "policy-of-others"]);
  });
  test("the download for plugins keeps the policies with their zone", () => {
    const beside = {
      securityZones: {
        z: { resources: [{ datasource: ["sales*"] }], policies: [expand({ on: "datasource: sales*", allow: ["read to bob"] }, 8)] },
      },
    };
    checkRanger(ALICE, "user:bob", "READ DATASOURCE sales1", "allowed by p9", { beside });
    checkRanger(ALICE, "user:alice", "READ DATASOURCE wiki", "allowed by p1", { beside });
  });
});

describe("who", () => {
  const on = (who: string): readonly Short[] => [{ allow: [`read to ${who}`] }];
  const wiki = "READ DATASOURCE wiki";
  test("everybody", () => {
    for (const who of ["group public", "{USER}"]) {
      checkRanger(on(who), "user:bob", wiki, "allowed by p1");
      checkRanger(on(who), "role:r", wiki, "allowed by p1");
      checkRanger(on(who), "groups:g", wiki, "allowed by p1");
      checkRanger(on(who), undefined, wiki, "allowed by p1");
    }
  });
  test("Druid names no owner", () => {
    checkRanger(on("{OWNER}"), "user:alice", wiki, ["denied", "policy-of-others"]);
  });
  test("groups count with use_ugi only", () => {
    const memberOf = ["eng"];
    checkRanger(on("group eng"), "user:alice", wiki, "allowed by p1", { memberOf, rangerUseUgi: true });
    checkRanger(on("group eng"), "user:alice", wiki, "unknown: membership-unknown", { memberOf });
    checkRanger(on("group eng"), "user:alice", wiki, ["denied", "policy-of-others"], { memberOf, rangerUseUgi: false });
    checkRanger(on("group eng"), "user:alice", wiki, ["denied", "policy-of-others"], { memberOf: ["ops"], rangerUseUgi: true });
    checkRanger(on("group eng"), "groups:eng", wiki, "allowed by p1", { rangerUseUgi: true });
    checkRanger(on("group eng"), "groups:eng", wiki, "unknown: membership-unknown");
    checkRanger(on("group eng"), "groups:eng", wiki, ["denied", "groups-ignored"], { rangerUseUgi: false });
    checkRanger(on("group eng"), "groups:ops", wiki, ["denied", "policy-of-others"], { rangerUseUgi: true });
  });
  test("who is in which group the policies do not say", () => {
    checkRanger(on("group eng"), "user:alice", wiki, "unknown: membership-unknown", { rangerUseUgi: true });
    checkRanger(on("group eng"), "user:alice", wiki, ["denied", "policy-of-others"]);
    const userGroupMapping = { alice: ["eng"] };
    checkRanger(on("group eng"), "user:alice", wiki, "allowed by p1", { rangerUseUgi: true, beside: { userGroupMapping } });
    checkRanger(on("group eng"), "user:bob", wiki, ["denied", "policy-of-others"], { rangerUseUgi: true, beside: { userGroupMapping } });
    checkRanger(on("group eng"), "user:alice", wiki, "allowed by p1", { rangerUseUgi: true, beside: { rangerUsers: userGroupMapping } });
    checkRanger([...on("alice"), { deny: ["read to group eng"] }], "user:alice", wiki, "unknown: membership-unknown", {
      rangerUseUgi: true,
    });
  });
  test("nor who has which role", () => {
    checkRanger(on("role r"), "user:alice", wiki, "unknown: membership-unknown");
    checkRanger(on("role r"), "role:r", wiki, "allowed by p1");
    checkRanger(on("role r"), "role:other", wiki, ["denied", "policy-of-others"]);
    checkRanger([...on("alice"), { deny: ["read to role r"] }], "user:alice", wiki, "unknown: membership-unknown");
    checkRanger([...on("role r"), ...on("alice")], "user:alice", wiki, "allowed by p2");
  });
  test("unless rangerRoles does", () => {
    const rangerRoles = [
      { name: "r", users: [{ name: "alice", isAdmin: false }], groups: [{ name: "eng" }] },
      { name: "outer", roles: [{ name: "r" }] },
      { name: "loop", roles: [{ name: "outer" }, { name: "loop" }] },
    ];
    const beside = { rangerRoles };
    checkRanger(on("role r"), "user:alice", wiki, "allowed by p1", { beside });
    checkRanger(on("role outer"), "user:alice", wiki, "allowed by p1", { beside });
    checkRanger(on("role loop"), "user:alice", wiki, "allowed by p1", { beside });
    checkRanger(on("role loop"), "role:r", wiki, "allowed by p1", { beside });
    checkRanger(on("role r"), "role:outer", wiki, ["denied", "policy-of-others"], { beside });
    checkRanger(on("role r"), "user:bob", wiki, ["denied", "policy-of-others"], { beside });
    checkRanger(on("role outer"), "groups:eng", wiki, "allowed by p1", { beside, rangerUseUgi: true });
    checkRanger(on("role outer"), "groups:eng", wiki, "unknown: membership-unknown", { beside });
    checkRanger(on("role r"), "user:alice", wiki, "allowed by p1", { beside: { rangerRoles: { roleVersion: 1, rangerRoles } } });
  });
  test("nobody was chosen", () => {
    checkRanger(on("alice"), undefined, wiki, "unknown: no-principal");
    checkRanger([], undefined, wiki, ["denied", "type"]);
    checkRanger([...on("alice"), { deny: ["read to group public"] }], undefined, wiki, ["denied", "policy-denies", "policy-of-others"]);
  });
  test("super users of the service are asked nothing", () => {
    const beside = { serviceConfig: { "ranger.plugin.super.users": "root, admin", "ranger.plugin.super.groups": "ops" } };
    checkRanger([{ deny: ["read to admin"] }], "user:admin", wiki, "allowed by the super users of Ranger's service", { beside });
    checkRanger([], "groups:ops", wiki, "allowed by the super users of Ranger's service", { beside, rangerUseUgi: true });
    checkRanger([], "user:bob", wiki, ["denied", "type"], { beside });
  });
});

describe("forms", () => {
  const policy = expand(ALICE[0] ?? {}, 0);
  function checkForm(document: unknown): void {
    assert.equal(show(decideIn(JSON.stringify(document), "user:alice", "READ DATASOURCE wiki")), "allowed by p1");
  }
  test("one policy, a list, an export, a page of the API, the download of a plugin", () => {
    checkForm(policy);
    checkForm([policy]);
    checkForm({ metaDataInfo: { "Host name": "h" }, policies: [policy], startIndex: 0, pageSize: 0, totalCount: 0 });
    checkForm({ startIndex: 0, pageSize: 25, totalCount: 1, resultSize: 1, policies: [policy] });
    checkForm({
      serviceName: "cl1_druid",
      policyVersion: "1",
      policies: [policy],
      serviceDef: definition("datasource", "config", "state"),
    });
    checkForm({ cluster: { authorizer: "ranger" }, policies: [policy] });
  });
  test("a role or a user that is called policies is a role or a user", () => {
    const role = parseRolesFile('{"policies": [{"resource": {"name": "a", "type": "DATASOURCE"}, "action": "READ"}]}', "f");
    assert.equal(role.ranger, undefined);
    assert.deepEqual([...role.roles.keys()], ["policies"]);
    assert.equal(parseRolesFile('{"policies": ["admin"]}', "f").ranger, undefined);
  });
  test("people are those whom policies name", () => {
    const text = JSON.stringify({ policies: [expand({ allow: ["read to bob, {USER}, group g, group public, role r"] }, 0)] });
    assert.deepEqual(peopleOf(parseRolesFile(text, "f")), { users: ["bob"], roles: ["r"], groups: ["g"] });
  });
});

describe("problems", () => {
  /** Each as `code at text`. */
  function checkProblems(document: unknown, expected: readonly string[]): void {
    const text = JSON.stringify(document);
    const { problems } = parseRolesFile(text, "f");
    assert.deepEqual(
      problems.map(({ code, range }) => `${code} at ${text.slice(range.start, range.end)}`),
      expected,
      JSON.stringify(problems),
    );
  }
  const items = [{ accesses: [{ type: "read" }], users: ["alice"] }];
  const on = (resources: unknown, more: object = {}): object => ({ name: "p", resources, policyItems: items, ...more });
  test("nothing is wrong with a usual policy", () => {
    checkProblems([on({ datasource: { values: ["wiki*"] } })], []);
    checkProblems({ policies: [on({ state: { values: ["STATE"] } })], serviceDef: definition("state") }, []);
  });
  test("what cannot be read", () => {
    checkProblems([on({ datasource: { values: "wiki" } })], ['ranger-shape at "wiki"', 'ranger-values at "datasource":{"values":"wiki"}']);
    checkProblems([on({ datasource: { values: ["a"] } }, { denyPolicyItems: [7] })], ["ranger-shape at 7"]);
    checkProblems([on({ datasource: { values: ["a"] } }), 7], ["ranger-shape at 7"]);
    checkProblems([on({ datasource: { values: ["a"] } }, { policyItems: [{ accesses: [{}] }] })], ["ranger-shape at {}"]);
  });
  test("what never matches, or more than it seems", () => {
    checkProblems([on({ Datasource: { values: ["a"] } })], ['ranger-resource-type at "Datasource":{"values":["a"]}']);
    checkProblems([on({ external: { values: ["a"] } })], ['ranger-resource-type at "external":{"values":["a"]}']);
    checkProblems([on({ datasource: { values: ["a.*"] } })], ['ranger-values at "a.*"']);
    checkProblems([on({ datasource: { values: [] } })], ['ranger-values at "datasource":{"values":[]}']);
    checkProblems(
      [on({ datasource: { values: ["a"] }, state: { values: ["b"] } })],
      ['ranger-resource-type at "datasource":{"values":["a"]}'],
    );
    checkProblems({ policies: [on({ external: { values: ["a"] } })], serviceDef: definition("state") }, [
      'ranger-resource-type at "external":{"values":["a"]}',
    ]);
    checkProblems(
      [on({ datasource: { values: ["a"] } }, { policyItems: [{ accesses: [{ type: "select" }] }] })],
      ['ranger-access-type at {"accesses":[{"type":"select"}]}'],
    );
  });
  test("what is not counted or not known", () => {
    checkProblems([on({ datasource: { values: ["a"] } }, { policyType: 2 })], ['ranger-not-counted at "p"']);
    checkProblems([on({ tag: { values: ["pii"] } }, { serviceType: "tag" })], ['ranger-not-counted at "p"']);
    checkProblems([on({ database: { values: ["a"] } }, { serviceType: "hive" })], ['ranger-not-counted at "p"']);
    checkProblems([on({ datasource: { values: ["a"] } }, { zoneName: "z" })], ['ranger-zone at "p"']);
    checkProblems([on({ datasource: { values: ["a"] } }, { validitySchedules: [{}] })], ["ranger-undecided at [{}]"]);
    checkProblems(
      [on({ datasource: { values: ["a"] } }, { service: "a" }), on({ datasource: { values: ["a"] } }, { service: "b" })],
      ['ranger-services at "p"'],
    );
    checkProblems({ totalCount: 9, policies: [on({ datasource: { values: ["a"] } })] }, ["ranger-incomplete at 9"]);
    checkProblems({ policies: [on({ datasource: { values: ["a"] } })], tagPolicies: {} }, ['ranger-not-counted at "tagPolicies"']);
    checkProblems({ policies: [], roles: {} }, ['roles-unknown-key at "roles"']);
  });
});

/** A generator of numbers below a bound, the same for the same seed. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe("properties", () => {
  const WHO = ["alice", "bob", "group eng", "group public", "role r", "{USER}", "alice if x"];
  const VALUES = ["datasource: wiki", "datasource: w*", "datasource: *", "not datasource: wiki", "datasource: other", "external: *"];
  const PEOPLE = ["user:alice", "user:bob", "role:r", "groups:eng", undefined];
  const RANK = { denied: 0, unknown: 1, allowed: 2 };
  const random = numbers(20_261_122);
  const one = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item => items[random(items.length)] as Item;
  const items = (): string[] => Array.from({ length: random(3) }, () => `${one(["read", "write", "read write"])} to ${one(WHO)}`);
  const policy = (): Short => ({
    on: one(VALUES),
    allow: items(),
    deny: random(3) === 0 ? items() : [],
    except: random(4) === 0 ? items() : [],
    denyExcept: random(4) === 0 ? items() : [],
    more: {
      policyPriority: random(2),
      ...(random(6) === 0 && { isEnabled: false }),
      ...(random(6) === 0 && { validitySchedules: [{}] }),
    },
  });
  const circumstances = (): Circumstances => one([{}, { rangerUseUgi: true }, { rangerUseUgi: false }]);

  function checkChange(change: (policies: readonly Short[]) => readonly Short[], holds: (before: number, after: number) => boolean): void {
    for (let round = 0; round < 1_500; round++) {
      const policies = Array.from({ length: 1 + random(4) }, policy);
      const [who, about] = [one(PEOPLE), circumstances()];
      const changed = change(policies);
      const before = decide(policies, who, "READ DATASOURCE wiki", about);
      const after = decide(changed, who, "READ DATASOURCE wiki", about);
      assert.ok(holds(RANK[before.outcome], RANK[after.outcome]), JSON.stringify({ policies, changed, who, about, before, after }));
    }
  }
  const inOne = (policies: readonly Short[], key: "allow" | "deny" | "except" | "denyExcept"): readonly Short[] => {
    const chosen = random(policies.length);
    return policies.map((each, index) => (index === chosen ? { ...each, [key]: [...(each[key] ?? []), `read to ${one(WHO)}`] } : each));
  };

  test("a deny item more never raises a verdict", () => {
    checkChange(
      (policies) => inOne(policies, "deny"),
      (before, after) => after <= before,
    );
  });
  test("an exception of an allowance never raises one", () => {
    checkChange(
      (policies) => inOne(policies, "except"),
      (before, after) => after <= before,
    );
  });
  test("an allow item more never lowers a verdict", () => {
    checkChange(
      (policies) => inOne(policies, "allow"),
      (before, after) => after >= before,
    );
  });
  test("an exception of a denial never lowers one", () => {
    checkChange(
      (policies) => inOne(policies, "denyExcept"),
      (before, after) => after >= before,
    );
  });
  test("the order of policies means nothing", () => {
    checkChange(
      (policies) => [...policies].reverse(),
      (before, after) => after === before,
    );
  });
  test("any text at all gives an answer", () => {
    const text = JSON.stringify({ policies: Array.from({ length: 3 }, policy).map(expand), serviceDef: definition("datasource") });
    for (let round = 0; round < 300; round++) {
      const from = random(text.length);
      const broken = text.slice(0, from) + one(["7", "null", "[", "]", "{", "}", '"', "", "true"]) + text.slice(from + random(4));
      const file = parseRolesFile(broken, "f");
      const cluster: ClusterProfile = { ...STOCK_PROFILE, authorizer: "ranger" };
      const verdict = createAuthorizer(file, cluster).decide(asked("READ DATASOURCE wiki"), { kind: "user", name: "alice" }, cluster);
      assert.ok(verdict.outcome in RANK, broken);
    }
  });
  test("ten thousand policies are asked in moments", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      on: `datasource: d${index}_*`,
      allow: [`read to u${index}, group g${index}`],
    }));
    const began = performance.now();
    checkRanger(many, "user:u9999", "READ DATASOURCE d9999_x", "allowed by p10000");
    assert.ok(performance.now() - began < 4_000);
  });
});
