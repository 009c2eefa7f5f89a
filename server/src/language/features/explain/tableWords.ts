/**
 * What the tables of `data` say to people, in English: `data` imports nothing, so it cannot mark its texts by itself, and they are too many
 * to stand a second time. `scripts/generateL10n.mjs` takes them from here to the texts that are translated; whoever shows one asks `t`
 * for it, which a test holds.
 */
import { SQL_TYPES } from "../../data/columnTypes";
import { contextParameters } from "../../data/contextParameters";
import { DIALECTS } from "../../data/dialects";
import { keysOfShape, shapeNames, typesOfShape } from "../../data/externJson";
import { allFunctions } from "../../data/functions";
import { ELSEWHERE } from "../../data/functions/elsewhere";
import { EXPORT_DESTINATIONS, TABLE_FUNCTIONS } from "../../data/inputSources";
import { SYSTEM_TABLES } from "../../data/systemTables";

/** Each text once, table by table. */
export function tableWords(): readonly string[] {
  const keys = [...contextParameters().values()].map(({ documentation }) => documentation);
  const texts = [...functionWords(), ...keys, ...tableAndTypeWords(), ...externWords()];
  return [...new Set(texts.flatMap((text) => text || []))];
}

function functionWords(): readonly (string | undefined)[] {
  const functions = allFunctions();
  return [
    ...functions.map(({ category }) => category),
    ...functions.map(({ documentation }) => documentation),
    ...[...ELSEWHERE.values()].map(({ note }) => note),
  ];
}

/** Names of types and dialects are words only where they are several. */
function tableAndTypeWords(): readonly (string | undefined)[] {
  const names = [...SQL_TYPES.map(({ keptAs }) => keptAs), ...DIALECTS.map(({ name }) => name)];
  return [
    ...SYSTEM_TABLES.flatMap(({ summary, columns }) => [summary, ...columns.map((column) => column.summary)]),
    ...names.filter((name) => /, |\bor\b/.test(name)),
  ];
}

function externWords(): readonly (string | undefined)[] {
  const keys = shapeNames().flatMap((shape) =>
    [undefined, ...typesOfShape(shape).map(({ type }) => type)].flatMap((type) => keysOfShape(shape, type)),
  );
  const parameters = [...TABLE_FUNCTIONS, ...EXPORT_DESTINATIONS].flatMap((each) => each.parameters);
  return [...keys, ...parameters].map(({ summary }) => summary);
}
