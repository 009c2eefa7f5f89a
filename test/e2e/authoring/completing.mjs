/**
 * Completion and signature help, as they open while somebody types.
 */
import assert from "node:assert/strict";
import { choose, goTo, labels, offered, type } from "./steps.mjs";

/** A load by EXTERN; the cursor stands in the JSON. */
export const load = (source, format = '{"type": "json"}') => `INSERT INTO rides
SELECT TIME_PARSE(started_at) AS __time, bike_id
FROM TABLE(
  EXTERN(
    '${source}',
    '${format}'
  )
) EXTEND (started_at VARCHAR, bike_id VARCHAR)
PARTITIONED BY DAY
`;

const help = (page) => page.locator(".parameter-hints-widget.visible");

export const COMPLETING = [
  {
    name: "completion of keywords and columns opens by itself; Enter and Tab write it",
    file: "words.druid.sql",
    text: "SELECT start_station, COUNT(*) AS trips\nFROM rides\n<|>",
    run: async ({ page, picture, becomes }) => {
      await type(page, "gro");
      await offered(page, "GROUP BY");
      await page.keyboard.press("Enter");
      await type(page, " start_s");
      const column = await offered(page, "start_station");
      assert.match(await column.textContent(), /VARCHAR · rides/);
      await picture("completion");
      await page.keyboard.press("Tab");
      await becomes("SELECT start_station, COUNT(*) AS trips\nFROM rides\nGROUP BY start_station");
    },
  },
  {
    name: "completion in a plain .sql file, behind a dot and in small letters",
    file: "plain.sql",
    text: "select r<|>\nfrom rides r\nwhere __time > timestamp '2025-01-01 00:00:00'\n",
    run: async ({ page, becomes }) => {
      await type(page, ".");
      await offered(page, "__time");
      assert.deepEqual(await labels(page), ["__time", "bike_id", "start_station", "end_station", "duration_seconds"]);
      await type(page, "bik");
      await offered(page, "bike_id");
      await page.keyboard.press("Enter");
      await type(page, " limi");
      await page.keyboard.press("Escape");
      await becomes(/^select r\.bike_id limi\n/);
    },
  },
  {
    name: "a function comes with its operands, and signature help follows them",
    file: "function.druid.sql",
    text: "SELECT <|>\nFROM rides\n",
    run: async ({ page, picture, becomes }) => {
      await type(page, "TIME_FLO");
      const row = await offered(page, "TIME_FLOOR");
      assert.match(await row.textContent(), /TIME_FLOOR\(time, period/);
      await page.keyboard.press("Enter");
      await help(page).filter({ hasText: "TIME_FLOOR(time, period" }).waitFor();
      assert.equal(await help(page).locator(".parameter.active").textContent(), "time");
      await type(page, "__ti");
      await offered(page, "__time");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await help(page).locator(".parameter.active", { hasText: "period" }).waitFor();
      await picture("signature");
      await type(page, "'P1");
      await offered(page, "P1D");
      await page.keyboard.press("Enter");
      await becomes("SELECT TIME_FLOOR(__time, 'P1D')\nFROM rides\n");
    },
  },
  {
    name: "signature help opens at the parenthesis of a call that is typed",
    file: "call.druid.sql",
    text: "SELECT EXTRACT<|>\nFROM rides\n",
    run: async ({ page }) => {
      await type(page, "(HOUR FROM __time");
      await help(page).filter({ hasText: "EXTRACT(unit FROM time)" }).waitFor();
      await help(page).locator(".parameter.active", { hasText: "time" }).waitFor();
    },
  },
  {
    name: "a context key is offered behind SET, and then its values",
    file: "context.druid.sql",
    text: "<|>;\nSELECT COUNT(DISTINCT bike_id) AS bikes FROM rides\n",
    run: async ({ page, picture, becomes }) => {
      await type(page, "SET useApproximateC");
      await offered(page, "useApproximateCountDistinct");
      await picture("completion-context");
      await page.keyboard.press("Enter");
      await offered(page, "TRUE");
      await choose(page, "FALSE");
      await page.keyboard.press("Enter");
      await becomes(/^SET useApproximateCountDistinct = FALSE;\n/);
    },
  },
  {
    name: "EXTERN's JSON: keys that are missing, with their values",
    file: "externKey.druid.sql",
    text: load('{"type": "http", <|>}'),
    run: async ({ page, picture, becomes }) => {
      await type(page, '"u');
      const row = await offered(page, "uris");
      assert.match(await row.textContent(), /string\[\], required/);
      await picture("completion-extern");
      await page.keyboard.press("Enter");
      await type(page, "https://example.com/a.json");
      await becomes(load('{"type": "http", "uris": ["https://example.com/a.json"]}'));
    },
  },
  {
    name: "EXTERN's JSON: types of input sources open behind the key",
    file: "externType.druid.sql",
    text: load("{<|>}"),
    run: async ({ page, picture, becomes }) => {
      await type(page, '"');
      await offered(page, "type");
      await page.keyboard.press("Tab");
      await offered(page, "http");
      await picture("completion-extern-types");
      await choose(page, "s3");
      await page.keyboard.press("Enter");
      await becomes(load('{"type": "s3"}'));
    },
  },
  {
    name: "EXTERN's JSON: keys of the format, and their values",
    file: "externFormat.druid.sql",
    text: load('{"type": "http", "uris": ["https://example.com/a.csv"]}', '{"type": "csv", <|>}'),
    run: async ({ page, becomes }) => {
      await type(page, '"find');
      await offered(page, "findColumnsFromHeader");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+Space");
      await offered(page, "true");
      await page.keyboard.press("Enter");
      await becomes(/'\{"type": "csv", "findColumnsFromHeader": true\}'/);
    },
  },
  {
    name: "a whole object in an empty string of EXTERN, with a place to fill in",
    file: "externWhole.druid.sql",
    text: load("<|>"),
    run: async ({ page, becomes }) => {
      await page.keyboard.press("Control+Space");
      await offered(page, '{"type": "http", …}');
      await page.keyboard.press("Enter");
      await type(page, "https://example.com/a.json");
      await becomes(load('{"type": "http", "uris": ["https://example.com/a.json"]}'));
    },
  },
  {
    name: "a whole statement in an empty file, with places to fill in one after the other",
    file: "snippet.druid.sql",
    text: "<|>\n",
    run: async ({ page, picture, becomes }) => {
      await type(page, "REPL");
      await offered(page, "REPLACE INTO");
      await choose(page, "REPLACE OVERWRITE ALL");
      await picture("completion-snippet");
      await page.keyboard.press("Enter");
      await type(page, "rides_daily");
      await becomes(/^REPLACE INTO rides_daily\s+OVERWRITE ALL\s+SELECT/);
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "a roles file is offered the datasources of the workspace",
    file: "druid-roles.jsonc",
    run: async ({ page, picture, becomes, source }) => {
      const before = source();
      await goTo(page, before, before.indexOf('"name": "stations"') + '"name": "sta'.length);
      await page.keyboard.press("Control+Space");
      await offered(page, "stations");
      await picture("completion-roles");
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Control+Space");
      await choose(page, "rides_daily");
      await page.keyboard.press("Enter");
      await becomes(before.replace('"name": "stations"', '"name": "rides_daily"'));
    },
  },
];
