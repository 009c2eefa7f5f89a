/**
 * Looks at VS Code's window as somebody does who writes Druid SQL: what is offered and what accepting it writes, what is explained, how
 * fixes, renames and the formatter change the text. Runs on a copy of the sample workspace; each check writes a file of its own and opens
 * it, and files are saved by themselves, so that what the editor holds can be read from the disk.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clickWord, editor, hoverWord, openFile, repeatUntil, runChecks, takePicture, withWindow } from "./window.mjs";

const SETTINGS = { "druidSql.principal": "user:alice", "files.autoSave": "afterDelay", "files.autoSaveDelay": 100 };

/** Runs all checks in one window, on the sample workspace. */
export async function runAuthoring({ vsix, report, pictures = "out/e2e" }) {
  const size = { width: 1280, height: 800 };
  await withWindow({ vsix, size, folder: "examples", settings: SETTINGS }, async (page, workspace) => {
    await page.keyboard.press("Control+B");
    await runChecks(page, checksIn(workspace), report, pictures);
  });
}

const checksIn = (workspace) => ({
  "completion offers what the grammar takes, and Enter writes it": async (page, pictures) => {
    const file = await writeAndOpen(page, workspace, "complete.druid.sql", "SELECT start_station, COUNT(*) AS trips\nFROM rides\n<|>");
    await page.keyboard.type("gro");
    await offered(page, "group by");
    await takePicture(page, join(pictures, "completion.png"));
    await page.keyboard.press("Enter");
    await page.keyboard.type(" start_s");
    await offered(page, "start_station");
    await page.keyboard.press("Enter");
    await textBecomes(file, /\nFROM rides\ngroup by start_station$/);
  },

  "a function is offered with its operands, and signature help follows them": async (page, pictures) => {
    const file = await writeAndOpen(page, workspace, "signature.druid.sql", "SELECT <|>\nFROM rides\n");
    await page.keyboard.type("TIME_FLO");
    await offered(page, "TIME_FLOOR");
    await page.keyboard.press("Enter");
    const help = page.locator(".parameter-hints-widget.visible");
    await help.filter({ hasText: "TIME_FLOOR(time, period" }).waitFor();
    await takePicture(page, join(pictures, "signature.png"));
    await textBecomes(file, /^SELECT TIME_FLOOR\(.*\)\nFROM rides\n$/);
    await page.keyboard.press("Escape");
  },

  "completion goes on inside of EXTERN's JSON": async (page, pictures) => {
    const file = await writeAndOpen(page, workspace, "extern.druid.sql", EXTERN_HALF_TYPED);
    await page.keyboard.type('"u');
    await offered(page, "uris");
    await takePicture(page, join(pictures, "completion-extern.png"));
    await page.keyboard.press("Enter");
    await textBecomes(file, /'\{"type": "http", "uris": \[.*\]/);
    await page.keyboard.press("Escape");
  },

  "a hover explains a function": async (page) => {
    await writeAndOpen(page, workspace, "hover.druid.sql", "SELECT APPROX_COUNT_DISTINCT_DS_HLL(bike_id) AS bikes\nFROM rides\n");
    const hover = await hoverWord(page, "APPROX_COUNT_DISTINCT_DS_HLL", "Roughly how many different values");
    await hover.locator("a", { hasText: "documentation" }).first().waitFor();
  },

  "quick fixes write what Druid takes": async (page, pictures) => {
    const file = await writeAndOpen(page, workspace, "fix.druid.sql", "INSERT INTO rides_2025\nSELECT * FROM rides LIMIT 5, 10");
    await chooseFix(page, "LIMIT", "Write LIMIT 10 OFFSET 5");
    await textBecomes(file, /LIMIT 10 OFFSET 5$/);
    await chooseFix(page, "INSERT", "Add PARTITIONED BY DAY", join(pictures, "quick-fix.png"));
    await textBecomes(file, /LIMIT 10 OFFSET 5\s+PARTITIONED BY DAY$/);
    await editor(page).locator(".squiggly-error").first().waitFor({ state: "detached" });
  },

  "a CTE is renamed wherever it stands": async (page, pictures) => {
    const file = await writeAndOpen(
      page,
      workspace,
      "rename.druid.sql",
      "WITH busy AS (SELECT * FROM rides)\nSELECT busy.bike_id FROM busy\n",
    );
    await repeatUntil("a box for the new name", async () => {
      await clickWord(page, "busy");
      await page.keyboard.press("F2");
      await page.locator(".rename-box input").waitFor({ timeout: 5000 });
    });
    await page.locator(".rename-box input").fill("crowded");
    await takePicture(page, join(pictures, "rename.png"));
    await page.keyboard.press("Enter");
    await textBecomes(file, /^WITH crowded AS \(SELECT \* FROM rides\)\nSELECT crowded\.bike_id FROM crowded\n$/);
  },

  "the outline has the statements": async (page) => {
    await openFile(page, "rides.sql");
    await page.keyboard.press("Control+Shift+O");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    for (const statement of ["INSERT INTO rides", "REPLACE INTO stations"]) await rows.filter({ hasText: statement }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  },

  "words have the colours of what they mean, and statements fold": async (page, pictures) => {
    await openFile(page, "rides.sql");
    await repeatUntil("a table in another colour than a column", async () => {
      assert.notEqual(await colourOf(page, "stations"), await colourOf(page, "bike_id"));
      await page.waitForTimeout(50);
    });
    await takePicture(page, join(pictures, "colours.png"));
    await editor(page).hover();
    await editor(page).locator(".cldr.codicon-folding-expanded").first().click();
    await editor(page).locator(".cldr.codicon-folding-collapsed").first().waitFor();
    await editor(page).locator(".cldr.codicon-folding-collapsed").first().click();
  },

  "the formatter writes the usual form": async (page, pictures) => {
    const file = await writeAndOpen(page, workspace, "format.druid.sql", UNFORMATTED);
    await page.keyboard.press("Shift+Alt+F");
    await page.keyboard.press("Control+Shift+I");
    await textBecomes(file, FORMATTED);
    await takePicture(page, join(pictures, "formatted.png"));
  },

  "MySQL among Druid's files gets one information, and no error": async (page, pictures) => {
    await writeAndOpen(page, workspace, "shop.sql", "SELECT `id`, `placed` FROM orders ORDER BY placed LIMIT 5, 10;\n");
    await editor(page).locator(".squiggly-info").first().waitFor();
    await takePicture(page, join(pictures, "mysql.png"));
    assert.equal(await editor(page).locator(".squiggly-error, .squiggly-warning").count(), 0);
    await hoverWord(page, "SELECT", "MySQL");
  },
});

const EXTERN_HALF_TYPED = `INSERT INTO rides
SELECT TIME_PARSE(started_at) AS __time, bike_id
FROM TABLE(
  EXTERN(
    '{"type": "http", <|>}',
    '{"type": "json"}'
  )
) EXTEND (started_at VARCHAR, bike_id VARCHAR)
PARTITIONED BY DAY
`;

const UNFORMATTED = `select time_floor(__time,'P1D') as "day", -- UTC
count(*) as trips from rides
where duration_seconds>60 group by 1
`;

const FORMATTED = `SELECT
  time_floor(__time, 'P1D') AS "day", -- UTC
  count(*) AS trips
FROM rides
WHERE duration_seconds > 60
GROUP BY 1
`;

/** Writes a file into the workspace, opens it, and puts the cursor at `<|>` if there is one. Returns the file. */
async function writeAndOpen(page, workspace, name, marked) {
  const file = join(workspace, name);
  const offset = marked.indexOf("<|>");
  const text = marked.replace("<|>", "");
  writeFileSync(file, text);
  await openFile(page, name);
  if (offset >= 0) await moveTo(page, text, offset);
  return file;
}

async function moveTo(page, text, offset) {
  const lines = text.slice(0, offset).split("\n");
  const [line, column] = [lines.length, lines.at(-1).length + 1];
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input[type=text]").fill(`:${line}:${column}`);
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: `line ${line}` })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}

/** Waits until the list of completion has chosen the item with the label. */
async function offered(page, label) {
  await page.locator(`.suggest-widget.visible .monaco-list-row.focused .label-name`, { hasText: label }).first().waitFor();
}

async function textBecomes(file, expected) {
  await repeatUntil(`${file} to be saved with the change`, async () => {
    await new Promise((done) => setTimeout(done, 50));
    const text = readFileSync(file, "utf8");
    if (typeof expected === "string") assert.equal(text, expected);
    else assert.match(text, expected);
  });
}

/** Takes the fix with a title from the lightbulb's menu of a word; the menu may come before the diagnostics do. */
async function chooseFix(page, word, title, picture) {
  const row = page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
  await repeatUntil(`the fix "${title}"`, async () => {
    await page.keyboard.press("Escape");
    await clickWord(page, word);
    await page.keyboard.press("Control+.");
    await row.waitFor({ timeout: 3000 });
  });
  if (picture) await takePicture(page, picture);
  await row.click();
}

/** The colour of the first piece of text in the editor that is the word, and no more. */
async function colourOf(page, word) {
  const piece = editor(page)
    .locator(".view-line span > span")
    .filter({ hasText: new RegExp(`^\\s*${word}\\s*$`) })
    .first();
  return piece.evaluate((element) => getComputedStyle(element).color);
}
