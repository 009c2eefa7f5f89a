/**
 * Writes the codes of all diagnostics into the schema of the configuration file, from the compiled table of rules.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const SCHEMA = new URL("../docs/schemas/druid-sql-config.schema.json", import.meta.url);

const { RULES } = createRequire(import.meta.url)("../out/server/src/language/index.js");
const schema = JSON.parse(readFileSync(SCHEMA, "utf8"));
const codes = RULES.map(({ code, meaning }) => [code, { description: meaning, $ref: "#/definitions/choice" }]);
schema.definitions.severity.properties = Object.fromEntries(codes);
writeFileSync(SCHEMA, `${JSON.stringify(schema, undefined, 2)}\n`);
