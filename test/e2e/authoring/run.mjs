/**
 * Looks at VS Code's window as somebody does who writes Druid SQL: what is offered and what accepting it writes, what is explained, where
 * names lead, how fixes, renames, rewritings and the formatter change the text. By keyboard and mouse, on a copy of the sample workspace
 * with a file for each check and a catalog; files save themselves, so that what the editor holds can be read from the disk.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChecks, takePicture, withWindow } from "../window.mjs";
import { CHANGING } from "./changing.mjs";
import { COMPLETING } from "./completing.mjs";
import { marked, openAtMark, textBecomes } from "./steps.mjs";
import { UNDERSTANDING } from "./understanding.mjs";

const SETTINGS = {
  "druidSql.principal": "user:alice",
  "editor.formatOnType": true,
  "files.autoSave": "afterDelay",
  "files.autoSaveDelay": 100,
};

/** What `*` is written out by. */
const CATALOG = {
  tables: {
    rides: {
      columns: { __time: "TIMESTAMP", bike_id: "VARCHAR", start_station: "VARCHAR", end_station: "VARCHAR", duration_seconds: "BIGINT" },
    },
  },
};

const READY = { file: "ready.druid.sql", text: "SELECT bike_id FROM rides LIMIT 5, 10\n" };

/** Each has a name, a file with its text, in which `<|>` is the cursor, and what is done there; without a text the sample has the file. */
const CHECKS = [...COMPLETING, ...UNDERSTANDING, ...CHANGING];

/** Runs all checks in one window and reports each. */
export async function runAuthoring({ vsix, report, pictures = "out/e2e" }) {
  await withAuthoring({ vsix, size: { width: 1280, height: 800 } }, async (page, workspace) => {
    await runChecks(page, Object.fromEntries(CHECKS.map((check) => [check.name, asRun(check, workspace)])), report, pictures);
  });
}

/** Opens the window with every file in it, and hands it over when the server has read the first of them. */
export async function withAuthoring({ vsix, size, scale, settings = {} }, use) {
  const files = Object.fromEntries([READY, ...CHECKS].flatMap(({ file, text }) => (text === undefined ? [] : [[file, marked(text).text]])));
  const workspace = { folder: "examples", files: { ...files, "druid-catalog.json": JSON.stringify(CATALOG) } };
  await withWindow({ vsix, size, scale, ...workspace, settings: { ...SETTINGS, ...settings } }, async (page, place) => {
    await page.keyboard.press("Control+B");
    await openAtMark(page, READY);
    await page.locator(".squiggly-error").first().waitFor();
    await use(page, place);
  });
}

function asRun({ file, text, run }, workspace) {
  const path = join(workspace, file);
  const source = () => readFileSync(path, "utf8");
  return async (page, pictures) => {
    // A second try starts from the same text.
    if (text !== undefined && source() !== marked(text).text) writeFileSync(path, marked(text).text);
    await openAtMark(page, { file, text });
    await run({
      page,
      picture: (name) => takePicture(page, join(pictures, `${name}.png`)),
      source,
      becomes: (expected, limitMs) => textBecomes(path, expected, limitMs),
    });
  };
}
