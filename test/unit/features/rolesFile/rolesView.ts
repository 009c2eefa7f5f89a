/**
 * A roles file in a workspace, for tests of what the editor says about it: `<|>` in the text is the cursor.
 */
import { grantUse, type RolesView } from "../../../../server/src/language/index";
import { workspaceOf } from "../workspace/workspace";

/** A roles file with a cursor, and the SQL files beside it. */
export interface GivenRoles {
  readonly roles: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly state?: "reading" | "partial";
}

export interface CursorView {
  readonly view: RolesView;
  readonly offset: number;
}

/** Reads the roles without the mark. Links are `[label](LINE:CHARACTER)`, counted from one. */
export function viewOf({ roles: marked, files = {}, state }: GivenRoles): CursorView {
  const offset = marked.indexOf("<|>");
  const text = marked.replace("<|>", "");
  const { files: surveyed, roles } = workspaceOf({ files, roles: text });
  const use = grantUse(surveyed, roles);
  const known = state === "partial" ? { state, use, left: "a.sql is too large." } : ({ state: "complete", use } as const);
  const linkTo: RolesView["linkTo"] = (label, _uri, { line, character }) => `[${label}](${line + 1}:${character + 1})`;
  return { view: { roles, text, workspace: state === "reading" ? { state } : known, linkTo }, offset };
}

/** One role, who has it, and statements that use it. */
export const SMALL = `{
  "cluster": { "druidVersion": "36", "mystery": 1 },
  "roles": {
    "analyst": [
      { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" },
      { "resource": { "name": "rides", "type": "DATASOURCE" }, "action": "READ" }
    ],
    "idle": []
  },
  "users": { "alice": ["analyst"], "bob": ["analyst", "lost"], "carol": [] },
  "groupMappings": [ { "name": "eng", "groupPattern": "*,ou=eng", "roles": ["analyst"] } ]
}`;

export const STATEMENTS = {
  "file:///etl/a.sql": "SELECT * FROM wikipedia;\nSELECT * FROM wiki_a JOIN wikipedia ON 1 = 1",
  "file:///etl/b.sql": "INSERT INTO wiki_w SELECT * FROM wiki_a PARTITIONED BY DAY",
};

/** `SMALL` with the cursor in front of the first occurrence of a text. */
export function smallAt(text: string): string {
  const at = SMALL.indexOf(text);
  if (at < 0) throw new Error(`${text} is not there`);
  return `${SMALL.slice(0, at)}<|>${SMALL.slice(at)}`;
}
