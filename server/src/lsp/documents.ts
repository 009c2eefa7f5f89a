/**
 * The documents that are open in the editor: their text as the editor last told it, and for SQL the parsed document, brought up to date
 * when somebody asks. Closed documents are forgotten.
 */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import {
  changeBetween,
  changeDocument,
  type Grammar,
  LongText,
  openInSteps,
  type SqlDocument,
  type Steps,
  type TextChange,
} from "../language/index";
import { inSlices } from "./turns";
import { uriKey } from "./uris";

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  /** Positions and text of this version. */
  readonly text: LongText;
}

/** A version of a document as SQL. */
export interface ReadDocument {
  readonly document: OpenDocument;
  readonly parsed: SqlDocument;
}

/** The open documents of a session. */
export interface Documents {
  open(uri: string, languageId: string, version: number, text: string): OpenDocument;
  /** Undefined when the document was never opened. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | undefined;
  close(uri: string): OpenDocument | undefined;
  get(uri: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  /**
   * The document as SQL, as it is now or a little later; an edit costs its own statement only. What takes long is done in slices. Undefined
   * when it was closed.
   */
  read(uri: string, grammar: Grammar): Promise<ReadDocument | undefined>;
}

/** The languages that are read as SQL. */
const SQL_LANGUAGES: ReadonlySet<string> = new Set(["sql", "druid-sql"]);

/** Whether editors take it for JSON, with comments or without. */
export function isJson({ languageId }: OpenDocument): boolean {
  return languageId === "json" || languageId === "jsonc";
}

export function isSql({ languageId }: Pick<OpenDocument, "languageId">): boolean {
  return SQL_LANGUAGES.has(languageId);
}

/** What the editor calls a file of this name when it opens it. */
export function languageOf(uri: string): string {
  return uri.toLowerCase().endsWith(".druid.sql") ? "druid-sql" : "sql";
}

/** A document with what is known of it. */
interface Entry {
  document: OpenDocument;
  /** How many changes there were. */
  count: number;
  /** What was read last, behind how many changes, and what has changed since. */
  read?: ReadDocument & { readonly count: number };
  change: TextChange | undefined;
  /** The reading under way, and what has changed since it began. */
  reading?: Promise<void> | undefined;
  changeMeanwhile: TextChange | undefined;
}

export function createDocuments(): Documents {
  const open = new Map<string, Entry>();
  return {
    open: (uri, languageId, version, text) => {
      const document = { uri, languageId, version, text: LongText.of(text) };
      open.set(uriKey(uri), { document, count: 0, change: undefined, changeMeanwhile: undefined });
      return document;
    },
    change: (uri, version, changes) => {
      const entry = open.get(uriKey(uri));
      if (!entry) return undefined;
      let { text } = entry.document;
      for (const change of changes) {
        const made = changeOf(text, change);
        text = text.replace(made.start, made.oldEnd, "range" in change ? change.text : change.text.slice(made.start, made.newEnd));
        entry.count++;
        entry.change = bothChanges(entry.change, made);
        entry.changeMeanwhile = bothChanges(entry.changeMeanwhile, made);
      }
      entry.document = { ...entry.document, version, text };
      return entry.document;
    },
    close: (uri) => {
      const entry = open.get(uriKey(uri));
      open.delete(uriKey(uri));
      return entry?.document;
    },
    get: (uri) => open.get(uriKey(uri))?.document,
    all: () => [...open.values()].map(({ document }) => document),
    read: async (uri, grammar) => {
      const entry = open.get(uriKey(uri));
      const wanted = entry?.count ?? 0;
      while (entry && open.get(uriKey(uri)) === entry) {
        const { read } = entry;
        if (read && read.count >= wanted && read.parsed.grammar === grammar) return read;
        entry.reading ??= readEntry(entry, grammar).finally(() => {
          entry.reading = undefined;
        });
        await entry.reading;
      }
      return undefined;
    },
  };
}

/** Reads a document as it is now. */
async function readEntry(entry: Entry, grammar: Grammar): Promise<void> {
  const { document, count } = entry;
  entry.changeMeanwhile = undefined;
  const parsed = await inSlices(stepsOf(entry, grammar));
  entry.read = { document, parsed, count };
  entry.change = entry.changeMeanwhile;
}

function stepsOf({ document, read, change }: Entry, grammar: Grammar): Steps<SqlDocument> {
  if (!read || !change || read.parsed.grammar !== grammar) return openInSteps(document.text.getText(), grammar);
  return changeDocument(read.parsed, document.text, change);
}

/** What a change of the protocol replaces in a text. */
function changeOf(text: LongText, change: TextDocumentContentChangeEvent): TextChange {
  if (!("range" in change)) return changeBetween(text.getText(), change.text);
  const ends = [text.offsetAt(change.range.start), text.offsetAt(change.range.end)];
  const start = Math.min(...ends);
  return { start, oldEnd: Math.max(...ends), newEnd: start + change.text.length };
}

/** Two changes, one after the other, as one. */
function bothChanges(first: TextChange | undefined, second: TextChange): TextChange {
  if (!first) return second;
  const behind = Math.max(0, second.oldEnd - first.newEnd);
  return {
    start: Math.min(first.start, second.start),
    oldEnd: first.oldEnd + behind,
    newEnd: first.newEnd + behind + second.newEnd - second.oldEnd,
  };
}
