/**
 * Lenses, outline, mentions and renames of a roles file, and the way from a statement to its grants, by example.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  grantsAt,
  mentionsAt,
  openDocument,
  parseRolesFile,
  type RolesSymbol,
  renamePlace,
  renameRole,
  rolesLenses,
  rolesSymbols,
} from "../../../../server/src/language/index";
import { contextOf, ROLES_URI } from "../../../support/context";
import { type GivenRoles, SMALL, STATEMENTS, smallAt, viewOf } from "./rolesView";

/** `what is below: title`. */
function checkLenses(given: GivenRoles, expected: readonly string[]): void {
  const { view } = viewOf(given);
  const shown = rolesLenses(view).map(({ range, title }) => `${view.text.slice(range.start, range.end).slice(0, 34)}: ${title}`);
  assert.deepEqual(shown, expected);
}

describe("lenses", () => {
  test("uses and holders", () =>
    checkLenses({ roles: SMALL, files: STATEMENTS }, [
      '"analyst": 2 users, 1 group mapping',
      '{ "resource": { "name": "wiki.*", : used by 3 statements',
      '{ "resource": { "name": "rides", ": not used by any statement',
      '"idle": 0 users',
    ]));
  test("one of each", () =>
    checkLenses(
      {
        roles: '{"roles": {"a": [{"resource": {"name": "t", "type": "DATASOURCE"}, "action": "READ"}]}, "users": {"u": ["a"]}}',
        files: { "a.sql": "SELECT * FROM t JOIN t AS u ON 1 = 1" },
      },
      ['"a": 1 user', '{"resource": {"name": "t", "type":: used by 1 statement'],
    ));
  test("nothing about statements while they are read", () =>
    checkLenses({ roles: SMALL, state: "reading" }, ['"analyst": 2 users, 1 group mapping', '"idle": 0 users']));
  test("an entry that Druid refuses has none", () =>
    checkLenses({ roles: '{"roles": {"a": [{"resource": {"name": "*", "type": "DATASOURCE"}, "action": "READ"}]}}' }, ['"a": 0 users']));
});

/** The lines of the mentions, counted from one, `!` behind definitions. */
function checkMentions(marked: string, expected: string): void {
  const { view, offset } = viewOf({ roles: marked });
  const lineOf = (at: number): number => view.text.slice(0, at).split("\n").length;
  const shown = mentionsAt(view.roles, offset).map(({ range, kind }) => `${lineOf(range.start)}${kind === "definition" ? "!" : ""}`);
  assert.equal(shown.join(" "), expected);
}

describe("mentions", () => {
  test("from the definition", () => checkMentions(smallAt('analyst": ['), "4! 10 10 11"));
  test("from a user", () => checkMentions(smallAt('analyst", "lost'), "4! 10 10 11"));
  test("from a group mapping", () => checkMentions(smallAt('analyst"] } ]'), "4! 10 10 11"));
  test("of a role that nothing defines", () => checkMentions(smallAt('lost"'), "10"));
  test("elsewhere there are none", () => checkMentions(smallAt('alice"'), ""));
  test("a role that is defined twice", () =>
    checkMentions('{"roles": [\n{"name": "<|>a", "permissions": []},\n{"name": "a", "permissions": []}]}', "2! 3!"));
  test("a role with its name inside", () => checkMentions('{"roles": {\n"<|>a": {\n"name": "a", "permissions": []}}}', "2! 3!"));
  test("a role with its users", () => checkMentions('{"name": "<|>a", "users": ["u", "v"], "permissions": []}', "1!"));
});

interface RenameCase {
  readonly roles: string;
  readonly to: string;
  /** The text afterwards, or the reason against it. */
  readonly gives: string | RegExp;
}

function checkRename({ roles, to, gives }: RenameCase): void {
  const { view, offset } = viewOf({ roles });
  const renamed = renameRole(view.roles, view.text, offset, to);
  if (gives instanceof RegExp) {
    assert.match(renamed.kind === "error" ? renamed.message : "renamed", gives);
    return;
  }
  assert.equal(renamed.kind, "ok");
  const edits = renamed.kind === "ok" ? [...renamed.edits].reverse() : [];
  assert.equal(
    edits.reduce((text, { range, text: added }) => text.slice(0, range.start) + added + text.slice(range.end), view.text),
    gives,
  );
}

describe("renames", () => {
  const text =
    '{ "roles": { "a<|>": [], // a\n "b": [] }, "users": { "a": ["a", "b"], }, "groupMappings": [{"name": "a", "roles": ["a"]}] }';
  test("everywhere, and nothing but roles", () =>
    checkRename({
      roles: text,
      to: 'x "y"',
      gives:
        '{ "roles": { "x \\"y\\"": [], // a\n "b": [] }, "users": { "a": ["x \\"y\\"", "b"], }, "groupMappings": [{"name": "a", "roles": ["x \\"y\\""]}] }',
    }));
  test("a name that is taken", () => checkRename({ roles: text, to: "b", gives: /There is a role b/ }));
  test("a name that users have and nothing defines", () =>
    checkRename({ roles: '{"roles": {"a<|>": []}, "users": {"u": ["c"]}}', to: "c", gives: /There is a role c/ }));
  test("no name", () => checkRename({ roles: text, to: " ", gives: /needs a name/ }));
  test("the same name", () => checkRename({ roles: text, to: "a", gives: text.replace("<|>", "") }));
  test("what is no role", () => checkRename({ roles: '{"roles": {}, "users": {"u<|>": []}}', to: "v", gives: /Only a role/ }));
  test("a role that is called as its file is", () =>
    checkRename({
      roles: '<|>[{"resource": {"name": "a", "type": "DATASOURCE"}, "action": "READ"}]',
      to: "v",
      gives: /has its name from the file/,
    }));
  test("begins with the name without its quotes", () => {
    const { view, offset } = viewOf({ roles: text });
    const place = renamePlace(view.roles, view.text, offset);
    assert.ok(place.kind === "ok");
    assert.equal(view.text.slice(place.range.start, place.range.end), "a");
  });
});

test("the outline", () => {
  const file = parseRolesFile(SMALL.replace('"carol"', '" "'), "druid-roles.json");
  const shown = (symbols: readonly RolesSymbol[], indent = ""): readonly string[] =>
    symbols.flatMap(({ kind, name, detail, range, nameRange, children }) => {
      assert.ok(range.start <= nameRange.start && nameRange.end <= range.end, name);
      return [`${indent}${kind} ${name} (${detail})`, ...shown(children, `${indent}- `)];
    });
  assert.deepEqual(shown(rolesSymbols(file)), [
    "cluster cluster ()",
    '- setting druidVersion ("36")',
    "- setting mystery (1)",
    "role analyst (role)",
    '- permission READ DATASOURCE "wiki.*" ()',
    '- permission READ DATASOURCE "rides" ()',
    "role idle (role)",
    "user alice (analyst)",
    "user bob (analyst, lost)",
    'user " " (no roles)',
    "mapping eng (analyst)",
  ]);
});

interface GrantsCase {
  /** `<|>` is the cursor. */
  readonly sql: string;
  readonly as?: string;
  /** The lines of the roles file, counted from one. */
  readonly lines: readonly number[];
}

const TEXT = `{ "roles": {
  "reader": [
    { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }
  ],
  "writer": [
    { "resource": { "name": "wiki_w", "type": "DATASOURCE" }, "action": "WRITE" },
    { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" },
    { "resource": { "name": "rides", "type": "DATASOURCE" }, "action": "WRITE" }
  ] },
  "users": { "ann": ["reader"], "bob": ["writer"], "eve": [] }
}`;

function checkGrants({ sql, as, lines }: GrantsCase): void {
  const context = contextOf({ roles: TEXT, ...(as !== undefined && { as }) });
  const roles = parseRolesFile(TEXT, ROLES_URI);
  const offset = sql.indexOf("<|>");
  const places = grantsAt(context, roles, openDocument(sql.replace("<|>", ""), context.grammar), offset);
  assert.deepEqual(
    places.map(({ range }) => TEXT.slice(0, range.start).split("\n").length),
    lines,
  );
}

describe("from a need to its grants", () => {
  test("the one that decides", () => checkGrants({ sql: "SELECT * FROM <|>wikipedia", as: "user:bob", lines: [7] }));
  test("nobody is asked about: all of them", () => checkGrants({ sql: "SELECT * FROM <|>wikipedia", lines: [3, 7] }));
  test("denied: those of others", () => checkGrants({ sql: "SELECT * FROM <|>wikipedia", as: "user:eve", lines: [3, 7] }));
  test("denied to all: what almost did", () => checkGrants({ sql: "SELECT * FROM <|>rides", as: "user:bob", lines: [8] }));
  test("words with several needs", () =>
    checkGrants({ sql: "INSERT INTO <|>wiki_w SELECT * FROM wiki_a PARTITIONED BY DAY", as: "user:bob", lines: [6, 7] }));
  test("other words", () => checkGrants({ sql: "SELECT <|>a FROM wikipedia", as: "user:bob", lines: [] }));
  test("behind the text", () => checkGrants({ sql: "<|>", lines: [] }));
});
