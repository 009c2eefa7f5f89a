/**
 * The walkthrough's steps: their links run commands that exist, they end with something that happens, and their pictures are small and
 * have the colours of the theme.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "../../support/corpus";
import { languages, readManifest } from "../../support/manifest";

const LARGEST_PICTURE = 4000;
const BUILT_IN = ["workbench.action.quickOpen"];

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const CLIENT = path.join(REPOSITORY, "client", "src");
const sources = readdirSync(CLIENT).map((name) => readFileSync(path.join(CLIENT, name), "utf8"));

for (const language of [undefined, ...languages()]) {
  const manifest = readManifest(language);
  const commands = [...manifest.contributes.commands.map(({ command }) => command), ...BUILT_IN];

  test(`the walkthrough (${language ?? "en"})`, () => {
    const [walkthrough, ...others] = manifest.contributes.walkthroughs;
    assert.equal(others.length, 0);
    assert.equal(walkthrough?.id, "firstSteps");
    const steps = walkthrough.steps as readonly Step[];
    assert.deepEqual(
      steps.map(({ id }) => id),
      ["open", "roles", "who", "check", "ci"],
    );
    for (const step of steps) checkStep(step, commands);
  });
}

function checkStep({ id, description, media, completionEvents }: Step, commands: readonly string[]): void {
  const links = [...description.matchAll(/\]\(command:([\w.]+)(\?[^)]*)?\)/g)];
  assert.ok(links.length > 0, `${id} has no button`);
  for (const [, command = "", given = "?[]"] of links) {
    assert.ok(commands.includes(command), command);
    assert.ok(Array.isArray(JSON.parse(decodeURIComponent(given.slice(1)))), given);
  }
  assert.ok(completionEvents.length > 0, `${id} never ends`);
  for (const event of completionEvents) checkEvent(event, commands);
  assert.ok(media.altText.length > 30);
  checkPicture(media.svg);
}

/** A command that exists, or a context key that the client sets. */
function checkEvent(event: string, commands: readonly string[]): void {
  const [, kind, what = ""] = /^(onCommand|onContext):(.+)$/.exec(event) ?? [];
  assert.ok(kind, event);
  if (kind === "onCommand") assert.ok(commands.includes(what), event);
  else
    assert.ok(
      sources.some((source) => source.includes(`progress.reach("${what}")`)),
      event,
    );
}

/** VS Code puts the picture into its page: what is no attribute there (a style sheet, a script) does not count or is refused. */
function checkPicture(file: string): void {
  const svg = readFileSync(path.join(REPOSITORY, file), "utf8");
  assert.ok(svg.length <= LARGEST_PICTURE, `${file}: ${svg.length} characters`);
  assert.doesNotMatch(svg, /<style|<script|style=|href=|url\(/);
  for (const [, colour = ""] of svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)) assert.match(colour, /^(?:none|var\(--vscode-.+\))$/, file);
}
