/**
 * Between the language service (offsets, plain objects) and the protocol (positions, its own enumerations), both ways. Positions count
 * UTF-16 code units.
 */
import {
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
  type Hover as LspHover,
  MarkupKind,
  type Position,
  type Range,
} from "vscode-languageserver";
import {
  type Diagnostic,
  fileName,
  type Hover,
  type LineIndex,
  markdownLink,
  placeAt,
  type ReportLinks,
  type Severity,
  type TextRange,
} from "../language/index";
import { innermostFolder } from "./uris";

/** What finds the position of an offset: a text document, or `positionsOf` a line index. */
export interface Positions {
  positionAt(offset: number): Position;
}

/** Positions in a text that is not open. */
export function positionsOf(lines: LineIndex): Positions {
  return { positionAt: (offset) => placeAt(lines, offset) };
}

export function toRange(positions: Positions, { start, end }: TextRange): Range {
  return { start: positions.positionAt(start), end: positions.positionAt(end) };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a diagnostic is converted with, apart from its own file. */
export interface DiagnosticSurroundings {
  readonly uri: string;
  readonly positions: Positions;
  /** Positions in other files; undefined when such a file is not known. */
  positionsIn(uri: string): Positions | undefined;
  /** Where the page of a code is; absent when the client cannot show it. */
  readonly page?: (code: string) => string;
  readonly related: "shown" | "dropped";
}

export function toDiagnostic(diagnostic: Diagnostic, surroundings: DiagnosticSurroundings): LspDiagnostic {
  const { code, severity, message, range } = diagnostic;
  const related = surroundings.related === "shown" ? toRelated(diagnostic, surroundings) : [];
  return {
    range: toRange(surroundings.positions, range),
    severity: SEVERITIES[severity],
    code,
    ...(surroundings.page && { codeDescription: { href: surroundings.page(code) } }),
    source: "Druid SQL",
    message,
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

function toRelated(
  { related }: Diagnostic,
  { uri, positions, positionsIn }: DiagnosticSurroundings,
): NonNullable<LspDiagnostic["relatedInformation"]> {
  return related.flatMap((place) => {
    const found = place.uri === undefined ? positions : positionsIn(place.uri);
    return found
      ? [{ location: { uri: place.uri ?? uri, range: toRange(found, place.range) }, message: place.label ?? place.message }]
      : [];
  });
}

export function toHover(positions: Positions, { range, markdown }: Hover): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: markdown }, range: toRange(positions, range) };
}

/** A Markdown link to an offset: editors take `#L4,2` behind a URI. */
export function linkTo(label: string, uri: string, positions: Positions | undefined, { start }: TextRange): string {
  return positions ? linkToPlace(label, uri, positions.positionAt(start)) : markdownLink(label, uri);
}

/** The same to a position. */
export function linkToPlace(label: string, uri: string, { line, character }: Position): string {
  return markdownLink(label, `${uri}#L${line + 1},${character + 1}`);
}

/** Links of workspace reports: files are named by their place below the workspace folder. */
export function reportLinksIn(folders: readonly string[]): ReportLinks {
  return {
    file: (uri) => markdownLink(nameBelow(folders, uri), uri),
    line: (label, uri, line, character) => markdownLink(label, `${uri}#L${line + 1},${character + 1}`),
  };
}

function nameBelow(folders: readonly string[], uri: string): string {
  const folder = innermostFolder(uri, folders);
  if (folder === undefined) return fileName(uri);
  return uri.slice(folder.length).split("/").filter(Boolean).map(fileName).join("/");
}
