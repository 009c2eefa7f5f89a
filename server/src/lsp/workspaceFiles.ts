/**
 * The SQL files of the workspace folders, one by one: found through the host, read there or in the editor, and surveyed. `pause` is called
 * between two steps and lets other requests through.
 */
import { isSqlName, openInSteps, SKIPPED_FOLDERS, type SurveyedFile, surveySteps, switchOfDocument, t } from "../language/index";
import type { Contexts } from "./contexts";
import { isStatedDruid } from "./diagnoser";
import { learnDialects } from "./dialects";
import { type Documents, isSql, languageOf, type OpenDocument } from "./documents";
import type { Host } from "./host";
import { inSlices, type Pause } from "./turns";
import { innermostFolder, joinUri, uriKey } from "./uris";

/** What files are found and surveyed with. */
export interface WorkspaceFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  readonly contexts: Contexts;
  readonly folders: () => readonly string[];
}

/** A file with what it needs. */
export interface FileEntry {
  readonly uri: string;
  readonly survey: SurveyedFile;
  /** The roles file that governs it. */
  readonly roles?: string;
  /** The roles files of other environments, whose grants are for the same statements. */
  readonly otherRoles: readonly string[];
  /** What the survey was made under; equal settings are one object. */
  readonly settings: object;
}

/** Beyond this a workspace is not read as a whole. */
const MOST_FILES = 20_000;
const MOST_FOLDERS = 50_000;
/** In UTF-16 code units. */
const LARGEST_FILE = 16_000_000;

export interface FoundFiles {
  readonly uris: readonly string[];
  readonly left?: string;
}

/** The SQL files below the workspace folders; undefined when nobody wants them any more. */
export async function findSqlFiles(
  { host, folders }: WorkspaceFilesParts,
  pause: Pause,
  isWanted: () => boolean,
): Promise<FoundFiles | undefined> {
  const roots = folders();
  if (roots.length === 0) return { uris: [], left: t("No folder is open, so that the files of the workspace are not known.") };
  const uris = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...roots].reverse();
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (seen.has(uriKey(folder))) continue;
    seen.add(uriKey(folder));
    if (seen.size > MOST_FOLDERS) return { uris: [...uris], left: t("The workspace has more than {0} folders.", MOST_FOLDERS) };
    for (const { name, kind } of await host.list(folder)) {
      if (kind === "folder" && !SKIPPED_FOLDERS.has(name)) waiting.push(joinUri(folder, encodeURIComponent(name)));
      if (kind === "file" && isSqlName(name)) uris.add(joinUri(folder, encodeURIComponent(name)));
      if (uris.size > MOST_FILES) return { uris: [...uris], left: t("The workspace has more than {0} SQL files.", MOST_FILES) };
    }
    await pause();
    if (!isWanted()) return undefined;
  }
  return { uris: [...uris] };
}

/** Whether a file is one that listing the folders would find. */
export function isIndexed(uri: string, folders: readonly string[]): boolean {
  const folder = innermostFolder(uri, folders);
  if (folder === undefined || !isSqlName(uri)) return false;
  const inner = uriKey(uri).slice(uriKey(folder).length);
  return !inner.split("/").some((part) => SKIPPED_FOLDERS.has(part));
}

/** What became of a file. */
export type Looked =
  | { readonly kind: "same" }
  | { readonly kind: "gone" }
  /** It is there, and settings say that it is left alone. */
  | { readonly kind: "off" }
  | { readonly kind: "left"; readonly why: string }
  | { readonly kind: "surveyed"; readonly entry: FileEntry };

/** Surveys a file. `known` is kept when it was made under the same settings. */
export async function surveyFile(parts: WorkspaceFilesParts, uri: string, known: FileEntry | undefined, pause: Pause): Promise<Looked> {
  const open = openSql(parts.documents, uri);
  const { context, source, settings, environmentRoles } = open ? await parts.contexts.of(open) : await parts.contexts.ofClosed(uri);
  if (settings.enable === "off" || settings.configured?.isExcluded) return { kind: "off" };
  const roles = context.roles && source?.uri;
  const otherRoles = environmentRoles.filter((each) => roles === undefined || uriKey(each) !== uriKey(roles));
  if (known && known.settings === context.settings && known.roles === roles && known.otherRoles.join() === otherRoles.join())
    return { kind: "same" };
  const text = open ? { kind: "open" as const, text: open.text } : await parts.host.readFile(uri);
  if (text.kind === "missing" || text.kind === "folder") return { kind: "gone" };
  if (text.kind === "unreadable") return { kind: "left", why: t("{0} cannot be read: {1}.", uri, text.message) };
  if (text.text.length > LARGEST_FILE)
    return { kind: "left", why: t("{0} has more than {1} million characters.", uri, LARGEST_FILE / 1_000_000) };
  const document =
    text.kind === "open"
      ? (await parts.documents.read(uri, context.grammar))?.parsed
      : await inSlices(openInSteps(text.text, context.grammar));
  // Closed meanwhile: then it is looked at again.
  if (!document) return { kind: "same" };
  if (switchOfDocument(document) === "off") return { kind: "off" };
  // Without roles nothing is judged, and what Druid does not take is left out anyway.
  if (context.roles && !isStatedDruid(open?.languageId ?? languageOf(uri), settings)) await learnDialects(parts.host, document);
  const steps = surveySteps(context, document, uri);
  let step = steps.next();
  while (!step.done) {
    await pause();
    step = steps.next();
  }
  return {
    kind: "surveyed",
    entry: { uri, settings: context.settings, otherRoles, survey: step.value, ...(roles !== undefined && { roles }) },
  };
}

function openSql(documents: Documents, uri: string): OpenDocument | undefined {
  const open = documents.get(uri);
  return open && isSql(open) ? open : undefined;
}
