/**
 * Templates that stand where nothing is waited for, as `{{ filter }}` behind `FROM t`: they read as the alias of a table or an item, and may as
 * well bring clauses. What is missing may be in them.
 */
import type { Statement } from "../syntax/document";
import type { TextRange } from "../text/range";

const LOOSE = {};

/** The templates of a statement before which no word or sign waits for a name or a value. */
export function looseTemplatesOf(statement: Statement): readonly TextRange[] {
  if (statement.templates.length === 0) return NOTHING;
  return statement.memory.recall("looseTemplates", LOOSE, () => statement.templates.filter(({ start }) => isLoose(statement.text, start)));
}

const NOTHING: readonly TextRange[] = [];

/** More blanks than these before a template nobody writes. */
const LONGEST_REACH = 80;

/** Words and signs that a name or a value follows; quotes are open where the template stands in a text. */
const WAITING =
  /(?:^|[-+*/=<>|(,.'"[]|\b(?:ALL|AND|ANY|AS|BETWEEN|BY|CASE|DATE|DISTINCT|ELSE|FOR|FROM|HAVING|IN|INTERVAL|INTO|JOIN|LIKE|LIMIT|NOT|OFFSET|ON|OR|SELECT|SOME|THEN|TIMESTAMP|TO|WHEN|WHERE|WITH))$/i;

function isLoose(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_REACH), start);
  return /\s$/.test(before) && !WAITING.test(before.trimEnd());
}
