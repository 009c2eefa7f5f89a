/**
 * Every code that a diagnostic of a statement may have. `docs/diagnostics/<code>.md` has a page for each.
 */

import { CHECK_CODES, REMARK_CODES } from "../analysis/checks/codes";
import { PARSE_ERROR_CODES } from "../syntax/errors";
import { phrase } from "../text/l10n";
import { CLOUD_CODES } from "./cloudDiagnostics";
import { DIALECT_CODES } from "./dialectWords";
import { DIRECTIVE_CODES } from "./directives";
import { SUPPRESSION_CODES } from "./suppressions";

/** The codes that stand for permissions. */
export const PERMISSION_CODES = {
  "permission-denied": phrase("The principal lacks a permission that the statement needs."),
  "permission-unknown": phrase("What the statement needs, or whether it is granted, cannot be known from the text."),
  "permission-follow": phrase("The statement can be sent, but the status and report of its task cannot be read."),
  "principal-missing": phrase("Nobody said whose permissions are checked."),
} as const;

export type PermissionCode = keyof typeof PERMISSION_CODES;

/** Everything that a diagnostic of a statement may be called. */
export const STATEMENT_CODES: readonly string[] = [
  PARSE_ERROR_CODES,
  CHECK_CODES,
  REMARK_CODES,
  PERMISSION_CODES,
  CLOUD_CODES,
  DIRECTIVE_CODES,
  DIALECT_CODES,
  SUPPRESSION_CODES,
].flatMap((table) => Object.keys(table));
