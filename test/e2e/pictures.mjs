/**
 * Makes the pictures of the README: `node test/e2e/pictures.mjs DIR`, after `npm run package`. Each is the editor, cut to the lines that
 * it is about. A palette of 24 colours, packed by Zopfli, makes them as small as the package wants them; with Pillow, for each:
 * `Image.open(file).convert("RGB").quantize(24, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=0).save(file)`, then `zopfli.png.optimize`.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { load } from "./authoring/completing.mjs";
import { fixAt, goTo, offered, renameBox, type } from "./authoring/steps.mjs";
import { installVsCode } from "./install.mjs";
import { editor, hoverWord, openFile, settled, withWindow } from "./window.mjs";

const VSIX = "dist/druid-sql.vsix";
const FRAME = { vsix: VSIX, size: { width: 860, height: 480 }, scale: 1.5 };
const SETTINGS = {
  "druidSql.principal": "user:alice",
  "editor.hideCursorInOverviewRuler": true,
  "editor.lightbulb.enabled": "off",
  "editor.matchBrackets": "never",
  "editor.overviewRulerBorder": false,
  "editor.overviewRulerLanes": 0,
  "editor.scrollbar.vertical": "hidden",
  "workbench.activityBar.location": "hidden",
};

const LOAD = load('{"type": "s3", }');

const FIX = `INSERT INTO rides_2025
SELECT __time, bike_id, start_station
FROM rides
WHERE __time >= TIMESTAMP '2025-01-01 00:00:00'
ORDER BY start_station
PARTITIONED BY DAY
`;

const RENAME = `WITH busy AS (
  SELECT start_station, COUNT(*) AS trips FROM rides GROUP BY 1
)
SELECT busy.start_station, busy.trips
FROM busy
WHERE busy.trips > 100
`;

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(VSIX)) {
  console.error(`needed: a folder, and ${VSIX} (npm run package)`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
await installVsCode();
await picturePermissions();
await pictureAuthoring();
console.log(`pictures written to ${folder}`);

async function picturePermissions() {
  await withWindow({ ...FRAME, settings: SETTINGS }, async (page) => {
    await page.keyboard.press("Control+B");
    await openFile(page, "queries.sql");
    await editor(page).locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Control+End");
    await hoverWord(page, "wikipedia", "READ DATASOURCE wikipedia");
    await picture(page, "hover", 7);
    await hoverWord(page, "koalas", "may not READ DATASOURCE koalas");
    await picture(page, "diagnostic", 15);
  });
}

async function pictureAuthoring() {
  const files = { "load.druid.sql": LOAD, "copy.druid.sql": FIX, "rename.druid.sql": RENAME };
  await withWindow({ ...FRAME, folder: "examples", files, settings: SETTINGS }, async (page) => {
    await page.keyboard.press("Control+B");
    await openFile(page, "copy.druid.sql");
    await editor(page).locator(".squiggly-error").first().waitFor();
    await fixAt(page, "ORDER", "Write CLUSTERED BY instead");
    await picture(page, "quick-fix", 11);
    await page.keyboard.press("Escape");

    await openFile(page, "load.druid.sql");
    await goTo(page, LOAD, LOAD.indexOf(" }'") + 1);
    await type(page, '"');
    await offered(page, "uris");
    await picture(page, "completion", 14);
    await page.keyboard.press("Escape");

    await openFile(page, "rename.druid.sql");
    await goTo(page, RENAME, RENAME.indexOf("busy.trips >"));
    await editor(page).locator(".wordHighlightStrong, .wordHighlightText, .wordHighlight").nth(3).waitFor();
    await renameBox(page);
    await page.keyboard.type("crowded");
    await picture(page, "rename", 9);
  });
}

/** The first lines of the editor. */
async function picture(page, name, lines) {
  await settled(page);
  const { x, y, width } = await editor(page).boundingBox();
  await page.screenshot({ path: join(folder, `${name}.png`), clip: { x, y, width, height: 19 * lines + 6 } });
}
