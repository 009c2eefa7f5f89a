/**
 * What is marked in an open SQL document, kept from one keystroke to the next: a statement is diagnosed once, and its marks get new
 * positions only when they have moved. What is left for a keystroke in a large file is to look at each statement's list.
 */
import { DiagnosticSeverity, type Diagnostic as LspDiagnostic, type Position } from "vscode-languageserver";
import {
  type Circumstances,
  circumstancesOf,
  createOnceFilter,
  type Diagnostic,
  diagnoseDirected,
  directed,
  judgesAlike,
  type LanguageContext,
  place,
  type SqlDocument,
  type Statement,
  t,
} from "../language/index";
import { type DiagnosticSurroundings, toDiagnostic } from "./convert";

/** How many diagnostics a file shows; the last one tells how many are left out. */
export const MOST_DIAGNOSTICS = 1000;
/** How long a first look works before it lets other requests through. */
const SLICE_MS = 15;

/** What was found in a document, statement by statement. */
export interface Diagnosed {
  readonly circumstances: Circumstances;
  readonly document: SqlDocument;
  /** One for each statement of the document. */
  readonly statements: readonly StatementMarks[];
}

/** Diagnoses the statements that `before` does not hold; undefined as soon as `isWanted` says no. */
export async function diagnose(
  context: LanguageContext,
  document: SqlDocument,
  before: Diagnosed | undefined,
  isWanted: () => boolean,
): Promise<Diagnosed | undefined> {
  const circumstances = circumstancesOf(context, document);
  const { front, back } = keptStatements(circumstances, document, before);
  const known = before?.statements ?? [];
  const statements = known.slice(0, front);
  let sliceBegan = Date.now();
  for (let index = front; index < document.parts.length - back; index++) {
    const placed = { start: document.starts[index] as number, statement: document.parts[index] as Statement };
    statements.push(new StatementMarks(diagnoseDirected(directed(context, document, placed))));
    if (Date.now() - sliceBegan < SLICE_MS) continue;
    await breathe();
    if (!isWanted()) return undefined;
    sliceBegan = Date.now();
  }
  for (let index = known.length - back; index < known.length; index++) statements.push(known[index] as StatementMarks);
  return { circumstances, document, statements };
}

/** The marks to publish, in the order of the text. `surroundings` are those of the context. */
export function marksOf({ document, statements }: Diagnosed, surroundings: DiagnosticSurroundings): LspDiagnostic[] {
  const isNew = createOnceFilter();
  const shown: LspDiagnostic[] = [];
  let left = 0;
  for (let index = 0; index < statements.length; index++) {
    const marks = statements[index];
    if (!marks || marks.found.length === 0) continue;
    const placed = shown.length < MOST_DIAGNOSTICS ? marks.placedAt(document.starts[index] ?? 0, surroundings) : NONE;
    for (let at = 0; at < marks.found.length; at++) {
      // Most say nothing that a file is told once, so that no key is looked for.
      if (marks.holdsOnce && !isNew(marks.found[at] as Diagnostic)) continue;
      const mark = placed[at];
      if (mark && shown.length < MOST_DIAGNOSTICS) shown.push(mark);
      else left++;
    }
  }
  const last = shown.at(-1);
  return left > 0 && last ? [...shown, restOf(last, left)] : shown;
}

const NONE: readonly LspDiagnostic[] = [];

/** Guards the marks of one statement as they were placed last. */
class StatementMarks {
  private from: Position | undefined;
  private placed: readonly LspDiagnostic[] = NONE;

  /** Whether some of them are shown once in a document. */
  readonly holdsOnce: boolean;

  /** `found` counts from the start of the statement. */
  constructor(readonly found: readonly Diagnostic[]) {
    this.holdsOnce = found.some(({ once }) => once !== undefined);
  }

  /** One mark for each diagnostic, of the statement at this offset. A statement that starts where it did has its marks where they were. */
  placedAt(start: number, surroundings: DiagnosticSurroundings): readonly LspDiagnostic[] {
    const from = surroundings.positions.positionAt(start);
    if (this.from?.line !== from.line || this.from.character !== from.character) {
      this.from = from;
      this.placed = this.found.map((diagnostic) => toDiagnostic(place(diagnostic, start), surroundings));
    }
    return this.placed;
  }
}

/** How many statements at both ends are those of before, and judged as they were: all but the edited one, mostly. */
function keptStatements(
  circumstances: Circumstances,
  { parts: now }: SqlDocument,
  before: Diagnosed | undefined,
): { readonly front: number; readonly back: number } {
  if (!before || !judgesAlike(before.circumstances, circumstances)) return { front: 0, back: 0 };
  const then = before.document.parts;
  const shorter = Math.min(now.length, then.length);
  let front = 0;
  while (front < shorter && now[front] === then[front]) front++;
  let back = 0;
  while (back < shorter - front && now[now.length - 1 - back] === then[then.length - 1 - back]) back++;
  return { front, back };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function restOf({ range }: LspDiagnostic, left: number): LspDiagnostic {
  const message = t("{0} more diagnostics of this file are not shown.", left);
  return { range, severity: DiagnosticSeverity.Information, source: "Druid SQL", message };
}
