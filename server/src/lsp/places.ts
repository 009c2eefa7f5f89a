/**
 * Where statements of the workspace stand, as locations of the protocol: at the words that need something, for which their files are
 * read again, since a survey keeps no text. A file that cannot be read, or that is another one now, is shown by its statements.
 */
import type { Location } from "vscode-languageserver";
import { indexLines, type LineIndex, placeAt, type UsingStatement } from "../language/index";
import type { Documents } from "./documents";
import type { Host } from "./host";

/** What places are found with. */
export interface PlacesParts {
  readonly documents: Documents;
  readonly host: Host;
}

/** Files beyond this are shown by their statements. */
const MOST_FILES_READ = 200;
/** Nobody reads a longer list. */
const MOST_PLACES = 5_000;

/** The places of what statements need, in their order. */
export async function placesIn(parts: PlacesParts, statements: readonly UsingStatement[]): Promise<Location[]> {
  const texts = new Map<string, LineIndex | undefined>();
  const found: Location[] = [];
  for (const using of statements) {
    if (found.length >= MOST_PLACES) break;
    if (!texts.has(using.uri)) texts.set(using.uri, texts.size < MOST_FILES_READ ? await linesOf(parts, using.uri) : undefined);
    found.push(...locate(using, texts.get(using.uri)));
  }
  return found;
}

async function linesOf({ documents, host }: PlacesParts, uri: string): Promise<LineIndex | undefined> {
  const open = documents.get(uri);
  if (open) return indexLines(open.text.getText());
  const content = await host.readFile(uri);
  return content.kind === "text" ? indexLines(content.text) : undefined;
}

function locate({ uri, statement, causes }: UsingStatement, lines: LineIndex | undefined): readonly Location[] {
  const start = lines && placeAt(lines, statement.range.start);
  if (!lines || !start || start.line !== statement.from.line || start.character !== statement.from.character) {
    return [{ uri, range: { start: statement.from, end: statement.to } }];
  }
  return causes.map((cause) => ({ uri, range: { start: placeAt(lines, cause.start), end: placeAt(lines, cause.end) } }));
}
