/**
 * Completion and signature help in SQL documents: between the language service and the protocol. What an offer is documented with is asked
 * for when the editor shows it.
 */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  type SignatureHelp as LspSignatureHelp,
  MarkupKind,
  type SignatureHelpParams,
} from "vscode-languageserver";
import { type CompletionOffer, complete, describeOffer, type SignatureHelp, signatureHelp } from "../language/index";
import type { Client } from "./client";
import { toRange } from "./convert";
import { isActive } from "./diagnoser";
import type { OpenDocument } from "./documents";
import { ask, type RequestSources } from "./requests";

export interface CompletionRequests {
  complete(params: CompletionParams): Promise<CompletionList | null>;
  resolve(item: CompletionItem): CompletionItem;
  signatureHelp(params: SignatureHelpParams): Promise<LspSignatureHelp | null>;
}

/** What the answers are made from: the sources of all requests, and what the editor can do with offers. */
export interface CompletionSources extends RequestSources {
  readonly client: () => Pick<Client, "commands" | "marks" | "versionedEdits" | "snippets" | "labelDetails">;
}

export function createCompletionRequests(sources: CompletionSources): CompletionRequests {
  return {
    complete: async ({ textDocument, position, context }) => {
      const asked = await ask(sources, textDocument.uri);
      if (!asked || !isActive(asked.document, asked, asked.parsed)) return null;
      const trigger = context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? context.triggerCharacter : undefined;
      sources.catalogs.wantWorkspace();
      const catalog = await sources.catalogs.of(asked.document.uri, asked.settings.catalogFile);
      const offers = complete(asked.context, asked.parsed(), asked.document.text.offsetAt(position), {
        catalog,
        ...(trigger !== undefined && { trigger }),
      });
      const range = rangesIn(asked.document);
      const editor = sources.client();
      // While the workspace is read, its tables are still to come: the editor asks again with the next letter.
      return {
        isIncomplete: !sources.catalogs.isWorkspaceKnown(),
        items: offers.map((offer, index) => toItem(offer, index, range(offer), editor)),
      };
    },
    resolve: (item) => {
      const about: unknown = item.data;
      const value = typeof about === "string" ? describeOffer(about) : undefined;
      return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
    },
    signatureHelp: async ({ textDocument, position, context }) => {
      const asked = await ask(sources, textDocument.uri);
      if (!asked || !isActive(asked.document, asked, asked.parsed)) return null;
      const { text } = asked.document;
      const open = context?.isRetrigger ? context.activeSignatureHelp : undefined;
      const help = signatureHelp(asked.parsed(), text.offsetAt(position));
      if (!help) return null;
      // A person may have chosen another way to write the same call.
      const chosen = isSameCall(open, help)
        ? signatureHelp(asked.parsed(), text.offsetAt(position), open?.activeSignature ?? undefined)
        : help;
      return toSignatureHelp(chosen ?? help);
    },
  };
}

function isSameCall(open: LspSignatureHelp | undefined, { signatures }: SignatureHelp): boolean {
  return open !== undefined && open.signatures.length === signatures.length && open.signatures[0]?.label === signatures[0]?.label;
}

function toSignatureHelp({ signatures, activeSignature, activeParameter }: SignatureHelp): LspSignatureHelp {
  return {
    signatures: signatures.map(({ label, markdown, parameters }) => ({
      label,
      ...(markdown !== "" && { documentation: { kind: MarkupKind.Markdown, value: markdown } }),
      parameters: parameters.map(({ start, end, documentation }) => ({
        label: [start, end],
        ...(documentation !== "" && { documentation }),
      })),
    })),
    activeSignature,
    activeParameter,
  };
}

/** Most offers have one range. */
function rangesIn({ text }: OpenDocument): (offer: CompletionOffer) => ReturnType<typeof toRange> {
  let last: { readonly start: number; readonly end: number } | undefined;
  let range: ReturnType<typeof toRange> | undefined;
  return (offer) => {
    if (!range || offer.range.start !== last?.start || offer.range.end !== last.end) {
      last = offer.range;
      range = toRange(text, offer.range);
    }
    return range;
  };
}

const KINDS: Readonly<Record<CompletionOffer["kind"], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  table: CompletionItemKind.Class,
  cte: CompletionItemKind.Interface,
  schema: CompletionItemKind.Module,
  alias: CompletionItemKind.Variable,
  column: CompletionItemKind.Field,
  window: CompletionItemKind.Variable,
  argument: CompletionItemKind.Property,
  contextKey: CompletionItemKind.Property,
  property: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  unit: CompletionItemKind.Unit,
  type: CompletionItemKind.TypeParameter,
  directive: CompletionItemKind.Property,
  code: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

/** Whose details tell them apart, so that they stand beside every label and not only the one that is looked at. */
const BESIDE: ReadonlySet<CompletionOffer["kind"]> = new Set<CompletionOffer["kind"]>([
  "column",
  "table",
  "cte",
  "alias",
  "contextKey",
  "property",
  "type",
]);

/** VS Code's commands that offer completions and show signature help at once; only our own client is asked to run them. */
const OFFER_MORE = { title: "", command: "editor.action.triggerSuggest" };
const EXPLAIN_OPERANDS = { title: "", command: "editor.action.triggerParameterHints" };

function toItem(
  offer: CompletionOffer,
  index: number,
  range: ReturnType<typeof toRange>,
  editor: Pick<Client, "snippets" | "commands" | "labelDetails">,
): CompletionItem {
  const isSnippet = offer.format === "snippet" && editor.snippets === "taken";
  const isBeside = editor.labelDetails === "shown" && BESIDE.has(offer.kind);
  const newText = offer.format === "snippet" && !isSnippet ? withoutPlaces(offer.text) : offer.text;
  return {
    label: offer.label,
    kind: KINDS[offer.kind],
    ...(offer.detail !== undefined && { detail: offer.detail }),
    ...(offer.detail !== undefined && isBeside && { labelDetails: { description: offer.detail } }),
    ...(offer.filter !== undefined && { filterText: offer.filter }),
    sortText: `${offer.rank}${String(index).padStart(5, "0")}`,
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: { range, newText },
    ...(offer.about !== undefined && { data: offer.about }),
    ...(offer.goesOn && editor.commands === "known" && { command: OFFER_MORE }),
    ...(offer.hasOperands && isSnippet && editor.commands === "known" && { command: EXPLAIN_OPERANDS }),
  };
}

/** For editors without snippets: the words in the places stay. */
export function withoutPlaces(snippet: string): string {
  return snippet.replace(
    /\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}|\$\d+/g,
    (_, text: string | undefined, choice: string | undefined) => text ?? choice ?? "",
  );
}
