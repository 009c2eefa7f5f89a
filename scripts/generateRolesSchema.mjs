/**
 * Writes the schema of roles files from its compiled source.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const SCHEMA = new URL("../docs/schemas/druid-roles.schema.json", import.meta.url);

const { rolesSchema } = createRequire(import.meta.url)("../out/server/src/language/features/rolesFile/schema.js");
writeFileSync(SCHEMA, `${JSON.stringify(rolesSchema(), undefined, 2)}\n`);
