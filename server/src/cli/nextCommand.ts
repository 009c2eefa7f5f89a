/**
 * The command that goes on from an answer, as a shell takes it: about the same files, with the same roles.
 */
import { shellWord } from "../language/index";
import type { CheckRequest } from "./request";

/** A command line with what `request` said about roles and files; undefined where it cannot be given again, as for standard input. */
export function nextCommand({ options, paths }: CheckRequest, words: readonly string[]): string | undefined {
  if (paths.includes("-")) return undefined;
  const roles = options.roles === undefined ? [] : ["--roles", options.roles];
  const environments = (options.environment ?? []).flatMap((name) => ["--environment", name]);
  return ["druid-sql", ...words, ...roles, ...environments, ...paths].map(shellWord).join(" ");
}
