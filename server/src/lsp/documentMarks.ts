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
  type Directed,
  diagnoseDirected,
  directed,
  inspectInSteps,
  judgesAlike,
  type LanguageContext,
  noteDatasources,
  noteSurvey,
  place,
  type SqlDocument,
  type Statement,
  sameEnds,
  t,
} from "../language/index";
import { type DiagnosticSurroundings, toDiagnostic } from "./convert";
import { createPause } from "./turns";

/** How many diagnostics a file shows; the last one tells how many are left out. */
export const MOST_DIAGNOSTICS = 1000;

/** What was found in a document, statement by statement. */
export interface Diagnosed {
  readonly circumstances: Circumstances;
  readonly document: SqlDocument;
  /** One for each statement of the document. */
  readonly statements: readonly StatementMarks[];
  /** How many marks each of them has: a walk over ten thousand objects would be a good part of a keystroke. */
  readonly counts: Uint32Array;
  /** How many of them hold some that are shown once in a document. */
  readonly holdingOnce: number;
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
  const made: StatementMarks[] = [];
  const pause = createPause();
  for (let index = front; index < document.parts.length - back; index++) {
    const placed = { start: document.starts[index] as number, statement: document.parts[index] as Statement };
    const found = directed(context, document, placed);
    const { statement } = found.placed;
    const steps = statement.isLong && found.dialect === undefined ? inspectInSteps(statement, found.context.settings) : undefined;
    while (steps && !steps.next().done) {
      await pause();
      if (!isWanted()) return undefined;
    }
    made.push(marksWith(statement.isResting ? diagnosePassing(found, document) : diagnoseAwake(found)));
    await pause();
    if (!isWanted()) return undefined;
  }
  return { circumstances, document, ...spliced(before, made, { front, back }) };
}

/** What others will want to know of every statement is found out while the tree is there. */
function diagnosePassing(found: Directed, document: SqlDocument): readonly Diagnostic[] {
  return found.placed.statement.inPassing(() => {
    noteSurvey(found, document);
    return diagnoseAwake(found);
  });
}

/** The statement may rest when completion wants to know of its datasources. */
function diagnoseAwake(found: Directed): readonly Diagnostic[] {
  noteDatasources(found.placed.statement);
  return diagnoseDirected(found);
}

/** The marks of before, those of some statements replaced. */
function spliced(
  before: Diagnosed | undefined,
  made: readonly StatementMarks[],
  { front, back }: KeptStatements,
): Pick<Diagnosed, "statements" | "counts" | "holdingOnce"> {
  const known = before?.statements ?? [];
  const knownCounts = before?.counts ?? new Uint32Array(0);
  const behind = known.length - back;
  const statements = known.slice(0, front).concat(made, known.slice(behind));
  const counts = new Uint32Array(statements.length);
  counts.set(knownCounts.subarray(0, front));
  counts.set(
    made.map(({ found }) => found.length),
    front,
  );
  counts.set(knownCounts.subarray(behind), front + made.length);
  const holdingOnce = (before?.holdingOnce ?? 0) - countOnce(known.slice(front, behind)) + countOnce(made);
  return { statements, counts, holdingOnce };
}

function countOnce(marks: readonly StatementMarks[]): number {
  return marks.reduce((count, { holdsOnce }) => count + (holdsOnce ? 1 : 0), 0);
}

/** The marks to publish, in the order of the text. `surroundings` are those of the context. */
export function marksOf({ document, statements, counts, holdingOnce }: Diagnosed, surroundings: DiagnosticSurroundings): LspDiagnostic[] {
  const isNew = createOnceFilter();
  const shown: LspDiagnostic[] = [];
  let left = 0;
  for (let index = 0; index < counts.length; index++) {
    if (counts[index] === 0) continue;
    const marks = statements[index];
    if (!marks || (holdingOnce === 0 && shown.length === MOST_DIAGNOSTICS)) {
      left += counts[index] as number;
      continue;
    }
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
const NONE_FOUND: readonly Diagnostic[] = [];

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

/** Those of most statements of most files. */
const NO_MARKS = new StatementMarks(NONE_FOUND);

function marksWith(found: readonly Diagnostic[]): StatementMarks {
  return found.length === 0 ? NO_MARKS : new StatementMarks(found);
}

/** How many statements at both ends of a document are those of before. */
type KeptStatements = ReturnType<typeof sameEnds>;

/** Those that are judged as they were: all but the edited one, mostly. */
function keptStatements(circumstances: Circumstances, { parts }: SqlDocument, before: Diagnosed | undefined): KeptStatements {
  if (!before || !judgesAlike(before.circumstances, circumstances)) return { front: 0, back: 0 };
  return sameEnds(before.document.parts, parts);
}

function restOf({ range }: LspDiagnostic, left: number): LspDiagnostic {
  const message = t("{0} more diagnostics of this file are not shown.", left);
  return { range, severity: DiagnosticSeverity.Information, source: "Druid SQL", message };
}
