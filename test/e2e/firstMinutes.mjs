/**
 * The first minutes of somebody new, in a window that knows nothing of Druid SQL yet: what is left alone and how to switch it on, the
 * walkthrough and its buttons, the roles file, the choice of a principal, the settings and the sample workspace.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { editor, openFile, repeatUntil, runChecks, runCommand, takePicture, withWindow } from "./window.mjs";

/** Runs all checks in one window, on the fixture workspace without its settings. */
export async function runFirstMinutes({ vsix, report, pictures = "out/e2e" }) {
  const size = { width: 1280, height: 800 };
  await withWindow({ vsix, size, without: [".vscode"] }, (page) => runChecks(page, CHECKS, report, pictures));
}

const CHECKS = {
  "a file of another dialect is left alone, and its language status says so": async (page, pictures) => {
    await openFile(page, "shop.sql");
    await page.locator("[id*='status.languageStatus']").first().click();
    await page.locator(".hover-language-status", { hasText: "left alone" }).first().waitFor();
    await takePicture(page, join(pictures, "left-alone.png"));
    await page.keyboard.press("Escape");
    assert.equal(await statusItem(page).filter({ visible: true }).count(), 0);
  },

  "checking it says so too, with a button that switches it on": async (page, pictures) => {
    await runCommand(page, "Druid SQL: Check my permissions");
    const message = await notification(page, "This file is left alone");
    await takePicture(page, join(pictures, "left-alone-message.png"));
    await message.getByRole("button", { name: "Check this file as Druid SQL" }).click();
    await editor(page).locator(".squiggly-error").first().waitFor();
    await clearNotifications(page);
  },

  "without a roles file the status bar says so": async (page, pictures) => {
    await statusItem(page).filter({ hasText: "no roles file" }).waitFor();
    await statusItem(page).hover();
    await page.locator(".monaco-hover", { hasText: "No roles file is in the folder" }).filter({ visible: true }).first().waitFor();
    await takePicture(page, join(pictures, "no-roles.png"));
  },

  "the walkthrough opens, its steps have pictures, and the first is done": async (page, pictures) => {
    await page.keyboard.press("Control+B");
    await runCommand(page, "Druid SQL: First steps");
    await page.getByText("First steps with Druid SQL").first().waitFor();
    for (const step of [
      "See what a statement needs",
      "Say who may do what",
      "Choose who you are",
      "Check your permissions",
      "Let CI ask too",
    ]) {
      await openStep(page, step);
      await page.locator(".getting-started-media iframe").first().waitFor();
      await pictureOfStep(page);
      await takePicture(page, join(pictures, `walkthrough - ${step}.png`));
    }
    await stepsDone(page, 1);
  },

  "a step's button creates a roles file where it is wanted": async (page, pictures) => {
    await openStep(page, "Say who may do what");
    await page.getByRole("button", { name: "Create roles file" }).first().click();
    const row = page.locator(".quick-input-list .monaco-list-row");
    await row.filter({ hasText: "workspace" }).first().waitFor();
    await takePicture(page, join(pictures, "roles-where.png"));
    await row.filter({ hasText: "workspace" }).first().click();
    await row.filter({ hasText: "The sample's roles" }).first().waitFor();
    await takePicture(page, join(pictures, "roles-what.png"));
    await row.filter({ hasText: "The sample's roles" }).first().click();
    await page.locator(".tab.active[data-resource-name='druid-roles.jsonc']").waitFor();
    await notification(page, "Roles: 4");
    await takePicture(page, join(pictures, "roles-created.png"));
    await clearNotifications(page);
  },

  "nobody is chosen: the status bar asks who": async (page, pictures) => {
    await openFile(page, "explore.sql");
    await statusItem(page).filter({ hasText: "who are you?" }).waitFor();
    await statusItem(page).hover();
    await page.locator(".monaco-hover", { hasText: "Nobody is chosen" }).filter({ visible: true }).first().waitFor();
    await takePicture(page, join(pictures, "who-are-you.png"));
    await statusItem(page).locator("a").first().click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "alice" }).first().click();
    await statusItem(page).filter({ hasText: "user:alice" }).waitFor();
  },

  "three steps of the walkthrough are done, and the report is the fourth": async (page, pictures) => {
    await runCommand(page, "Druid SQL: First steps");
    await stepsDone(page, 3);
    await openStep(page, "Check your permissions");
    await page.getByRole("button", { name: "Check my permissions" }).first().click();
    await page
      .locator(".tab", { hasText: /Permissions of/ })
      .or(page.locator(".quick-input-list .monaco-list-row"))
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await runCommand(page, "Druid SQL: First steps");
    await stepsDone(page, 4);
    await takePicture(page, join(pictures, "walkthrough done.png"));
  },

  "the settings are grouped": async (page, pictures) => {
    // A picture of the walkthrough that is still loading may take the focus, and with it the command.
    await repeatUntil("the settings", async () => {
      await runCommand(page, "Druid SQL: Open settings");
      await page.locator(".settings-toc-entry").first().waitFor({ timeout: 5000 });
    });
    for (const group of ["What is checked", "Who", "Cluster"]) {
      await page.locator(".settings-toc-entry", { hasText: group }).first().waitFor();
    }
    await takePicture(page, join(pictures, "settings.png"));
  },

  "the sample workspace opens in a window of its own": async (page, pictures) => {
    await runCommand(page, "Druid SQL: Open sample workspace", "asks");
    const opened = page.context().waitForEvent("page");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "A temporary folder" }).first().click();
    const sample = await opened;
    await sample.getByRole("treeitem", { name: "druid-roles.jsonc" }).waitFor();
    await openFile(sample, "archive.sql");
    await statusItem(sample).filter({ hasText: "who are you?" }).waitFor();
    await takePicture(sample, join(pictures, "sample.png"));
    await sample.close();
  },
};

const statusItem = (page) => page.locator("[id*='druidSql.status']").first();

/** The notification with a text, in the notification centre: the window shows no toasts while it is driven. */
async function notification(page, text) {
  const found = page.locator(".notifications-center .notification-list-item", { hasText: text }).first();
  await repeatUntil(`a notification with "${text}"`, async () => {
    if (!(await page.locator(".notifications-center").isVisible())) await runCommand(page, "Notifications: Show Notifications");
    await found.waitFor({ timeout: 3000 });
  });
  return found;
}

async function clearNotifications(page) {
  await runCommand(page, "Notifications: Clear All Notifications");
}

/** Opens a step of the walkthrough, if it is not the open one. */
async function openStep(page, title) {
  const step = page.locator(".getting-started-step", { hasText: title }).first();
  await step.waitFor();
  if (!/\bexpanded\b/.test((await step.getAttribute("class")) ?? "")) await step.click();
  await page.locator(".getting-started-step.expanded", { hasText: title }).first().waitFor();
}

/** Waits until the picture of the step is painted: it lies two frames deep. */
async function pictureOfStep(page) {
  await page.frameLocator(".getting-started-media iframe").frameLocator("#active-frame").locator("svg text").first().waitFor();
}

async function stepsDone(page, count) {
  await page.waitForFunction((least) => document.querySelectorAll(".getting-started-step .codicon.complete").length >= least, count);
}
