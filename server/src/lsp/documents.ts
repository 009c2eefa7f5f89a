/**
 * The documents that are open in the editor: their text as the editor last told it, and for SQL the parsed document, brought up to date
 * when somebody asks. Closed documents are forgotten.
 */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import {
  changeBetween,
  changeDocument,
  editDocument,
  type Grammar,
  LongText,
  openDocument,
  type SqlDocument,
  type TextChange,
} from "../language/index";
import { uriKey } from "./uris";

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  /** Positions and text of this version. */
  readonly text: LongText;
}

/** The open documents of a session. */
export interface Documents {
  open(uri: string, languageId: string, version: number, text: string): OpenDocument;
  /** Undefined when the document was never opened. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | undefined;
  close(uri: string): OpenDocument | undefined;
  get(uri: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  /** The document as SQL; an edit costs its own statement only. */
  parsed(document: OpenDocument, grammar: Grammar): SqlDocument;
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

/** A document as SQL, and what has changed in the text since it was read. */
interface Parsed {
  readonly document: SqlDocument;
  change?: TextChange;
}

export function createDocuments(): Documents {
  const open = new Map<string, OpenDocument>();
  const parsed = new Map<string, Parsed>();
  return {
    open: (uri, languageId, version, text) => {
      const document = { uri, languageId, version, text: LongText.of(text) };
      open.set(uriKey(uri), document);
      parsed.delete(uriKey(uri));
      return document;
    },
    change: (uri, version, changes) => {
      const before = open.get(uriKey(uri));
      if (!before) return undefined;
      const known = parsed.get(uriKey(uri));
      let { text } = before;
      for (const change of changes) {
        const made = changeOf(text, change);
        text = text.replace(made.start, made.oldEnd, "range" in change ? change.text : change.text.slice(made.start, made.newEnd));
        if (known) known.change = known.change ? bothChanges(known.change, made) : made;
      }
      const document = { ...before, version, text };
      open.set(uriKey(uri), document);
      return document;
    },
    close: (uri) => {
      const document = open.get(uriKey(uri));
      open.delete(uriKey(uri));
      parsed.delete(uriKey(uri));
      return document;
    },
    get: (uri) => open.get(uriKey(uri)),
    all: () => [...open.values()],
    parsed: (document, grammar) => {
      const key = uriKey(document.uri);
      const isCurrent = open.get(key) === document;
      const current = parse(document.text, grammar, parsed.get(key), isCurrent);
      if (isCurrent) parsed.set(key, { document: current });
      return current;
    },
  };
}

function parse(text: LongText, grammar: Grammar, known: Parsed | undefined, isCurrent: boolean): SqlDocument {
  if (!known || known.document.grammar !== grammar) return openDocument(text.getText(), grammar);
  // An answer under way may be about a version that is no longer there.
  if (!isCurrent) return editDocument(known.document, text.getText());
  return known.change ? changeDocument(known.document, text, known.change) : known.document;
}

/** What a change of the protocol replaces in a text. */
function changeOf(text: LongText, change: TextDocumentContentChangeEvent): TextChange {
  if (!("range" in change)) return changeBetween(text.getText(), change.text);
  const ends = [text.offsetAt(change.range.start), text.offsetAt(change.range.end)];
  const start = Math.min(...ends);
  return { start, oldEnd: Math.max(...ends), newEnd: start + change.text.length };
}

/** Two changes, one after the other, as one. */
function bothChanges(first: TextChange, second: TextChange): TextChange {
  const behind = Math.max(0, second.oldEnd - first.newEnd);
  return {
    start: Math.min(first.start, second.start),
    oldEnd: first.oldEnd + behind,
    newEnd: first.newEnd + behind + second.newEnd - second.oldEnd,
  };
}
