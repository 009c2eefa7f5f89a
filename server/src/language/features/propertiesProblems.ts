/**
 * What is marked in Druid's own properties files: values that Druid cannot have or that are not known here, and values that do not count
 * since somebody states otherwise.
 */
import {
  type PropertiesFile,
  type PropertiesProblem,
  type PropertiesProfile,
  readPropertiesProfile,
} from "../permissions/propertiesProfile";
import { overruled, type StatedBefore } from "./contradictions";
import type { Diagnostic } from "./diagnostics";

/** The codes of such marks; `docs/diagnostics/<code>.md` has a page for each. */
export const PROPERTIES_CODES = {
  "properties-value": "A value in a properties file of Druid cannot be used, is not known here, or does not count.",
} as const;

/**
 * The marks of each file by its name. `before` is in the order in which it counts. What concerns a file as a whole has no place in it, and
 * stands among the problems of a context.
 */
export function propertiesProblems(
  files: readonly PropertiesFile[],
  before: readonly StatedBefore[],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const marks = new Map<string, Diagnostic[]>(files.map(({ name }) => [name, []]));
  const profile = readPropertiesProfile(files);
  for (const { at, file, severity, message } of [...profile.problems, ...notCounting(profile, before)]) {
    if (at) marks.get(file)?.push({ code: "properties-value", severity, message, range: at.range, related: [] });
  }
  for (const each of marks.values()) each.sort((one, other) => one.range.start - other.range.start);
  return marks;
}

/** One warning for each key about which somebody before says otherwise. */
function notCounting({ stated, places }: PropertiesProfile, before: readonly StatedBefore[]): readonly PropertiesProblem[] {
  return overruled(stated, before).flatMap(({ key, message }) => {
    const at = places[key];
    return at ? [{ severity: "warning" as const, message, file: at.file, at }] : [];
  });
}
