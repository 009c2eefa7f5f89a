/**
 * The roles file to begin with: nothing granted, and comments that say what goes where. Knows nothing of the editor.
 */
import type { Translate } from "./states";

/** The text, with comments in the language that `t` gives. */
export function emptyRolesFile(t: Translate): string {
  return `${comments("", t("Who may do what in Druid. It counts for the SQL files in this folder and below.\nWhat Druid's security API answers can stand here as it is, in place of all this."))}
{
${comments("  ", t("What is particular about the cluster: its version, and the switches that change what statements need."))}
  "cluster": { "druidVersion": "38" },

${comments("  ", t("For each role what it may do. A name is a Java regular expression over the whole name, and WRITE does not imply READ:"))}
  //   "analyst": [{ "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }]
  "roles": {
  },

${comments("  ", t("For each user the names of the roles:"))}
  //   "alice": ["analyst"]
  "users": {
  }
}
`;
}

function comments(indent: string, text: string): string {
  return text
    .split("\n")
    .map((line) => `${indent}// ${line}`)
    .join("\n");
}
