/**
 * Renames of names all over the project's statements: what is not refused still parses, has no error that was not there before, needs the same and
 * gives out columns of the same names; the way back as well.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CATALOG } from "../../server/src/language/analysis/catalog/system";
import type { Names } from "../../server/src/language/analysis/resolution/model";
import { namesOf } from "../../server/src/language/analysis/resolution/namesOf";
import { applyEdits, createContext, inspect, openDocument, renameName } from "../../server/src/language/index";
import { ownStatements } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const ROUNDS = Number(process.env["FUZZ_ROUNDS"] ?? 1) * 1500;
const ODD_NAMES = ["select", "two words", 'a"b', "täglich", "__time", "k", "K", "EXPR$0", "pi", "1st"];
const CONTEXT = createContext({});

interface Looked {
  readonly names: Names;
  readonly needs: readonly string[];
  readonly codes: ReadonlySet<string>;
}

/** Undefined where the text is not one statement. */
function look(text: string): Looked | undefined {
  const [first, second] = openDocument(text, CONTEXT.grammar).statements;
  if (!first || second || first.start > 0) return undefined;
  const { needs, errors } = inspect(first.statement, CONTEXT.settings);
  const shown = needs.filter(({ phase }) => phase === "submit").map(({ action, type, name }) => `${action} ${type} ${name}`);
  return {
    names: namesOf(first.statement, SYSTEM_CATALOG),
    needs: [...new Set(shown)].sort(),
    codes: new Set(errors.map(({ code }) => code)),
  };
}

function renamed(text: string, offset: number, name: string): string | undefined {
  const outcome = renameName({ context: CONTEXT, document: openDocument(text, CONTEXT.grammar), catalog: SYSTEM_CATALOG }, offset, name);
  return outcome.kind === "ok" ? applyEdits(text, outcome.edits) : undefined;
}

test("renames keep what a statement means", () => {
  const random = seededRandom(Number(process.env["FUZZ_SEED"] ?? 1));
  const all = ownStatements();
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const text = pick(random, all);
    const before = look(text);
    const own = before?.names.occurrences.filter(({ meaning }) => meaning.kind === "symbol" && !meaning.symbol.table);
    if (!before || !own || own.length === 0) continue;
    const { identifier } = pick(random, own);
    const others = before.names.occurrences.map((occurrence) => occurrence.identifier.name);
    const name = random() < 0.4 ? "renamed" : pick(random, random() < 0.5 ? others : ODD_NAMES);
    const after = name === identifier.name ? undefined : renamed(text, identifier.start, name);
    if (after === undefined) continue;
    const seen = look(after);
    const shown = `${identifier.name} to ${name}\n${text}\n${after}`;
    assert.ok(seen, shown);
    assert.deepEqual(seen.needs, before.needs, shown);
    assert.deepEqual(
      [...seen.codes].filter((code) => !before.codes.has(code)),
      [],
      shown,
    );
    assert.deepEqual(
      seen.names.output?.list.map((column) => column.name),
      before.names.output?.list.map((column) => column.name),
      shown,
    );
    count++;
    checkBack(after, name, identifier.name, before);
  }
  assert.ok(count > ROUNDS / 10, `${count} renames`);
});

/** The new name becomes the old one again; the text may have an AS more and other quotes. */
function checkBack(text: string, name: string, old: string, before: Looked): void {
  const changed = look(text)?.names.occurrences.find(
    (occurrence) => occurrence.identifier.name === name && occurrence.role === "declaration",
  );
  if (!changed || name !== "renamed") return;
  const { start } = changed.identifier;
  const back = renamed(text, start, old);
  // Beside another of the old name it cannot have that again, though it stood there before.
  if (back !== undefined) assert.deepEqual(look(back)?.needs, before.needs, back);
}
