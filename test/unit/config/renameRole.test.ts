/**
 * Where a configuration file and VS Code's settings name a role as whom they check, and what a rename makes of the text.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyEdits,
  CONFIG_PRINCIPAL,
  type PrincipalWords,
  roleInPrincipals,
  SETTINGS_PRINCIPAL,
} from "../../../server/src/language/index";

interface Expected {
  /** The text after the rename of `etl` to `loader`. */
  readonly after: string;
  /** The paths of the roles files of each mention. */
  readonly rolesFiles: readonly (readonly (string | undefined)[])[];
}

function checkRename(text: string, expected: Expected, words: PrincipalWords = CONFIG_PRINCIPAL, to = "loader"): void {
  const mentions = roleInPrincipals(text, words, "etl", to);
  assert.equal(
    applyEdits(
      text,
      mentions.flatMap(({ edit }) => edit ?? []),
    ),
    expected.after,
  );
  assert.deepEqual(
    mentions.map(({ rolesFiles }) => rolesFiles),
    expected.rolesFiles,
  );
}

test("at the top and in overrides, comments and layout as they were", () => {
  checkRename(
    `{
  // as whom we load
  "as": "role:etl", /* all */
  "overrides": [
    { "files": ["a/**"], "as": [ "role:etl",  "user:etl" ], "roles": "a.json" }, // here
    { "files": ["b/**"], "as": "role:other" },
  ],
}`,
    {
      after: `{
  // as whom we load
  "as": "role:loader", /* all */
  "overrides": [
    { "files": ["a/**"], "as": [ "role:loader",  "user:etl" ], "roles": "a.json" }, // here
    { "files": ["b/**"], "as": "role:other" },
  ],
}`,
      rolesFiles: [[undefined], ["a.json"]],
    },
  );
});

test("among several roles of one text", () => {
  const one = (as: string): string => `{ "as": ${JSON.stringify(as)} }`;
  const rolesFiles = [[undefined]];
  checkRename(one("role:a, role:etl,role:etl2"), { after: one("role:a, role:loader,role:etl2"), rolesFiles });
  checkRename(one(" role: etl "), { after: one(" role: loader "), rolesFiles });
  checkRename(one("user:etl"), { after: one("user:etl"), rolesFiles: [] });
  checkRename(one("groups:etl"), { after: one("groups:etl"), rolesFiles: [] });
  checkRename('{ "as": "role:\\u0065tl" }', { after: one("role:loader"), rolesFiles });
});

test("odd names", () => {
  checkRename(
    '{ "as": "role:etl" }',
    { after: '{ "as": "role:a, \\"b\\" $& c" }', rolesFiles: [[undefined]] },
    CONFIG_PRINCIPAL,
    'a, "b" $& c',
  );
  for (const to of ["a,role:b", " a", "a "])
    checkRename('{ "as": "role:etl" }', { after: '{ "as": "role:etl" }', rolesFiles: [[undefined]] }, CONFIG_PRINCIPAL, to);
});

test("each environment has a roles file, or that of all", () => {
  checkRename('{ "as": "role:etl", "roles": "r.json", "environments": { "dev": { "roles": "dev.json" }, "prod": {} } }', {
    after: '{ "as": "role:loader", "roles": "r.json", "environments": { "dev": { "roles": "dev.json" }, "prod": {} } }',
    rolesFiles: [["dev.json", "r.json"]],
  });
});

test("the settings of VS Code", () => {
  checkRename(
    '{ "as": "role:etl", "druidSql.principal": "role:etl", // me\n "druidSql.rolesFile": "r.json", }',
    {
      after: '{ "as": "role:etl", "druidSql.principal": "role:loader", // me\n "druidSql.rolesFile": "r.json", }',
      rolesFiles: [["r.json"]],
    },
    SETTINGS_PRINCIPAL,
  );
});

test("what is no object has none", () => {
  for (const text of ["", "[]", '"as"', "{", '{ "as": 1, "overrides": "role:etl" }']) checkRename(text, { after: text, rolesFiles: [] });
});
