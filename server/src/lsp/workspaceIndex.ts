/**
 * What the SQL files of the workspace folders need, kept up to date: open documents as they are in the editor, others through the host.
 * Nothing is read before somebody asks; then in slices that let other requests through, only while somebody wants it, and afterwards only
 * what changes. Answers are whole or say that they are not: a half-read workspace is never shown as a whole one.
 */
import { phrase, type SurveyedFile } from "../language/index";
import { guarded, type Log } from "./log";
import { createPause, type Pause } from "./turns";
import { uriKey } from "./uris";
import { type FileEntry, findSqlFiles, isIndexed, surveyFile, type WorkspaceFilesParts } from "./workspaceFiles";

/** The SQL files that one roles file governs. */
export interface WorkspaceSurvey {
  /** In the order of their URIs. */
  readonly files: readonly SurveyedFile[];
  /** `reading`: not all files were read yet. `partial`: some never will be, for the reason in `left`. */
  readonly state: "complete" | "reading" | "partial";
  /** Why files are left out, in one sentence. */
  readonly left?: string;
}

/** A file and the roles file that governs it. */
export type IndexedFile = Pick<FileEntry, "survey" | "roles">;

/** Says that an answer is not wanted any more; the protocol's cancellation tokens are such. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export interface WorkspaceIndex {
  /** Starts reading unless it was started; goes on as long as `isWanted` says so. */
  start(): void;
  /** What is known of the files under a roles file. Starts nothing. The same object for as long as nothing is different. */
  peek(roles: string): WorkspaceSurvey;
  /** The same once everything is read. When it is cancelled, what is known by then. */
  read(roles: string, cancellation?: Cancellation): Promise<WorkspaceSurvey>;
  /**
   * Every file once everything is read, also those under no roles file; when it is cancelled, those that are known by then. Of `known` the
   * newest edits need not be read.
   */
  readAll(cancellation?: Cancellation, known?: string): Promise<readonly IndexedFile[]>;
  /** What is known of every file after the last reading; the same list for as long as nothing is different. Starts nothing. */
  all(): readonly SurveyedFile[];
  /** Whether everything was read once. */
  isRead(): boolean;
  /** A file was edited, saved, closed, has come or gone. */
  touched(uri: string): void;
  /** Settings or roles files are different: what they change is surveyed again. */
  reconsider(): void;
  /** The workspace folders are different. */
  relist(): void;
  end(): void;
}

/** What the index works with. */
export interface WorkspaceIndexParts extends WorkspaceFilesParts {
  readonly log: Log;
  /** Whether somebody has a lasting interest, as an open roles file is. */
  readonly isWanted: () => boolean;
  /** Called once, when reading begins: from now on changes on disk are to be told. */
  readonly began: () => void;
  /** Called after everything was read, and whenever something is different then. */
  readonly changed: () => void;
}

/** Changes within this time are read together. */
const DELAY_MS = 300;

/** A file to look at; `touched` ones are read again whatever is known of them. */
interface Pending {
  readonly uri: string;
  readonly why: "touched" | "surroundings";
  /** Not before so many rests; until then what is known of it will do. */
  readonly restsNeeded: number;
}

/** Starts with nothing read. */
export function createWorkspaceIndex(parts: WorkspaceIndexParts): WorkspaceIndex {
  /** Every file that there is, by key, also those that are left alone. */
  const listed = new Map<string, string>();
  const entries = new Map<string, FileEntry>();
  const pending = new Map<string, Pending>();
  const left = new Map<string, string>();
  const waiting = new Set<() => void>();
  let snapshots = new Map<string, WorkspaceSurvey>();
  let mustList = true;
  let hasBegun = false;
  let everything: readonly SurveyedFile[] = [];
  let hasSnapshot = false;
  let hasEnded = false;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How often nothing was touched for a while. */
  let rests = 0;

  const isIdle = (): boolean => !mustList && pending.size === 0;
  /** Whether a file is looked at now: not while somebody types in it, unless somebody waits. */
  const isDue = ({ restsNeeded }: Pending): boolean => waiting.size > 0 || restsNeeded <= rests;
  const hasWork = (): boolean => mustList || [...pending.values()].some(isDue);
  const isWorthIt = (): boolean => !hasEnded && (waiting.size > 0 || parts.isWanted());

  const list = async (pause: Pause): Promise<void> => {
    mustList = false;
    const found = await findSqlFiles(parts, pause, () => isWorthIt() && !mustList);
    if (found === undefined) {
      mustList = true;
      return;
    }
    const before = [...listed];
    listed.clear();
    for (const uri of found.uris) {
      listed.set(uriKey(uri), uri);
      pend(uri, "surroundings");
    }
    for (const [key, uri] of before) if (!listed.has(key)) forget(key, uri);
    if (found.left === undefined) left.delete("");
    else left.set("", found.left);
  };
  /** What is not found any more may be open all the same. */
  const forget = (key: string, uri: string): void => {
    entries.delete(key);
    left.delete(key);
    if (isIndexed(uri, parts.folders())) pend(uri, "touched");
  };
  const pend = (uri: string, why: Pending["why"]): void => {
    const key = uriKey(uri);
    // What is not known at all is needed for any answer.
    const restsNeeded = why === "touched" && entries.has(key) ? rests + 1 : 0;
    if (why === "touched" || pending.get(key)?.why !== "touched") pending.set(key, { uri, why, restsNeeded });
  };
  const look = async (key: string, { uri, why }: Pending, pause: Pause): Promise<void> => {
    pending.delete(key);
    const found = await surveyFile(parts, uri, why === "touched" ? undefined : entries.get(key), pause);
    if (found.kind === "same") return;
    if (found.kind === "surveyed") entries.set(key, found.entry);
    else entries.delete(key);
    if (found.kind === "left") left.set(key, found.why);
    else left.delete(key);
    if (found.kind === "gone") listed.delete(key);
    else listed.set(key, uri);
  };
  const run = async (): Promise<void> => {
    const pause = createPause();
    while (hasWork() && isWorthIt()) {
      if (mustList) await list(pause);
      for (const [key, file] of pending) {
        if (!isDue(file)) continue;
        await look(key, file, pause);
        await pause();
        if (mustList || !isWorthIt()) break;
      }
    }
    if (!hasWork() && !hasEnded) finish();
  };
  const finish = (): void => {
    const before = snapshots;
    snapshots = snapshotsOf(entries, left, before);
    const files = inOrder(entries).map(({ survey }) => survey);
    const isKnown = files.length === everything.length && files.every((file, index) => file === everything[index]);
    if (!isKnown) everything = files;
    const isSame = hasSnapshot && before.size === snapshots.size && [...snapshots].every(([key, value]) => before.get(key) === value);
    hasSnapshot = true;
    for (const resolve of waiting) resolve();
    if (!isSame) parts.changed();
  };
  const go = (): void => {
    if (hasEnded || running) return;
    if (!hasBegun) parts.began();
    hasBegun = true;
    running = guarded(parts.log, phrase("Reading the workspace"), undefined, run).finally(() => {
      running = undefined;
      if (!isIdle() && isWorthIt()) soon();
    });
  };
  const soon = (): void => {
    if (!hasBegun || hasEnded) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      rests++;
      go();
    }, DELAY_MS);
  };
  const wait = async (cancellation: Cancellation | undefined): Promise<void> => {
    if (hasEnded || cancellation?.isCancellationRequested || (isIdle() && hasSnapshot)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        waiting.delete(done);
        listening?.dispose();
        resolve();
      };
      const listening = cancellation?.onCancellationRequested(done);
      waiting.add(done);
      go();
    });
  };
  const peek = (roles: string): WorkspaceSurvey => (hasSnapshot ? (snapshots.get(uriKey(roles)) ?? emptyOf(left)) : READING);

  return {
    start: () => {
      if (hasWork() || !hasSnapshot) go();
    },
    peek,
    all: () => everything,
    isRead: () => hasSnapshot,
    read: async (roles, cancellation) => {
      await wait(cancellation);
      return peek(roles);
    },
    readAll: async (cancellation, known) => {
      const isKnown = known !== undefined && !mustList && hasSnapshot && pending.size === 1 && pending.has(uriKey(known));
      if (!isKnown) await wait(cancellation);
      return inOrder(entries);
    },
    touched: (uri) => {
      if (!hasBegun || !isIndexed(uri, parts.folders())) return;
      pend(uri, "touched");
      soon();
    },
    reconsider: () => {
      for (const uri of listed.values()) pend(uri, "surroundings");
      soon();
    },
    relist: () => {
      mustList = true;
      soon();
    },
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
      for (const resolve of waiting) resolve();
    },
  };
}

const READING: WorkspaceSurvey = { files: [], state: "reading" };

function emptyOf(left: ReadonlyMap<string, string>): WorkspaceSurvey {
  const [why] = left.values();
  return why === undefined ? { files: [], state: "complete" } : { files: [], state: "partial", left: why };
}

/** One for each roles file; the object of before where it says the same. */
function snapshotsOf(
  entries: ReadonlyMap<string, FileEntry>,
  left: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, WorkspaceSurvey>,
): Map<string, WorkspaceSurvey> {
  const groups = new Map<string, SurveyedFile[]>();
  for (const { survey, roles, otherRoles } of inOrder(entries)) {
    for (const key of new Set([...(roles === undefined ? [] : [roles]), ...otherRoles].map(uriKey))) {
      const group = groups.get(key);
      if (group) group.push(survey);
      else groups.set(key, [survey]);
    }
  }
  const [why] = left.values();
  return new Map(
    [...groups].map(([key, files]) => {
      const made: WorkspaceSurvey = why === undefined ? { files, state: "complete" } : { files, state: "partial", left: why };
      const known = before.get(key);
      return [key, known && isSameSurvey(known, made) ? known : made];
    }),
  );
}

function isSameSurvey(one: WorkspaceSurvey, other: WorkspaceSurvey): boolean {
  if (one.state !== other.state || one.left !== other.left || one.files.length !== other.files.length) return false;
  return one.files.every((file, index) => file === other.files[index]);
}

function inOrder(entries: ReadonlyMap<string, FileEntry>): readonly FileEntry[] {
  return [...entries.values()].sort((one, other) => (one.uri < other.uri ? -1 : 1));
}
