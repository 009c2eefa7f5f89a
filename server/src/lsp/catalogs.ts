/**
 * What is known of tables and columns around a document: its catalog file first, then what the SQL files of the workspace write and read,
 * then Druid's own tables. One object for as long as nothing changes, since what is found out about statements is remembered with it.
 */
import { type Catalog, joinCatalogs, type SurveyedFile, SYSTEM_CATALOG, tablesOfWorkspace } from "../language/index";
import type { CatalogFiles } from "./catalogFiles";
import type { WorkspaceIndex } from "./workspaceIndex";

export interface Catalogs {
  /** What is known now around a document, whose setting `catalogFile` is given. Files of the workspace that were not read are not waited for. */
  of(uri: string, setting: string): Promise<Catalog>;
  /** From now on the files of the workspace are read. */
  wantWorkspace(): void;
  /** Whether somebody wanted them. */
  isWorkspaceWanted(): boolean;
  /** Whether all files of the workspace were read once. */
  isWorkspaceKnown(): boolean;
  /** What the files of the workspace know. */
  ofWorkspace(): Catalog;
}

/** What catalogs are made of. */
export interface CatalogsParts {
  readonly files: CatalogFiles;
  readonly index: () => WorkspaceIndex;
  readonly folders: () => readonly string[];
}

const NO_TABLES: Catalog = { table: () => undefined, tables: () => [] };

export function createCatalogs({ files, index, folders }: CatalogsParts): Catalogs {
  let surveyed: readonly SurveyedFile[] | undefined;
  let workspace = NO_TABLES;
  let isWanted = false;
  const joined = new WeakMap<Catalog, WeakMap<Catalog, Catalog>>();
  const ofWorkspace = (): Catalog => {
    const known = index().all();
    if (known !== surveyed) workspace = known.length === 0 ? NO_TABLES : tablesOfWorkspace(known);
    surveyed = known;
    return workspace;
  };
  const join = (file: Catalog, tables: Catalog): Catalog => {
    const ofFile = joined.get(file) ?? new WeakMap<Catalog, Catalog>();
    joined.set(file, ofFile);
    const known = ofFile.get(tables);
    if (known) return known;
    const made = joinCatalogs([file, tables, SYSTEM_CATALOG]);
    ofFile.set(tables, made);
    return made;
  };
  return {
    of: async (uri, setting) => {
      const source = await files.governing({ uri, setting, folders: folders() });
      return join(source?.good ?? NO_TABLES, ofWorkspace());
    },
    wantWorkspace: () => {
      isWanted = true;
      index().start();
    },
    isWorkspaceWanted: () => isWanted,
    isWorkspaceKnown: () => index().isRead(),
    ofWorkspace,
  };
}
