/**
 * Names of datasources across the files of a workspace, over the protocol. Each case is the first request of its session: whoever asks
 * before the workspace was read gets the same answer as later.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompletionList, Location, WorkspaceEdit, WorkspaceSymbol } from "vscode-languageserver";
import { type TestClient, withServer } from "../support/lspClient";
import { takeCursor } from "../support/marked";

const LOAD = "file:///team/etl/load.sql";
const UNION = "file:///team/reports/union.sql";
const REPORT = "file:///team/reports/report.sql";
const FILES = {
  [LOAD]: "SELECT 1;\nINSERT INTO orders SELECT k AS city FROM src PARTITIONED BY ALL",
  [UNION]: "SELECT city FROM TABLE(APPEND('orders', 'returns'))",
};
const ON = { settings: { enable: "on" } };

/** Opens the report and asks one question at the cursor. */
function atCursor<Result>(
  marked: string,
  method: string,
  more: object,
  check: (result: Result, client: TestClient) => void,
): Promise<void> {
  return withServer(FILES, ON, async (client) => {
    const { text, offset } = takeCursor(marked);
    await client.open(REPORT, text);
    const params = { textDocument: { uri: REPORT }, position: { line: 0, character: offset }, ...more };
    check(await client.request<Result>(`textDocument/${method}`, params), client);
  });
}

function places(found: readonly Location[] | null): readonly string[] {
  return (found ?? []).map(({ uri, range }) => `${uri} ${range.start.line}:${range.start.character}`).sort();
}

test("the statement that writes a datasource, and the item that makes its column", async () => {
  const definitionAt = (marked: string, expected: readonly string[]): Promise<void> =>
    atCursor<Location[]>(marked, "definition", {}, (found) => assert.deepEqual(places(found), expected));
  await definitionAt("SELECT city FROM ord<|>ers", [`${LOAD} 1:12`]);
  await definitionAt("SELECT ci<|>ty FROM orders", [`${LOAD} 1:31`]);
  await definitionAt("SELECT city FROM TABLE(APPEND('ord<|>ers', 'x'))", [`${LOAD} 1:12`]);
  await definitionAt("SELECT city FROM unhe<|>ard", []);
});

test("every use of a datasource, the strings of APPEND among them", () =>
  atCursor<Location[]>("SELECT city FROM ord<|>ers", "references", { context: { includeDeclaration: true } }, (found) =>
    assert.deepEqual(places(found), [`${LOAD} 1:12`, `${REPORT} 0:17`, `${UNION} 0:30`]),
  ));

test("a datasource gets another name in every file", () =>
  atCursor<WorkspaceEdit>("SELECT city FROM ord<|>ers", "rename", { newName: "sales" }, ({ changes = {} }) =>
    assert.deepEqual(
      Object.entries(changes)
        .map(([uri, edits]) => [uri, ...edits.map(({ newText }) => newText)])
        .sort(),
      [
        [LOAD, "sales"],
        [REPORT, "sales"],
        [UNION, "'sales'"],
      ],
    ),
  ));

test("tables of the workspace", () =>
  withServer(FILES, ON, async (client) => {
    const found = await client.request<WorkspaceSymbol[]>("workspace/symbol", { query: "ord" });
    assert.deepEqual(
      found.map(({ name, containerName, location }) => [name, containerName, location.uri]),
      [["orders", "load.sql:2", LOAD]],
    );
  }));

test("while the workspace is read, completion is to be asked again", () =>
  withServer(FILES, ON, async (client) => {
    await client.open(REPORT, "SELECT * FROM ");
    const ask = (): Promise<CompletionList> =>
      client.request("textDocument/completion", { textDocument: { uri: REPORT }, position: { line: 0, character: 14 } });
    assert.equal((await ask()).isIncomplete, true);
    await client.request("workspace/symbol", { query: "" });
    const { isIncomplete, items } = await ask();
    assert.equal(isIncomplete, false);
    assert.deepEqual(
      items.filter(({ kind }) => kind === 7).flatMap(({ label }) => (label.includes(".") ? [] : [label])),
      ["orders", "src"],
    );
  }));
