/**
 * Answers for editors that show no Markdown, and outlines for those that know no tree: what is written once for all is put as they take it.
 */
import {
  type CompletionItem,
  type DocumentSymbol,
  type Hover,
  MarkupContent,
  MarkupKind,
  type SignatureHelp,
  type SymbolInformation,
} from "vscode-languageserver";

/** Markdown, as the server writes it, without its signs. */
export function plainText(markdown: string): string {
  const lines = markdown.split("\n").filter((line) => !/^(?:```\w*|---)$/.test(line));
  const text = lines.join("\n").replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, "$1");
  return text
    .replace(/\*\*|(`+) ?(.*?) ?\1/g, (_, ticks: string | undefined, code: string) => (ticks === undefined ? "" : code))
    .replace(/\\([\p{P}\p{S}])/gu, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A hover without Markdown. */
export function plainHover(hover: Hover | null): Hover | null {
  return hover && MarkupContent.is(hover.contents) ? { ...hover, contents: plain(hover.contents) } : hover;
}

/** A completion whose documentation has no Markdown. */
export function plainItem(item: CompletionItem): CompletionItem {
  return MarkupContent.is(item.documentation) ? { ...item, documentation: plain(item.documentation) } : item;
}

/** Signatures whose documentation has no Markdown. */
export function plainSignatures(help: SignatureHelp | null): SignatureHelp | null {
  if (!help) return help;
  const signatures = help.signatures.map((each) =>
    MarkupContent.is(each.documentation) ? { ...each, documentation: plain(each.documentation) } : each,
  );
  return { ...help, signatures };
}

/** Signatures whose parameters are named by their words, for editors that count no characters. */
export function wordedParameters(help: SignatureHelp | null): SignatureHelp | null {
  if (!help) return help;
  const signatures = help.signatures.map((each) => ({
    ...each,
    parameters: (each.parameters ?? []).map((parameter) => ({
      ...parameter,
      label: typeof parameter.label === "string" ? parameter.label : each.label.slice(...parameter.label),
    })),
  }));
  return { ...help, signatures };
}

function plain({ kind, value }: MarkupContent): MarkupContent {
  return { kind: MarkupKind.PlainText, value: kind === MarkupKind.Markdown ? plainText(value) : value };
}

/** The symbols of an outline one behind the other, each with the name of the one that it stands in. */
export function flatSymbols(uri: string, symbols: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...flatSymbols(uri, children ?? [], name),
  ]);
}
