/**
 * The catalog file (`druid-catalog.json`) of a document: named by a setting or the nearest one above it. A file that is broken now keeps its
 * last good state.
 */
import {
  CATALOG_FILE_NAMES,
  type Catalog,
  type CatalogFile,
  indexLines,
  isBrokenCatalog,
  type LineIndex,
  parseCatalogFile,
} from "../language/index";
import { uriKey } from "./uris";
import { createWatchedFiles, type WatchedFiles, type WatchedFilesParts } from "./watchedFiles";

/** A catalog file that was read. */
export interface CatalogSource {
  readonly uri: string;
  readonly text: string;
  readonly latest: CatalogFile;
  readonly lines: LineIndex;
  /** What counts: `latest`, unless that is broken. */
  readonly good?: Catalog;
}

export type CatalogFiles = Omit<WatchedFiles<CatalogSource>, "touched"> & {
  /** Tells that a file may have changed, come or gone. */
  touched(uri: string): Promise<void>;
};

/** What catalog files are read with. */
export interface CatalogFilesParts extends Pick<WatchedFilesParts<CatalogSource>, "host" | "documents" | "tell"> {
  /** Called when there is a catalog where none could be used before, or none any more. */
  readonly came: () => void;
}

/** Starts with nothing read. */
export function createCatalogFiles({ host, documents, tell, came }: CatalogFilesParts): CatalogFiles {
  const usable = new Set<string>();
  const files = createWatchedFiles<CatalogSource>({
    host,
    documents,
    names: CATALOG_FILE_NAMES,
    parse,
    seen: (uri) => void files.touched(uri),
    tell: (uri, source) => {
      tell(uri, source);
      const key = uriKey(uri);
      const wasUsable = usable.has(key);
      if (source?.good === undefined) usable.delete(key);
      else usable.add(key);
      if (usable.has(key) !== wasUsable) came();
    },
  });
  return { ...files, touched: async (uri) => void (await files.touched(uri)) };
}

function parse(uri: string, text: string, before: CatalogSource | undefined): CatalogSource {
  const latest = parseCatalogFile(text, uri);
  const good = isBrokenCatalog(latest) ? before?.good : latest.catalog;
  return { uri, text, latest, lines: indexLines(text), ...(good && { good }) };
}
