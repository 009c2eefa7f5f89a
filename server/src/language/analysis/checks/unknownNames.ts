/**
 * `unknown-column`: a column, or what stands before the dot of one, that nothing in the query has. `ambiguous-column`: a column that two of them
 * have. Said only where the text tells all columns that are seen: of WITH items, subqueries, VALUES, UNNEST, EXTERN, lookups. What a datasource
 * has nobody knows here, so a column that may be one of its own is never unknown.
 * Source: `analysis/resolution`; Druid's planner was asked about 23,000 statements in which one name was exchanged for another.
 */
import type { Identifier } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { druidSays, t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { rangeOf } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { relationsIn } from "../resolution/lookup";
import type { Names, Occurrence, Scope } from "../resolution/model";
import { namesOf } from "../resolution/namesOf";
import type { CheckInput } from "./check";

export function checkUnknownNames(input: CheckInput): void {
  const names = namesOf(input.statement, SYSTEM_CATALOG);
  let qualifier: Occurrence | undefined;
  for (const occurrence of names.occurrences) {
    const { identifier, meaning, place } = occurrence;
    const own = qualifier && isBefore(qualifier.identifier, identifier, input.statement.text) ? qualifier : undefined;
    qualifier = place === "qualifier" ? occurrence : undefined;
    if (place === "table" || place === "window") continue;
    if (meaning.kind === "ambiguous") reportAmbiguous(identifier, input);
    // A column of an unknown table is unknown because of that.
    else if (meaning.kind === "missing" && own?.meaning.kind !== "missing") reportMissing(occurrence, own, names, input);
  }
}

/** Whether only a dot stands between two names. */
function isBefore(one: Identifier, other: Identifier, text: string): boolean {
  return one.end < other.start && text.slice(one.end, other.start).trim() === ".";
}

function reportAmbiguous(identifier: Identifier, input: CheckInput): void {
  const message = `${druidSays(`Column '${identifier.name}' is ambiguous`)}. ${t("Two columns have this name.")}`;
  input.report({ code: "ambiguous-column", stage: "validate", message, range: rangeOf(identifier) });
}

function reportMissing({ identifier, place }: Occurrence, qualifier: Occurrence | undefined, names: Names, input: CheckInput): void {
  const { name } = identifier;
  const scope = names.scopeAt(identifier.start);
  const isTable = place === "qualifier";
  const known = isTable ? qualifiersIn(scope) : qualifier ? columnsUnder(qualifier) : columnsIn(scope);
  const meant = known.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearestWord(name, known);
  const said = isTable
    ? druidSays(`Table '${name}' not found`)
    : qualifier
      ? druidSays(`Column '${name}' not found in table '${qualifier.identifier.name}'`)
      : druidSays(`Column '${name}' not found in any table`);
  const advice = meant === undefined ? whatIsKnown(known, isTable) : t("Did you mean {0}?", meant);
  const fixes =
    meant === undefined
      ? []
      : [
          {
            title: t("Write {0}", nameText(meant)),
            certainty: "choice" as const,
            edits: [{ range: rangeOf(identifier), text: nameText(meant) }],
          },
        ];
  const message = [`${said}.`, advice].filter((part) => part !== undefined).join(" ");
  input.report({ code: "unknown-column", stage: "validate", message, range: rangeOf(identifier), ...(fixes.length > 0 && { fixes }) });
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
