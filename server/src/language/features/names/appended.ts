/**
 * The datasources that `TABLE(APPEND('a', 'b'))` names in strings: names like those in FROM to an author, though no names to the grammar.
 */
import { isCallTo } from "../../analysis/externCall";
import { referencesOf } from "../../analysis/scopes";
import { type Statement, statementAt } from "../../syntax/document";
import type { Literal } from "../../syntax/nodes";
import { shiftRange, type TextRange } from "../../text/range";
import type { NamesView } from "./view";

/** A datasource in a string, with the quotes. */
export interface AppendedTable {
  readonly name: string;
  readonly range: TextRange;
}

/** The strings of APPEND in a statement, in its own offsets. */
export function appendedIn({ text, tree }: Statement): readonly AppendedTable[] {
  if (!/append/i.test(text)) return [];
  return referencesOf(tree).functions.flatMap(({ call }) =>
    isCallTo(call, "APPEND") ? call.arguments.filter(isName).map(({ value, start, end }) => ({ name: value, range: { start, end } })) : [],
  );
}

function isName(argument: { readonly kind: string }): argument is Literal {
  const literal = argument as Literal;
  return literal.kind === "literal" && literal.type === "string" && !literal.template;
}

/** The one that an offset of the document touches. */
export function appendedAt({ document }: NamesView, offset: number): AppendedTable | undefined {
  const at = statementAt(document, offset);
  const found = at && appendedIn(at.statement).find(({ range }) => touches(shiftRange(range, at.start), offset));
  return found && { name: found.name, range: shiftRange(found.range, at.start) };
}

function touches({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
