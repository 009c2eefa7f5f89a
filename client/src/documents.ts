/**
 * Which documents concern the language server: SQL in files, unsaved and remote documents, roles files and properties files, so that the server sees
 * them while they are being edited.
 */
import * as vscode from "vscode";

const SQL_LANGUAGES = ["sql", "druid-sql"];

/** Left out on purpose: sides of comparisons, output and terminals, cells of notebooks, documents of other extensions. */
const SCHEMES = ["file", "untitled", "vscode-remote", "vscode-vfs"];

const ROLES_FILE_NAME = "druid-roles.{json,jsonc}";
const CONFIG_FILE_NAME = "druid-sql.{json,jsonc}";
const PROPERTIES_FILE_NAMES = ["common.runtime.properties", "runtime.properties"];

/** Selects the SQL that the server answers for. */
export function sqlSelector(): vscode.DocumentFilter[] {
  return SCHEMES.flatMap((scheme) => SQL_LANGUAGES.map((language) => ({ language, scheme })));
}

/** Whether a document is SQL that the server answers for. */
export function isSql(document: vscode.TextDocument): boolean {
  return SQL_LANGUAGES.includes(document.languageId) && SCHEMES.includes(document.uri.scheme);
}

/** The SQL document of the active editor. Where something else than text is active, such as a report: the only one that is visible. */
export function activeSqlDocument(): vscode.TextDocument | undefined {
  const active = vscode.window.activeTextEditor?.document;
  if (active) return isSql(active) ? active : undefined;
  const visible = new Set(vscode.window.visibleTextEditors.map(({ document }) => document).filter(isSql));
  return visible.size === 1 ? [...visible][0] : undefined;
}

/**
 * The SQL document that a command is about: the active one, else the one that is open, else the one that is picked from those that are.
 * Undefined when there is none, or none was picked.
 */
export async function chooseSqlDocument(): Promise<vscode.TextDocument | undefined> {
  const active = activeSqlDocument();
  // Whoever edits another text means that one, which has no permissions.
  if (active || vscode.window.activeTextEditor) return active;
  const open = await openSqlDocuments();
  if (open.length < 2) return open[0];
  const items = open.map((document) => ({ label: vscode.workspace.asRelativePath(document.uri), document }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Druid SQL: which SQL file?") });
  return picked?.document;
}

/** The SQL documents that have a tab. */
async function openSqlDocuments(): Promise<readonly vscode.TextDocument[]> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = new Map(inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [[input.uri.toString(), input.uri]] : [])));
  // A tab that was not looked at since the window opened has no document yet.
  const reading = [...uris.values()].map((uri) => vscode.workspace.openTextDocument(uri).then(undefined, () => undefined));
  return (await Promise.all(reading)).filter((document) => document !== undefined).filter(isSql);
}

/** Everything that the server is told about. `describing` as from `describingFilePatterns`. */
export function documentSelector(describing: readonly string[]): { language?: string; scheme: string; pattern?: string }[] {
  return SCHEMES.flatMap((scheme) => [
    ...SQL_LANGUAGES.map((language) => ({ language, scheme })),
    ...describing.map((pattern) => ({ scheme, pattern })),
  ]);
}

/**
 * Glob patterns of the files that say who may do what, and on which cluster: configuration files, roles files by their usual names and those that the settings
 * of the workspace folders name, policy files, and Druid's own properties files where settings name any.
 */
export function describingFilePatterns(): readonly string[] {
  const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const settings = scopes.map((scope) => vscode.workspace.getConfiguration("druidSql", scope));
  const environments = settings.flatMap((each) =>
    Object.values(each.get<Readonly<Record<string, EnvironmentSetting>>>("environments", {})),
  );
  const described = environments.filter((each) => typeof each === "object" && each !== null);
  const files = settings.flatMap((each) => [each.get<string>("rolesFile", ""), each.get<string>("iamPolicy", "")]);
  const ofEnvironments = described.flatMap(({ rolesFile, iamPolicy }) => [rolesFile, iamPolicy]).filter(isText);
  const properties = [
    ...settings.flatMap((each) => each.get<readonly string[]>("druidProperties", [])),
    ...described.flatMap(({ druidProperties }) => druidProperties ?? []).filter(isText),
  ];
  const usual = [ROLES_FILE_NAME, CONFIG_FILE_NAME, ...(properties.length > 0 ? PROPERTIES_FILE_NAMES : [])];
  const named = [...files, ...ofEnvironments, ...properties.filter((path) => path.endsWith(".properties"))]
    .map((path) => path.split(/[\\/]/).at(-1) ?? "")
    .filter((name) => name !== "" && !/[*?{}[\]]/.test(name));
  return [...new Set([...usual, ...named])].map((name) => `**/${name}`);
}

/** A value of `druidSql.environments`, as far as it is well written. */
interface EnvironmentSetting {
  readonly rolesFile?: unknown;
  readonly iamPolicy?: unknown;
  readonly druidProperties?: readonly unknown[] | string;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
