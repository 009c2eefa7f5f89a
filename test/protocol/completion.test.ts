/**
 * Completion, its documentation and signature help over the protocol.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  CompletionTriggerKind,
  InsertTextFormat,
  type SignatureHelp,
} from "vscode-languageserver/node";
import { ROLES } from "../support/context";
import { type TestClient, withServer } from "../support/lspClient";
import { takeCursor } from "../support/marked";

const ROLES_URI = "file:///team/druid-roles.json";
const FILES = { [ROLES_URI]: JSON.stringify(ROLES) };
const SNIPPETS = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

interface Placed {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** Opens a text with a cursor. */
async function openAt(client: TestClient, uri: string, marked: string): Promise<Placed> {
  const { text, offset } = takeCursor(marked);
  await client.open(uri, text);
  const lines = text.slice(0, offset).split("\n");
  return { textDocument: { uri }, position: { line: lines.length - 1, character: (lines.at(-1) ?? "").length } };
}

async function itemsAt(client: TestClient, placed: Placed, context?: object): Promise<readonly CompletionItem[]> {
  const list = await client.request<CompletionList | null>("textDocument/completion", { ...placed, ...(context && { context }) });
  return list?.items ?? [];
}

function itemOf(items: readonly CompletionItem[], label: string): CompletionItem {
  const found = items.find((item) => item.label === label);
  assert.ok(found, `${label} is not among ${items.map((item) => item.label).join(", ")}`);
  return found;
}

test("what the server can do", () =>
  withServer(FILES, {}, async ({ initialized: { capabilities } }) => {
    assert.equal(capabilities.completionProvider?.resolveProvider, true);
    assert.ok(capabilities.completionProvider?.triggerCharacters?.includes("."));
    assert.deepEqual(capabilities.signatureHelpProvider?.triggerCharacters, ["(", ","]);
  }));

test("completion replaces the word, and is documented when it is shown", () =>
  withServer(FILES, { capabilities: SNIPPETS }, async (client) => {
    const items = await itemsAt(client, await openAt(client, "file:///team/a.sql", "SELECT 1;\nSELECT TIME_FL<|>OO FROM wikipedia"));
    const item = itemOf(items, "TIME_FLOOR");
    const range = { start: { line: 1, character: 7 }, end: { line: 1, character: 16 } };
    assert.deepEqual(item.textEdit, { range, newText: "TIME_FLOOR(${1:time}, ${2:period})" });
    assert.equal(item.insertTextFormat, InsertTextFormat.Snippet);
    assert.equal(item.documentation, undefined);
    const { documentation } = await client.request<CompletionItem>("completionItem/resolve", item);
    assert.match(typeof documentation === "object" ? documentation.value : "", /start of the period/);
    assert.deepEqual(await client.request<CompletionItem>("completionItem/resolve", { label: "x", data: { a: 1 } }), {
      label: "x",
      data: { a: 1 },
    });
  }));

test("without snippets the words of the places stay", () =>
  withServer(FILES, {}, async (client) => {
    const items = await itemsAt(client, await openAt(client, "file:///team/a.sql", "SELECT TIME_FL<|> FROM wikipedia"));
    const edit = itemOf(items, "TIME_FLOOR").textEdit;
    assert.equal(edit?.newText, "TIME_FLOOR(time, period)");
  }));

test("type and origin stand beside every column where the editor can show them", () => {
  const capabilities = { textDocument: { completion: { completionItem: { labelDetailsSupport: true } } } };
  return withServer(FILES, { capabilities }, async (client) => {
    const items = await itemsAt(client, await openAt(client, "file:///team/a.sql", "SELECT <|> FROM sys.servers"));
    assert.equal(itemOf(items, "tier").labelDetails?.description, "VARCHAR · servers");
    assert.equal(itemOf(items, "COUNT").labelDetails, undefined);
  });
});

test("the order of the offers is the editor's order", () =>
  withServer(FILES, {}, async (client) => {
    const items = await itemsAt(client, await openAt(client, "file:///team/a.sql", "REPLACE INTO wikipedia <|>"));
    const sorted = [...items].sort((one, other) => ((one.sortText ?? "") < (other.sortText ?? "") ? -1 : 1));
    assert.equal(sorted[0]?.label, "OVERWRITE ALL");
  }));

test("inside of EXTERN's JSON", () =>
  withServer(FILES, { capabilities: SNIPPETS }, async (client) => {
    const marked = 'SELECT * FROM TABLE(EXTERN(\'{"type": "http", "ur<|>"}\', \'\')) EXTEND (a VARCHAR)';
    const item = itemOf(await itemsAt(client, await openAt(client, "file:///team/a.sql", marked)), "uris");
    assert.equal(item.filterText, '"uris"');
    assert.equal(item.textEdit?.newText, '"uris": ["$1"]');
  }));

test("a blank asks by itself in few places, and our client is asked to offer more", () =>
  withServer(FILES, { initializationOptions: { commands: "known" } }, async (client) => {
    const context = { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: " " };
    assert.deepEqual(await itemsAt(client, await openAt(client, "file:///team/a.sql", "SELECT a FROM wikipedia <|>"), context), []);
    const items = await itemsAt(client, await openAt(client, "file:///team/b.sql", "SET <|>"), context);
    assert.equal(itemOf(items, "maxNumTasks").command?.command, "editor.action.triggerSuggest");
  }));

test("operands are explained as soon as a call was taken, where there are places for them", async () => {
  const marked = "SELECT TIME_FL<|> FROM wikipedia";
  const commandOf = (capabilities: object): Promise<string | undefined> => {
    let found: string | undefined;
    return withServer(FILES, { capabilities, initializationOptions: { commands: "known" } }, async (client) => {
      found = itemOf(await itemsAt(client, await openAt(client, "file:///team/a.sql", marked)), "TIME_FLOOR").command?.command;
    }).then(() => found);
  };
  assert.equal(await commandOf(SNIPPETS), "editor.action.triggerParameterHints");
  assert.equal(await commandOf({}), undefined);
});

test("files of other dialects, and roles files, are left to themselves", () =>
  withServer({}, { folders: ["file:///other"] }, async (client) => {
    assert.deepEqual(await itemsAt(client, await openAt(client, "file:///other/a.sql", "SELECT <|> FROM t")), []);
    const placed = await openAt(client, "file:///other/b.sql", "SELECT ABS(<|>) FROM t");
    assert.equal(await client.request("textDocument/signatureHelp", placed), null);
    const druid = await openAt(client, "file:///other/c.sql", "SELECT <|> FROM t WHERE __time > 1");
    itemOf(await itemsAt(client, druid), "TIME_FLOOR");
  }));

test("signature help, and the way to write a call that a person has chosen", () =>
  withServer(FILES, {}, async (client) => {
    const placed = await openAt(client, "file:///team/a.sql", "SELECT COUNT(<|>) FROM wikipedia");
    const help = await client.request<SignatureHelp>("textDocument/signatureHelp", placed);
    assert.equal(help.activeSignature, 0);
    assert.deepEqual(
      help.signatures.map(({ label }) => label),
      ["COUNT(*) → BIGINT", "COUNT([DISTINCT] value) → BIGINT"],
    );
    const activeSignatureHelp = { ...help, activeSignature: 1 };
    const context = { triggerKind: 3, isRetrigger: true, activeSignatureHelp };
    const again = await client.request<SignatureHelp>("textDocument/signatureHelp", { ...placed, context });
    assert.equal(again.activeSignature, 1);
    const outside = await openAt(client, "file:///team/b.sql", "SELECT <|> FROM wikipedia");
    assert.equal(await client.request("textDocument/signatureHelp", outside), null);
  }));

test("tables and columns of the catalog file are offered, and * is written out by it", () =>
  withServer(
    {
      ...FILES,
      "file:///team/druid-catalog.json": '{ "tables": { "rides": { "columns": { "__time": "TIMESTAMP", "fare": "DOUBLE" } } } }',
    },
    { settings: { enable: "on" } },
    async (client) => {
      const columns = await itemsAt(client, await openAt(client, "file:///team/a.sql", "SELECT r.<|> FROM rides AS r"));
      assert.deepEqual(columns.map(({ label }) => label).slice(0, 2), ["__time", "fare"]);
      itemOf(await itemsAt(client, await openAt(client, "file:///team/b.sql", "SELECT * FROM <|>")), "rides");
      const { textDocument, position } = await openAt(client, "file:///team/c.sql", "SELECT <|>* FROM rides");
      const context = { diagnostics: [], only: ["refactor.rewrite"] };
      const actions = await client.request<readonly CodeAction[]>("textDocument/codeAction", {
        textDocument,
        range: { start: position, end: position },
        context,
      });
      assert.equal(actions[0]?.edit?.changes?.["file:///team/c.sql"]?.[0]?.newText, "__time, fare");
    },
  ));
