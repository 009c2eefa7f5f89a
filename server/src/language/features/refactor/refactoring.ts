/**
 * What a rewriting of a statement is given, and what it gives back. A rewriting keeps what the statement means; where that is not certain it
 * is not offered. Each has a file of its own in this folder.
 */
import type { Catalog } from "../../analysis/catalog/model";
import type { Names, Relation } from "../../analysis/resolution/model";
import type { Statement } from "../../syntax/document";
import type { Identifier, Node, NodeOf } from "../../syntax/nodes";
import { isReservedWord } from "../../syntax/quoteName";
import type { TextEdit } from "../../text/edit";
import type { TextRange } from "../../text/range";
import type { LanguageContext } from "../context";

/** A change that an author may ask for. */
export interface Refactoring {
  readonly title: string;
  /** `extract`: a part gets a place of its own; `rewrite`: the same in other words. */
  readonly kind: "extract" | "rewrite";
  /** In the order of the text, without overlap. */
  readonly edits: readonly TextEdit[];
}

/** The place that an author asks about. Offsets are local to the statement. */
export interface RefactoringInput {
  readonly context: LanguageContext;
  readonly statement: Statement;
  /** The selection; empty at a cursor. */
  readonly range: TextRange;
  /** The nodes around the start of the selection, the root first. */
  readonly path: readonly Node[];
  readonly catalog: Catalog;
  /** What the names mean; computed when a rewriting asks. */
  readonly names: () => Names;
}

/** The rewritings of one kind that the place allows, the most likely first. */
export type Refactor = (input: RefactoringInput) => readonly Refactoring[];

/** The innermost node of a kind around the place, which holds the whole selection. */
export function enclosing<Kind extends Node["kind"]>({ path, range }: RefactoringInput, kind: Kind): NodeOf<Kind> | undefined {
  const found = innermost(path, kind);
  return found && found.start <= range.start && range.end <= found.end ? found : undefined;
}

/** The last node of a kind on a path. */
export function innermost<Kind extends Node["kind"]>(path: readonly Node[], kind: Kind): NodeOf<Kind> | undefined {
  for (let index = path.length - 1; index >= 0; index--) {
    const node = path[index];
    if (node?.kind === kind) return node as NodeOf<Kind>;
  }
  return undefined;
}

/**
 * Whether all columns of something in FROM are known: the text lists them, or Druid or a catalog file does. What an INSERT writes tells some.
 */
export function isWhole({ columns, catalog }: Relation): boolean {
  return columns.more === "none" || catalog?.origins.some(({ kind }) => kind !== "statement") === true;
}

/** `USER` and its like: reserved words that are functions without parentheses, and columns in no case. */
export function isNiladic({ name, quoted }: Identifier): boolean {
  return !quoted && isReservedWord(name);
}

/** The blanks before the first word of the line that an offset lies in. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

/** A name like this one that is not taken: `sales`, `sales2`, `sales3` … Names are compared with their exact case. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number++) if (!isTaken(`${wanted}${number}`)) return `${wanted}${number}`;
}

/** A keyword in the case in which the author writes the statement's first word. */
export function keywordCase(statement: Statement): (words: string) => string {
  const first = /[A-Za-z]+/.exec(statement.text.slice(statement.tree.statement?.start ?? statement.span.start))?.[0] ?? "";
  return first !== "" && first === first.toLowerCase() ? (words) => words.toLowerCase() : (words) => words;
}
