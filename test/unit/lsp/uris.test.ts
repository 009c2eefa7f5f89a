/**
 * URIs as text.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { foldersAbove, isWithin, parentUri, resolveSetting, uriKey } from "../../../server/src/lsp/uris";

test("folders", () => {
  assert.equal(parentUri("file:///a/b.sql"), "file:///a");
  assert.equal(parentUri("file:///a"), "file://");
  assert.equal(parentUri("file:///"), undefined);
  assert.equal(parentUri("file://"), undefined);
  assert.equal(parentUri("untitled:Untitled-1"), undefined);
  assert.equal(parentUri("vscode-vfs://github/o/r/a.sql"), "vscode-vfs://github/o/r");
});

test("folders above, up to the last", () => {
  assert.deepEqual(foldersAbove("file:///w/a/b/c.sql", "file:///w"), ["file:///w/a/b", "file:///w/a", "file:///w"]);
  assert.deepEqual(foldersAbove("file:///w/a.sql", "file:///w/"), ["file:///w"]);
  assert.deepEqual(foldersAbove("file:///other/a.sql", "file:///w"), ["file:///other"]);
  assert.deepEqual(foldersAbove("file:///a/b.sql", "file://"), ["file:///a", "file://"]);
});

test("the same resource in different spellings", () => {
  assert.equal(uriKey("file:///C%3A/a%20b"), uriKey("file:///c:/a b"));
  assert.equal(uriKey("file:///100%"), "file:///100%");
  assert.ok(isWithin("file:///c%3A/w/a.sql", "file:///C:/w"));
  assert.ok(!isWithin("file:///wide/a.sql", "file:///w"));
});

test("paths in settings", () => {
  const folder = "file:///w/team";
  assert.equal(resolveSetting("security/roles.json", folder), "file:///w/team/security/roles.json");
  assert.equal(resolveSetting("./../r o.json", folder), "file:///w/r%20o.json");
  assert.equal(resolveSetting("${workspaceFolder}/r.json", folder), "file:///w/team/r.json");
  assert.equal(resolveSetting("/etc/r.json", folder), "file:///etc/r.json");
  assert.equal(resolveSetting("C:\\x\\r.json", folder), "file:///C%3A/x/r.json");
  assert.equal(resolveSetting("file:///r.json", folder), "file:///r.json");
  assert.equal(resolveSetting("/r.json", "vscode-vfs://github/o"), "vscode-vfs://github/r.json");
  assert.equal(resolveSetting("r.json", undefined), undefined);
});
