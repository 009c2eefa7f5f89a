/**
 * What the client said about itself when it started the server.
 */
import type { InitializeParams, MarkupKind } from "vscode-languageserver";
import { addressOfPage, type Principal, parsePrincipal } from "../language/index";
import { isRecord } from "./configuration";

export interface Client {
  /** The workspace folders, without a slash at the end; changes as the user adds and removes some. */
  folders: readonly string[];
  readonly pullsConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly tellsFolders: boolean;
  readonly related: "shown" | "dropped";
  /** Whether a hover stands in one box with the diagnostics of its place, and the places that they name: VS Code's does. */
  readonly marks: "beside" | "elsewhere";
  /** Whether the client compares the version of diagnostics with that of its document, so that each version needs its own. */
  readonly diagnosticVersions: "compared" | "ignored";
  readonly page?: (code: string) => string;
  /** Whether our own client is there, whose commands quick fixes name. */
  readonly commands: "known" | "unknown";
  /** Whether the editor does itself what the schema of roles files says. */
  readonly json: "served" | "unserved";
  /** Whether completions may have places to fill in. */
  readonly snippets: "taken" | "untaken";
  /** Whether completions may say something beside their label, all of them at once. */
  readonly labelDetails: "shown" | "unshown";
  /** Whether code lenses can be asked for again. */
  readonly lenses: "refreshed" | "kept";
  /** Which answers are to have no Markdown. */
  readonly plain: { readonly hover: boolean; readonly completion: boolean; readonly signatures: boolean };
  /** How the parameters of a signature are named: by their place in it, or by their words. */
  readonly parameters: "offsets" | "words";
  /** Whether an outline may be a tree. */
  readonly outline: "tree" | "list";
  /** Whether edits may name the version of a document. */
  readonly versionedEdits: "taken" | "untaken";
  /** The principal that was chosen in this workspace before. */
  readonly principal?: Principal;
  /** The environment that was chosen in this workspace before. */
  readonly environment?: string;
  /** The section `druidSql`, from clients that hand it over with their options. */
  readonly settings: unknown;
}

/** Before `initialize` nothing can be assumed. */
export const SILENT_CLIENT: Client = readClient({ processId: null, rootUri: null, capabilities: {} });

/** Reads what came with `initialize`. */
export function readClient({
  capabilities,
  workspaceFolders,
  rootUri,
  initializationOptions,
}: Omit<InitializeParams, "workDoneToken">): Client {
  const { workspace, textDocument } = capabilities;
  const options: unknown = initializationOptions;
  const diagnostics = textDocument?.publishDiagnostics;
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const principal = principalIn(options);
  const environment = isRecord(options) ? options["environment"] : undefined;
  const isOurs = isRecord(options) && options["commands"] === "known";
  return {
    folders: workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []),
    pullsConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    related: diagnostics?.relatedInformation ? "shown" : "dropped",
    marks: diagnostics?.relatedInformation && isOurs ? "beside" : "elsewhere",
    diagnosticVersions: diagnostics?.versionSupport ? "compared" : "ignored",
    // Only our own client sends options; elsewhere an address of VS Code would lead nowhere.
    ...(diagnostics?.codeDescriptionSupport && isRecord(options) && { page: addressOfPage }),
    commands: isOurs ? "known" : "unknown",
    json: isRecord(options) && options["json"] === "served" ? "served" : "unserved",
    snippets: textDocument?.completion?.completionItem?.snippetSupport ? "taken" : "untaken",
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport ? "shown" : "unshown",
    lenses: workspace?.codeLens?.refreshSupport ? "refreshed" : "kept",
    plain: {
      hover: isPlain(textDocument?.hover?.contentFormat),
      completion: isPlain(textDocument?.completion?.completionItem?.documentationFormat),
      signatures: isPlain(signature?.documentationFormat),
    },
    parameters: signature && !signature.parameterInformation?.labelOffsetSupport ? "words" : "offsets",
    outline: textDocument?.documentSymbol && !textDocument.documentSymbol.hierarchicalDocumentSymbolSupport ? "list" : "tree",
    versionedEdits: workspace?.workspaceEdit?.documentChanges ? "taken" : "untaken",
    ...(principal && { principal }),
    ...(typeof environment === "string" && environment !== "" && { environment }),
    settings: isRecord(options) ? options["settings"] : undefined,
  };
}

/** Who says nothing of formats is given Markdown, which is read as plain text, too. */
function isPlain(formats: readonly MarkupKind[] | undefined): boolean {
  return formats !== undefined && !formats.includes("markdown");
}

function principalIn(options: unknown): Principal | undefined {
  const text = isRecord(options) ? options["principal"] : undefined;
  const parsed = typeof text === "string" && text !== "" ? parsePrincipal(text) : undefined;
  return parsed?.kind === "ok" ? parsed.principal : undefined;
}
