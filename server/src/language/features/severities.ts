/**
 * How severe each diagnostic is, where a configuration says otherwise than we do.
 */
import type { Severity } from "../analysis/finding";

/** A severity by code; `off` takes its diagnostics away. Codes that are not named keep their own. */
export type Severities = Readonly<Record<string, SeverityChoice>>;
export type SeverityChoice = Severity | "off";

/** Every choice, the most severe first. */
export const SEVERITY_CHOICES = ["error", "warning", "information", "hint", "off"] as const satisfies readonly SeverityChoice[];

/** The severity that counts for a code; undefined when its diagnostics are taken away. */
export function chosenSeverity(code: string, own: Severity, severities: Severities | undefined): Severity | undefined {
  const chosen = severities && Object.hasOwn(severities, code) ? severities[code] : undefined;
  if (chosen === "off") return undefined;
  return chosen ?? own;
}

/** Diagnostics with the severities that count; without those that are taken away. The same list when nothing is said. */
export function withSeverities<Item extends { readonly code: string; readonly severity: Severity }>(
  found: readonly Item[],
  severities: Severities | undefined,
): readonly Item[] {
  if (!severities || found.length === 0) return found;
  return found.flatMap((item) => {
    const severity = chosenSeverity(item.code, item.severity, severities);
    return severity === undefined ? [] : [severity === item.severity ? item : { ...item, severity }];
  });
}
