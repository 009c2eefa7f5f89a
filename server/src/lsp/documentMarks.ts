/**
 * What is marked in an open SQL document, kept from one keystroke to the next: a statement is diagnosed once, and its marks get new
 * positions only when they have moved. What is left for a keystroke in a large file is to look at each statement's list.
 */
import { DiagnosticSeverity, type Diagnostic as LspDiagnostic, type Position } from "vscode-languageserver";
import {
  createOnceFilter,
  type Diagnostic,
  type Directed,
  diagnoseDirected,
  directed,
  type LanguageContext,
  place,
  type SqlDocument,
  t,
} from "../language/index";
import { type DiagnosticSurroundings, toDiagnostic } from "./convert";

/** How many diagnostics a file shows; the last one tells how many are left out. */
export const MOST_DIAGNOSTICS = 1000;
/** How long a first look works before it lets other requests through. */
const SLICE_MS = 15;

/** What was found in a document, statement by statement. */
export interface Diagnosed {
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
  const keptAt = keptMarks(document, before);
  const statements: StatementMarks[] = [];
  let sliceBegan = Date.now();
  for (const [index, each] of document.statements.entries()) {
    const found = directed(context, document, each);
    const kept = keptAt(index);
    if (kept?.holdsFor(found)) {
      statements.push(kept);
      continue;
    }
    statements.push(new StatementMarks(found));
    if (Date.now() - sliceBegan < SLICE_MS) continue;
    await breathe();
    if (!isWanted()) return undefined;
    sliceBegan = Date.now();
  }
  return { document, statements };
}

/** The marks to publish, in the order of the text. `surroundings` are those of the context. */
export function marksOf({ document, statements }: Diagnosed, surroundings: DiagnosticSurroundings): LspDiagnostic[] {
  const isNew = createOnceFilter();
  const shown: LspDiagnostic[] = [];
  let left = 0;
  for (const [index, { start }] of document.statements.entries()) {
    const marks = statements[index];
    if (!marks || marks.found.length === 0) continue;
    const placed = shown.length < MOST_DIAGNOSTICS ? marks.placedAt(start, surroundings) : NONE;
    for (const [at, diagnostic] of marks.found.entries()) {
      if (!isNew(diagnostic)) continue;
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
  /** Counts from the start of the statement. */
  readonly found: readonly Diagnostic[];
  private readonly context: LanguageContext;
  private readonly dialect: string | undefined;
  private from: Position | undefined;
  private placed: readonly LspDiagnostic[] = NONE;

  constructor(at: Directed) {
    this.found = diagnoseDirected(at);
    this.context = at.context;
    this.dialect = at.dialect;
  }

  /** Whether the same statement is judged as it was: nothing but its text, its context and its dialect decides. */
  holdsFor({ context, dialect }: Directed): boolean {
    return this.context === context && this.dialect === dialect;
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

/** What was found before for the statement of this index, when it is the same: at both ends of a document most are. */
function keptMarks({ statements: now }: SqlDocument, before: Diagnosed | undefined): (index: number) => StatementMarks | undefined {
  const then = before?.document.statements ?? [];
  const shorter = Math.min(now.length, then.length);
  let front = 0;
  while (front < shorter && now[front]?.statement === then[front]?.statement) front++;
  let back = 0;
  while (back < shorter - front && now[now.length - 1 - back]?.statement === then[then.length - 1 - back]?.statement) back++;
  return (index) => {
    if (index < front) return before?.statements[index];
    return index >= now.length - back ? before?.statements[index - now.length + then.length] : undefined;
  };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function restOf({ range }: LspDiagnostic, left: number): LspDiagnostic {
  const message = t("{0} more diagnostics of this file are not shown.", left);
  return { range, severity: DiagnosticSeverity.Information, source: "Druid SQL", message };
}
