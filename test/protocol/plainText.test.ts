/**
 * Editors that show no Markdown, and outlines for those that know no tree.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompletionItem, CompletionList, Hover, SignatureHelp, SymbolInformation } from "vscode-languageserver";
import { plainText } from "../../server/src/lsp/plainText";
import { withServer } from "../support/lspClient";

const SQL = "file:///team/load.sql";
const TEXT = "WITH c AS (SELECT TIME_FLOOR(__time, 'P1D') AS d FROM t)\nSELECT d FROM c";
const PLAIN = {
  textDocument: {
    hover: { contentFormat: ["plaintext"] },
    completion: { completionItem: { documentationFormat: ["plaintext"] } },
    signatureHelp: { signatureInformation: { documentationFormat: ["plaintext"] } },
    documentSymbol: {},
  },
};

/** Asks at the name of the function, or behind its parenthesis. */
function asked<Result>(method: string, character: number, capabilities: object, check: (result: Result) => void): Promise<void> {
  return withServer({}, { settings: { enable: "on" }, capabilities }, async (client) => {
    await client.open(SQL, TEXT);
    const params = { textDocument: { uri: SQL }, position: { line: 0, character } };
    check(await client.request<Result>(method, params));
  });
}

function checkPlain(name: string, markdown: string, expected: string): void {
  test(`plain text of ${name}`, () => assert.equal(plainText(markdown), expected));
}

checkPlain(
  "words, code and links",
  "✓ **`READ DATASOURCE a`**: by [role\\_1](file:///r.json#L1,2) (`.*`)",
  "✓ READ DATASOURCE a: by role_1 (.*)",
);
checkPlain("blocks", "```text\nABS(x) → DOUBLE\n```\n\nThe size.\n\n---\n\n**ABS**", "ABS(x) → DOUBLE\n\nThe size.\n\nABS");
checkPlain("code with ticks in it, and escapes", "`` a`b `` is COMPLEX\\<json\\>", "a`b is COMPLEX<json>");

test("a hover", async () => {
  await asked<Hover>("textDocument/hover", 20, PLAIN, ({ contents }) => {
    assert.ok(typeof contents === "object" && "kind" in contents);
    assert.equal(contents.kind, "plaintext");
    assert.match(contents.value, /^TIME_FLOOR\(/);
    assert.doesNotMatch(contents.value, /[`*[]documentation|```/);
  });
  const both = { textDocument: { hover: { contentFormat: ["plaintext", "markdown"] } } };
  await asked<Hover>("textDocument/hover", 20, both, ({ contents }) => assert.ok("kind" in (contents as object)));
});

test("signatures", () =>
  asked<SignatureHelp>("textDocument/signatureHelp", 29, PLAIN, ({ signatures: [first] }) => {
    assert.ok(typeof first?.documentation === "object");
    assert.equal(first.documentation.kind, "plaintext");
    assert.deepEqual(
      first.parameters?.map(({ label }) => label),
      ["time", "period", "origin", "timezone"],
    );
  }));

test("a completion", () =>
  withServer({}, { settings: { enable: "on" }, capabilities: PLAIN }, async (client) => {
    await client.open(SQL, TEXT);
    const position = { line: 0, character: 18 };
    const { items } = await client.request<CompletionList>("textDocument/completion", { textDocument: { uri: SQL }, position });
    const item = await client.request<CompletionItem>("completionItem/resolve", items.find(({ label }) => label === "TIME_FLOOR") ?? {});
    assert.ok(typeof item.documentation === "object");
    assert.equal(item.documentation.kind, "plaintext");
  }));

test("an outline without a tree", () =>
  asked<SymbolInformation[]>("textDocument/documentSymbol", 0, PLAIN, (symbols) =>
    assert.deepEqual(
      symbols.map(({ name, containerName, location }) => [name.slice(0, 8), containerName?.slice(0, 8), location.uri]),
      [
        ["WITH c A", undefined, SQL],
        ["c", "WITH c A", SQL],
      ],
    ),
  ));
