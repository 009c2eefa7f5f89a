/**
 * Reads Druid's own properties files, named themselves or by a folder with one of Druid's layouts.
 */
import { basename, join } from "node:path";
import { findLayout, LAYOUT_PATHS, layoutRemark, noLayout, type PropertiesFile } from "../language/index";
import type { CliHost } from "./host";
import { readTextFile } from "./readText";
import { shownPath } from "./walkUp";

/** A file with its path, absolute. */
export type ReadProperties = PropertiesFile & { readonly path: string };

/** The files at these paths, in this order, those of a folder in its place; one that cannot be read says why. */
export function readPropertiesFiles(host: CliHost, paths: readonly string[]): readonly ReadProperties[] {
  return paths.flatMap((path) => (host.files.kindOf(path) === "folder" ? inFolder(host, path) : [readFile(host, path)]));
}

function readFile(host: CliHost, path: string): ReadProperties {
  const name = shownPath(host, path);
  const text = readTextFile(host, path);
  return text.kind === "ok" ? { path, name, text: text.content } : { path, name, failure: text.message };
}

/** The files of the first of Druid's layouts in a folder. */
function inFolder(host: CliHost, folder: string): readonly ReadProperties[] {
  const existing = new Set(LAYOUT_PATHS.filter((path) => host.files.kindOf(join(folder, path)) === "file"));
  const layout = findLayout(basename(folder), existing);
  if (!layout) return [{ path: folder, name: shownPath(host, folder), failure: `this folder ${noLayout()}` }];
  const remark = layoutRemark(layout);
  return layout.files.map((path, index) => {
    const read = readFile(host, join(folder, path));
    return index === 0 && remark !== undefined ? { ...read, remark } : read;
  });
}
