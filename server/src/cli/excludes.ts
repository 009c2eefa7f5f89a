/**
 * What `--exclude` leaves out: globs as in `exclude` of the configuration file, from the working folder on.
 */
import { relative, sep } from "node:path";
import { createExcluder } from "../language/index";
import type { Selection } from "./findFiles";
import type { CliHost } from "./host";

/** The part of a selection that globs make; nothing without globs. */
export function dropsOf({ workingFolder }: CliHost, globs: readonly string[] = []): Pick<Selection, "drops"> {
  if (globs.length === 0) return {};
  const excludes = createExcluder(globs);
  return {
    drops: (path, kind) => {
      const inner = relative(workingFolder, path).split(sep).join("/");
      // Outside of the working folder only names count.
      return excludes(inner.replace(/^(?:\.\.\/)+/, ""), kind);
    },
  };
}
