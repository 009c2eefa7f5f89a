/**
 * Links of reports as VS Code's preview takes them.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { withPreviewLinks } from "../../client/src/previewLinks";

function checkLink(target: string, folder: string | undefined, expected: string): void {
  assert.equal(
    withPreviewLinks(`see [a \\[b\\]](${target}), [c](https://x.org/y)`, folder),
    `see [a \\[b\\]](${expected}), [c](https://x.org/y)`,
  );
}

test("below the first folder, beside it, elsewhere", () => {
  checkLink("file:///home/me/team/a%20b.sql#L5,2", "file:///home/me/team", "/a%20b.sql#L5,2");
  checkLink("file:///home/me/team/sub/a.sql", "file:///home/me/team", "/sub/a.sql");
  checkLink("file:///home/me/team2/a.sql#L1", "file:///home/me/team", "/../team2/a.sql#L1");
  checkLink("file:///opt/roles.json", "file:///home/me/team", "/../../../opt/roles.json");
  checkLink("vscode-vfs://github/org/repo/a.sql", "vscode-vfs://github/org/repo", "/a.sql");
  checkLink("vscode-vfs://github/org/repo/a.sql", "file:///home/me", "#");
  checkLink("file:///home/me/a.sql", undefined, "#");
});

test("disks of Windows", () => {
  checkLink("file:///c%3A/work/a.sql#L3", "file:///c%3A/work", "/a.sql#L3");
  checkLink("file:///C:/work/a.sql", "file:///c%3A/work", "/a.sql");
  checkLink("file:///d%3A/work/a.sql", "file:///c%3A/work", "#");
});

test("what is no link of ours stays", () => {
  for (const text of ["[a](#b)", "[a](vscode://druid-sql.druid-sql/diagnostics/x)", "[a](/b)", "plain (file:///a)"]) {
    assert.equal(withPreviewLinks(text, "file:///home"), text);
  }
});
