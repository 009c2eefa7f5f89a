/**
 * What is explained and found: hovers, definitions, the outline, folds, colours by meaning, and files of another database.
 */
import assert from "node:assert/strict";
import { editor, hoverWord, repeatUntil } from "../window.mjs";
import { colourOf, isAt } from "./steps.mjs";

const REPLACE = `SET maxNumTasks = 3;
REPLACE INTO rides_daily OVERWRITE ALL
WITH busy AS (
  SELECT TIME_FLOOR(__time, 'P1D') AS started, APPROX_COUNT_DISTINCT_DS_HLL(bike_id) AS bikes
  FROM rides
  GROUP BY 1
)
SELECT started AS __time, bikes FROM busy
PARTITIONED BY MONTH
`;

const EXTERN = `SELECT bike_id
FROM TABLE(
  EXTERN(
    '{"type": "http", "uris": ["https://example.com/a.gz"]}',
    '{"type": "csv", "findColumnsFromHeader": true}'
  )
) EXTEND (bike_id VARCHAR)
`;

const CTES = "WITH busy AS (SELECT bike_id FROM rides)\nSELECT busy.<|>bike_id\nFROM busy\n";

export const UNDERSTANDING = [
  {
    name: "hovers explain functions, columns, context keys, CTEs and tables",
    file: "hover.druid.sql",
    text: REPLACE,
    run: async ({ page, picture }) => {
      const call = await hoverWord(page, "APPROX_COUNT_DISTINCT_DS_HLL", "Roughly how many different values");
      await call.locator("a", { hasText: "documentation" }).first().waitFor();
      await hoverWord(page, "TIME_FLOOR", "TIME_FLOOR(time, period, [origin, [timezone]]) → TIMESTAMP");
      await picture("hover-function");
      await hoverWord(page, "bike_id", "bike_id VARCHAR: column of the table rides");
      await hoverWord(page, "maxNumTasks", "The most tasks that are started");
      await hoverWord(page, "busy", "Columns of busy: started TIMESTAMP, bikes BIGINT");
      await hoverWord(page, "PARTITIONED", "How long the time chunks of the datasource are");
      const table = await hoverWord(page, "rides_daily", "Known columns of rides_daily");
      await picture("hover-table");
      await table.locator("a", { hasText: "rides_daily.sql, line 4" }).first().click();
      await page.locator(".tab.active[data-resource-name='rides_daily.sql']").waitFor();
      await isAt(page, 4, 1);
    },
  },
  {
    name: "hovers explain the JSON of EXTERN, and its colours tell keys from values",
    file: "hoverJson.druid.sql",
    text: EXTERN,
    run: async ({ page, picture }) => {
      await hoverWord(page, "uris", "File URIs. Required.");
      await hoverWord(page, "findColumnsFromHeader", "Whether the first row names the columns");
      await hoverWord(page, "csv", "Input format csv");
      await picture("hover-json");
      await page.keyboard.press("Escape");
      await repeatUntil("keys of the JSON in another colour than its values", async () => {
        const [key, value, constant] = [await colourOf(page, '"type"'), await colourOf(page, '"http"'), await colourOf(page, "true")];
        assert.equal(new Set([key, value, constant]).size, 3, `${key}, ${value}, ${constant}`);
      });
    },
  },
  {
    name: "tables, columns, functions and keywords have colours of their own",
    file: "rides.sql",
    run: async ({ page, picture }) => {
      await repeatUntil("four colours", async () => {
        const colours = await Promise.all(["stations", "bike_id", "TIME_PARSE", "CLUSTERED"].map((word) => colourOf(page, word)));
        assert.equal(new Set(colours).size, 4, colours.join());
      });
      await picture("colours");
    },
  },
  {
    name: "definitions: F12 on a column, a CTE, and a table that another file writes",
    file: "definition.druid.sql",
    text: CTES,
    run: async ({ page }) => {
      await page.keyboard.press("F12");
      await isAt(page, 1, 22);
      await page.keyboard.press("Control+Alt+-");
      await page.keyboard.press("Control+End");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("End");
      await page.keyboard.press("F12");
      await isAt(page, 1, 6);
    },
  },
  {
    name: "definitions: F12 on a table leads to the statement that writes it",
    file: "definitionTable.druid.sql",
    text: "SELECT city FROM sta<|>tions\n",
    run: async ({ page }) => {
      await repeatUntil("the file that writes it", async () => {
        await page.keyboard.press("F12");
        await page.locator(".tab.active[data-resource-name='rides.sql']").waitFor({ timeout: 4000 });
      });
      await isAt(page, 25, 14);
    },
  },
  {
    name: "the outline has the statements, and leads to them",
    file: "rides.sql",
    run: async ({ page, picture }) => {
      await page.keyboard.press("Control+Shift+O");
      const rows = page.locator(".quick-input-list .monaco-list-row");
      for (const statement of ["INSERT INTO rides", "REPLACE INTO stations"]) await rows.filter({ hasText: statement }).first().waitFor();
      await picture("outline");
      await page.keyboard.type("REPLACE");
      await rows.first().filter({ hasText: "REPLACE INTO stations" }).waitFor();
      await page.keyboard.press("Enter");
      await isAt(page, 25, 1);
    },
  },
  {
    name: "statements fold, by the mouse and by the keyboard",
    file: "rides.sql",
    run: async ({ page, picture }) => {
      const line = (text) => editor(page).locator(".view-line", { hasText: text }).first();
      // The outline may have led to a statement further down.
      await page.keyboard.press("Control+Home");
      await line("TIME_PARSE").waitFor();
      await editor(page).locator(".line-numbers").first().hover();
      await (await topmost(editor(page).locator(".cldr.codicon-folding-expanded"))).click();
      await line("TIME_PARSE").waitFor({ state: "detached" });
      await picture("folded");
      await (await topmost(editor(page).locator(".cldr.codicon-folding-collapsed"))).click();
      await line("TIME_PARSE").waitFor();
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+0");
      await line("station_id").waitFor({ state: "detached" });
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+J");
      await line("TIME_PARSE").waitFor();
    },
  },
  {
    name: "MySQL among Druid's files gets one information, and no error",
    file: "shop.sql",
    text: "CREATE TABLE orders (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)) ENGINE=InnoDB;\nINSERT IGNORE INTO orders (id) VALUES (3);\n",
    run: async ({ page, picture }) => {
      await editor(page).locator(".squiggly-info").first().waitFor();
      await picture("mysql");
      assert.equal(await editor(page).locator(".squiggly-info").count(), 1);
      assert.equal(await editor(page).locator(".squiggly-error, .squiggly-warning").count(), 0);
      await hoverWord(page, "CREATE", "This reads as MySQL; Druid's checks are off for it.");
    },
  },
];

/** The match that stands highest in the window: behind a scroll, the order of lines in the page is another one. */
async function topmost(locator) {
  await locator.first().waitFor();
  const tops = await locator.evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().top));
  return locator.nth(tops.indexOf(Math.min(...tops)));
}
