/**
 * Edits of texts as the protocol has them: of documents that are open by their version, where the client takes that.
 */
import type { Range, WorkspaceEdit } from "vscode-languageserver";
import type { TextEdit } from "../language/index";
import type { Client } from "./client";
import { type Positions, toRange } from "./convert";
import type { OpenDocument } from "./documents";

/** The edits of one file. */
export interface FileEdit {
  readonly uri: string;
  /** Of a document that is open; null for a file that is not. */
  readonly version: number | null;
  readonly edits: { range: Range; newText: string }[];
}

/** The edits of a document that is open. */
export function toFileEdit({ uri, version, text }: OpenDocument, edits: readonly TextEdit[]): FileEdit {
  return { uri, version, edits: toTextEdits(text, edits) };
}

export function toTextEdits(positions: Positions, edits: readonly TextEdit[]): { range: Range; newText: string }[] {
  return edits.map(({ range, text }) => ({ range: toRange(positions, range), newText: text }));
}

/** Files that nothing is changed in are left out. */
export function editOf(files: readonly FileEdit[], { versionedEdits }: Pick<Client, "versionedEdits">): WorkspaceEdit {
  const changed = files.filter(({ edits }) => edits.length > 0);
  if (versionedEdits === "untaken") return { changes: Object.fromEntries(changed.map(({ uri, edits }) => [uri, [...edits]])) };
  return { documentChanges: changed.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits })) };
}
