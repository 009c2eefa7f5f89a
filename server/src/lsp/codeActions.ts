/**
 * Quick fixes at a statement as the protocol has them: edits of the roles file, and texts that our own client puts on the clipboard.
 * Another client is offered the edits alone, since the protocol knows no clipboard.
 */
import { type CodeAction, CodeActionKind, type CodeActionParams, type WorkspaceEdit } from "vscode-languageserver";
import { type FixPlace, fileName, type GrantFix, grantFixes, grantToRole, type RolesText, type TextEdit } from "../language/index";
import type { Client } from "./client";
import type { Surroundings } from "./contexts";
import { positionsOf, toRange } from "./convert";
import type { OpenDocument } from "./documents";
import { COPY_TEXT_COMMAND, GRANT_TO_ANOTHER_ROLE_COMMAND, type GrantToRoleParams, type GrantToRoleResult } from "./protocol";
import type { Asked } from "./requests";
import type { ReadRoles } from "./rolesFiles";

/** What the client can do with an action. */
export interface ActionAbilities extends Pick<Client, "commands" | "versionedEdits"> {
  /** A document that is open: edits must meet its text, and name its version. */
  openDocument(uri: string): OpenDocument | undefined;
}

/** The fixes that a range of a document asks for. */
export function codeActionsAt(asked: Asked, { range, context }: CodeActionParams, abilities: ActionAbilities): CodeAction[] {
  if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const roles = readableRoles(asked, abilities);
  const fixes = grantFixes(asked.context, roles && rolesText(roles), placeOf(asked, range));
  return fixes.flatMap((fix) => toAction(fix, { uri: asked.document.uri, range, roles, abilities }) ?? []);
}

/** The edit for a role that was chosen from a list. */
export function grantToRoleAt(asked: Asked, { range, role }: GrantToRoleParams, abilities: ActionAbilities): GrantToRoleResult {
  const roles = readableRoles(asked, abilities);
  const fix = roles && grantToRole(asked.context, rolesText(roles), role, placeOf(asked, range));
  return fix?.kind === "edit" && roles ? { edit: workspaceEdit(fix.uri, fix.edits, roles, abilities) } : {};
}

/** Edits need the text as it is now, without errors; an author who types may be ahead of what was read. */
function readableRoles({ source }: Surroundings, { openDocument }: ActionAbilities): ReadRoles | undefined {
  const read = source?.latest;
  if (!read || read !== source.good) return undefined;
  const open = openDocument(source.uri);
  return open && open.text.getText() !== read.text ? undefined : read;
}

function rolesText({ file, text }: ReadRoles): RolesText {
  return { file, text };
}

function placeOf({ document, parsed }: Asked, range: CodeActionParams["range"]): FixPlace {
  const { text, uri }: OpenDocument = document;
  return { document: parsed(), name: fileName(uri), range: { start: text.offsetAt(range.start), end: text.offsetAt(range.end) } };
}

/** Where a fix was asked for, and by whom. */
interface Occasion {
  readonly uri: string;
  readonly range: CodeActionParams["range"];
  readonly roles: ReadRoles | undefined;
  readonly abilities: ActionAbilities;
}

function toAction(fix: GrantFix, { uri, range, roles, abilities }: Occasion): CodeAction | undefined {
  const { title } = fix;
  if (fix.kind === "edit") {
    return roles && { title, kind: CodeActionKind.QuickFix, edit: workspaceEdit(fix.uri, fix.edits, roles, abilities) };
  }
  if (abilities.commands === "unknown") return undefined;
  const command = fix.kind === "copy" ? COPY_TEXT_COMMAND : GRANT_TO_ANOTHER_ROLE_COMMAND;
  const parameters = fix.kind === "copy" ? [fix.text] : [{ uri, range, roles: fix.roles }];
  return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: parameters } };
}

function workspaceEdit(uri: string, edits: readonly TextEdit[], { lines }: ReadRoles, abilities: ActionAbilities): WorkspaceEdit {
  const positions = positionsOf(lines);
  const changes = edits.map(({ range, text }) => ({ range: toRange(positions, range), newText: text }));
  if (abilities.versionedEdits === "untaken") return { changes: { [uri]: changes } };
  return { documentChanges: [{ textDocument: { uri, version: abilities.openDocument(uri)?.version ?? null }, edits: changes }] };
}
