/**
 * Advice and fixes for syntax errors. The parser says what does not fit; here the words around it tell what was meant. Asked for statements
 * with errors only, once each.
 */
import type { Statement } from "../syntax/document";
import type { ParseError } from "../syntax/errors";
import { partedFix } from "../text/edit";
import { repairCharacter, repairEquals } from "./repairs/characters";
import { repairComma, repairMissingComma } from "./repairs/commas";
import { repairGranularity, repairInsertOverwrite, repairPartitionedBy } from "./repairs/ingestClauses";
import {
  repairClauseOrder,
  repairMissingKeyword,
  repairNotNull,
  repairOtherStatement,
  repairReplace,
  repairSelectWords,
  repairTypo,
} from "./repairs/keywords";
import { repairLimit } from "./repairs/limits";
import { repairReservedWord, repairStringAlias } from "./repairs/names";
import { repairCastSign, repairInterval, repairPercent } from "./repairs/operators";
import type { Repairer } from "./repairs/repair";
import { repairLastSemicolon, repairMissingSemicolon, repairSet } from "./repairs/sets";
import { wordAt, wordsOf } from "./repairs/words";

/** The first one that knows an error answers. */
const REPAIRERS: readonly Repairer[] = [
  repairTypo,
  repairCharacter,
  repairEquals,
  repairComma,
  repairMissingComma,
  repairSet,
  repairReservedWord,
  repairStringAlias,
  repairPercent,
  repairCastSign,
  repairInterval,
  repairLimit,
  repairInsertOverwrite,
  repairPartitionedBy,
  repairGranularity,
  repairMissingSemicolon,
  repairLastSemicolon,
  repairReplace,
  repairMissingKeyword,
  repairNotNull,
  repairSelectWords,
  repairOtherStatement,
  repairClauseOrder,
];

/** The syntax errors of a statement, each with what is known to help. */
export function repairedErrors(statement: Statement): readonly ParseError[] {
  if (statement.errors.length === 0) return statement.errors;
  const words = wordsOf(statement);
  return statement.errors.map((error) => {
    const trouble = { words, index: wordAt(words, error.range.start), error };
    for (const repairer of REPAIRERS) {
      const repair = repairer(trouble);
      if (!repair) continue;
      const message = repair.advice === undefined ? error.message : `${error.message} ${repair.advice}`;
      const fixes = repair.fixes?.map((fix) => partedFix(statement.text, fix)) ?? [];
      return { ...error, message, ...(fixes.length > 0 && { fixes }) };
    }
    return error;
  });
}
