/**
 * What is wrong with a roles file, as JSON of the contract: its own problems and those of its `cluster`.
 */
import { type PropertiesFile, rolesProblems } from "../language/index";
import type { RolesFileJson } from "./contract";
import { rangeJson } from "./contractOf";
import type { RolesSource } from "./rolesSource";

/** A roles file of the contract. */
export function rolesFileJson({ shown, file, lines }: RolesSource, properties: readonly PropertiesFile[]): RolesFileJson {
  const found = rolesProblems(file, properties);
  const problems = [...found].sort((one, other) => one.range.start - other.range.start);
  return {
    path: shown,
    readable: file.readable,
    problems: problems.map(({ code, severity, message, range }) => ({ code, severity, message, range: rangeJson(lines, range) })),
  };
}
