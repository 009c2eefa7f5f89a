/**
 * The language of the server is that of the editor: texts are found by its tag or by a shorter one, and are English where there are none.
 */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ReportResult, StatusResult } from "../../server/src/lsp/protocol";
import { ROLES } from "../support/context";
import { REPOSITORY } from "../support/corpus";
import { codesOf, messageOf, type TestClient, withServer } from "../support/lspClient";

const SQL = "file:///team/load.sql";
const ROLES_URI = "file:///team/druid-roles.json";
const GERMAN = readFileSync(join(REPOSITORY, "l10n", "server.l10n.de.json"), "utf8");
const SETTINGS = { principal: "user:alice" };

interface LanguageCase {
  readonly locale?: string;
  /** By language tag. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What is said of a permission that is denied. */
  readonly says: RegExp;
  /** The one line about the language in the log, if there is one. */
  readonly logs?: RegExp;
}

const DENIED = "{0} may not {1}.";

function checkLanguage(name: string, { locale, texts = {}, says, logs }: LanguageCase): void {
  test(name, () => {
    const inFiles = Object.fromEntries(Object.entries(texts).map(([tag, text]) => [`texts:${tag}`, text]));
    const files = { [ROLES_URI]: JSON.stringify(ROLES), ...inFiles };
    return withServer(files, { settings: SETTINGS, ...(locale !== undefined && { locale }) }, async (client) => {
      assert.match(await deniedMessage(client), says);
      assert.equal(client.log.length, logs ? 1 : 0, client.log.join("\n"));
      if (logs) assert.match(client.log[0] ?? "", logs);
    });
  });
}

async function deniedMessage(client: TestClient): Promise<string> {
  await client.open(SQL, "SELECT * FROM koalas");
  const [denied] = await client.diagnostics(SQL, (all) => codesOf(all).includes("permission-denied"));
  return messageOf(denied);
}

const ENGLISH = /^user:alice may not READ DATASOURCE koalas\./;
const OTHER = JSON.stringify({ [DENIED]: "{0} {1}: non." });
const ITALIAN = /^user:alice READ DATASOURCE koalas: non\./;

checkLanguage("no language is named", { says: ENGLISH });
checkLanguage("English", { locale: "en", says: ENGLISH });
checkLanguage("a variant of English", { locale: "en-GB", texts: { en: OTHER }, says: ENGLISH });
checkLanguage("a language that there are texts in", { locale: "it", texts: { it: OTHER }, says: ITALIAN });
checkLanguage("a variant of it", { locale: "it_CH", texts: { it: OTHER }, says: ITALIAN });
checkLanguage("the variant has texts of its own", { locale: "it-CH", texts: { "it-ch": OTHER, it: "{}" }, says: ITALIAN });
checkLanguage("German, as it is shipped", {
  locale: "de-AT",
  texts: { de: GERMAN },
  says: /^user:alice darf nicht: READ DATASOURCE koalas\./,
});
checkLanguage("a text that is not translated", { locale: "it", texts: { it: "{}" }, says: ENGLISH });
checkLanguage("no texts", { locale: "fr-CA", says: ENGLISH, logs: /^There are no texts in fr-ca; English is spoken\.$/ });
checkLanguage("a path for a language", { locale: "../../it", texts: { it: OTHER }, says: ENGLISH, logs: /no texts in/ });
checkLanguage("broken texts", { locale: "it", texts: { it: "{" }, says: ENGLISH, logs: /^The texts in it cannot be used.*no JSON/ });
checkLanguage("texts that are none", { locale: "it", texts: { it: '{ "a": 1 }' }, says: ENGLISH, logs: /cannot be used/ });

const BROKEN_ROLES = '{ "roles": { "analyst": [{ "resource": { "name": "*", "type": "DATASOURCE" }, "action": "READ" }] } }';

test("hover, syntax error, report, status and roles file in German", () => {
  const files = { [ROLES_URI]: JSON.stringify(ROLES), "file:///other/druid-roles.json": BROKEN_ROLES, "texts:de": GERMAN };
  return withServer(files, { settings: SETTINGS, locale: "de", folders: ["file:///team", "file:///other"] }, async (client) => {
    await deniedMessage(client);
    const hover = (await client.hover(SQL, 0, 16)) ?? "";
    assert.match(hover, /verweigert/);
    assert.match(hover, /Die Anweisung liest diese Datasource\. Geprüft, bevor die Anweisung läuft; ohne sie antwortet Druid mit 403\./);
    const report = await client.request<ReportResult>("druidSql/report", { uri: SQL });
    assert.equal(report.title, "Berechtigungen von load.sql");
    assert.equal(report.summary, "1 verweigert");
    assert.match(report.markdown, /^# Berechtigungen von load\.sql\n\n\*\*1 verweigert\*\*\n\n- Wer: `user:alice`/);
    const status = await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 });
    assert.match(status.detail, /^\*\*Verweigert\*\* für `user:alice`/);
    await client.open("file:///team/broken.druid.sql", "SELECT FROM wikipedia", "druid-sql");
    const [wrong] = await client.diagnostics("file:///team/broken.druid.sql", (all) => all.length > 0);
    assert.match(messageOf(wrong), /fehlt/);
    await client.open("file:///other/druid-roles.json", BROKEN_ROLES, "json");
    const [remark] = await client.diagnostics("file:///other/druid-roles.json", (all) => all.length > 0);
    assert.match(messageOf(remark), /^Druid weist diese Liste zurück\. "\*" ist kein regulärer Ausdruck von Java/);
    assert.deepEqual(client.log, []);
  });
});
