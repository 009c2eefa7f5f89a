/**
 * Checks every SQL file of the workspace: what is wrong in files that are not open becomes Problems of theirs, file by file as they are
 * read, and what is kept of each is enough for a report. Problems stay until somebody takes them away, and follow what changes.
 */
import { type Connection, DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import {
  type CheckedFile,
  type CheckedWorkspace,
  checkedFile,
  diagnostics,
  indexLines,
  type LeftFile,
  openInSteps,
  phrase,
  reportOf,
  t,
} from "../language/index";
import { type DiagnosticSurroundings, type Positions, positionsOf, toDiagnostic } from "./convert";
import { isActive, isLeftAlone, isStatedDruid, whyInactive } from "./diagnoser";
import { learnDialects } from "./dialects";
import { isSql, languageOf } from "./documents";
import { guarded, type Log, unheard } from "./log";
import { createPause, inSlices } from "./turns";
import { uriKey } from "./uris";
import { findSqlFiles, type WorkspaceFilesParts } from "./workspaceFiles";
import type { Cancellation } from "./workspaceIndex";

/** How many Problems one file gets. */
const MOST_DIAGNOSTICS = 200;
/** And all files together: more than a person reads, and less than what an editor chokes on. */
const MOST_OF_ALL = 20_000;
/** Changes within this time are looked at together. */
const DELAY_MS = 500;

export interface WorkspaceCheck {
  /** Checks all files; `progress` hears how many of how many. */
  run(cancellation: Cancellation, progress: (done: number, all: number) => void): Promise<CheckedWorkspace>;
  /** A file has changed on disk, was closed or opened: its Problems are renewed, if there were any or there may be. */
  touched(uri: string): void;
  /** Roles, settings or principal changed: what was published is looked at again. */
  reconsider(): void;
  /** Takes all Problems of files that are not open away. */
  clear(): void;
  end(): void;
}

/** What the check works with. */
export interface WorkspaceCheckParts extends WorkspaceFilesParts {
  readonly connection: Connection;
  readonly log: Log;
  /** Positions in roles and policy files. */
  readonly positionsIn: (uri: string) => Positions | undefined;
  readonly shows: () => { readonly related: DiagnosticSurroundings["related"]; readonly page?: (code: string) => string };
}

export function createWorkspaceCheck(parts: WorkspaceCheckParts): WorkspaceCheck {
  /** Every file that was checked, by key; `shown` are the Problems that stand there. */
  const checked = new Map<string, { readonly uri: string; readonly shown: number }>();
  const pending = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;
  const publish = (uri: string, found: LspDiagnostic[]): void => {
    const shown = [...checked.values()].reduce((sum, each) => sum + each.shown, 0);
    const before = checked.get(uriKey(uri))?.shown ?? 0;
    const room = Math.max(0, Math.min(MOST_DIAGNOSTICS, MOST_OF_ALL - shown + before));
    checked.set(uriKey(uri), { uri, shown: Math.min(found.length, room) });
    if (hasEnded || (found.length === 0 && before === 0)) return;
    unheard(parts.connection.sendDiagnostics({ uri, diagnostics: cutTo(found, room) }));
  };
  const look = async (uri: string): Promise<Looked> => {
    const found = await checkFile(parts, uri);
    // Open documents have a diagnoser of their own; only the place is kept, for when they are closed.
    if (found.kind === "open") checked.set(uriKey(uri), { uri, shown: 0 });
    else publish(uri, found.kind === "closed" ? found.diagnostics : []);
    return found;
  };
  const renew = async (): Promise<void> => {
    const pause = createPause();
    for (const [key, uri] of pending) {
      pending.delete(key);
      if (hasEnded) return;
      await look(uri);
      await pause();
    }
  };
  const soon = (uris: readonly string[]): void => {
    if (checked.size === 0 || hasEnded) return;
    for (const uri of uris) pending.set(uriKey(uri), uri);
    clearTimeout(timer);
    timer = setTimeout(() => void guarded(parts.log, phrase("Checking the workspace again"), undefined, renew), DELAY_MS);
  };

  return {
    run: async (cancellation, progress) => {
      const pause = createPause();
      const isWanted = (): boolean => !cancellation.isCancellationRequested && !hasEnded;
      const found = await findSqlFiles(parts, pause, isWanted);
      const files: CheckedFile[] = [];
      const left: LeftFile[] = [];
      for (const [index, uri] of (found?.uris ?? []).entries()) {
        if (!isWanted()) break;
        progress(index, found?.uris.length ?? 0);
        const looked = await look(uri);
        if (looked.kind === "closed" || looked.kind === "open") files.push(looked.file);
        if (looked.kind === "left") left.push({ uri, why: looked.why });
        await pause();
      }
      const state = isWanted() ? "complete" : "cancelled";
      return { files, left, state, ...(found?.left !== undefined && { note: found.left }) };
    },
    touched: (uri) => soon([uri]),
    reconsider: () => soon([...checked.values()].map(({ uri }) => uri)),
    clear: () => {
      clearTimeout(timer);
      pending.clear();
      for (const { uri, shown } of checked.values()) if (shown > 0) unheard(parts.connection.sendDiagnostics({ uri, diagnostics: [] }));
      checked.clear();
    },
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

type Looked =
  | { readonly kind: "open"; readonly file: CheckedFile }
  | { readonly kind: "closed"; readonly file: CheckedFile; readonly diagnostics: LspDiagnostic[] }
  | { readonly kind: "left"; readonly why: string }
  /** It is gone, or settings or its dialect say that it is left alone. */
  | { readonly kind: "alone" };

async function checkFile(parts: WorkspaceCheckParts, uri: string): Promise<Looked> {
  const open = parts.documents.get(uri);
  if (!open || !isSql(open)) return checkClosed(parts, uri);
  const surroundings = await parts.contexts.of(open);
  const read = isLeftAlone(open, surroundings) ? undefined : await parts.documents.read(uri, surroundings.context.grammar);
  if (!read || !isActive(read.document, surroundings, () => read.parsed)) return { kind: "alone" };
  return { kind: "open", file: checkedFile(uri, reportOf(surroundings.context, read.parsed)) };
}

async function checkClosed(parts: WorkspaceCheckParts, uri: string): Promise<Looked> {
  const surroundings = await parts.contexts.ofClosed(uri);
  const content = await parts.host.readFile(uri);
  if (content.kind === "missing" || content.kind === "folder") return { kind: "alone" };
  if (content.kind === "unreadable") return { kind: "left", why: content.message };
  const { context } = surroundings;
  const document = await inSlices(openInSteps(content.text, context.grammar));
  if (whyInactive(languageOf(uri), surroundings, () => document) !== undefined) return { kind: "alone" };
  if (!isStatedDruid(languageOf(uri), surroundings.settings)) await learnDialects(parts.host, document);
  const lines = indexLines(content.text);
  const about: DiagnosticSurroundings = { uri, positions: positionsOf(lines), positionsIn: parts.positionsIn, ...parts.shows() };
  return {
    kind: "closed",
    file: checkedFile(uri, reportOf(context, document)),
    diagnostics: diagnostics(context, document).map((diagnostic) => toDiagnostic(diagnostic, about)),
  };
}

/** The first Problems, and how many more there are. */
function cutTo(found: LspDiagnostic[], room: number): LspDiagnostic[] {
  const last = found[room - 1];
  if (found.length <= room || !last) return found.slice(0, room);
  const message = t("{0} more diagnostics of this file are not shown.", found.length - room);
  return [...found.slice(0, room), { range: last.range, severity: DiagnosticSeverity.Information, source: "Druid SQL", message }];
}
