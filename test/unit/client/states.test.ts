/**
 * Every state without a verdict says the next step, with commands that exist and are called as in the palette, in each language.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type EmptyState, emptyStates, remarks, type StateName, stateOf, type Translate } from "../../../client/src/states";
import type { StatusResult } from "../../../server/src/lsp/protocol";
import { keyOf, languages, rawManifest, readJson, type Words } from "../../support/manifest";

/** Commands of VS Code itself that a next step may be. */
const BUILT_IN = ["workbench.action.quickOpen", "workbench.actions.view.problems", "workbench.trust.manage"];

/** Every state, and what its first button does. */
const EXPECTED: Readonly<Record<StateName, string>> = {
  noSqlFile: "workbench.action.quickOpen",
  noRolesFile: "druidSql.createRolesFile",
  nobodyChosen: "druidSql.choosePrincipal",
  rolesFileBroken: "druidSql.openRolesFile",
  rolesFileMissing: "druidSql.openSettings",
  otherDialect: "druidSql.checkAsDruid",
  switchedOff: "druidSql.openSettings",
  switchedOffHere: "workbench.action.quickOpen",
  excluded: "workbench.action.quickOpen",
  serverFailed: "druidSql.restartServer",
};

const english: Translate = (message) => message;
const titles = new Map(rawManifest().contributes.commands.map(({ command, title }) => [command, keyOf(title) ?? ""]));

describe("states", () => {
  const states = emptyStates(english);
  test("are all in the table", () => assert.deepEqual(Object.keys(states).sort(), Object.keys(EXPECTED).sort()));
  for (const [name, state] of Object.entries(states)) {
    test(name, () => {
      checkState(state);
      assert.equal(state.next[0]?.command, EXPECTED[name as StateName]);
    });
  }
  for (const [name, remark] of Object.entries(remarks(english))) test(name, () => checkState(remark));
});

for (const language of ["", ...languages().map((name) => `.${name}`)]) {
  test(`buttons are called as the commands are in the palette${language}`, () => {
    const words = readJson(`package.nls${language}.json`) as Words;
    const bundle = readJson(`l10n/bundle.l10n${language}.json`) as Words;
    const translate: Translate = (message) => bundle[message] ?? "";
    const steps = [...Object.values(emptyStates(translate)), ...Object.values(remarks(translate))].flatMap(({ next }) => next);
    const own = steps.filter(({ command }) => titles.has(command));
    assert.ok(own.length > 8);
    for (const { label, command } of own) assert.equal(label, words[titles.get(command) ?? ""], command);
  });
}

describe("what the server says is the state", () => {
  const status = (parts: Partial<StatusResult>): StatusResult => ({ state: "ready", detail: "", ...parts });
  const cases: readonly [Partial<StatusResult>, StateName | undefined][] = [
    [{}, undefined],
    [{ verdict: "denied" }, undefined],
    [{ state: "no-roles" }, "noRolesFile"],
    [{ state: "no-principal" }, "nobodyChosen"],
    [{ isRolesFileBroken: true }, "rolesFileBroken"],
    [{ state: "no-principal", isRolesFileBroken: true }, "rolesFileBroken"],
    [{ state: "no-roles", isRolesFileBroken: true }, "rolesFileBroken"],
    [{ state: "off" }, "otherDialect"],
    [{ state: "off", off: "dialect" }, "otherDialect"],
    [{ state: "off", off: "setting" }, "switchedOff"],
    [{ state: "off", off: "excluded" }, "excluded"],
  ];
  for (const [parts, expected] of cases) test(JSON.stringify(parts), () => assert.equal(stateOf(status(parts)), expected));
});

function checkState({ short, text, next }: EmptyState): void {
  assert.match(short, /^.{6,20}$/);
  assert.match(text, /^[A-Z].{30,}\.$/);
  assert.ok(next.length > 0, "it says no next step");
  for (const { label, command } of next) {
    assert.match(label, /^[A-Z].{5,}[^.]$/, label);
    assert.ok(titles.has(command) || BUILT_IN.includes(command), command);
  }
}
