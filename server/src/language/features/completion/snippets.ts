/**
 * Whole statements that people write, to be filled in; offered only where a statement may begin.
 */

import { t } from "../../text/l10n";
import type { Offer } from "./item";
import type { LetterCase } from "./letterCase";
import { STATEMENT_PATTERNS } from "./statementPatterns";

/** The patterns that this release takes, in the case that the author writes keywords in. */
export function snippetOffers(letterCase: LetterCase, version: number): readonly Offer[] {
  return STATEMENT_PATTERNS.filter(({ since }) => (since ?? 0) <= version).map(({ label, detail, lines }) => {
    const text = lines.join("\n");
    return {
      kind: "snippet",
      label,
      text: letterCase === "lower" ? lowered(text) : text,
      format: "snippet",
      detail: t(detail),
      rank: 6,
    };
  });
}

/** Capitals outside of strings, quoted names and places to fill in become small; the keys of SET have small letters anyway. */
function lowered(text: string): string {
  return text.replace(/'[^'\n]*'|"[^"\n]*"|\$\{[^}]*\}|[A-Z_]{2,}\b/g, (piece) => (/^[A-Z_]+$/.test(piece) ? piece.toLowerCase() : piece));
}
