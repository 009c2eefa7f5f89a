/**
 * Looks at VS Code's window as a person does: what is painted, what a hover shows, what the status bar says, what the palette does.
 * Waits for things to appear, never for a time. Screenshots of the run go to `out/e2e/`.
 */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { newScratch, openWindow, startServer } from "./vscode.mjs";

const LIMIT_MS = 30_000;
const WORKSPACE = "test/fixtures/workspace";
const SETTINGS = {
  "breadcrumbs.enabled": false,
  "editor.hover.above": false,
  "editor.minimap.enabled": false,
  "editor.renderLineHighlight": "none",
  "editor.scrollbar.vertical": "hidden",
  "explorer.openEditors.visible": 0,
  "security.workspace.trust.startupPrompt": "never",
};

/** Runs all checks in one window and reports each as `{ name, passed, milliseconds, error }`. */
export async function runWindowChecks({ vsix, report, pictures = "out/e2e" }) {
  const size = { width: 1280, height: 800 };
  await withWindow({ vsix, size }, (page) => runChecks(page, CHECKS, report, pictures));
  await withWindow({ vsix, size, trust: "none" }, (page) => runChecks(page, RESTRICTED_CHECKS, report, pictures));
  await withWindow({ vsix, size, language: "de" }, (page) => runChecks(page, GERMAN_CHECKS, report, pictures));
}

/**
 * Runs checks one after the other and reports each. What fails is tried a second time, since a window under load drops a key now and then;
 * a report says when the second try was needed, and a failed try leaves a screenshot. `DRUID_SQL_E2E_MATCH`: those with it in their name.
 */
export async function runChecks(page, checks, report, pictures) {
  for (const [name, check] of Object.entries(checks)) {
    if (!name.includes(process.env.DRUID_SQL_E2E_MATCH ?? "")) continue;
    const start = Date.now();
    const first = await failureOf(name, check, page, pictures);
    const second = first && (await failureOf(name, check, page, pictures));
    report({ name: `window: ${name}`, passed: !second, milliseconds: Date.now() - start, error: second, firstError: first });
  }
}

/** What a check fails with; undefined when it passes. */
async function failureOf(name, check, page, pictures) {
  try {
    await check(page, pictures);
    return undefined;
  } catch (error) {
    await takePicture(page, join(pictures, `failed: ${name}.png`));
    for (let times = 0; times < 3; times++) await page.keyboard.press("Escape");
    return error.message;
  }
}

const RESTRICTED_CHECKS = {
  "Restricted Mode changes nothing": async (page) => {
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await openFile(page, "queries.sql");
    await editor(page).locator(".squiggly-error").first().waitFor();
    await hoverWord(page, "koalas", "user:alice may not READ DATASOURCE koalas");
  },
};

/** VS Code's own words stay English: its language packs are extensions, and none is installed. */
const GERMAN_CHECKS = {
  "German: a hover, the status bar and the page of the roles file": async (page, pictures) => {
    await openFile(page, "queries.sql");
    await editor(page).locator(".squiggly-error").first().waitFor();
    await repeatUntil("a German label", async () => {
      await clickWord(page, "koalas");
      await page.locator("[id*='druidSql.status'] a[aria-label*='diese Anweisung' i]").waitFor({ timeout: 5000 });
    });
    await hoverWord(page, "koalas", "user:alice darf");
    await takePicture(page, join(pictures, "german-hover.png"));
    await page.keyboard.press("Escape");
    await openFile(page, "druid-roles.json");
    await page.locator(".codelens-decoration", { hasText: "Anweisung" }).first().waitFor();
    await takePicture(page, join(pictures, "german-roles.png"));
  },

  "German: what a function is for": async (page, pictures) => {
    await openFile(page, "nightly.druid.sql");
    await hoverWord(page, "COUNT", "Wie viele Zeilen es gibt");
    await takePicture(page, join(pictures, "german-function.png"));
    await page.keyboard.press("Escape");
  },

  "German: quick fixes": async (page, pictures) => {
    await openFile(page, "queries.sql");
    await clickWord(page, "koalas");
    await page.keyboard.press("Control+.");
    await page
      .locator(".action-widget .monaco-list-row", { hasText: "READ DATASOURCE koalas der Rolle analyst erteilen" })
      .first()
      .waitFor();
    await takePicture(page, join(pictures, "german-fixes.png"));
    await page.keyboard.press("Escape");
  },
};

const CHECKS = {
  "the denied table has a squiggle": async (page) => {
    await openFile(page, "queries.sql");
    await editor(page).locator(".squiggly-error").first().waitFor();
  },

  "the status bar names the principal and the verdict": async (page) => {
    const item = page.locator("#druid-sql\\.druid-sql\\.druidSql\\.status, [id*='druidSql.status']").first();
    await clickWord(page, "wikipedia");
    await item.filter({ hasText: "user:alice" }).waitFor();
    assert.match(await item.locator("a").first().getAttribute("aria-label"), /allowed/i);
    await repeatUntil("a denied verdict", async () => {
      // A window that is still laid out moves the word away from under the mouse.
      await clickWord(page, "koalas");
      await page.locator("[id*='druidSql.status'] a[aria-label*='denied' i]").waitFor({ timeout: 5000 });
    });
  },

  "a hover shows the need and links to the grant": async (page, pictures) => {
    const hover = await hoverWord(page, "wikipedia", "READ DATASOURCE wikipedia");
    await takePicture(page, join(pictures, "hover.png"));
    await hover.locator("a", { hasText: "analyst" }).first().click();
    await page.locator(".tab.active[data-resource-name='druid-roles.json']").waitFor();
    await page.locator(".statusbar-item", { hasText: /Ln 5\b/ }).waitFor();
  },

  "a hover over the squiggle tells what is missing": async (page, pictures) => {
    await openFile(page, "queries.sql");
    await hoverWord(page, "koalas", "user:alice may not READ DATASOURCE koalas");
    await takePicture(page, join(pictures, "diagnostic.png"));
  },

  "a hover over the first word tells the verdict at each endpoint": async (page, pictures) => {
    await openFile(page, "queries.sql");
    const hover = await hoverWord(page, "SELECT", "Sent elsewhere");
    await takePicture(page, join(pictures, "statement.png"));
    assert.match(await hover.textContent(), /POST \/druid\/v2\/sql\/task \(msq-task\)/);
  },

  "the lightbulb offers grants": async (page, pictures) => {
    await openFile(page, "queries.sql");
    await clickWord(page, "koalas");
    await page.keyboard.press("Control+.");
    const menu = page.locator(".action-widget");
    await menu.locator(".monaco-list-row", { hasText: "Grant READ DATASOURCE koalas to role analyst" }).first().waitFor();
    await takePicture(page, join(pictures, "fixes.png"));
    await page.keyboard.press("Escape");
  },

  "the code beside a diagnostic opens its page": async (page) => {
    const hover = await hoverWord(page, "koalas", "user:alice may not READ DATASOURCE koalas");
    await hover.locator("a", { hasText: "permission-denied" }).first().click();
    await page.locator(".tab.active", { hasText: "permission-denied.md" }).waitFor();
    await page.locator(".tab.active .tab-actions a").click();
    await page.locator(".tab", { hasText: "permission-denied.md" }).waitFor({ state: "detached" });
  },

  "a link of a shipped document leads to the next one": async (page) => {
    await runCommand(page, "Druid SQL: Open the guide to the command line and CI");
    await page.locator(".tab.active", { hasText: "cli.md" }).waitFor();
    await preview(page).locator("a[href*='diagnostics/other-dialect.md']").first().click();
    await page.locator(".tab.active", { hasText: "other-dialect.md" }).waitFor();
    // The preview takes the focus once it is loaded, and keys with it.
    await openFile(page, "queries.sql");
  },

  "the Problems view lists the missing grant": async (page) => {
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "may not READ DATASOURCE koalas" }).first().waitFor();
    await page.keyboard.press("Control+J");
  },

  "the palette's command opens the report": async (page) => {
    await openFile(page, "queries.sql");
    await runCommand(page, "Druid SQL: Check my permissions");
    await page
      .locator(".tab", { hasText: /Permissions of queries\.sql/ })
      .first()
      .waitFor();
  },

  "a roles file tells who uses a grant": async (page, pictures) => {
    await openFile(page, "druid-roles.json");
    await page.locator(".codelens-decoration", { hasText: "used by" }).first().waitFor();
    await hoverWord(page, "wiki", "queries.sql");
    await takePicture(page, join(pictures, "roles.png"));
    await page.keyboard.press("Escape");
  },

  "who can run what is a table with links": async (page, pictures) => {
    await openFile(page, "queries.sql");
    await runCommand(page, "Druid SQL: Who can run what");
    await page.locator(".tab.active", { hasText: "Who can run what" }).waitFor();
    await preview(page).locator("td", { hasText: "✗ denied" }).first().waitFor();
    await takePicture(page, join(pictures, "who.png"));
    await preview(page).locator("a", { hasText: "line 5" }).first().click();
    await page.locator(".tab.active[data-resource-name='queries.sql']").first().waitFor();
    await page.locator(".statusbar-item", { hasText: /Ln 5\b/ }).waitFor();
  },

  "the status bar's choice changes the verdicts": async (page) => {
    await openFile(page, "queries.sql");
    await page.locator("[id*='druidSql.status'] a").first().click();
    const row = page.locator(".quick-input-list .monaco-list-row");
    await row.filter({ hasText: "alice" }).first().waitFor();
    await row.filter({ hasText: "bob" }).first().click();
    await page.locator("[id*='druidSql.status']", { hasText: "user:bob" }).first().waitFor();
    await hoverWord(page, "wikipedia", "user:bob may not READ DATASOURCE wikipedia");
  },
};

/** Opens the extension on a copy of a folder, without some of its files and with others, hands over the page and the folder, and ends everything that was started. */
export async function withWindow({ vsix, size, scale, trust, language, folder = WORKSPACE, files = {}, settings = {}, without = [] }, use) {
  const scratch = newScratch();
  const workspace = join(scratch, "workspace");
  cpSync(folder, workspace, { recursive: true });
  for (const name of without) rmSync(join(workspace, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const server = await startServer({ scratch, vsix, settings: { ...SETTINGS, ...settings }, trust });
  let window;
  try {
    window = await openWindow({ port: server.port, workspace, size, scale, language });
    window.page.setDefaultTimeout(LIMIT_MS);
    await window.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    await use(window.page, workspace);
  } catch (error) {
    console.error(`--- server log\n${server.log()}`);
    throw error;
  } finally {
    await window?.close();
    await server.stop();
  }
}

/** What VS Code's preview of Markdown shows. */
const preview = (page) => page.frameLocator("iframe.webview.ready").last().frameLocator("iframe");

export const editor = (page) => page.locator(".editor-instance .monaco-editor").first();

export async function openFile(page, name) {
  await acceptQuickInput(page, "Control+P", name, new RegExp(`^${name.replaceAll(".", "\\.")}$`));
  await page.locator(`.tab.active[data-resource-name='${name}']`).first().waitFor();
  await editor(page).locator(".view-line").first().waitFor();
}

/** Runs a command of the palette. `asks`: it goes on asking in the quick input, which therefore stays. */
export async function runCommand(page, title, asks) {
  await acceptQuickInput(page, "F1", `>${title}`, title, asks);
}

/** Opens the quick input, types, and accepts when the row that Enter takes is the wanted one. */
async function acceptQuickInput(page, key, text, row, asks) {
  const input = page.locator(".quick-input-widget input[type=text]");
  await repeatUntil(`a quick input after ${key}`, async () => {
    // A page inside the window that is still loading swallows keys, and the focus that it takes closes the input again.
    await page.keyboard.press(key);
    await input.fill(text, { timeout: 1500 });
    const focused = page.locator(".quick-input-list .monaco-list-row.focused");
    await focused.filter({ has: page.locator(".label-name", { hasText: row }) }).waitFor({ timeout: 5000 });
  });
  await page.keyboard.press("Enter");
  if (asks !== "asks") await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Tries again until it does not throw, at least for the time given. */
export async function repeatUntil(what, attempt, limitMs = LIMIT_MS) {
  for (const end = Date.now() + limitMs; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error(`waited for: ${what}; last: ${error.message}`);
    }
  }
}

export async function clickWord(page, word) {
  const { x, y } = await placeOf(page, word);
  await page.mouse.click(x, y);
}

/** Rests the mouse on a word until a hover with the text is shown; VS Code drops a hover when the answer comes late, so it asks again. */
export async function hoverWord(page, word, text) {
  const hover = page.locator(".monaco-resizable-hover, .monaco-hover").filter({ hasText: text, visible: true }).first();
  await repeatUntil(`a hover over ${word} with "${text}"`, async () => {
    const { x, y } = await placeOf(page, word);
    // An earlier hover may cover the word.
    await page.mouse.move(x, page.viewportSize().height - 60);
    await page.keyboard.press("Escape");
    await page.mouse.move(x, y, { steps: 4 });
    await hover.waitFor({ timeout: 3000 }).catch(async () => {
      throw new Error(`shown: ${await shownHovers(page)}`);
    });
  });
  return hover;
}

const shownHovers = async (page) => JSON.stringify(await page.locator(".monaco-hover").filter({ visible: true }).allInnerTexts());

/** The middle of the first occurrence of a word in the editor, in pixels of the page. */
export async function placeOf(page, word) {
  const line = editor(page).locator(".view-line", { hasText: word }).first();
  await line.waitFor();
  return line.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent.indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    throw new Error(`${wanted} is not in one piece of ${element.textContent}`);
  }, word);
}

export async function takePicture(page, file) {
  mkdirSync(resolve(file, ".."), { recursive: true });
  await settled(page);
  await page.screenshot({ path: file });
}

/** Waits until nothing moves. */
export async function settled(page) {
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
}
