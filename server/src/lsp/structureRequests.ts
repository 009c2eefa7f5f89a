/**
 * The answers about the structure of a document: folds, selections, links, and what its words are.
 */
import type {
  DocumentLink,
  DocumentLinkParams,
  FoldingRange,
  FoldingRangeParams,
  SelectionRange,
  SelectionRangeParams,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver";
import { foldsOf, functionLinks, type SourceLink, selectionAt, sourceLinks } from "../language/index";
import { toRange } from "./convert";
import { isActive } from "./diagnoser";
import type { Host } from "./host";
import type { Asked } from "./requests";
import { createSentTokens, tokensInRange } from "./semanticTokens";
import { inSlices } from "./turns";
import { innermostFolder, isWithin, parentUri, resolveSetting } from "./uris";

export interface StructureRequests {
  folds(params: FoldingRangeParams): Promise<FoldingRange[]>;
  selections(params: SelectionRangeParams): Promise<SelectionRange[]>;
  links(params: DocumentLinkParams): Promise<DocumentLink[]>;
  tokens(params: SemanticTokensParams): Promise<SemanticTokens>;
  tokensDelta(params: SemanticTokensDeltaParams): Promise<SemanticTokens | SemanticTokensDelta>;
  tokensInRange(params: SemanticTokensRangeParams): Promise<SemanticTokens>;
  /** Forgets a document that was closed. */
  forget(uri: string): void;
}

export const NO_TOKENS: SemanticTokens = { data: [] };

/** What the answers are made from. */
export interface StructureSources {
  /** Finds a document with everything that an answer needs. */
  ask(uri: string): Promise<Asked | undefined>;
  readonly host: Pick<Host, "exists">;
  folders(): readonly string[];
}

export function createStructureRequests({ ask, host, folders }: StructureSources): StructureRequests {
  const sent = createSentTokens();
  const active = async (uri: string): Promise<Asked | undefined> => {
    const asked = await ask(uri);
    return asked && isActive(asked.document, asked, asked.parsed) ? asked : undefined;
  };
  return {
    folds: async ({ textDocument }) => {
      const asked = await active(textDocument.uri);
      // Language and protocol have them alike: of a large file there are more than should be copied.
      return asked ? inSlices(foldsOf(asked.parsed())) : [];
    },
    selections: async ({ textDocument, positions }) => {
      const asked = await active(textDocument.uri);
      if (!asked) return [];
      const { text } = asked.document;
      return positions.map((position) => {
        const ranges = selectionAt(asked.parsed(), text.offsetAt(position)).map((range) => toRange(text, range));
        const outermost: SelectionRange = { range: ranges.pop() ?? { start: position, end: position } };
        return ranges.reduceRight<SelectionRange>((parent, range) => ({ range, parent }), outermost);
      });
    },
    links: async ({ textDocument: { uri } }) => {
      const asked = await active(uri);
      if (!asked) return [];
      const sources = await inSlices(sourceLinks(asked.parsed(), MOST_LINKS));
      const functions = asked.settings.functionLinks ? await inSlices(functionLinks(asked.parsed(), MOST_LINKS)) : [];
      const found = await Promise.all([...sources, ...functions].map((link) => linkTo(asked, link)));
      return found.flatMap((link) => link ?? []);
    },
    tokens: async ({ textDocument: { uri } }) => {
      const asked = await active(uri);
      return asked ? inSlices(sent.full(uri, asked.parsed())) : NO_TOKENS;
    },
    tokensDelta: async ({ textDocument: { uri }, previousResultId }) => {
      const asked = await active(uri);
      return asked ? inSlices(sent.delta(uri, asked.parsed(), previousResultId)) : NO_TOKENS;
    },
    tokensInRange: async ({ textDocument, range }) => {
      const asked = await active(textDocument.uri);
      if (!asked) return NO_TOKENS;
      const { text } = asked.document;
      const offsets = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
      return tokensInRange(asked.parsed(), offsets, (offset) => text.positionAt(offset));
    },
    forget: sent.forget,
  };

  async function linkTo({ document }: Asked, link: SourceLink): Promise<DocumentLink | undefined> {
    const target = await targetOf(document.uri, link);
    return target === undefined ? undefined : { range: toRange(document.text, link.range), target };
  }

  /** Paths are those of the machine where Druid runs; one leads somewhere when the workspace has the same file. */
  async function targetOf(uri: string, { kind, target }: SourceLink): Promise<string | undefined> {
    if (kind === "uri") return target;
    const workspace = innermostFolder(uri, folders());
    if (workspace === undefined) return undefined;
    const candidates = [parentUri(uri), workspace].flatMap((folder) => resolveSetting(target, folder) ?? []);
    // What a statement names elsewhere on this machine is not what Druid would read.
    for (const found of new Set(candidates.filter((each) => isWithin(each, workspace)))) if (await host.exists(found)) return found;
    return undefined;
  }
}

/** Each file is looked for. */
const MOST_LINKS = 500;
