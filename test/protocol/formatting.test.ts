/**
 * Formatting over the protocol: documents, ranges and typing, with the options of the editor, of settings and of the configuration file.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type ClientOptions, withServer } from "../support/lspClient";

const SQL = "file:///team/load.sql";
const SPACES = { tabSize: 2, insertSpaces: true };

interface FormattingCase {
  readonly text: string;
  readonly after: string;
  readonly method?: "formatting" | "rangeFormatting" | "onTypeFormatting";
  readonly params?: object;
  readonly options?: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly client?: ClientOptions;
  /** How many edits there are. */
  readonly edits?: number;
}

function checkFormatting(name: string, given: FormattingCase): void {
  const { text, after, method = "formatting", params = {}, options = SPACES, files = {}, client = {}, edits } = given;
  test(name, () =>
    withServer(files, { settings: { enable: "on" }, ...client }, async (server) => {
      await server.open(SQL, text);
      const found = await server.request<TextEdit[]>(`textDocument/${method}`, { textDocument: { uri: SQL }, options, ...params });
      assert.equal(TextDocument.applyEdits(TextDocument.create(SQL, "sql", 1, text), found), after);
      if (edits !== undefined) assert.equal(found.length, edits);
    }),
  );
}

test("the server says that it formats", () =>
  withServer({}, {}, async ({ initialized: { capabilities } }) => {
    assert.equal(capabilities.documentFormattingProvider, true);
    assert.equal(capabilities.documentRangeFormattingProvider, true);
    assert.deepEqual(capabilities.documentOnTypeFormattingProvider, { firstTriggerCharacter: ";", moreTriggerCharacter: [")", "\n"] });
  }));

checkFormatting("a document, with one edit for each statement that changes", {
  text: "select 1,2;\nSELECT 3;\nselect 4,5;\n",
  after: "SELECT 1, 2;\nSELECT 3;\nSELECT 4, 5;\n",
  edits: 2,
});
checkFormatting("a document in its form", { text: "SELECT 1;\n", after: "SELECT 1;\n", edits: 0 });
checkFormatting("the editor's indentation", {
  text: "select a,\nb",
  after: "SELECT\n    a,\n    b",
  options: { tabSize: 4, insertSpaces: true },
});
checkFormatting("the editor's tabs", { text: "select a,\nb", after: "SELECT\n\ta,\n\tb", options: { tabSize: 4, insertSpaces: false } });
checkFormatting("settings", {
  text: "SELECT a,\nb",
  after: "select\n  a\n  , b",
  client: { settings: { enable: "on", format: { keywordCase: "lower", commas: "leading" } } },
});
checkFormatting("settings that mean nothing", {
  text: "select a,\nb",
  after: "SELECT\n  a,\n  b",
  client: { settings: { enable: "on", format: { keywordCase: "UPPER", commas: 7, lineWidth: -1 } } },
});
checkFormatting("the configuration file comes before settings and editor", {
  text: "SELECT a,\nb",
  after: "select\n\ta,\n\tb",
  files: { "file:///team/druid-sql.jsonc": '{ "format": { "keywordCase": "lower", "indent": "tab" } }' },
  client: { folders: ["file:///team"], settings: { enable: "on", format: { keywordCase: "upper" } } },
});
checkFormatting("a range", {
  text: "select 1,2;\nselect 3,4;\n",
  after: "select 1,2;\nSELECT 3, 4;\n",
  method: "rangeFormatting",
  params: { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 11 } } },
});
checkFormatting("a semicolon", {
  text: "select 1,2;",
  after: "SELECT 1, 2;",
  method: "onTypeFormatting",
  params: { position: { line: 0, character: 11 }, ch: ";" },
});
checkFormatting("a new line", {
  text: "SELECT\n",
  after: "SELECT\n  ",
  method: "onTypeFormatting",
  params: { position: { line: 1, character: 0 }, ch: "\n" },
});
checkFormatting("a file that is left alone", { text: "select 1,2", after: "select 1,2", client: { settings: { enable: "off" } } });

test("a file that is not open", () =>
  withServer({}, {}, async (server) => {
    assert.deepEqual(await server.request("textDocument/formatting", { textDocument: { uri: SQL }, options: SPACES }), []);
  }));
