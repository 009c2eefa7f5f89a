/**
 * A key of a roles file that means nothing: told with the section that was probably meant, since a misspelt one takes all its roles along.
 */
import { sentences, t } from "../text/l10n";
import { nearestWord } from "../text/nearest";
import type { TextRange } from "../text/range";
import type { Reading } from "./permissionJson";

/** The sections of our own form. */
export const SECTIONS: readonly string[] = ["roles", "users", "groupMappings", "cluster"];

/** The section that a key is a slip of the pen for. */
export function sectionMeant(key: string): string | undefined {
  return nearestWord(key, SECTIONS);
}

/** Tells that a key means nothing; `otherwise` says so where no section is meant. */
export function tellUnknownKey({ problems }: Reading, key: string, range: TextRange, otherwise: string): void {
  const meant = sectionMeant(key);
  const problem = { code: "roles-unknown-key", range } as const;
  if (meant === undefined) problems.push({ ...problem, severity: "hint", message: otherwise });
  else {
    const message = sentences(t('"{0}" means nothing here.', key), t('Did you mean "{0}"?', meant));
    problems.push({ ...problem, severity: "warning", message });
  }
}
