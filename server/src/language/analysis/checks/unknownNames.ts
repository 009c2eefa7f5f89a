/**
 * `unknown-column`: a column, or what stands before the dot of one, that nothing in the query has. `ambiguous-column`: a column that two of them
 * have. Said only where the text tells all columns that are seen: of WITH items, subqueries, VALUES, UNNEST, EXTERN, lookups, and where there is
 * no FROM. What a datasource has nobody knows here, beside `__time`, so a column that may be one of its own is never unknown.
 * Source: `analysis/resolution`; Druid's planner was asked about 23,000 statements in which one name was exchanged for another.
 */
import type { Identifier } from "../../syntax/nodes";
import { nameText, quotedString } from "../../syntax/quoteName";
import { significantBefore, tokenAt, tokenEnd, tokenStart } from "../../syntax/tokens";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { rangeOf } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { choice, insertion, rewrite } from "../fixes";
import { relationsIn } from "../resolution/lookup";
import type { Names, Occurrence, Scope } from "../resolution/model";
import { namesOf } from "../resolution/namesOf";
import type { CheckInput } from "./check";

export function checkUnknownNames(input: CheckInput): void {
  // A template that is no value may bring tables.
  if (input.statement.forgiven.length > 0) return;
  const names = namesOf(input.statement, SYSTEM_CATALOG);
  let qualifier: Occurrence | undefined;
  for (const occurrence of names.occurrences) {
    const { identifier, meaning, place } = occurrence;
    const own = qualifier && isBefore(qualifier.identifier, identifier, input.statement.text) ? qualifier : undefined;
    qualifier = place === "qualifier" ? occurrence : undefined;
    if (place === "table" || place === "window") continue;
    if (meaning.kind === "ambiguous") reportAmbiguous(identifier, own, names, input);
    // A column of an unknown table is unknown because of that.
    else if (meaning.kind === "missing" && own?.meaning.kind !== "missing") reportMissing(occurrence, own, names, input);
  }
}

/** Whether only a dot stands between two names. */
function isBefore(one: Identifier, other: Identifier, text: string): boolean {
  return one.end < other.start && text.slice(one.end, other.start).trim() === ".";
}

function reportAmbiguous(identifier: Identifier, qualifier: Occurrence | undefined, names: Names, input: CheckInput): void {
  const message = `${druidSays(`Column '${identifier.name}' is ambiguous`)}. ${t("Two columns have this name.")}`;
  const fixes = qualifier ? [] : qualifications(identifier, names);
  input.report({ code: "ambiguous-column", stage: "validate", message, range: rangeOf(identifier), ...(fixes.length > 0 && { fixes }) });
}

/** More of them nobody chooses from. */
const MOST_QUALIFIERS = 4;

/** The name behind each table that may have it. */
function qualifications({ name, start }: Identifier, names: Names): readonly Fix[] {
  const having = relationsIn(names.scopeAt(start)).flatMap(({ qualifier, columns }) =>
    qualifier !== undefined && (columns.more !== "none" || columns.named(name).length === 1) ? [nameText(qualifier)] : [],
  );
  if (having.length < 2 || having.length > MOST_QUALIFIERS) return [];
  return having.map((qualifier) => choice(t("Write {0}", `${qualifier}.${nameText(name)}`), [insertion(start, `${qualifier}.`)]));
}

function reportMissing({ identifier, place }: Occurrence, qualifier: Occurrence | undefined, names: Names, input: CheckInput): void {
  const { name } = identifier;
  const scope = names.scopeAt(identifier.start);
  // What looks like the template of an alias may be all of FROM.
  if (input.statement.templates.length > 0 && !hasFrom(scope)) return;
  const isTable = place === "qualifier";
  const schema = isTable ? schemaBefore(identifier, input) : undefined;
  const known = isTable ? qualifiersIn(scope) : qualifier ? columnsUnder(qualifier) : columnsIn(scope);
  const meant = known.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearestWord(name, known);
  const said = isTable
    ? druidSays(`Table '${schema ? `${schema.name}.` : ""}${name}' not found`)
    : qualifier
      ? druidSays(`Column '${name}' not found in table '${qualifier.identifier.name}'`)
      : druidSays(`Column '${name}' not found in any table`);
  const advice =
    meant !== undefined ? t("Did you mean {0}?", meant) : hasFrom(scope) ? whatIsKnown(known, isTable) : t("There is no FROM.");
  const isText = known.length === 0 && isAsText(identifier, scope);
  const fixes =
    meant !== undefined
      ? [rewrite(rangeOf(identifier), nameText(meant), "choice")]
      : isText
        ? [rewrite(rangeOf(identifier), quotedString(name), "choice")]
        : [];
  const message = [`${said}.`, advice].filter((part) => part !== undefined).join(" ");
  const range = { start: schema?.start ?? identifier.start, end: identifier.end };
  input.report({ code: "unknown-column", stage: "validate", message, range, ...(fixes.length > 0 && { fixes }) });
}

/** The schema before a table of which nothing is found; it is no name that means something here. */
function schemaBefore(
  { start }: Identifier,
  { statement: { tokens, text } }: CheckInput,
): { readonly name: string; readonly start: number } | undefined {
  const before = significantBefore(tokens, tokenAt(tokens, start));
  if (before < 0 || text.slice(tokenStart(tokens, before), tokenEnd(tokens, before)) !== ".") return undefined;
  const schema = significantBefore(tokens, before);
  if (schema < 0) return undefined;
  const from = tokenStart(tokens, schema);
  return { name: text.slice(from, tokenEnd(tokens, schema)).replaceAll('"', ""), start: from };
}

function hasFrom(scope: Scope): boolean {
  return levelsOf(scope).some(({ first, limit, outputs }) => limit > first || outputs !== undefined);
}

/** Words in double quotes where there is no table that could have such a column: other databases take them for text. */
function isAsText({ quoted }: Identifier, scope: Scope): boolean {
  return quoted && !hasFrom(scope);
}

/** More of them nobody reads. */
const MOST_LISTED = 8;

function whatIsKnown(known: readonly string[], isTable: boolean): string | undefined {
  if (known.length === 0 || known.length > MOST_LISTED) return undefined;
  const listed = known.map(nameText).join(", ");
  return isTable ? t("In FROM there are {0}.", listed) : t("There are {0}.", listed);
}

function qualifiersIn(scope: Scope): readonly string[] {
  return levelsOf(scope).flatMap((level) => relationsIn(level).flatMap(({ qualifier }) => qualifier ?? []));
}

function columnsIn(scope: Scope): readonly string[] {
  const names = levelsOf(scope).flatMap((level) => [
    ...(level.outputs?.columns.list ?? []),
    ...relationsIn(level).flatMap(({ columns }) => columns.list),
  ]);
  return distinct(names.map(({ name }) => name));
}

function columnsUnder({ meaning }: Occurrence): readonly string[] {
  const columns = meaning.kind === "symbol" ? meaning.relation?.columns.list : undefined;
  return distinct((columns ?? []).map(({ name }) => name));
}

/** Without the names that Calcite makes up. */
function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !name.startsWith("EXPR$"));
}

function levelsOf(scope: Scope): readonly Scope[] {
  const levels: Scope[] = [];
  for (let level: Scope | undefined = scope; level; level = level.outer) levels.push(level);
  return levels;
}
