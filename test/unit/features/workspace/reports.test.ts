/**
 * The reports about a workspace as Markdown: headings, tables with words beside marks, links to statements, nothing of the user's as markup.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  breaksReport,
  type CheckedWorkspace,
  checkedFile,
  checkReport,
  checkSummary,
  grantUse,
  indexLines,
  leastReport,
  leastRole,
  openDocument,
  principalsOf,
  type ReportLinks,
  type RolesChange,
  removables,
  reportOf,
  roleRemarks,
  unusedReport,
  whatBreaks,
  whoCanRun,
  whoReport,
} from "../../../../server/src/language/index";
import { contextOf, ROLES as TEAM } from "../../../support/context";
import { rolesOf, workspaceOf } from "./workspace";

const LINKS: ReportLinks = {
  file: (uri) => `[${uri}](${uri})`,
  line: (label, uri, line) => `[${label}](${uri}#L${line + 1})`,
};
const FILES = {
  "r.sql": "SELECT 1;\nSELECT * FROM a",
  "l.sql": "INSERT INTO b SELECT * FROM a PARTITIONED BY DAY",
  "x.sql": "SELECT FROM",
};
const ROLES = rolesOf(
  { reader: ["READ DATASOURCE a"], writer: ["WRITE DATASOURCE b", "READ DATASOURCE zebra.*"] },
  { alice: ["reader", "writer"], bob: ["reader"], carl: [] },
);

/** Every piece must be in the report, in this order, and the report is one document. */
function checkReportText(markdown: string, pieces: readonly string[]): void {
  assert.match(markdown, /^# /);
  assert.ok(markdown.endsWith("\n") && !markdown.includes("\n\n\n"), markdown);
  let from = 0;
  for (const piece of pieces) {
    const at = markdown.indexOf(piece, from);
    assert.ok(at >= 0, `${JSON.stringify(piece)} is not in, or not in this order:\n${markdown}`);
    from = at + piece.length;
  }
}

function who(files: Readonly<Record<string, string>>, given: object | string): string {
  const { files: surveyed, roles, context } = workspaceOf({ files, roles: given });
  const { profile } = context.settings;
  const options = { principals: principalsOf(roles, "users", profile), profile };
  return whoReport(
    whoCanRun(surveyed, roles, { ...options, by: "file" }),
    whoCanRun(surveyed, roles, { ...options, by: "statement" }),
    LINKS,
  );
}

test("who can run what", () => {
  checkReportText(who(FILES, ROLES), [
    "# Who can run what",
    "3 principals, 3 files.",
    "| file | user:alice (reader, writer) | user:bob (reader) | user:carl (no roles) |",
    "| [r.sql](r.sql) | ✓ allowed | ✓ allowed | ✗ denied |",
    "| [l.sql](l.sql) | ✓ allowed | ✗ denied | ✗ denied |",
    "| [x.sql](x.sql) | ! refused | ! refused | ! refused |",
    "## user:bob (reader)",
    "- [l.sql](l.sql), [line 1](l.sql#L1) `INSERT INTO b SELECT * FROM a PARTITIONED BY DAY`: lacks `WRITE DATASOURCE b`",
    "## user:carl (no roles)",
    "[line 2](r.sql#L2) `SELECT * FROM a`: lacks `READ DATASOURCE a`",
  ]);
});

test("many principals stand in several tables, strange names are no markup", () => {
  const names = Array.from({ length: 14 }, (_, index) => `u|<${index}>`);
  const roles = rolesOf(
    Object.fromEntries(names.map((name) => [`r${name}`, [`READ DATASOURCE ${name.length}`]])),
    Object.fromEntries(names.map((name) => [name, [`r${name}`]])),
  );
  const markdown = who({ "a.sql": "SELECT * FROM a" }, roles);
  assert.equal(markdown.match(/^\| file /gm)?.length, 3);
  assert.doesNotMatch(markdown, /<0>/);
  for (const line of markdown.split("\n").filter((each) => each.startsWith("| "))) {
    const bars = line.replace(/\\\|/g, "").match(/\|/g)?.length ?? 0;
    assert.ok(bars === 8 || bars === 4, line);
  }
});

test("nobody, and nothing", () => {
  checkReportText(who({}, ROLES), ["No SQL file of the workspace"]);
  checkReportText(who({ "a.sql": "SELECT 1" }, rolesOf({}, {})), ["names nobody"]);
});

function breaks(change: RolesChange): string {
  const { files, roles, context } = workspaceOf({ files: FILES, roles: ROLES });
  const { profile } = context.settings;
  const found = whatBreaks(files, roles, [change], { principals: principalsOf(roles, "users", profile), profile });
  return breaksReport("without it", found, LINKS);
}

test("what breaks", () => {
  checkReportText(breaks({ kind: "remove-grant", role: "reader", index: 0 }), [
    "# What breaks: without it",
    "3 statements for 3 principals",
    "## No longer runs",
    "### user:alice",
    "[l.sql](l.sql), [line 1](l.sql#L1)",
    "✓ allowed, then ✗ denied; `READ DATASOURCE a`",
    "### user:bob",
  ]);
  checkReportText(breaks({ kind: "remove-grant", role: "writer", index: 1 }), ["**Nothing breaks**"]);
  checkReportText(breaks({ kind: "remove-role", role: "nobody" }), ["there is no role nobody in the roles file."]);
});

test("everything that can be taken away has its words, and is what it says", () => {
  const { roles } = workspaceOf({ files: FILES, roles: ROLES });
  assert.deepEqual(
    removables(roles).map(({ kind, label }) => `${kind}: ${label}`),
    [
      'grant: READ DATASOURCE "a" of role reader',
      'grant: WRITE DATASOURCE "b" of role writer',
      'grant: READ DATASOURCE "zebra.*" of role writer',
      "role: role reader",
      "role: role writer",
      "assignment: role reader of user alice",
      "assignment: role writer of user alice",
      "assignment: role reader of user bob",
      "user: user alice",
      "user: user bob",
      "user: user carl",
    ],
  );
});

test("the least role", () => {
  const { files, roles } = workspaceOf({ files: FILES, roles: ROLES });
  const present = roles.roles.get("writer");
  assert.ok(present);
  checkReportText(leastReport("the workspace", leastRole(files, { present }), LINKS), [
    "# The least role for the workspace",
    "2 permissions",
    '{"resource":{"name":"a","type":"DATASOURCE"},"action":"READ"}',
    "`READ DATASOURCE a`: 2 statements",
    "## Compared with role writer",
    "To add:",
    "`READ DATASOURCE a`",
    "To take away",
    '`READ DATASOURCE "zebra.*"`',
    "To keep:",
    '`WRITE DATASOURCE "b"`',
    "## Not covered",
    "[x.sql](x.sql), [line 1](x.sql#L1) `SELECT FROM`: Druid refuses it.",
  ]);
  checkReportText(leastReport("nothing", leastRole([]), LINKS), ["No permission is needed."]);
});

test("unused grants", () => {
  const { files, roles } = workspaceOf({ files: FILES, roles: ROLES });
  const reported = { uri: "file:///druid-roles.json", lines: indexLines(typeof ROLES === "string" ? ROLES : JSON.stringify(ROLES)) };
  const markdown = unusedReport(roleRemarks(roles, grantUse(files, roles)), reported, files.length, LINKS);
  checkReportText(markdown, [
    "# Unused and wide grants of druid-roles.json",
    "3 files",
    "## Patterns that match nothing",
    "zebra",
    "## Users without roles",
    "carl",
  ]);
  checkReportText(unusedReport([], reported, 1, LINKS), ["Every grant is used"]);
});

test("the whole workspace", () => {
  const context = contextOf({ roles: TEAM, as: "user:alice" });
  const file = (uri: string, text: string) => checkedFile(uri, reportOf(context, openDocument(text, context.grammar)));
  const checked: CheckedWorkspace = {
    files: [
      file("a.sql", "SELECT * FROM wikipedia"),
      file("b.sql", "SELECT * FROM koalas; SELECT * FROM emus"),
      file("c.sql", "SELECT * FROM koalas"),
      file("d.sql", "-- nothing"),
    ],
    left: [{ uri: "e.sql", why: "it has 9 million characters" }],
    state: "cancelled",
  };
  assert.equal(checkSummary(checked), "1 allowed, 3 denied");
  checkReportText(checkReport(checked, LINKS), [
    "**1 allowed, 3 denied** in 3 files",
    "It was cancelled",
    "Who: `user:alice`",
    "## Missing",
    '"koalas","type":"DATASOURCE"},"action":"READ"}, // 2 files',
    '"emus","type":"DATASOURCE"},"action":"READ"} // 1 file\n',
    "| [b.sql](b.sql) |  | 2 |  |  |  |",
    "| [a.sql](a.sql) | 1 |  |  |  |  |",
    "## Not checked",
    "[e.sql](e.sql): it has 9 million characters",
  ]);
  checkReportText(checkReport({ files: [], left: [], state: "complete" }, LINKS), ["No statement was found."]);
});
