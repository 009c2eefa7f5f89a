/**
 * The published schema of roles files beside the reader: what the reader takes must be fine for the schema too.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "jsonc-parser";
import { readProfile } from "../../server/src/language/permissions/profile";
import type { RolesFile } from "../../server/src/language/roles/model";

/** Words that VS Code adds to JSON schema. */
const WORDS = ["markdownDescription", "markdownEnumDescriptions", "errorMessage", "doNotSuggest", "allowComments", "allowTrailingCommas"];

export const ROLES_SCHEMA: unknown = JSON.parse(readFileSync("docs/schemas/druid-roles.schema.json", "utf8"));

const validate = compileSchema(ROLES_SCHEMA);

/** What the schema says against a text; empty when nothing. */
export function schemaFaults(text: string): readonly string[] {
  const value: unknown = parse(text.replace(/^\uFEFF/, ""), [], { allowTrailingComma: true });
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Whether the reader has nothing against the shape of a file. Its hints and most warnings are about what is written there, not about shapes. */
export function isTaken({ problems, cluster }: RolesFile): boolean {
  const isShape = (code: string): boolean => ["roles-shape", "roles-entry-broken", "roles-action-missing", "ranger-shape"].includes(code);
  const said = [...problems, ...readProfile(cluster?.value).problems];
  return said.every(({ severity }) => severity !== "error") && !problems.some(({ code }) => isShape(code));
}

/** Holds the schema to the reader. */
export function checkSchemaTakes(file: RolesFile, text: string): void {
  if (isTaken(file)) assert.deepEqual(schemaFaults(text), [], text);
}

function compileSchema(schema: unknown): ValidateFunction {
  const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false, strictTuples: false });
  ajv.addVocabulary(WORDS);
  assert.ok(typeof schema === "object" && schema !== null);
  return ajv.compile(schema);
}
