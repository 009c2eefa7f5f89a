/**
 * `docs/checks.md` names every code of statements once, and every page that it names is there.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { CHECK_CODES, REMARK_CODES } from "../../../server/src/language/analysis/checks/codes";
import { PARSE_ERROR_CODES } from "../../../server/src/language/syntax/errors";
import { REPOSITORY } from "../../support/corpus";

test("every code stands in the overview, with a page that is there", () => {
  const overview = readFileSync(path.join(REPOSITORY, "docs/checks.md"), "utf8");
  const named = [...overview.matchAll(/\[`([a-z-]+)`\]\(([^)]+)\)/g)];
  const codes = new Set(named.map(([, code]) => code));
  const missing = [...Object.keys(PARSE_ERROR_CODES), ...Object.keys(CHECK_CODES), ...Object.keys(REMARK_CODES)].filter(
    (code) => !codes.has(code),
  );
  assert.deepEqual(missing, []);
  for (const [, code, link] of named) {
    assert.equal(link, `diagnostics/${code}.md`);
    assert.ok(existsSync(path.join(REPOSITORY, "docs", link ?? "")), link);
  }
});
