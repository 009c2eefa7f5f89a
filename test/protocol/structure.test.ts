/**
 * Folding, selections, links and semantic tokens over the protocol.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DocumentLink, FoldingRange, SelectionRange, SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type TestClient, withServer } from "../support/lspClient";
import { readManifest } from "../support/manifest";

const SQL = "file:///team/load.sql";
const ON = { settings: { enable: "on" } };
const OFF = { settings: { enable: "off" } };

/** Opens a text and asks one question about it. */
function asked<Result>(text: string, method: string, params: object, check: (result: Result) => void, options = ON): () => Promise<void> {
  return () =>
    withServer({}, options, async (client) => {
      await client.open(SQL, text);
      check(await client.request<Result>(`textDocument/${method}`, { textDocument: { uri: SQL }, ...params }));
    });
}

describe("folding", () => {
  test(
    "lines of code and of comments",
    asked<FoldingRange[]>("-- one\n-- two\nSELECT a\nFROM t", "foldingRange", {}, (folds) => {
      assert.deepEqual(folds, [
        { startLine: 0, endLine: 1, kind: "comment" },
        { startLine: 2, endLine: 3 },
      ]);
    }),
  );
  test(
    "a file that is left alone",
    asked("SELECT a\nFROM t", "foldingRange", {}, (folds) => assert.deepEqual(folds, []), OFF),
  );
});

describe("selections", () => {
  const textsOf = (text: string, selection: SelectionRange | undefined): readonly string[] => {
    const document = TextDocument.create(SQL, "sql", 1, text);
    const texts: string[] = [];
    for (let each = selection; each; each = each.parent) texts.push(document.getText(each.range));
    return texts;
  };
  const text = "SELECT a\nFROM t";
  const positions = [
    { line: 0, character: 7 },
    { line: 1, character: 5 },
  ];
  test(
    "each position grows",
    asked<SelectionRange[]>(text, "selectionRange", { positions }, (found) => {
      assert.deepEqual(
        found.map((each) => textsOf(text, each)),
        [
          ["a", text],
          ["t", "FROM t", text],
        ],
      );
    }),
  );
});

describe("links", () => {
  const text = `SELECT * FROM TABLE(EXTERN('{"type":"combining","delegates":[{"type":"http","uris":["https://example.com/a"]},{"type":"local","files":["data/a.json","/team/data/a.json","data/b.json","/etc/passwd","../../etc/passwd"]}]}', '{}')) EXTEND (a VARCHAR)`;
  const files = { "file:///team/data/a.json": "{}", "file:///etc/passwd": "root" };
  const linksIn = (folders: readonly string[]): Promise<readonly (string | undefined)[]> =>
    withServerResult(files, { ...ON, folders }, async (client) => {
      await client.open(SQL, text);
      const links = await client.request<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri: SQL } });
      return links.map(({ target }) => target);
    });
  test("addresses, and files that the workspace has", async () =>
    assert.deepEqual(await linksIn(["file:///team"]), ["https://example.com/a", "file:///team/data/a.json", "file:///team/data/a.json"]));
  test("functions, where the setting has them", async () =>
    withServer({}, { ...ON, settings: { ...ON.settings, functionLinks: true } }, async (client) => {
      await client.open(SQL, "SELECT COUNT(*) FROM a");
      const links = await client.request<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri: SQL } });
      assert.deepEqual(
        links.map(({ range, target }) => [range.start.character, range.end.character, target]),
        [[7, 12, "https://druid.apache.org/docs/latest/querying/sql-aggregations"]],
      );
    }));
  test("without a workspace only addresses", async () => assert.deepEqual(await linksIn([]), ["https://example.com/a"]));
});

async function withServerResult<Result>(
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof withServer>[1],
  ask: (client: TestClient) => Promise<Result>,
): Promise<Result> {
  let result: Result | undefined;
  await withServer(files, options, async (client) => {
    result = await ask(client);
  });
  assert.ok(result !== undefined);
  return result;
}

describe("semantic tokens", () => {
  interface Legend {
    readonly tokenTypes: readonly string[];
  }

  const legendOf = ({ initialized }: TestClient): Legend => {
    const provider = initialized.capabilities.semanticTokensProvider;
    assert.ok(provider && "legend" in provider);
    return provider.legend;
  };

  /** `line:character word type`. */
  const shown = (text: string, data: readonly number[], { tokenTypes }: Legend): readonly string[] => {
    const lines = text.split(/\r\n|\n/);
    let [line, character] = [0, 0];
    const found: string[] = [];
    for (let at = 0; at < data.length; at += 5) {
      const [lineCount = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
      character = lineCount === 0 ? character + characters : characters;
      line += lineCount;
      found.push(`${line}:${character} ${lines[line]?.slice(character, character + length)} ${tokenTypes[type]}`);
    }
    return found;
  };

  const full = (client: TestClient): Promise<SemanticTokens> =>
    client.request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument: { uri: SQL } });

  const TEXT = "SELECT 1; SELECT a\nFROM t;\r\n/* x\n y */ SELECT\n  'p\nq'";
  const EXPECTED = [
    "0:0 SELECT keyword",
    "0:7 1 number",
    "0:10 SELECT keyword",
    "0:17 a column",
    "1:0 FROM keyword",
    "1:5 t table",
    "2:0 /* x comment",
    "3:0  y */ comment",
    "3:6 SELECT keyword",
    "4:2 'p string",
    "5:0 q' string",
  ];

  test("all of a text, where statements share lines and words have several", () =>
    withServer({}, ON, async (client) => {
      await client.open(SQL, TEXT);
      assert.deepEqual(shown(TEXT, (await full(client)).data, legendOf(client)), EXPECTED);
    }));

  test("what an edit changes", () =>
    withServer({}, ON, async (client) => {
      await client.open(SQL, TEXT);
      const before = await full(client);
      const changes = [{ range: { start: { line: 0, character: 7 }, end: { line: 0, character: 8 } }, text: "b, 22" }];
      await client.change(SQL, changes);
      const params = { textDocument: { uri: SQL }, previousResultId: before.resultId };
      const delta = await client.request<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", params);
      const [edit] = delta.edits;
      assert.ok(edit && delta.edits.length === 1);
      assert.ok((edit.data?.length ?? 0) < before.data.length, "the last statement is not sent again");
      const data = [...before.data];
      data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
      assert.deepEqual(data, (await full(client)).data);
    }));

  test("nothing changes", () =>
    withServer({}, ON, async (client) => {
      await client.open(SQL, TEXT);
      const { resultId } = await full(client);
      const params = { textDocument: { uri: SQL }, previousResultId: resultId };
      const delta = await client.request<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", params);
      assert.deepEqual(delta.edits, []);
    }));

  test("a result that is not known is answered in full", () =>
    withServer({}, ON, async (client) => {
      await client.open(SQL, TEXT);
      const params = { textDocument: { uri: SQL }, previousResultId: "none" };
      const answer = await client.request<SemanticTokens>("textDocument/semanticTokens/full/delta", params);
      assert.deepEqual(shown(TEXT, answer.data, legendOf(client)), EXPECTED);
    }));

  test("a range", () =>
    withServer({}, ON, async (client) => {
      await client.open(SQL, TEXT);
      const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
      const { data } = await client.request<SemanticTokens>("textDocument/semanticTokens/range", { textDocument: { uri: SQL }, range });
      assert.deepEqual(shown(TEXT, data, legendOf(client)), EXPECTED.slice(2, 6));
    }));

  test("a file that is left alone", () =>
    withServer({}, OFF, async (client) => {
      await client.open(SQL, TEXT);
      assert.deepEqual((await full(client)).data, []);
    }));

  test("the manifest describes the types that are our own", () =>
    withServer({}, {}, async (client) => {
      const own = readManifest().contributes.semanticTokenTypes.map(({ id }) => id);
      const standard = ["keyword", "type", "function", "namespace", "parameter", "string", "number", "operator", "comment", "macro"];
      assert.deepEqual([...legendOf(client).tokenTypes].sort(), [...own, ...standard].sort());
    }));
});
