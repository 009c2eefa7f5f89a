/**
 * What the extension says to its users in documents, as a read-only file system of their own: `druid-sql-docs:/settings.md`. The package
 * holds them as one file, `dist/docs.json` by path, in half of what they take one by one; links lead from one to the other as in the
 * repository, without a network.
 */
import * as vscode from "vscode";

const SCHEME = "druid-sql-docs";

/** The documents' texts by their paths, such as `/diagnostics/not-grouped.md`. */
type Texts = ReadonlyMap<string, Uint8Array>;

/** The address of a document by its path below `docs/`. */
export function docsUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${path}` });
}

/** Registers the file system; the documents are read when one of them is first asked for. */
export function registerDocs(context: vscode.ExtensionContext): vscode.Disposable {
  const file = vscode.Uri.joinPath(context.extensionUri, "dist", "docs.json");
  let texts: Promise<Texts> | undefined;
  const find = async (uri: vscode.Uri): Promise<Uint8Array> => {
    texts ??= readTexts(file);
    const found = (await texts).get(uri.path);
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  };
  return vscode.workspace.registerFileSystemProvider(SCHEME, readOnly(find), { isCaseSensitive: true, isReadonly: true });
}

async function readTexts(file: vscode.Uri): Promise<Texts> {
  const texts = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Readonly<Record<string, string>>;
  const encoder = new TextEncoder();
  return new Map(Object.entries(texts).map(([path, text]) => [`/${path}`, encoder.encode(text)]));
}

function readOnly(find: (uri: vscode.Uri) => Promise<Uint8Array>): vscode.FileSystemProvider {
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    onDidChangeFile: () => vscode.Disposable.from(),
    watch: () => vscode.Disposable.from(),
    stat: async (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: (await find(uri)).length }),
    readFile: find,
    // Nothing looks for documents; links name them.
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
