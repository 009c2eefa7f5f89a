/**
 * Everything that can be said about a statement or a roles file, by its code: what it means in one sentence, and how severe it usually is.
 */
import { CHECK_CODES, REMARK_CODES } from "../analysis/checks/codes";
import type { Severity } from "../analysis/finding";
import { ROLES_CODES } from "../roles/codes";
import { PARSE_ERROR_CODES } from "../syntax/errors";
import { CLOUD_CODES } from "./cloudDiagnostics";
import { PERMISSION_CODES, type PermissionCode } from "./codes";
import { DIALECT_CODES } from "./dialectWords";
import { DIRECTIVE_CODES } from "./directives";
import { PROPERTIES_CODES } from "./propertiesProblems";
import { SUPPRESSION_CODES } from "./suppressions";
import { ROLE_REMARK_CODES } from "./workspace/remark";

/** A code; `docs/diagnostics/<code>.md` is its page. */
export interface Rule {
  readonly code: string;
  readonly meaning: string;
  readonly severity: Severity;
  readonly about: "syntax" | "rules" | "permissions" | "roles" | "cluster" | "cloud";
}

const PERMISSION_SEVERITIES: Readonly<Record<PermissionCode, Severity>> = {
  "permission-denied": "error",
  "permission-unknown": "information",
  "permission-follow": "information",
  "principal-missing": "hint",
};

/** All rules, permissions first. */
export const RULES: readonly Rule[] = [
  ...Object.entries(PERMISSION_CODES).map(([code, meaning]): Rule => {
    return { code, meaning, severity: PERMISSION_SEVERITIES[code as PermissionCode], about: "permissions" };
  }),
  ...Object.entries(CLOUD_CODES).map(([code, { meaning, severity }]): Rule => ({ code, meaning, severity, about: "cloud" })),
  {
    code: "iam-policy",
    meaning: "A file of IAM policies says something that AWS refuses or takes otherwise.",
    severity: "error",
    about: "cloud",
  },
  ...Object.entries(PARSE_ERROR_CODES).map(([code, meaning]): Rule => ({ code, meaning, severity: "error", about: "syntax" })),
  ...Object.entries(CHECK_CODES).map(([code, meaning]): Rule => ({ code, meaning, severity: "error", about: "rules" })),
  ...Object.entries(REMARK_CODES).map(([code, { meaning, severity }]): Rule => ({ code, meaning, severity, about: "rules" })),
  ...Object.entries(DIALECT_CODES).map(([code, meaning]): Rule => ({ code, meaning, severity: "information", about: "syntax" })),
  ...Object.entries(SUPPRESSION_CODES).map(([code, { meaning, severity }]): Rule => ({ code, meaning, severity, about: "syntax" })),
  ...Object.entries(DIRECTIVE_CODES).map(([code, meaning]): Rule => ({ code, meaning, severity: "warning", about: "syntax" })),
  ...Object.entries(PROPERTIES_CODES).map(([code, meaning]): Rule => ({ code, meaning, severity: "error", about: "cluster" })),
  ...Object.entries({ ...ROLES_CODES, ...ROLE_REMARK_CODES }).map(
    ([code, { meaning, severity }]): Rule => ({ code, meaning, severity, about: "roles" }),
  ),
];

/** Where VS Code shows the page about a code; the extension carries the pages with it. */
export function addressOfPage(code: string): string {
  return `vscode://druid-sql.druid-sql/diagnostics/${code}`;
}
