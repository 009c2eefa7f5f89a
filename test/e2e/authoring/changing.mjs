/**
 * What changes the text on request: quick fixes, comments that silence, renames, rewritings, the formatter.
 */
import assert from "node:assert/strict";
import { editor, repeatUntil, runCommand } from "../window.mjs";
import { fixAt, menu, refactor, renameBox, take, type } from "./steps.mjs";

const UNFORMATTED = `select time_floor(__time,'P1D') as "day", -- UTC
count(*) as trips from rides
where duration_seconds>60 group by 1`;

const FORMATTED = `SELECT
  time_floor(__time, 'P1D') AS "day", -- UTC
  count(*) AS trips
FROM rides
WHERE duration_seconds > 60
GROUP BY 1`;

const noErrors = (page) => editor(page).locator(".squiggly-error").first().waitFor({ state: "detached" });

export const CHANGING = [
  {
    name: "the menu of quick fixes writes what Druid takes",
    file: "fix.druid.sql",
    text: "INSERT INTO rides_2025\nSELECT __time, bike_id FROM rides\nORDER BY bike_id\n",
    run: async ({ page, picture, becomes }) => {
      const partition = await fixAt(page, "INSERT", "Add PARTITIONED BY DAY");
      assert.match((await menu(page).allInnerTexts())[0], /Add PARTITIONED BY DAY/);
      await picture("quick-fix");
      await take(page, partition);
      await becomes("INSERT INTO rides_2025\nSELECT __time, bike_id FROM rides\nORDER BY bike_id\nPARTITIONED BY DAY\n");
      await take(page, await fixAt(page, "ORDER", "Write CLUSTERED BY instead"));
      await becomes("INSERT INTO rides_2025\nSELECT __time, bike_id FROM rides\nPARTITIONED BY DAY\nCLUSTERED BY bike_id\n");
      await noErrors(page);
    },
  },
  {
    name: "the lightbulb opens the menu by the mouse",
    file: "lightbulb.druid.sql",
    text: "SELECT bike_id\nFROM rides\nLIMIT 5, 1<|>0\n",
    run: async ({ page, becomes }) => {
      await page.locator(".lightBulbWidget, [class*='gutter-lightbulb']").filter({ visible: true }).first().click();
      await menu(page).filter({ hasText: "Write LIMIT 10 OFFSET 5" }).first().click();
      await becomes("SELECT bike_id\nFROM rides\nLIMIT 10 OFFSET 5\n");
    },
  },
  {
    name: "everything that has one certain fix is fixed at once",
    file: "fixAll.druid.sql",
    text: "SELECT `bike_id` FROM rides WHERE start_station == 'Central' LIMIT 5, 10\n",
    run: async ({ page, becomes }) => {
      await editor(page).locator(".squiggly-error").first().waitFor();
      // VS Code drops the command's question when it asks for the lightbulb of new diagnostics meanwhile; nothing happens then.
      await repeatUntil("everything to be fixed", async () => {
        await runCommand(page, "Fix All");
        await becomes("SELECT bike_id FROM rides WHERE start_station = 'Central' LIMIT 10 OFFSET 5\n", 5000);
      });
      await noErrors(page);
    },
  },
  {
    name: "a comment silences what is marked, and its reason is typed at once",
    file: "silence.druid.sql",
    text: "SELECT 1;\n\nSELECT bike_id FROM rides LIMIT 5, 10\n",
    run: async ({ page, picture, becomes }) => {
      await take(page, await fixAt(page, "LIMIT", "Ignore not-allowed for this statement"));
      await becomes(/-- druid-sql-ignore not-allowed: why\nSELECT bike_id/);
      await repeatUntil("the reason to be selected", async () => {
        await page.locator(".statusbar-item", { hasText: "(3 selected)" }).waitFor({ timeout: 1000 });
      });
      await picture("silence");
      await type(page, "rewritten by our proxy");
      await becomes("SELECT 1;\n\n-- druid-sql-ignore not-allowed: rewritten by our proxy\nSELECT bike_id FROM rides LIMIT 5, 10\n");
      await noErrors(page);
    },
  },
  {
    name: "a CTE is renamed wherever it stands, and the box tells what Enter does",
    file: "rename.druid.sql",
    text: "WITH busy AS (SELECT bike_id FROM rides)\nSELECT <|>busy.bike_id\nFROM busy\n",
    run: async ({ page, picture, becomes }) => {
      const box = await renameBox(page);
      assert.equal(await box.locator("input").inputValue(), "busy");
      assert.match(await box.textContent(), /Enter to Rename/);
      await page.keyboard.type("crowded");
      await picture("rename");
      await page.keyboard.press("Enter");
      await becomes("WITH crowded AS (SELECT bike_id FROM rides)\nSELECT crowded.bike_id\nFROM crowded\n");
    },
  },
  {
    name: "an alias is renamed after a look at the changes",
    file: "renameAlias.druid.sql",
    text: "SELECT r.bike_id, s.city\nFROM rides <|>r\nJOIN stations s ON r.start_station = s.station_id\n",
    run: async ({ page, picture, becomes }) => {
      await renameBox(page);
      await page.keyboard.type("trip");
      await page.keyboard.press("Control+Enter");
      await page.locator(".bulk-edit-panel .monaco-list-row", { hasText: "renameAlias.druid.sql" }).first().waitFor();
      await picture("rename-preview");
      await page.locator(".bulk-edit-panel").getByRole("button", { name: "Apply" }).click();
      await becomes("SELECT trip.bike_id, s.city\nFROM rides trip\nJOIN stations s ON trip.start_station = s.station_id\n");
    },
  },
  {
    name: "a name that cannot be renamed says why",
    file: "renameNot.druid.sql",
    text: "SELECT bike_<|>id FROM rides\n",
    run: async ({ page, picture }) => {
      await repeatUntil("a reason", async () => {
        await page.keyboard.press("F2");
        await page
          .locator(".monaco-editor-overlaymessage", { hasText: "bike_id is a column of the table rides" })
          .waitFor({ timeout: 4000 });
      });
      await picture("rename-refused");
    },
  },
  {
    name: "the columns of * are written out by the catalog",
    file: "star.druid.sql",
    text: "SELECT <|>*\nFROM rides\n",
    run: async ({ page, picture, becomes }) => {
      const row = await refactor(page, "Write out the columns of *");
      await picture("refactor-star");
      await take(page, row);
      await becomes(/^SELECT __time, bike_id, start_station, end_station, duration_seconds\s+FROM rides\n$/);
    },
  },
  {
    name: "a subquery is moved to a CTE",
    file: "extract.druid.sql",
    text: "SELECT busy.bike_id\nFROM (<|>SELECT bike_id FROM rides WHERE duration_seconds > 60) busy\n",
    run: async ({ page, picture, becomes }) => {
      const row = await refactor(page, "Move the subquery to WITH as busy");
      await picture("refactor-extract");
      await take(page, row);
      await becomes("WITH busy AS (\n  SELECT bike_id FROM rides WHERE duration_seconds > 60\n)\nSELECT busy.bike_id\nFROM busy\n");
    },
  },
  {
    name: "the formatter writes the usual form of a document",
    file: "format.druid.sql",
    text: `<|>${UNFORMATTED}\n`,
    run: async ({ page, picture, becomes }) => {
      await page.keyboard.press("Control+Shift+I");
      await becomes(`${FORMATTED}\n`);
      await picture("formatted");
    },
  },
  {
    name: "the formatter leaves alone what is not selected",
    file: "formatSelection.druid.sql",
    text: `select 1;\n\n<|>${UNFORMATTED};\n\nselect 2;\n`,
    run: async ({ page, becomes }) => {
      for (let lines = 0; lines < 2; lines++) await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+F");
      await becomes(`select 1;\n\n${FORMATTED};\n\nselect 2;\n`);
    },
  },
  {
    name: "a statement takes its form when it is ended, and a new line its indentation",
    file: "formatTyping.druid.sql",
    text: `${UNFORMATTED}<|>\n`,
    run: async ({ page, becomes }) => {
      await type(page, ";");
      await becomes(`${FORMATTED};\n`);
      await page.keyboard.press("Enter");
      await type(page, "SELECT bike_id");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Enter");
      await type(page, "FROM rides");
      await page.keyboard.press("Escape");
      await becomes(`${FORMATTED};\nSELECT bike_id\nFROM rides\n`);
    },
  },
];
