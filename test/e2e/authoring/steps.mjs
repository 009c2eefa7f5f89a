/**
 * What somebody does who writes in the window, and what he sees: each step waits until it has had its effect.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { clickWord, editor, openFile, repeatUntil } from "../window.mjs";

/** Slow enough that the editor sees one key after the other, as it does from people. */
const KEY_DELAY = { delay: 25 };

/** A text without the mark `<|>`, and where that stood. */
export function marked(text) {
  const offset = text.indexOf("<|>");
  return { text: text.replace("<|>", ""), offset };
}

/** Closes whatever an earlier check has left open, opens a file, and puts the cursor where the text has its mark. */
export async function openAtMark(page, { file, text = "" }) {
  for (let times = 0; times < 3; times++) await page.keyboard.press("Escape");
  await openFile(page, file);
  const { text: plain, offset } = marked(text);
  if (offset >= 0) await goTo(page, plain, offset);
}

/** Moves the cursor by "go to line". */
export async function goTo(page, text, offset) {
  const lines = text.slice(0, offset).split("\n");
  const [line, column] = [lines.length, lines.at(-1).length + 1];
  const input = page.locator(".quick-input-widget input[type=text]");
  await repeatUntil(`the cursor in line ${line}, column ${column}`, async () => {
    await page.keyboard.press("Control+G");
    await input.fill(`:${line}:${column}`, { timeout: 3000 });
    await page.keyboard.press("Enter");
    await isAt(page, line, column, 3000);
  });
}

/** The status bar tells where the cursor is. */
export async function isAt(page, line, column, timeout) {
  await page
    .locator(".statusbar-item", { hasText: new RegExp(`Ln ${line}, Col ${column}\\b`) })
    .waitFor(timeout === undefined ? {} : { timeout });
}

export async function type(page, text) {
  await page.keyboard.type(text, KEY_DELAY);
}

/** Waits until Enter would take the item with this label from the list of completion; returns its row. */
export async function offered(page, label) {
  const row = page.locator(".suggest-widget.visible .monaco-list-row.focused").filter({ has: exactly(page, ".label-name", label) });
  await row.first().waitFor();
  return row.first();
}

/** The labels of the list of completion, from the top, as many as are shown. */
export async function labels(page) {
  return page.locator(".suggest-widget.visible .monaco-list-row .label-name").allInnerTexts();
}

/** Goes down in the list to an item. */
export async function choose(page, label) {
  await exactly(page, ".suggest-widget.visible .label-name", label).waitFor();
  await repeatUntil(`${label} to be chosen`, async () => {
    const focused = page.locator(".suggest-widget.visible .monaco-list-row.focused").filter({ has: exactly(page, ".label-name", label) });
    if ((await focused.count()) > 0) return;
    await page.keyboard.press("ArrowDown");
    throw new Error("not there yet");
  });
}

function exactly(page, selector, text) {
  return page.locator(selector, { hasText: new RegExp(`^${escaped(text)}$`) });
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Waits until the file has this text, or a text like this. */
export async function textBecomes(file, expected, limitMs) {
  const compare = async () => {
    await new Promise((done) => setTimeout(done, 50));
    const text = readFileSync(file, "utf8");
    if (typeof expected === "string") assert.equal(text, expected);
    else assert.match(text, expected);
  };
  await repeatUntil("the text to be as wanted", compare, limitMs);
}

/** The rows of the menu of fixes or refactorings. */
export const menu = (page) => page.locator(".action-widget .monaco-list-row.action");

/** Opens the menu of fixes at a word and waits for a fix; the menu may come before the diagnostics do. */
export async function fixAt(page, word, title) {
  const row = menu(page).filter({ hasText: title }).first();
  await repeatUntil(`the fix "${title}"`, async () => {
    await page.keyboard.press("Escape");
    await clickWord(page, word);
    await page.keyboard.press("Control+.");
    await row.waitFor({ timeout: 4000 });
  });
  return row;
}

/** Opens the menu of refactorings at the cursor and takes one by the keyboard. */
export async function refactor(page, title) {
  const row = menu(page).filter({ hasText: title }).first();
  await repeatUntil(`the refactoring "${title}"`, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+R");
    await row.waitFor({ timeout: 4000 });
  });
  return row;
}

/** Takes what is offered in a menu: goes down to the row and presses Enter. */
export async function take(page, row) {
  await repeatUntil("the row to be chosen", async () => {
    if (/\bfocused\b/.test((await row.getAttribute("class")) ?? "")) return;
    await page.keyboard.press("ArrowDown");
    throw new Error("not there yet");
  });
  await page.keyboard.press("Enter");
}

/** Asks for a new name of what is at the cursor; the box takes what is typed once it has the focus. */
export async function renameBox(page) {
  const box = page.locator(".rename-box.preview");
  await repeatUntil("a box for the new name", async () => {
    await page.keyboard.press("F2");
    await box.locator("input:focus").waitFor({ timeout: 4000 });
  });
  return box;
}

/** The colour of the first piece of text in the editor that is the word, and no more. */
export async function colourOf(page, word) {
  const piece = editor(page)
    .locator(".view-line span > span")
    .filter({ hasText: new RegExp(`^\\s*${escaped(word)}\\s*$`) })
    .first();
  return piece.evaluate((element) => getComputedStyle(element).color);
}
