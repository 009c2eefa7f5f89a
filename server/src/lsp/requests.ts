/**
 * The answers to requests about one document: hover, status, report, principals. Each finds the document and its context and leaves the
 * rest to the language service.
 */
import type { CodeAction, CodeActionParams, Location, Hover as LspHover, TextDocumentPositionParams } from "vscode-languageserver";
import {
  counted,
  escapeMarkdown,
  fileName,
  formatPrincipal,
  grantsAt,
  hoverNames,
  openDocument,
  parsePrincipal,
  peopleOf,
  problemWords,
  type RolesFile,
  reportMarkdown,
  reportOf,
  type SqlDocument,
  statusAt,
  summaryOf,
  t,
} from "../language/index";
import type { Catalogs } from "./catalogs";
import type { Client } from "./client";
import { type ActionAbilities, codeActionsAt, grantToRoleAt } from "./codeActions";
import type { Contexts, Surroundings } from "./contexts";
import { positionsOf, toHover, toRange } from "./convert";
import { isActive, isLeftAlone, whyInactive } from "./diagnoser";
import type { Documents, OpenDocument } from "./documents";
import type { InEnvironment } from "./environments";
import type {
  EnvironmentsParams,
  EnvironmentsResult,
  GrantToRoleParams,
  GrantToRoleResult,
  PrincipalChoice,
  PrincipalsParams,
  PrincipalsResult,
  ReportParams,
  ReportResult,
  StatusParams,
  StatusResult,
} from "./protocol";

export interface Requests {
  grants(params: TextDocumentPositionParams): Promise<Location[]>;
  codeActions(params: CodeActionParams): Promise<CodeAction[]>;
  grantToRole(params: GrantToRoleParams): Promise<GrantToRoleResult>;
  hover(params: TextDocumentPositionParams): Promise<LspHover | null>;
  status(params: StatusParams): Promise<StatusResult>;
  report(params: ReportParams): Promise<ReportResult>;
  principals(params: PrincipalsParams): Promise<PrincipalsResult>;
  environments(params: EnvironmentsParams): Promise<EnvironmentsResult>;
}

/** What requests are answered from. */
export interface RequestSources {
  readonly documents: Documents;
  readonly contexts: Contexts;
  readonly catalogs: Catalogs;
  readonly client: () => Pick<Client, "commands" | "marks" | "versionedEdits">;
  /** The user's name on this machine: a likely choice. */
  readonly userName?: string;
}

/** A document with everything that an answer needs, as it is at the moment of answering. */
export interface Asked extends Surroundings {
  readonly document: OpenDocument;
  readonly parsed: () => SqlDocument;
}

export function noStatus(): StatusResult {
  return { state: "off", detail: t("This file is not checked.") };
}
export const NO_PRINCIPALS: PrincipalsResult = { users: [], roles: [], groupMappings: [] };

export const NO_ENVIRONMENTS: EnvironmentsResult = { environments: [] };

export function createRequests(sources: RequestSources): Requests {
  return {
    hover: async ({ textDocument, position }) => {
      const asked = await ask(sources, textDocument.uri);
      if (!asked || !isActive(asked.document, asked, asked.parsed)) return null;
      const catalog = await sources.catalogs.of(asked.document.uri, asked.settings.catalogFile);
      const view = { context: asked.context, document: asked.parsed(), catalog };
      const found = hoverNames(view, asked.document.text.offsetAt(position), sources.client().marks);
      return found ? toHover(asked.document.text, found) : null;
    },
    codeActions: async (params) => {
      const asked = await ask(sources, params.textDocument.uri);
      if (!asked || !isActive(asked.document, asked, asked.parsed)) return [];
      sources.catalogs.wantWorkspace();
      const catalog = await sources.catalogs.of(asked.document.uri, asked.settings.catalogFile);
      return codeActionsAt(asked, params, abilitiesOf(sources), catalog);
    },
    grantToRole: async (params) => {
      const asked = await ask(sources, params.uri);
      return asked ? grantToRoleAt(asked, params, abilitiesOf(sources)) : {};
    },
    grants: async ({ textDocument, position }) => {
      const asked = await ask(sources, textDocument.uri);
      const roles = asked?.source?.good ?? asked?.source?.latest;
      if (!asked || !roles || !isActive(asked.document, asked, asked.parsed)) return [];
      const places = grantsAt(asked.context, roles.file, asked.parsed(), asked.document.text.offsetAt(position));
      return places.map(({ uri, range }) => ({ uri, range: toRange(positionsOf(roles.lines), range) }));
    },
    status: async ({ uri, line, character }) => {
      const asked = await ask(sources, uri);
      if (!asked) return noStatus();
      const off = whyInactive(asked.document.languageId, asked, asked.parsed);
      if (off) return { ...noStatus(), off };
      return status(asked, asked.document.text.offsetAt({ line, character }));
    },
    report: async ({ uri }) => {
      const asked = await ask(sources, uri);
      return asked ? report(asked) : noReport({ uri });
    },
    environments: async ({ uri }) => {
      const { environment } = await sources.contexts.ofClosed(uri);
      return environment ? { current: environment.name, environments: environment.all } : NO_ENVIRONMENTS;
    },
    principals: async ({ uri }) => {
      const asked = await ask(sources, uri);
      return asked ? principals(asked, sources.userName) : NO_PRINCIPALS;
    },
  };
}

function abilitiesOf({ client, documents }: RequestSources): ActionAbilities {
  const { commands, versionedEdits } = client();
  return { commands, versionedEdits, openDocument: (uri) => documents.get(uri) };
}

/** The document of a request with what surrounds it; undefined when it is not open. */
export async function ask(
  { documents, contexts }: Pick<RequestSources, "documents" | "contexts">,
  uri: string,
): Promise<Asked | undefined> {
  const opened = documents.get(uri);
  if (!opened) return undefined;
  const surroundings = await contexts.of(opened);
  const { grammar } = surroundings.context;
  const read = isLeftAlone(opened, surroundings) ? undefined : await documents.read(uri, grammar);
  const document = read?.document ?? documents.get(uri) ?? opened;
  return { ...surroundings, document, parsed: () => read?.parsed ?? openDocument(document.text.getText(), grammar) };
}

function status({ context, environment, source, trouble, parsed }: Asked, offset: number): StatusResult {
  const { state, verdict, detail } = statusAt(context, parsed(), offset);
  // The report has them all.
  const problem = context.profileProblems.find(({ severity }) => severity === "error");
  const first = trouble ?? (problem && problemWords(problem));
  return {
    state,
    ...(context.principal !== undefined && { principal: context.principal }),
    ...(environment && { environment }),
    ...(source && { rolesFile: source.uri }),
    ...(source && (!source.good || source.good !== source.latest) && { isRolesFileBroken: true }),
    ...(verdict && { verdict }),
    detail: first === undefined ? detail : `${escapeMarkdown(first)} ${detail}`,
  };
}

function report({ context, environment, document, parsed, trouble }: Asked): ReportResult {
  const found = reportOf(context, parsed());
  const name = fileName(document.uri);
  const where = environment && environmentWords(environment);
  const reported = { name, uri: document.uri, text: document.text.getText(), ...(where !== undefined && { environment: where }) };
  const markdown = reportMarkdown(context, found, reported);
  return {
    title: t("Permissions of {0}", name),
    markdown: trouble === undefined ? markdown : `${markdown}\n${escapeMarkdown(trouble)}\n`,
    summary: summaryOf(found.counts),
  };
}

/** `prod`, or that nobody said so. */
function environmentWords({ name, all, origin }: InEnvironment): string {
  return origin === "first" ? t("{0}, the first of {1}; nobody chose one", name, all.join(", ")) : name;
}

export function noReport({ uri }: ReportParams): ReportResult {
  return { title: t("Permissions of {0}", fileName(uri)), markdown: `${t("This file is not open.")}\n`, summary: t("no statements") };
}

function principals({ source, context }: Asked, userName: string | undefined): PrincipalsResult {
  const roles = (source?.good ?? source?.latest)?.file;
  if (!source || !roles) return NO_PRINCIPALS;
  const common = { rolesFile: source.uri, ...(context.principal !== undefined && { current: context.principal }) };
  if (roles.ranger) return { ...common, ...choicesOfRanger(roles, userName) };
  return {
    ...common,
    users: ownFirst(
      [...roles.users.values()].flatMap(({ name, roles }) => choice(`user:${name}`, name, roleNames(roles))),
      userName,
    ),
    roles: [...roles.roles.values()].flatMap(({ name, permissions }) =>
      choice(`role:${name}`, name, counted(permissions.length, "permission")),
    ),
    groupMappings: roles.groupMappings.flatMap(({ name, roles }) => choice(`groups:${name}`, name, roleNames(roles))),
  };
}

/** Ranger's policies name people, and say nothing about them. */
function choicesOfRanger(file: RolesFile, userName: string | undefined): Omit<PrincipalsResult, "rolesFile" | "current"> {
  const { users, roles, groups } = peopleOf(file);
  const choices = (kind: string, names: readonly string[]): readonly PrincipalChoice[] =>
    names.flatMap((name) => choice(`${kind}:${name}`, name, t("named by Ranger's policies")));
  return { users: ownFirst(choices("user", users), userName), roles: choices("role", roles), groupMappings: choices("groups", groups) };
}

/** The user who is logged in on this machine comes first. */
function ownFirst(choices: readonly PrincipalChoice[], userName: string | undefined): readonly PrincipalChoice[] {
  const own = choices.filter(({ label }) => label === userName);
  return [...own, ...choices.filter(({ label }) => label !== userName)];
}

/** A name that the form `user:NAME` cannot carry (one of blanks) is left out. */
function choice(principal: string, label: string, description: string): readonly PrincipalChoice[] {
  const parsed = parsePrincipal(principal);
  return parsed.kind === "ok" && formatPrincipal(parsed.principal) === principal ? [{ principal, label, description }] : [];
}

function roleNames(roles: readonly { readonly name: string }[]): string {
  return roles.length === 0 ? t("no roles") : roles.map(({ name }) => name).join(", ");
}
