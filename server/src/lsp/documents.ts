/**
 * The documents that are open in the editor: their text as the editor last told it, and for SQL the parsed document, brought up to date
 * when somebody asks. Closed documents are forgotten.
 */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { editDocument, type Grammar, openDocument, type SqlDocument } from "../language/index";
import { uriKey } from "./uris";

export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  /** Positions and text of this version. */
  readonly text: TextDocument;
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

export function createDocuments(): Documents {
  const open = new Map<string, OpenDocument>();
  const parsed = new Map<string, SqlDocument>();
  return {
    open: (uri, languageId, version, text) => {
      const document = { uri, languageId, version, text: TextDocument.create(uri, languageId, version, text) };
      open.set(uriKey(uri), document);
      parsed.delete(uriKey(uri));
      return document;
    },
    change: (uri, version, changes) => {
      const before = open.get(uriKey(uri));
      if (!before) return undefined;
      const document = { ...before, version, text: TextDocument.update(before.text, [...changes], version) };
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
      const text = document.text.getText();
      const known = parsed.get(uriKey(document.uri));
      const current = parse(known, text, grammar);
      if (open.get(uriKey(document.uri)) === document) parsed.set(uriKey(document.uri), current);
      return current;
    },
  };
}

function parse(known: SqlDocument | undefined, text: string, grammar: Grammar): SqlDocument {
  if (!known || known.grammar !== grammar) return openDocument(text, grammar);
  return known.text === text ? known : editDocument(known, text);
}
