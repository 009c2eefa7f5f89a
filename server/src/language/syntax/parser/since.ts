/**
 * Grammar that came with a newer Calcite: 1.35 with Druid 28, 1.37 with Druid 31. Measured on 27, 28, 29 and 31.
 */
import { t } from "../../text/l10n";
import type { TokenList } from "../lexer";
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";

/** The first Druid with Calcite 1.35. */
export const CALCITE_1_35 = 28;

/** The first Druid with Calcite 1.37. */
export const CALCITE_1_37 = 31;

/** Words that were names like any other in releases before. */
const LATE_WORDS: ReadonlyMap<TokenKind, number> = new Map([
  [TokenKind.DATETIME, CALCITE_1_35],
  [TokenKind.MONDAY, CALCITE_1_35],
  [TokenKind.TUESDAY, CALCITE_1_35],
  [TokenKind.WEDNESDAY, CALCITE_1_35],
  [TokenKind.THURSDAY, CALCITE_1_35],
  [TokenKind.FRIDAY, CALCITE_1_35],
  [TokenKind.SATURDAY, CALCITE_1_35],
  [TokenKind.SUNDAY, CALCITE_1_35],
  [TokenKind.ORDINAL, CALCITE_1_35],
  [TokenKind.QUALIFY, CALCITE_1_35],
  [TokenKind.SAFE_CAST, CALCITE_1_35],
  [TokenKind.TRY_CAST, CALCITE_1_35],
  [TokenKind.SAFE_OFFSET, CALCITE_1_35],
  [TokenKind.SAFE_ORDINAL, CALCITE_1_35],
  [TokenKind.DATE_DIFF, CALCITE_1_35],
  [TokenKind.DATE_TRUNC, CALCITE_1_35],
  [TokenKind.DATETIME_DIFF, CALCITE_1_35],
  [TokenKind.DATETIME_TRUNC, CALCITE_1_35],
  [TokenKind.TIMESTAMP_DIFF, CALCITE_1_35],
  [TokenKind.TIMESTAMP_TRUNC, CALCITE_1_35],
  [TokenKind.TIME_DIFF, CALCITE_1_35],
  [TokenKind.TIME_TRUNC, CALCITE_1_35],
  [TokenKind.JSON_SCOPE, CALCITE_1_37],
  [TokenKind.CONTAINS_SUBSTR, CALCITE_1_37],
]);

/**
 * The tokens as an older release reads them: words that are none of its keywords become names. PERCENTILE_CONT and PERCENTILE_DISC were
 * reserved in 27 and are again from 31 on; between they are names where they are not called. The list is changed in place.
 */
export function readLateWords({ kinds, count }: TokenList, druidVersion: number): void {
  if (druidVersion >= CALCITE_1_37) return;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index] as TokenKind;
    const isPercentile = kind === TokenKind.PERCENTILE_CONT || kind === TokenKind.PERCENTILE_DISC;
    const isName = isPercentile
      ? druidVersion >= CALCITE_1_35 && (index + 1 === count || kinds[index + 1] !== TokenKind.LeftParen)
      : druidVersion < (LATE_WORDS.get(kind) ?? 0);
    if (isName) kinds[index] = TokenKind.Identifier;
  }
}

/** Reports what a release before `since` does not take. */
export function refuseBefore(p: Cursor, since: number, start: number, end: number): void {
  if (p.druidVersion < since) p.report("syntax-error", t("Druid takes this from {0} on.", since), start, end);
}
