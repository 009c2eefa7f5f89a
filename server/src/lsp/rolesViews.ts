/**
 * The roles files that are open, as requests see them: the text of this moment, what was read from it, and what the workspace does with it.
 */
import {
  type Diagnostic,
  grantUse,
  type RolesFile,
  type RolesView,
  rolesRemarks,
  type WorkspaceKnowledge,
  type WorkspaceUse,
} from "../language/index";
import { linkToPlace } from "./convert";
import type { Documents, OpenDocument } from "./documents";
import { type ReadRoles, type RolesFiles, type RolesSource, readOpenRoles } from "./rolesFiles";
import type { WorkspaceIndex, WorkspaceSurvey } from "./workspaceIndex";

/** An open roles file. */
export interface OpenRoles {
  readonly document: OpenDocument;
  readonly view: RolesView;
}

export interface RolesViews {
  /** Undefined for documents that are no roles file, or not open. */
  of(uri: string): OpenRoles | undefined;
  /** What is remarked on a file that is open; the same list for as long as nothing is different. */
  remarksOn(source: RolesSource): readonly Diagnostic[];
}

/** What roles files are looked at with. */
export interface RolesViewsParts {
  readonly documents: Documents;
  readonly rolesFiles: RolesFiles;
  readonly index: WorkspaceIndex;
}

interface Computed {
  readonly survey: WorkspaceSurvey;
  readonly use: WorkspaceUse;
}

const NO_REMARKS: readonly Diagnostic[] = [];

/** Keeps what was computed for as long as the text and the workspace are the same. */
export function createRolesViews({ documents, rolesFiles, index }: RolesViewsParts): RolesViews {
  const computed = new WeakMap<RolesFile, Computed>();

  /** An author who types is ahead of what the session has read. */
  const readNow = (document: OpenDocument): ReadRoles => {
    const text = document.text.getText();
    const latest = rolesFiles.peek(document.uri)?.latest;
    if (latest?.text === text) return latest;
    return readOpenRoles(document);
  };
  const useOf = (roles: RolesFile, survey: WorkspaceSurvey): WorkspaceUse => {
    const known = computed.get(roles);
    if (known?.survey === survey) return known.use;
    const use = grantUse(survey.files, roles);
    computed.set(roles, { survey, use });
    return use;
  };
  const knowledge = (roles: RolesFile): WorkspaceKnowledge => {
    const survey = index.peek(roles.uri);
    if (survey.state === "reading") return { state: "reading" };
    const use = useOf(roles, survey);
    return survey.state === "complete" ? { state: "complete", use } : { state: "partial", use, left: survey.left ?? "" };
  };

  return {
    of: (uri) => {
      const document = rolesFiles.concerns(uri) ? documents.get(uri) : undefined;
      if (!document) return undefined;
      const { file, text } = readNow(document);
      return { document, view: { roles: file, text, workspace: knowledge(file), linkTo: linkToPlace } };
    },
    remarksOn: ({ uri, latest }) =>
      latest && documents.get(uri) ? rolesRemarks({ roles: latest.file, workspace: knowledge(latest.file) }) : NO_REMARKS,
  };
}
