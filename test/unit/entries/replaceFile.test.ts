/**
 * A file's text is replaced at once, and nothing else about the file.
 */
import assert from "node:assert/strict";
import { linkSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { replaceFile } from "../../../server/src/entries/replaceFile";

/** Runs in a folder with the file `a.sql`. */
function checkReplaced(name: string, run: (folder: string, file: string) => void): void {
  test(name, () => {
    const folder = mkdtempSync(join(tmpdir(), "druid-sql-"));
    try {
      const file = join(folder, "a.sql");
      writeFileSync(file, "select 1", { mode: 0o640 });
      run(folder, file);
      assert.deepEqual(
        readdirSync(folder).filter((each) => each.endsWith(".tmp")),
        [],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

checkReplaced("the text changes, by another file of the same mode", (_folder, file) => {
  const before = statSync(file);
  replaceFile(file, "SELECT 1");
  const after = statSync(file);
  assert.equal(readFileSync(file, "utf8"), "SELECT 1");
  assert.equal(after.mode, before.mode);
  if (process.platform !== "win32") assert.notEqual(after.ino, before.ino);
});

checkReplaced("a link stays a link", (folder, file) => {
  const link = join(folder, "link.sql");
  symlinkSync("a.sql", link);
  replaceFile(link, "SELECT 1");
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(file, "utf8"), "SELECT 1");
});

checkReplaced("a file of two names keeps both", (folder, file) => {
  const other = join(folder, "b.sql");
  linkSync(file, other);
  replaceFile(file, "SELECT 1");
  assert.equal(readFileSync(other, "utf8"), "SELECT 1");
  assert.equal(statSync(file).ino, statSync(other).ino);
});

checkReplaced("where what is written beside it stands in the way, it is written in place", (folder, file) => {
  const beside = join(folder, `.a.sql.${process.pid}.tmp`);
  writeFileSync(beside, "of somebody else");
  replaceFile(file, "SELECT 1");
  assert.equal(readFileSync(file, "utf8"), "SELECT 1");
  assert.equal(readFileSync(beside, "utf8"), "of somebody else");
  rmSync(beside);
});

checkReplaced("a file that is gone", (folder) => {
  assert.throws(() => replaceFile(join(folder, "none.sql"), "SELECT 1"), { code: "ENOENT" });
});
