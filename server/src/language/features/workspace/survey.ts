/**
 * What a file needs, without the file: a compact record of each of its statements, from which every answer about a workspace is computed.
 * No tree and no piece of the text is kept, so that the records of ten thousand files fit in memory.
 */
import type { StatementKind } from "../../analysis/statementKind";
import type { ClusterProfile, Endpoint, Need, Unknown } from "../../permissions/model";
import type { PlacedStatement, SqlDocument } from "../../syntax/document";
import { isTrivia } from "../../syntax/tokens";
import { detached } from "../../text/detached";
import type { Place } from "../../text/lineIndex";
import type { LongText } from "../../text/longText";
import { rangeOf, shiftRange, type TextRange } from "../../text/range";
import { isDruid } from "../activity";
import type { LanguageContext } from "../context";
import { type Directed, directed } from "../directed";
import { inspect } from "../inspect";
import { refusalOf } from "../judge";
import { holdsWords } from "../report";
import { type WrittenTable, writtenTable } from "./tables";

/** A statement without its text. */
export interface SurveyedStatement {
  /** Where its text starts. Offsets and lines in `needs`, `unknowns`, `writes` and `refusal` count from there: an edit before it moves one number. */
  readonly start: { readonly offset: number; readonly line: number };
  /** From the first to the last word, leading SETs included; in the document. */
  readonly range: TextRange;
  /** The same range as lines and characters, for a reader who has not the text. */
  readonly from: Place;
  readonly to: Place;
  readonly kind: StatementKind;
  /** Its first words, on one line: `INSERT INTO rides SELECT TIME_PARSE…`. Leading SETs are left out. */
  readonly title: string;
  /** Each need with its causes. */
  readonly needs: readonly Need[];
  /** What the text does not tell: with any, the statement is never surely allowed. */
  readonly unknowns: readonly Unknown[];
  /** The datasource that it writes, with the columns that it gives out. */
  readonly writes?: WrittenTable;
  /** Why Druid refuses the statement before it looks at permissions. */
  readonly refusal?: Refusal;
  /** What the statement was read under, its own comments included. One object for all statements under the same settings. */
  readonly profile: ClusterProfile;
  readonly endpoint: Endpoint;
}

/** The first of the rules by which Druid refuses a statement. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly range: TextRange;
}

/** The statements of a file, in its order, without those that hold nothing but blanks and comments. */
export interface SurveyedFile {
  readonly uri: string;
  /**
   * `guessed`: nothing says that the file is Druid SQL, and a roles file does not govern it either; what Druid's parser does not take of it
   * is left out as another dialect.
   */
  readonly dialect: "druid" | "guessed";
  readonly statements: readonly SurveyedStatement[];
}

/**
 * Surveys a document. Comments such as `-- druid-sql: version=31` count as the context says. With `stated` as `druid` the file is Druid SQL
 * whatever it looks like.
 */
export function survey(
  context: LanguageContext,
  document: SqlDocument,
  uri: string,
  stated: SurveyedFile["dialect"] = "guessed",
): SurveyedFile {
  const steps = surveySteps(context, document, uri, stated);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of one statement, between which a surface may let others through. */
export function* surveySteps(
  context: LanguageContext,
  document: SqlDocument,
  uri: string,
  stated: SurveyedFile["dialect"] = "guessed",
): Generator<void, SurveyedFile> {
  const dialect = stated === "druid" || context.roles || isDruid(document) ? "druid" : "guessed";
  const { source } = document;
  const statements: SurveyedStatement[] = [];
  for (const each of document.statements) {
    if (!holdsWords(each)) continue;
    const { context: own, placed, dialect: other } = directed(context, document, each);
    const isTaken = other === undefined && (dialect === "druid" || placed.statement.errors.length === 0);
    if (isTaken) statements.push(surveyPlaced(own, placed, source));
    yield;
  }
  return { uri, dialect, statements };
}

/** Makes the record of a statement of a document, for who has its tree at hand; the next survey finds it. */
export function noteSurvey({ context, placed, dialect }: Directed, { source }: SqlDocument): void {
  if (dialect === undefined && holdsWords(placed)) surveyPlaced(context, placed, source);
}

/** A statement's record as it was placed last. */
interface LastSurvey {
  record?: SurveyedStatement;
  start: number;
  from: Place;
}

/** The record of an unchanged statement is kept with it, and moved to where the statement is now. */
function surveyPlaced(context: LanguageContext, placed: PlacedStatement, source: LongText): SurveyedStatement {
  const { start, statement } = placed;
  const from = source.positionAt(start);
  const last = statement.memory.recall("survey", context.settings, (): LastSurvey => ({ start, from }));
  last.record = last.record
    ? moved(last.record, last, { start, from })
    : statement.inPassing(() => surveyStatement(context, placed, source));
  last.start = start;
  last.from = from;
  return last.record;
}

/** The record of a statement that starts elsewhere now; the same object where it does not. What counts from its start stays as it is. */
function moved(
  record: SurveyedStatement,
  then: Pick<LastSurvey, "start" | "from">,
  now: Pick<LastSurvey, "start" | "from">,
): SurveyedStatement {
  const by = now.start - then.start;
  const lines = now.from.line - then.from.line;
  const characters = now.from.character - then.from.character;
  if (by === 0 && lines === 0 && characters === 0) return record;
  const movedPlace = ({ line, character }: Place): Place => {
    return { line: line + lines, character: line === then.from.line ? character + characters : character };
  };
  return {
    ...record,
    start: { offset: now.start, line: now.from.line },
    range: shiftRange(record.range, by),
    from: movedPlace(record.from),
    to: movedPlace(record.to),
  };
}

function surveyStatement({ settings }: LanguageContext, placed: PlacedStatement, source: LongText): SurveyedStatement {
  const { statement, start } = placed;
  const inspection = inspect(statement, settings);
  const refusal = refusalOf(inspection);
  const range = shiftRange(statement.span, start);
  const writes = writtenTable(statement);
  return {
    start: { offset: start, line: source.positionAt(start).line },
    range,
    from: source.positionAt(range.start),
    to: source.positionAt(range.end),
    kind: inspection.kind,
    title: titleOf(placed),
    needs: inspection.needs.map((need) => ({
      ...need,
      name: detached(need.name),
      // What counts as a range may be a node, which would keep the tree.
      causes: need.causes.map(rangeOf),
    })),
    ...(writes && { writes }),
    unknowns: inspection.unknowns.map(detachedFinding),
    ...(refusal && { refusal: detachedFinding({ code: refusal.code, message: refusal.message, range: refusal.range }) }),
    profile: settings.profile,
    endpoint: settings.endpoint,
  };
}

function detachedFinding<Found extends { readonly message: string; readonly range: TextRange }>(found: Found): Found {
  return { ...found, message: detached(found.message), range: rangeOf(found.range) };
}

const TITLE_LENGTH = 60;

/** The first words of a statement on one line, leading SETs left out. */
export function titleOf({ statement }: Pick<PlacedStatement, "statement">): string {
  const { text, tokens, tree, span } = statement;
  const from = tree.statement?.start ?? span.start;
  let title = "";
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.starts[index] ?? 0;
    if (start < from) continue;
    if (start >= span.end || title.length > 2 * TITLE_LENGTH) break;
    title += isTrivia(tokens.kinds[index] ?? 0)
      ? " "
      : text.slice(start, Math.min(tokens.starts[index + 1] ?? 0, start + 2 * TITLE_LENGTH));
  }
  const line = title.replace(/\s+/g, " ").trim();
  return detached(
    line.length <= TITLE_LENGTH
      ? line
      : `${line
          .slice(0, TITLE_LENGTH)
          .replace(/[\ud800-\udbff]$/, "")
          .trimEnd()}…`,
  );
}
