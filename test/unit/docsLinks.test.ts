/**
 * Links between the documents lead somewhere: to a file of the repository, and to a heading of it where they name one. The extension shows
 * the documents from one file, by the same paths.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "../support/corpus";

const PAGES = readdirSync(path.join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => path.join(REPOSITORY, "docs", name))
  .concat(path.join(REPOSITORY, "README.md"), path.join(REPOSITORY, "examples", "README.md"));

test("every link of every document leads somewhere", () => {
  assert.deepEqual(PAGES.flatMap(brokenLinks), []);
});

test("the extension has every document, by its path", () => {
  const packed = JSON.parse(readFileSync(path.join(REPOSITORY, "dist/docs.json"), "utf8")) as Readonly<Record<string, string>>;
  const pages = PAGES.map((page) => path.relative(path.join(REPOSITORY, "docs"), page)).filter((name) => !name.startsWith(".."));
  assert.deepEqual(Object.keys(packed).sort(), pages.sort());
  for (const [name, text] of Object.entries(packed)) assert.equal(text, readFileSync(path.join(REPOSITORY, "docs", name), "utf8"), name);
});

function brokenLinks(page: string): readonly string[] {
  const links = [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");
  return links.filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target)).map((target) => `${page}: ${target}`);
}

function leadsSomewhere(page: string, target: string): boolean {
  const [name = "", heading] = target.split("#");
  const file = name === "" ? page : path.resolve(path.dirname(page), name);
  return existsSync(file) && (heading === undefined || headingsOf(file).includes(heading));
}

/** As GitHub and VS Code's preview make them from the words of a heading. */
function headingsOf(file: string): readonly string[] {
  const headings = [...withoutCode(file).matchAll(/^#+ (.+)$/gm)].map(([, words]) => words ?? "");
  return headings.map((words) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

/** The text of a document without what stands in fences, which is shown as it is. */
function withoutCode(file: string): string {
  return readFileSync(file, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
}
