/**
 * A roles file as its author sees it: its text, what was read from it, and what the statements of the workspace do with it.
 */
import type { RolesFile } from "../../roles/model";
import type { Place } from "../../text/lineIndex";
import type { WorkspaceUse } from "../workspace/grantUse";

/** What every feature of a roles file is given. Ranges of `roles` are offsets into `text`. */
export interface RolesView {
  readonly roles: RolesFile;
  readonly text: string;
  readonly workspace: WorkspaceKnowledge;
  /** A link to a place of another file. */
  readonly linkTo: (label: string, uri: string, place: Place) => string;
}

/** What is known of the statements that the file governs. `partial`: some files cannot be read, for the reason in `left`. */
export type WorkspaceKnowledge =
  | { readonly state: "reading" }
  | { readonly state: "complete"; readonly use: WorkspaceUse }
  | { readonly state: "partial"; readonly use: WorkspaceUse; readonly left: string };
