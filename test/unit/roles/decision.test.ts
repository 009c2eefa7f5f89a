/**
 * Verdicts by example: who is allowed what by which role, what almost allowed it, and what cannot be known.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClusterProfile, type ResourceAction, STOCK_PROFILE } from "../../../server/src/language/permissions/model";
import { createAuthorizer } from "../../../server/src/language/roles/authorizer";
import type { NearMissKind, Verdict } from "../../../server/src/language/roles/model";
import { parseRolesFile } from "../../../server/src/language/roles/parse";
import { parsePrincipal } from "../../../server/src/language/roles/principal";

/** A roles file in short: permissions as `READ DATASOURCE name`, the name being all that follows. */
interface Roles {
  readonly roles?: Readonly<Record<string, readonly (string | object)[]>>;
  readonly users?: Readonly<Record<string, readonly string[]>>;
  readonly groupMappings?: readonly object[];
}

/** `allowed by role`, `unknown: reason`, or `denied` with the kinds of its near misses. */
type Expected = `allowed by ${string}` | `unknown: ${string}` | readonly ["denied", ...NearMissKind[]];

interface Circumstances extends Partial<ClusterProfile> {
  readonly memberOf?: readonly string[];
}

function checkDecision(
  roles: Roles,
  principal: string | undefined,
  question: string,
  expected: Expected,
  circumstances: Circumstances = {},
): void {
  const verdict = decide(roles, principal, question, circumstances);
  const shown = show(verdict);
  assert.deepEqual(shown, expected, JSON.stringify(verdict));
}

function decide(roles: Roles, principal: string | undefined, question: string, { memberOf, ...profile }: Circumstances): Verdict {
  const file = parseRolesFile(JSON.stringify({ ...roles, roles: expand(roles.roles ?? {}) }), "file:///druid-roles.json");
  const cluster = { ...STOCK_PROFILE, ...profile };
  const parsed = principal === undefined ? undefined : parsePrincipal(principal, memberOf);
  assert.notEqual(parsed?.kind, "error");
  return createAuthorizer(file, cluster).decide(asked(question), parsed?.kind === "ok" ? parsed.principal : undefined, cluster);
}

function expand(roles: NonNullable<Roles["roles"]>): object {
  return Object.fromEntries(Object.entries(roles).map(([name, entries]) => [name, entries.map(posted)]));
}

function posted(entry: string | object): object {
  if (typeof entry !== "string") return entry;
  const { action, type, name } = asked(entry);
  return { resource: { name, type }, action };
}

function asked(text: string): ResourceAction {
  const [action = "", type = "", ...name] = text.split(" ");
  return { action: action === "WRITE" ? "WRITE" : "READ", type, name: name.join(" ") };
}

function show(verdict: Verdict): Expected {
  if (verdict.outcome === "allowed") return `allowed by ${verdict.by.role}`;
  if (verdict.outcome === "unknown") return `unknown: ${verdict.reason}`;
  return ["denied", ...verdict.nearMisses.map(({ kind }) => kind)];
}

const WIKI: Roles = { roles: { r: ["READ DATASOURCE wikipedia"] }, users: { u: ["r"], nobody: [] } };

test("the basic rule", () => {
  checkDecision(WIKI, "user:u", "READ DATASOURCE wikipedia", "allowed by r");
  checkDecision(WIKI, "user:u", "WRITE DATASOURCE wikipedia", ["denied", "action"]);
  checkDecision(WIKI, "user:u", "READ VIEW wikipedia", ["denied", "type"]);
  checkDecision(WIKI, "user:u", "READ DATASOURCE other", ["denied"]);
  checkDecision(WIKI, "role:r", "READ DATASOURCE wikipedia", "allowed by r");
  checkDecision(WIKI, "user:nobody", "READ DATASOURCE wikipedia", ["denied", "role-not-assigned"]);
  checkDecision(WIKI, "user:carol", "READ DATASOURCE wikipedia", ["denied", "user-missing", "role-not-assigned"]);
  checkDecision(WIKI, "role:gone", "READ DATASOURCE wikipedia", ["denied", "role-missing", "role-not-assigned"]);
});

test("near misses of the name", () => {
  checkDecision(WIKI, "role:r", "READ DATASOURCE Wikipedia", ["denied", "name-case"]);
  checkDecision(WIKI, "role:r", "READ DATASOURCE wikipedia_2024", ["denied", "pattern-is-part"]);
  checkDecision(WIKI, "role:r", "READ DATASOURCE wiki", ["denied", "name-is-part"]);
  checkDecision({ roles: { r: ["READ DATASOURCE wiki.* "] } }, "role:r", "READ DATASOURCE wikipedia", ["denied", "blanks"]);
  checkDecision({ roles: { r: ["READ DATASOURCE wiki.* "] } }, "role:r", "READ DATASOURCE wikipedia", "allowed by r", { druidVersion: 33 });
  checkDecision({ roles: { r: ["READ DATASOURCE wiki*"] } }, "role:r", "READ DATASOURCE wikipedia", ["denied", "wildcard"]);
  checkDecision({ roles: { r: ["READ DATASOURCE ^wiki"] } }, "role:r", "READ DATASOURCE wikipedia", ["denied", "pattern-is-part"]);
  checkDecision({ roles: { r: ["READ DATASOURCE ^wiki$"] } }, "role:r", "READ DATASOURCE wikipedia", ["denied", "pattern-is-part"]);
});

/** A pattern that misses a name by one slip, and how the sentence ends. */
function checkSlip(pattern: string, name: string, kind: NearMissKind, ending: string): void {
  const roles: Roles = { roles: { r: [{ resource: { name: pattern, type: "DATASOURCE" }, action: "READ" }] } };
  const verdict = decide(roles, "role:r", `READ DATASOURCE ${name}`, {});
  assert.deepEqual(show(verdict), ["denied", kind], pattern);
  const [miss] = verdict.outcome === "denied" ? verdict.nearMisses : [];
  assert.equal(miss?.message.endsWith(ending), true, miss?.message);
}

test("near misses by the usual slips", () => {
  checkSlip("a+b", "a+b", "unescaped", '+ has a meaning in a regular expression. Write "a\\\\+b" in the roles file.');
  checkSlip(
    "sales(eu)",
    "sales(eu)",
    "unescaped",
    '( ) have a meaning in a regular expression. Write "sales\\\\(eu\\\\)" in the roles file.',
  );
  checkSlip("price$", "price$", "unescaped", 'Write "price\\\\$" in the roles file.');
  checkSlip("q[1]", "q[1]", "unescaped", 'Write "q\\\\[1\\\\]" in the roles file.');
  checkSlip("sales\\\\.2024", "sales.2024", "escaped-twice", 'Write "sales\\\\.2024" in the roles file.');
  checkSlip("wiki*", "wikipedia", "wildcard", 'Write "wiki.*" in the roles file.');
  checkSlip("wiki_?", "wiki_1", "wildcard", 'Write "wiki_." in the roles file.');
  checkSlip("wiki%", "wikipedia", "wildcard", 'Write "wiki.*" in the roles file.');
  checkSlip(" wiki", "wiki", "blanks", "the blanks around the name count from Druid 34 on.");
  checkSlip('"wiki"', "wiki", "quotes", 'quotes are no part of a name. Write "wiki" in the roles file.');
  checkSlip("'wiki.*'", "wikipedia", "quotes", 'Write "wiki.*" in the roles file.');
  checkSlip("wiki", "'wiki'", "quotes", "ask for the names in APPEND with their quotes, and this is \"'wiki'\".");
  checkSlip("druid.wiki", "wiki", "schema", 'a resource is named without its schema. Write "wiki" in the roles file.');
  checkSlip("*", "wiki", "invalid-regex", 'matches nothing. Write ".*" in the roles file.');
  checkSlip("sales(eu", "sales(eu", "invalid-regex", 'Write "sales\\\\(eu" in the roles file.');
  checkSlip("wiki(", "wiki", "invalid-regex", "matches nothing.");
});

test("a pattern that does not compile is no near miss of every name", () => {
  const entry = (pattern: string) => ({ roles: { r: [`READ DATASOURCE ${pattern}`] } });
  checkDecision(entry("sales("), "role:r", "READ DATASOURCE wiki", ["denied"]);
  checkDecision(entry("[a-"), "role:r", "READ DATASOURCE wiki", ["denied", "invalid-regex"]);
});

test("users and roles in another case", () => {
  const roles: Roles = { roles: { Analyst: ["READ DATASOURCE a"] }, users: { Alice: ["Analyst"], bob: ["analyst"] } };
  const messages = (principal: string) => {
    const verdict = decide(roles, principal, "READ DATASOURCE a", {});
    return verdict.outcome === "denied" ? verdict.nearMisses.map(({ message }) => message) : [];
  };
  assert.match(messages("user:alice")[0] ?? "", /There is a user Alice; names are compared with regard to case\.$/);
  assert.match(messages("user:bob")[0] ?? "", /not defined in the roles file; there is a role Analyst\.$/);
});

test("near misses of type and action", () => {
  checkDecision({ roles: { r: ["READ datasource wiki"] } }, "role:r", "READ DATASOURCE wiki", ["denied", "type-case"]);
  checkDecision({ roles: { r: ["READ DATASOURCE .*"] } }, "role:r", "WRITE DATASOURCE wiki", ["denied", "action"]);
  checkDecision({ roles: { r: ["READ DATASOURCE .*"] } }, "role:r", "READ EXTERNAL EXTERNAL", ["denied"]);
  checkDecision({ roles: { r: ["READ EXTERNAL EXTERNAL"] } }, "role:r", "READ EXTERNAL s3", ["denied", "external-name"]);
  checkDecision({ roles: { r: ["READ EXTERNAL s3"] } }, "role:r", "WRITE EXTERNAL s3", ["denied", "action"]);
});

test("at most five near misses, nearest first", () => {
  const entries = [
    "READ VIEW wiki",
    "WRITE DATASOURCE wiki",
    "READ DATASOURCE wik",
    "READ DATASOURCE WIKI",
    "READ datasource wiki",
    "READ DATASOURCE iki",
  ];
  checkDecision({ roles: { r: entries, s: ["READ DATASOURCE wiki"] } }, "role:r", "READ DATASOURCE wiki", [
    "denied",
    "name-case",
    "type-case",
    "pattern-is-part",
    "pattern-is-part",
    "action",
  ]);
});

test("a near miss says what, by which role, and where", () => {
  const verdict = decide(WIKI, "user:u", "READ DATASOURCE wikipedia_2024", {});
  assert.equal(verdict.outcome, "denied");
  const [miss] = verdict.outcome === "denied" ? verdict.nearMisses : [];
  assert.equal(
    miss?.message,
    'Role r grants READ DATASOURCE "wikipedia"; that is only a part of "wikipedia_2024", and the whole name must match.',
  );
  assert.equal(miss?.role, "r");
  assert.equal(miss?.uri, "file:///druid-roles.json");
  assert.ok(miss?.range);
});

test("a grant says where it stands", () => {
  const verdict = decide(WIKI, "user:u", "READ DATASOURCE wikipedia", {});
  assert.equal(verdict.outcome === "allowed" && verdict.by.permission?.pattern, "wikipedia");
  assert.equal(verdict.outcome === "allowed" && verdict.by.uri, "file:///druid-roles.json");
});

test("roles add up, and no role takes away", () => {
  const roles: Roles = { roles: { a: ["READ DATASOURCE a"], b: ["READ DATASOURCE b"] }, users: { u: ["a", "gone", "b"] } };
  checkDecision(roles, "user:u", "READ DATASOURCE a", "allowed by a");
  checkDecision(roles, "user:u", "READ DATASOURCE b", "allowed by b");
  checkDecision(roles, "role:a,role:b", "READ DATASOURCE b", "allowed by b");
  checkDecision(roles, "user:u", "READ DATASOURCE c", ["denied", "role-missing"]);
});

test("the whole name, in its case, as Java matches it", () => {
  const roles: Roles = {
    roles: { r: ["READ DATASOURCE (?i)wiki.*", "READ DATASOURCE ^(?!secret|hr).*$", "WRITE DATASOURCE [a-z&&[^x]]+"] },
  };
  checkDecision(roles, "role:r", "READ DATASOURCE WIKI_2", "allowed by r");
  checkDecision(roles, "role:r", "READ DATASOURCE hr_salaries", ["denied"]);
  checkDecision(roles, "role:r", "WRITE DATASOURCE abc", "allowed by r");
  checkDecision(
    roles,
    "role:r",
    "WRITE DATASOURCE axc",
    ["denied", "action", "pattern-is-part"].slice(0, 1).concat(["pattern-is-part", "action"]) as unknown as Expected,
  );
});

test("nobody was chosen", () => {
  checkDecision(WIKI, undefined, "READ DATASOURCE wikipedia", "unknown: no-principal");
  checkDecision(WIKI, undefined, "READ DATASOURCE other", ["denied"]);
  checkDecision(WIKI, undefined, "READ DATASOURCE Wikipedia", ["denied", "name-case"]);
});

test("an empty name breaks the role behind it", () => {
  const roles: Roles = {
    roles: { r: ["READ DATASOURCE a", "READ DATASOURCE ", "READ DATASOURCE b"], s: ["READ DATASOURCE b"] },
    users: { u: ["r", "s"] },
  };
  checkDecision(roles, "role:r", "READ DATASOURCE a", "allowed by r");
  checkDecision(roles, "role:r", "READ DATASOURCE b", "unknown: role-broken");
  checkDecision(roles, "role:r", "READ DATASOURCE c", "unknown: role-broken");
  checkDecision(roles, "role:r", "READ STATE STATE", ["denied"]);
  checkDecision(roles, "role:r", "WRITE DATASOURCE b", ["denied", "action"]);
  checkDecision(roles, "user:u", "READ DATASOURCE b", "unknown: role-broken");
});

test("a blank name breaks the role up to Druid 33 only", () => {
  const roles: Roles = { roles: { r: [{ resource: { name: " ", type: "DATASOURCE" }, action: "READ" }, "READ DATASOURCE a"] } };
  checkDecision(roles, "role:r", "READ DATASOURCE a", "unknown: role-broken", { druidVersion: 33 });
  checkDecision(roles, "role:r", "READ DATASOURCE a", "allowed by r", { druidVersion: 34 });
  checkDecision(roles, "role:r", "READ DATASOURCE  ", "allowed by r", { druidVersion: 34 });
});

test("a name that trimming makes invalid is dropped up to Druid 33", () => {
  const roles: Roles = { roles: { r: [{ resource: { name: "a\\ ", type: "DATASOURCE" }, action: "READ" }] } };
  checkDecision(roles, "role:r", "READ DATASOURCE a ", "allowed by r", { druidVersion: 38 });
  checkDecision(roles, "role:r", "READ DATASOURCE a ", ["denied", "invalid-regex"], { druidVersion: 27 });
});

test("an invalid pattern makes Druid refuse the whole list", () => {
  checkDecision({ roles: { r: ["READ DATASOURCE *"] } }, "role:r", "READ DATASOURCE a", ["denied", "invalid-regex"]);
  checkDecision({ roles: { r: ["READ DATASOURCE a", "READ DATASOURCE *"] } }, "role:r", "READ DATASOURCE a", "unknown: role-rejected");
  checkDecision(
    { roles: { r: ["READ DATASOURCE a", "READ DATASOURCE *"], s: ["READ DATASOURCE a"] } },
    "role:r,role:s",
    "READ DATASOURCE a",
    "allowed by s",
  );
});

test("of a refused list nothing takes effect, so nothing is known of the role", () => {
  const refused = { resource: { name: "b", type: "DATASOURCE" }, action: "DELETE" };
  checkDecision({ roles: { r: ["READ DATASOURCE a", refused] } }, "role:r", "READ DATASOURCE x", "unknown: role-rejected");
  checkDecision({ roles: { r: [refused] } }, "role:r", "READ DATASOURCE x", "unknown: role-rejected");
  checkDecision(
    { roles: { r: ["READ DATASOURCE a", refused], s: ["READ STATE STATE"] } },
    "role:r,role:s",
    "READ STATE STATE",
    "allowed by s",
  );
});

test("a list in place of an action", () => {
  const listed = { resource: { name: "b", type: "DATASOURCE" }, action: ["READ"] };
  checkDecision({ roles: { r: ["READ DATASOURCE a", listed] } }, "role:r", "READ DATASOURCE a", "allowed by r");
  checkDecision({ roles: { r: [listed, "READ DATASOURCE a"] } }, "role:r", "READ DATASOURCE a", "unknown: role-rejected");
});

test("half of a surrogate pair makes Druid refuse the list", () => {
  checkDecision({ roles: { r: ["READ DATASOURCE \ud83d"] } }, "role:r", "READ DATASOURCE \ud83d", "unknown: role-rejected");
  checkDecision({ roles: { r: ["READ DATASOURCE \ud83d"] } }, "role:r", "READ DATASOURCE a", ["denied"]);
});

test("a pattern that is not decided", () => {
  const snowman = "READ DATASOURCE \\N{SNOWMAN}";
  checkDecision({ roles: { r: [snowman] } }, "role:r", "READ DATASOURCE a", "unknown: regex-undecided");
  checkDecision({ roles: { r: [snowman, "READ DATASOURCE a"] } }, "role:r", "READ DATASOURCE a", "allowed by r");
  checkDecision({ roles: { r: [snowman] } }, "role:r", "WRITE DATASOURCE a", ["denied"]);
  checkDecision(
    { roles: { r: ["READ DATASOURCE (x+x+)+\\1y", "READ DATASOURCE x+"] } },
    "role:r",
    `READ DATASOURCE ${"x".repeat(60)}`,
    "unknown: role-broken",
  );
});

test("the verbose form", () => {
  const entry = (pattern: string | undefined) => ({
    resourceAction: { resource: { name: "a", type: "DATASOURCE" }, action: "READ" },
    ...(pattern !== undefined && { resourceNamePattern: pattern }),
  });
  checkDecision({ roles: { r: [entry("b.*")] } }, "role:r", "READ DATASOURCE bc", "allowed by r");
  checkDecision({ roles: { r: [entry("b.*")] } }, "role:r", "READ DATASOURCE a", ["denied"]);
  checkDecision({ roles: { r: [entry(undefined)] } }, "role:r", "READ DATASOURCE a", "unknown: role-broken");
  checkDecision({ roles: { r: [entry(undefined)] } }, "role:r", "READ VIEW a", ["denied"]);
  checkDecision({ roles: { r: [entry("a"), "READ DATASOURCE b"] } }, "role:r", "READ DATASOURCE a", "allowed by r");
  checkDecision({ roles: { r: [entry("a"), "READ DATASOURCE b"] } }, "role:r", "READ STATE b", "unknown: role-broken");
});

const LDAP: Roles = {
  roles: { eng: ["READ DATASOURCE eng_.*"], ops: ["READ STATE STATE"], all: ["WRITE DATASOURCE .*"], me: ["READ DATASOURCE mine"] },
  users: { alice: ["me"] },
  groupMappings: [
    { name: "engineers", groupPattern: "CN=eng,OU=Groups,DC=x", roles: ["eng"] },
    { name: "operators", groupPattern: "*,OU=Ops,DC=x", roles: ["ops"] },
    { name: "admins", groupPattern: "CN=admins,*", roles: ["all"] },
  ],
};

/** A question about alice (or another user) who is a member of one group. */
function checkMember(group: string, question: string, expected: Expected, profile: Partial<ClusterProfile> = {}, user = "alice"): void {
  checkDecision(LDAP, `user:${user}`, question, expected, { roleProvider: "ldap", memberOf: [group], ...profile });
}

test("group mappings count with the LDAP role provider", () => {
  checkMember("CN=eng,OU=Groups,DC=x", "READ DATASOURCE eng_1", "allowed by eng");
  checkMember("cn=ENG, ou=groups, dc=X", "READ DATASOURCE eng_1", "allowed by eng");
  checkMember("CN=eng,OU=Other,DC=x", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"]);
  checkMember("CN=a,OU=Ops,DC=x", "READ STATE STATE", "allowed by ops");
  checkMember("CN=b,CN=a,OU=Ops,DC=x", "READ STATE STATE", "allowed by ops");
  checkMember("OU=Ops,DC=x,DC=y", "READ STATE STATE", ["denied", "role-not-assigned"]);
  checkMember("CN=admins,OU=any", "WRITE DATASOURCE z", "allowed by all");
  checkMember("CN=eng\\,x,OU=Groups,DC=x", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"]);
  checkMember("not a name", "READ DATASOURCE mine", "allowed by me");
  checkMember("CN=admins,OU=any", "WRITE DATASOURCE z", "allowed by all", {}, "stranger");
});

test("where nobody names the groups of a user, what a group mapping would grant is unknown", () => {
  const ldap = { roleProvider: "ldap" } as const;
  checkDecision(LDAP, "user:alice", "READ DATASOURCE eng_1", "unknown: membership-unknown", ldap);
  checkDecision(LDAP, "user:stranger", "READ DATASOURCE eng_1", "unknown: membership-unknown", ldap);
  checkDecision(LDAP, "user:alice", "READ DATASOURCE mine", "allowed by me", ldap);
  checkDecision(LDAP, "user:alice", "READ EXTERNAL s3", ["denied"], ldap);
  checkDecision(LDAP, "user:alice", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"], { ...ldap, memberOf: [] });
  checkDecision(LDAP, "user:alice", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"], { ...ldap, groupFilters: [] });
  checkDecision(LDAP, "user:alice", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"], { roleProvider: "metadata" });
});

test("without it they are ignored, and that is told", () => {
  checkMember("CN=eng,OU=Groups,DC=x", "READ DATASOURCE eng_1", ["denied", "groups-ignored", "role-not-assigned"], {
    roleProvider: "metadata",
  });
});

test("group filters", () => {
  checkMember("CN=eng,OU=Groups,DC=x", "READ DATASOURCE eng_1", "allowed by eng", { groupFilters: ["*,OU=Groups,DC=x"] });
  checkMember("CN=admins,OU=any", "WRITE DATASOURCE z", ["denied", "role-not-assigned"], { groupFilters: ["*,OU=Groups,DC=x"] });
  checkMember("CN=eng,OU=Groups,DC=x", "READ DATASOURCE eng_1", ["denied", "role-not-assigned"], { groupFilters: [] });
  checkMember("CN=eng,OU=Groups,DC=x", "READ DATASOURCE mine", "unknown: group-mapping-broken", { groupFilters: ["*,OU=Groups,*"] });
});

test("groups as a principal", () => {
  checkDecision(LDAP, "groups:CN=eng,OU=Groups,DC=x", "READ DATASOURCE eng_1", "allowed by eng");
  checkDecision(LDAP, "groups:engineers", "READ DATASOURCE eng_1", "allowed by eng");
  checkDecision(LDAP, "groups:engineers;CN=a,OU=Ops,DC=x", "READ STATE STATE", "allowed by ops");
  checkDecision(LDAP, "groups:engineers", "READ STATE STATE", ["denied", "role-not-assigned"]);
});

test("group patterns that Druid fails on", () => {
  for (const groupPattern of ["*", "*,OU=Groups,*", "eng", "(CN=.*)"]) {
    const roles = { ...LDAP, groupMappings: [{ name: "g", groupPattern, roles: ["eng"] }] };
    checkDecision(roles, "user:alice", "READ DATASOURCE mine", "unknown: group-mapping-broken", {
      roleProvider: "ldap",
      memberOf: ["CN=a"],
    });
    checkDecision(roles, "user:alice", "READ DATASOURCE mine", "allowed by me", { roleProvider: "ldap" });
  }
  const unnamed = { ...LDAP, groupMappings: [{ name: "g", roles: ["eng"] }] };
  checkDecision(unnamed, "user:alice", "READ DATASOURCE eng_1", "unknown: group-pattern-missing", {
    roleProvider: "ldap",
    memberOf: ["CN=a"],
  });
  checkDecision(unnamed, "user:alice", "READ DATASOURCE mine", "allowed by me", { roleProvider: "ldap", memberOf: ["CN=a"] });
});

test("the other authorizers", () => {
  checkDecision(WIKI, "user:stranger", "WRITE DATASOURCE z", "allowed by allowAll", { authorizer: "allowAll" });
  checkDecision(WIKI, undefined, "READ STATE STATE", "allowed by readOnly", { authorizer: "readOnly" });
  checkDecision(WIKI, "user:u", "WRITE DATASOURCE wikipedia", ["denied", "authorizer"], { authorizer: "readOnly" });
});

test("a file that is none decides nothing", () => {
  const verdict = createAuthorizer(parseRolesFile("", "r"), STOCK_PROFILE).decide(
    asked("READ STATE STATE"),
    { kind: "roles", names: ["r"] },
    STOCK_PROFILE,
  );
  assert.deepEqual(show(verdict), "unknown: roles-unreadable");
});

/** Roles with four hundred patterns each, all of them held by the user `u`. */
function manyPatterns(count: number, patternOf: (role: number, entry: number) => string): Roles {
  const numbers = (length: number) => Array.from({ length }, (_, index) => index);
  const entry = (role: number, index: number) => `${index % 5 === 0 ? "WRITE" : "READ"} DATASOURCE ${patternOf(role, index)}`;
  const roles = Object.fromEntries(numbers(count).map((role) => [`r${role}`, numbers(400).map((index) => entry(role, index))]));
  return { roles, users: { u: Object.keys(roles) } };
}

/** Twenty denied questions over many patterns; before near misses had a budget, each of them took seconds. */
function checkManyDenied(title: string, count: number, patternOf: (role: number, entry: number) => string): void {
  test(`many patterns: ${title}`, { timeout: 60_000 }, () => {
    const many = manyPatterns(count, patternOf);
    const file = parseRolesFile(JSON.stringify({ ...many, roles: expand(many.roles ?? {}) }), "r");
    const authorizer = createAuthorizer(file, STOCK_PROFILE);
    const decideOn = (name: string) => authorizer.decide(asked(`READ DATASOURCE ${name}`), { kind: "user", name: "u" }, STOCK_PROFILE);
    decideOn("first");
    const start = performance.now();
    for (let index = 0; index < 20; index++) assert.equal(decideOn(`zz_${index}`).outcome, "denied");
    assert.equal(decideOn("x".repeat(20_000)).outcome, "denied");
    assert.ok(performance.now() - start < 10_000);
  });
}

checkManyDenied("beginnings", 100, (role, entry) => `team${role}_table_${entry}_.*`);
checkManyDenied("ends", 20, (role, entry) => `.*_team${role}_table_${entry}`);
checkManyDenied("literals", 20, (role, entry) => `team${role}_table_${entry}`);
checkManyDenied("classes", 20, (role, entry) => `[a-y]{2}.${role % 10}.${entry % 10}[0-9]`);

test("the near one among many patterns is found, behind others that share no text with the name", () => {
  const roles = manyPatterns(20, (role, entry) => `team${role}_table_${entry}_.*`);
  checkDecision(roles, "user:u", "READ DATASOURCE Team17_Table_396_x", ["denied", "name-case"]);
  checkDecision(roles, "user:u", "READ DATASOURCE a_team17_table_396_x", ["denied", "pattern-is-part"]);
});

test("a very long name is compared with nothing", () => {
  const long = "x".repeat(1_000);
  checkDecision({ roles: { r: [`READ DATASOURCE ${long}`] } }, "role:r", `READ DATASOURCE ${long}`, "allowed by r");
  checkDecision({ roles: { r: ["READ DATASOURCE x"] } }, "role:r", `READ DATASOURCE ${long}`, ["denied"]);
});
