/**
 * Hovers in a roles file by example.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type KeysExplained, rolesHover } from "../../../../server/src/language/index";
import { type GivenRoles, SMALL, STATEMENTS, smallAt, viewOf } from "./rolesView";

interface HoverCase extends GivenRoles {
  readonly keys?: KeysExplained;
  /** What is marked. */
  readonly over?: string;
  /** Pieces of the Markdown, in their order; none where nothing is said. */
  readonly says: readonly string[];
  readonly never?: string;
}

function checkHover({ keys = "here", over, says, never, ...given }: HoverCase): void {
  const { view, offset } = viewOf(given);
  const found = rolesHover(view, offset, keys);
  const markdown = found?.markdown ?? "";
  let from = 0;
  for (const piece of says) {
    const at = markdown.indexOf(piece, from);
    assert.ok(at >= 0, `${JSON.stringify(piece)} is missing in:\n${markdown}`);
    from = at + piece.length;
  }
  if (says.length === 0) assert.equal(found, undefined);
  if (never !== undefined) assert.ok(!markdown.includes(never), markdown);
  if (over !== undefined) assert.equal(found && view.text.slice(found.range.start, found.range.end), over);
}

const files = STATEMENTS;

describe("a permission", () => {
  test("what it matches, who uses it, for whom", () =>
    checkHover({
      roles: smallAt('wiki.*"'),
      files,
      over: '"wiki.*"',
      says: [
        '**`READ DATASOURCE "wiki.*"`** of role `analyst`, for users `alice`, `bob` and group mapping `eng`',
        "Matches `wikipedia`, `wiki_a`, `wiki_w`.",
        "Used by 3 statements:",
        "- [a.sql:1](1:1) `SELECT * FROM wikipedia`",
        "- [a.sql:2](2:1) `SELECT * FROM wiki_a JOIN",
        "- [b.sql:1](1:1) `INSERT INTO wiki_w",
      ],
    }));
  test("anywhere in the entry", () => checkHover({ roles: smallAt('{ "resource": { "name": "rides"'), files, says: ["for users"] }));
  test("without use", () =>
    checkHover({ roles: smallAt('rides"'), files, says: ["No statement of the workspace uses it."], never: "Matches" }));
  test("names that are needed with the other action only", () =>
    checkHover({
      roles: '{"roles": {"w": [{"resource": {"name": "<|>wiki.*", "type": "DATASOURCE"}, "action": "WRITE"}]}}',
      files,
      says: ["which nobody has", "Matches `wiki_w`. Matches `wikipedia`, `wiki_a` as well, which no statement needs to WRITE."],
    }));
  test("while the workspace is read nothing is guessed", () =>
    checkHover({ roles: smallAt('rides"'), state: "reading", says: ["still being read"], never: "No statement" }));
  test("when files are left out it is said", () =>
    checkHover({ roles: smallAt('rides"'), files, state: "partial", says: ["Not all statements are known. a.sql is too large."] }));
  test("an entry that Druid refuses", () =>
    checkHover({
      roles: '{"roles": {"w": [{"resource": {"name": "<|>*", "type": "DATASOURCE"}, "action": "READ"}]}}',
      files,
      says: ["does not take this entry"],
      never: "Used",
    }));
  test("a long list is cut", () =>
    checkHover({
      roles: smallAt('wiki.*"'),
      files: { "a.sql": "SELECT * FROM wikipedia;".repeat(30) },
      says: ["Used by 30 statements:", "- and 22 more"],
    }));
  test("names are never markup", () =>
    checkHover({
      roles: '{"roles": {"*a*": [{"resource": {"name": "<|>`x`", "type": "DATASOURCE"}, "action": "READ"}]}}',
      says: ['``READ DATASOURCE "`x`"``', "`*a*`"],
    }));
});

describe("roles and who has them", () => {
  test("a role", () =>
    checkHover({
      roles: smallAt('analyst": ['),
      files,
      over: '"analyst"',
      says: [
        "**role `analyst`**: 2 permissions, held by users `alice`, `bob` and group mapping `eng`",
        '- `READ DATASOURCE "wiki.*"`',
        "Used by 3",
      ],
    }));
  test("a role where a user has it", () => checkHover({ roles: smallAt('analyst", "lost"'), files, says: ["**role `analyst`**"] }));
  test("a role that nobody has", () => checkHover({ roles: smallAt('idle"'), says: ["0 permissions, which nobody has"] }));
  test("a role that is not defined", () => checkHover({ roles: smallAt('lost"'), says: ["No role `lost` is defined in this file"] }));
  test("a user", () => checkHover({ roles: smallAt('alice"'), says: ["**user `alice`** has the role `analyst`: 2 permissions."] }));
  test("a user with several roles", () => checkHover({ roles: smallAt('bob"'), says: ["has the roles `analyst`, `lost`"] }));
  test("a user without roles", () => checkHover({ roles: smallAt('carol"'), says: ["has no role"] }));
  test("a group mapping", () =>
    checkHover({ roles: smallAt('eng", "groupPattern'), says: ["**group mapping `eng`**: members of `*,ou=eng` have `analyst`", "ldap"] }));
});

describe("the cluster", () => {
  test("a key", () =>
    checkHover({ roles: smallAt('druidVersion"'), over: '"druidVersion"', says: ["**`druidVersion`**: Druid's version"] }));
  test("its value", () => checkHover({ roles: smallAt('36"'), says: ["Druid's version"] }));
  test("a key that means nothing", () => checkHover({ roles: smallAt('mystery"'), says: [] }));
  test("where the editor explains keys itself", () => checkHover({ roles: smallAt('druidVersion"'), keys: "elsewhere", says: [] }));
});

describe("elsewhere", () => {
  test("nothing is said", () => checkHover({ roles: `<|>${SMALL}`, says: [] }));
  test("a broken file says what can be read", () => checkHover({ roles: '{"roles": {"<|>a": [', says: ["**role `a`**: 0 permissions"] }));
  test("an answer of the security API", () =>
    checkHover({
      roles:
        '{"name": "r", "users": ["ann"], "permissions": [{"resourceAction": {"resource": {"name": "wikipedia", "type": "DATASOURCE"}, "action": "READ"}, "resourceNamePattern": "<|>wikipedia"}]}',
      files,
      over: '"wikipedia"',
      says: ["of role `r`, for user `ann`", "Used by 2 statements"],
    }));
});
