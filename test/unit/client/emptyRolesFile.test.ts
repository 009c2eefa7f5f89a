/**
 * The roles file to begin with is one, in each language, and grants nothing; what its comments show can be put into it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyRolesFile } from "../../../client/src/emptyRolesFile";
import { parseRolesFile, rolesProblems } from "../../../server/src/language/index";
import { languages, readJson, type Words } from "../../support/manifest";

for (const language of ["", ...languages().map((name) => `.${name}`)]) {
  const bundle = readJson(`l10n/bundle.l10n${language}.json`) as Words;
  const text = emptyRolesFile((message) => bundle[message] ?? "");

  test(`the empty roles file${language}`, () => {
    const file = parseRolesFile(text, "druid-roles.jsonc");
    assert.deepEqual(rolesProblems(file), []);
    assert.deepEqual([file.roles.size, file.users.size, JSON.stringify(file.cluster?.value)], [0, 0, '{"druidVersion":"38"}']);
  });

  test(`its examples, when they are no comments any more${language}`, () => {
    const filled = text
      .replace(/^ {2}\/\/ {3}("analyst.*)\n {2}"roles": \{/m, '  "roles": {\n    $1')
      .replace(/^ {2}\/\/ {3}("alice.*)\n {2}"users": \{/m, '  "users": {\n    $1');
    const file = parseRolesFile(filled, "druid-roles.jsonc");
    assert.deepEqual(rolesProblems(file), []);
    assert.deepEqual([file.roles.get("analyst")?.permissions.length, file.users.size], [1, 1]);
  });
}
