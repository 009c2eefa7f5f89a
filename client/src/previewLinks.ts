/**
 * Links of a report as VS Code's Markdown preview can follow them: it shows no `file:` links, and takes a path with a slash in front as one
 * below the first workspace folder, whatever document it stands in. Pure; the tests load it without VS Code.
 */

/** A link of Markdown whose target has a scheme; labels are left as they are. */
const LINK = /\]\(([a-z][a-z0-9+.-]*:\/\/[^)\s]*)\)/gi;

/** The same text with links that the preview follows. `folder` is the URI of the first workspace folder; without one labels stand alone. */
export function withPreviewLinks(markdown: string, folder: string | undefined): string {
  return markdown.replace(LINK, (whole, target: string) => {
    if (/^(https?|vscode(-insiders)?):/i.test(target)) return whole;
    const path = folder === undefined ? undefined : pathFrom(folder, target);
    // A closing bracket without a target would be no link; one without a meaning is better than a path that reads as text.
    return path === undefined ? "](#)" : `](${path})`;
  });
}

/** `/team/a.sql#L5`, or `/../other/a.sql` beside the folder; undefined on another machine or disk. */
function pathFrom(folder: string, target: string): string | undefined {
  const [from, to] = [partsOf(folder), partsOf(target)];
  if (from.root.toLowerCase() !== to.root.toLowerCase()) return undefined;
  let shared = 0;
  while (shared < from.steps.length && from.steps[shared] === to.steps[shared]) shared++;
  const up = from.steps.slice(shared).map(() => "..");
  return `/${[...up, ...to.steps.slice(shared)].join("/")}${to.fragment}`;
}

interface UriParts {
  /** Scheme and authority; with the disk of a Windows path, which no `..` leaves. */
  readonly root: string;
  readonly steps: readonly string[];
  /** With its `#`; empty without one. */
  readonly fragment: string;
}

function partsOf(uri: string): UriParts {
  const [, start = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(.*)$/i.exec(uri) ?? [];
  const [path = "", fragment] = rest.split("#");
  const steps = path.split("/").filter((step) => step !== "");
  const disk = /^[a-z](:|%3a)$/i.test(steps[0] ?? "") ? `/${steps[0]?.replace(/%3a/i, ":")}` : "";
  return { root: start + disk, steps: disk === "" ? steps : steps.slice(1), fragment: fragment === undefined ? "" : `#${fragment}` };
}
