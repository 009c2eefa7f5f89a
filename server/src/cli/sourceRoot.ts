/**
 * Paths as tools on other machines know them: from the root of the repository on, or from the working folder where there is none.
 */
import { isAbsolute, relative, resolve, sep } from "node:path";
import { STANDARD_INPUT } from "./findFiles";
import type { CliHost } from "./host";
import { repositoryOf } from "./walkUp";

/** Gives the path from the root for one that is shown to people, which counts from the working folder. With `/` on every machine. */
export type FromRoot = (shown: string) => string;

/** The paths of a run. Standard input, which has none, is `stdin`. */
export function createFromRoot(host: CliHost): FromRoot {
  const root = repositoryOf(host, host.workingFolder) ?? host.workingFolder;
  return (shown) => (shown === STANDARD_INPUT ? "stdin" : relative(root, resolve(host.workingFolder, shown)).split(sep).join("/"));
}

/** A path as a URI reference; one that has no way from the root, as on another disk, becomes a whole URI. */
export function uriOf(path: string): string {
  const encoded = wellFormed(path).split("/").map(encodeURIComponent).join("/");
  return isAbsolute(path) ? `file:///${encoded.replace(/^\/+/, "").replace(/^([A-Za-z])%3A/, "$1:")}` : encoded;
}

/** The text with halves of surrogate pairs replaced: many readers of UTF-8 refuse them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
