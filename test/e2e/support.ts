/**
 * What the cases of the end-to-end suite share: naming a case, waiting for something to become true, and reading what the editor says
 * about a document. Results go line by line into `results.ndjson` beside the bundled suite, where the runner reads them.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

const LIMIT_MS = 15_000;
const PAUSE_MS = 40;

/** The source of our diagnostics, as the Problems view shows it. */
const SOURCE = "Druid SQL";

interface Case {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const cases: Case[] = [];

/** Adds a case; cases run in the order in which they are added. */
export function test(name: string, body: () => Promise<void>): void {
  cases.push({ name, body });
}

/** Runs all cases, one after the other; a failed one does not stop the others. */
export async function runCases(): Promise<void> {
  for (const { name, body } of cases) {
    const start = Date.now();
    const error = await body().then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
    );
    record({ name, passed: error === undefined, milliseconds: Date.now() - start, error });
  }
  record({ finished: true });
}

function record(line: object): void {
  appendFileSync(join(__dirname, "results.ndjson"), `${JSON.stringify(line)}\n`);
}

/** Looks again and again until the answer is accepted; the error of a failure tells what was seen last. */
export async function eventually<T>(what: string, look: () => T | Thenable<T>, accept: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const seen = await look();
    if (accept(seen)) return seen;
    if (Date.now() > end) throw new Error(`waited for: ${what}; seen last: ${show(seen)}`);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

/** A value as text for a failure's message. */
export function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, undefined, 1) ?? String(value));
}

/** The address of a file of the fixture workspace. */
export function fixture(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("the window has no workspace folder");
  return vscode.Uri.joinPath(folder.uri, ...path.split("/"));
}

/** Opens a file of the fixture workspace in the active editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fixture(path), { preview: false });
}

/** A diagnostic in the form in which the cases state it: `error permission-denied "koalas"`. */
export function describe(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): string {
  const severity = vscode.DiagnosticSeverity[diagnostic.severity].toLowerCase();
  return `${severity} ${codeOf(diagnostic)} "${document.getText(diagnostic.range)}"`;
}

/** The code of a diagnostic, without its link. */
export function codeOf(diagnostic: vscode.Diagnostic): string {
  const code = diagnostic.code;
  return String(typeof code === "object" ? code.value : code);
}

/** What our server says about a document now, in the order of the text. */
export function ourDiagnostics(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === SOURCE)
    .sort((left, right) => left.range.start.compareTo(right.range.start));
}

/** Waits until the document has exactly these diagnostics, described as by `describe`, and returns them. */
export async function expectDiagnostics(document: vscode.TextDocument, expected: readonly string[]): Promise<readonly vscode.Diagnostic[]> {
  await eventually(
    `diagnostics of ${vscode.workspace.asRelativePath(document.uri)}: ${show(expected)}`,
    () => ourDiagnostics(document).map((diagnostic) => describe(document, diagnostic)),
    (seen) => show(seen) === show(expected),
  );
  return ourDiagnostics(document);
}

/** Applies the quick fix of this title at a range. */
export async function applyFix(document: vscode.TextDocument, range: vscode.Range, title: string): Promise<void> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const find = "vscode.executeCodeActionProvider";
  // What is marked may be a moment older than what the fixes are made from.
  const actions = await eventually(
    `the fix ${title}`,
    () => vscode.commands.executeCommand<vscode.CodeAction[]>(find, document.uri, range, kind),
    (offered) => offered.some((action) => action.title === title),
  );
  const edit = actions.find((action) => action.title === title)?.edit;
  if (!edit || !(await vscode.workspace.applyEdit(edit))) throw new Error(`${title} could not be applied`);
}

/** The word that a completion offers. */
export function labelOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === "string" ? label : label.label;
}

/** The text of all hovers over the first occurrence of a word. */
export async function hoverOver(document: vscode.TextDocument, word: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(word) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

/**
 * Waits until the server has dealt with everything before: a document with a mistake is opened last, so its diagnostics come last.
 * Only then an absent diagnostic means something.
 */
export async function serverCaughtUp(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "druid-sql", content: "SELECT 1 FROM FROM __time" });
  await eventually(
    "diagnostics of a document opened last",
    () => ourDiagnostics(document),
    (seen) => seen.length > 0,
  );
}

/** Replaces text in an open document without saving it. */
export async function replaceIn(document: vscode.TextDocument, old: string, replacement: string): Promise<void> {
  const start = document.getText().indexOf(old);
  if (start < 0) throw new Error(`${document.uri.path} does not contain ${old}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + old.length)), replacement);
  await vscode.workspace.applyEdit(edit);
}
