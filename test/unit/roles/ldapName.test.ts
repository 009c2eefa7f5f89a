/**
 * Distinguished names and group patterns; expectations were asked of Java's `LdapName`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesGroup } from "../../../server/src/language/roles/authorizers/ldapGroups";
import { parseLdapName } from "../../../server/src/language/roles/authorizers/ldapName";

function checkGroup(pattern: string, group: string, expected: ReturnType<typeof matchesGroup>): void {
  const name = parseLdapName(group);
  assert.equal(name.kind === "name" ? matchesGroup(pattern, name.parts) : name.kind, expected, `${pattern} on ${group}`);
}

test("whole names", () => {
  checkGroup("CN=a", "cn=A", "match");
  checkGroup("CN = a , OU = b", "cn=a,ou=b", "match");
  checkGroup("CN=a;OU=b", "CN=a,OU=b", "match");
  checkGroup("CN=a", "CN=a,OU=b", "no-match");
  checkGroup("CN=a+OU=b", "OU=b+CN=a", "match");
  checkGroup("CN=a\\=b", "CN=a=b", "match");
  checkGroup("CN=a\\,b", "CN=a,b=c", "no-match");
  checkGroup("CN=é", "cn=É", "match");
  checkGroup("1.2.3=a", "OID.1.2.3=a", "no-match");
  checkGroup("CN=*", "CN=a", "no-match");
});

test("ends and beginnings", () => {
  checkGroup("*,OU=b", "CN=a,OU=b", "match");
  checkGroup("*, OU=b", "CN=a,OU=b", "match");
  checkGroup("*,OU=b", "OU=b", "match");
  checkGroup("*,OU=b", "CN=a,OU=b,DC=c", "no-match");
  checkGroup("*,", "CN=a", "match");
  checkGroup("CN=a,*", "CN=a,OU=b", "match");
  checkGroup("CN=a,*", "CN=xa,OU=b", "no-match");
});

test("patterns that are no names", () => {
  for (const pattern of ["*", "eng", "=a", "*=a", "C_N=a", ",CN=a", "CN=a,,OU=b", "*,OU=b,*", "(CN=.*)"])
    checkGroup(pattern, "CN=a", "invalid");
});

test("quotes, escaped bytes, and a comma at the end", () => {
  checkGroup('CN="a b",OU=c', "CN=a b,OU=c", "match");
  checkGroup("CN=a\\2Cb", "CN=a\\,b", "match");
  checkGroup("CN=\\C3\\A9l", "cn=Él", "match");
  checkGroup("CN=a\\20", "CN=a", "match");
  checkGroup("CN=a,", "CN=a", "no-match");
  checkGroup("CN=a,", "CN=a,", "match");
  checkGroup("CN=a, ", "CN=a", "invalid");
});

test("what is not decided here", () => {
  checkGroup('CN="a,b"', "CN=a", "undecided");
  checkGroup('CN=""', "CN=a", "undecided");
  checkGroup("CN=#0461", "CN=a", "undecided");
  checkGroup("CN=\\FF", "CN=a", "undecided");
  checkGroup("CN=a\\ ", "CN=a", "undecided");
});
