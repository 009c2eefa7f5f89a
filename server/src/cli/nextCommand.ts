/**
 * The command that goes on from an answer, as a shell takes it: about the same files, with the same roles, for the same cluster.
 */
import { shellWord } from "../language/index";
import type { CheckRequest } from "./request";

/** A command line with all that `request` said about files, roles and the cluster; undefined where it cannot be given again, as for standard input. */
export function nextCommand({ options, paths }: CheckRequest, words: readonly string[]): string | undefined {
  if (paths.includes("-")) return undefined;
  const told = [
    ...given("--roles", options.roles),
    ...given("--environment", options.environment),
    ...(options.config === false ? ["--no-config"] : given("--config", options.config)),
    ...given("--endpoint", options.endpoint),
    ...given("--druid-version", options.druidVersion),
    ...given("--profile", options.profile),
    ...given("--properties", options.properties),
    ...given("--context", options.context),
    ...given("--exclude", options.exclude),
    ...(options.ignore === false ? ["--no-ignore"] : []),
    ...(options.inlineConfig === false ? ["--no-inline-config"] : []),
  ];
  return ["druid-sql", ...words, ...told, ...paths].map(shellWord).join(" ");
}

/** An option as often as it was given. */
function given(option: string, values: string | readonly string[] = []): readonly string[] {
  return [values].flat().flatMap((value) => [option, value]);
}
