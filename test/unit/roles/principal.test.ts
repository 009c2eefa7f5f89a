/**
 * Principals as text, both ways.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Principal } from "../../../server/src/language/roles/model";
import { formatPrincipal, parsePrincipal } from "../../../server/src/language/roles/principal";

function checkPrincipal(text: string | readonly string[], expected: Principal, formatted?: string): void {
  assert.deepEqual(parsePrincipal(text), { kind: "ok", principal: expected });
  if (formatted !== undefined) assert.equal(formatPrincipal(expected), formatted);
}

function checkRefused(text: string | readonly string[]): void {
  assert.equal(parsePrincipal(text).kind, "error", JSON.stringify(text));
}

test("users, roles and groups", () => {
  checkPrincipal("user:alice", { kind: "user", name: "alice" }, "user:alice");
  checkPrincipal(" user: alice ", { kind: "user", name: "alice" });
  checkPrincipal("user:a:b,c", { kind: "user", name: "a:b,c" }, "user:a:b,c");
  checkPrincipal("role:etl", { kind: "roles", names: ["etl"] }, "role:etl");
  checkPrincipal("role:a,role:b", { kind: "roles", names: ["a", "b"] }, "role:a,role:b");
  checkPrincipal(["role:a", "role:b"], { kind: "roles", names: ["a", "b"] });
  checkPrincipal(["role:a", "role:a"], { kind: "roles", names: ["a"] });
  checkPrincipal("role:a,b", { kind: "roles", names: ["a,b"] });
  checkPrincipal("groups:cn=a,ou=b;cn=c", { kind: "groups", groups: ["cn=a,ou=b", "cn=c"] }, "groups:cn=a,ou=b;cn=c");
  checkPrincipal(["user:u"], { kind: "user", name: "u" });
});

test("the groups of a user are given apart", () => {
  assert.deepEqual(parsePrincipal("user:u", ["cn=a"]), { kind: "ok", principal: { kind: "user", name: "u", memberOf: ["cn=a"] } });
});

test("what is no principal", () => {
  for (const text of [
    "",
    "alice",
    "user:",
    "role:",
    "role:a,role:",
    "groups:",
    "groups:;",
    "team:a",
    [],
    ["role:a", "user:b"],
    ["role:a", ""],
  ])
    checkRefused(text);
});
