/**
 * Formatting of documents, ranges, and while typing: finds the document and the options that count for it, and leaves the rest to the
 * language service.
 */
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  FormattingOptions,
  TextEdit as LspTextEdit,
} from "vscode-languageserver";
import {
  type FormatChoices,
  type FormatOptions,
  formatDocument,
  formatOnType,
  formatOptions,
  formatRange,
  indentLine,
  isIndent,
  type TextEdit,
} from "../language/index";
import type { Settings } from "./configuration";
import { toRange } from "./convert";
import { isActive } from "./diagnoser";
import type { Asked } from "./requests";
import { inSlices } from "./turns";

/** Characters after which the editor asks for edits. */
export const FORMATTING_CHARACTERS = { first: ";", more: [")", "\n"] } as const;

export interface Formatting {
  document(params: DocumentFormattingParams): Promise<LspTextEdit[]>;
  range(params: DocumentRangeFormattingParams): Promise<LspTextEdit[]>;
  onType(params: DocumentOnTypeFormattingParams): Promise<LspTextEdit[]>;
}

/** `ask` finds a document with everything that an answer needs. */
export function createFormatting(ask: (uri: string) => Promise<Asked | undefined>): Formatting {
  const known = new Map<string, FormatOptions>();
  /** One object for equal options: what is found out under it is remembered by it. */
  const optionsOf = ({ settings }: Asked, editor: FormattingOptions): FormatOptions => {
    const options = formatOptions(settings.configured?.format, choicesOf(settings), indentOf(editor));
    const key = JSON.stringify(options);
    const same = known.get(key) ?? options;
    known.set(key, same);
    return same;
  };
  const edit = async (
    uri: string,
    editor: FormattingOptions,
    make: (asked: Asked, options: FormatOptions) => readonly TextEdit[] | Promise<readonly TextEdit[]>,
  ): Promise<LspTextEdit[]> => {
    const asked = await ask(uri);
    if (!asked || !isActive(asked.document, asked, asked.parsed)) return [];
    const { text } = asked.document;
    const edits = await make(asked, optionsOf(asked, editor));
    return edits.map(({ range, text: newText }) => ({ range: toRange(text, range), newText }));
  };
  return {
    document: ({ textDocument, options }) =>
      edit(textDocument.uri, options, async ({ parsed }, chosen) => (await inSlices(formatDocument(parsed(), chosen))).edits),
    range: ({ textDocument, range, options }) =>
      edit(textDocument.uri, options, ({ parsed, document: { text } }, chosen) => {
        return formatRange(parsed(), { start: text.offsetAt(range.start), end: text.offsetAt(range.end) }, chosen);
      }),
    onType: ({ textDocument, position, ch, options }) =>
      edit(textDocument.uri, options, ({ parsed, document: { text } }, chosen) => {
        const offset = text.offsetAt(position);
        return ch === "\n" ? indentLine(parsed(), offset, chosen) : formatOnType(parsed(), offset, ch, chosen);
      }),
  };
}

function choicesOf({ format: { keywordCase, commas, lineWidth } }: Settings): FormatChoices {
  return { keywordCase, commas, lineWidth };
}

function indentOf({ insertSpaces, tabSize }: FormattingOptions): FormatChoices {
  if (!insertSpaces) return { indent: "tab" };
  return isIndent(tabSize) ? { indent: tabSize } : {};
}
