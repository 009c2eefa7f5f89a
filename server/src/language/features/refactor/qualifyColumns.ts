/**
 * Columns of a SELECT with the name of their table before them, where it is certain which that is. Names that mean what SELECT gives out
 * (in ORDER BY) stay as they are.
 */
import { relationsIn } from "../../analysis/resolution/lookup";
import type { Occurrence, Scope } from "../../analysis/resolution/model";
import { childrenOf } from "../../syntax/children";
import type { Name, Node, Query, Select } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import type { TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { enclosing, isNiladic, isWhole, type Refactor, type RefactoringInput } from "./refactoring";

export const qualifyColumns: Refactor = (input) => {
  const select = enclosing(input, "select");
  if (!select?.from) return [];
  const edits = namesIn(wholeOf(input, select)).flatMap((name) => qualified(input, name) ?? []);
  if (edits.length === 0) return [];
  return [{ title: t("Write the table before every column"), kind: "rewrite", edits: edits.sort((a, b) => a.range.start - b.range.start) }];
};

/** The ORDER BY behind a SELECT belongs to it. */
function wholeOf({ path }: RefactoringInput, select: Select): Node {
  const query = path[path.indexOf(select) - 1];
  return query?.kind === "query" && query.body === select ? (query satisfies Query) : select;
}

/** Every name of one part. */
function namesIn(root: Node): readonly Name[] {
  const found: Name[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "name" && node.parts.length === 1 && !node.star) found.push(node);
    stack.push(...childrenOf(node));
  }
  return found;
}

function qualified({ names }: RefactoringInput, name: Name): TextEdit | undefined {
  const [part] = name.parts;
  const occurrence = part && !isNiladic(part) ? names().occurrenceOf(part) : undefined;
  const qualifier = occurrence && qualifierOf(occurrence, names().scopeAt(name.start));
  return qualifier === undefined ? undefined : { range: { start: name.start, end: name.start }, text: `${nameText(qualifier)}.` };
}

function qualifierOf({ meaning, place, role, identifier: { name } }: Occurrence, scope: Scope): string | undefined {
  if (role !== "reference" || place !== "column" || meaning.kind !== "symbol") return undefined;
  const { relation } = meaning;
  // What USING makes of two columns is neither of them.
  if (!relation || scope.merged.has(name)) return undefined;
  const isTold = relation.columns.named(name).length > 0;
  return meaning.certainty === "certain" || isOnlyOne(scope) || (isTold && isAllKnown(scope)) ? relation.qualifier : undefined;
}

/** Where one relation is seen and nothing outside, a column can be no other's. */
function isOnlyOne(scope: Scope): boolean {
  return !scope.outer && !scope.isUnclear && relationsIn(scope).length === 1;
}

function isAllKnown(scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    if (level.isUnclear || !relationsIn(level).every(isWhole)) return false;
  }
  return true;
}
