/**
 * What is wrong with a roles file, as JSON of the contract: its own problems and those of its `cluster`.
 */
import { rolesProblems, withSeverities } from "../language/index";
import type { RolesFileJson } from "./contract";
import { rangeJson } from "./contractOf";
import type { FileSettings } from "./fileSettings";
import type { RolesSource } from "./rolesSource";

/** A roles file of the contract. */
export function rolesFileJson({ shown, file, lines }: RolesSource, { properties, severities }: FileSettings): RolesFileJson {
  const found = withSeverities(rolesProblems(file, properties), severities);
  const problems = [...found].sort((one, other) => one.range.start - other.range.start);
  return {
    path: shown,
    readable: file.readable,
    problems: problems.map(({ code, severity, message, range }) => ({ code, severity, message, range: rangeJson(lines, range) })),
  };
}
