/**
 * `dotted-name`: `"sys.segments"` in one pair of quotes names a datasource with a dot in it, never the table of a schema. Druid takes it, and
 * finds no such datasource. Other dots are no remark: datasources may have them.
 */
import type { ErrorNode, Name } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { SCHEMAS } from "../names";
import type { CheckInput } from "./check";

export function checkDottedNames(input: CheckInput): void {
  if (input.ingest?.target.kind === "tableTarget") checkName(input.ingest.target.name, input);
  for (const { name, withItem } of input.references.tables) if (!withItem) checkName(name, input);
}

function checkName(name: Name | ErrorNode, input: CheckInput): void {
  const only = name.kind === "name" && name.parts.length === 1 ? name.parts[0] : undefined;
  if (!only?.quoted || only.template) return;
  const dot = only.name.indexOf(".");
  const schema = only.name.slice(0, dot);
  const table = only.name.slice(dot + 1);
  if (dot < 0 || table === "" || !SCHEMAS.some((known) => known === schema)) return;
  const text = `${nameText(schema)}.${nameText(table)}`;
  const written = input.statement.text.slice(only.start, only.end);
  const message = t("Druid looks for a datasource named {0}, dot included. Quote schema and table each for itself: {1}.", written, text);
  const fixes = [{ title: t("Write {0}", text), certainty: "certain" as const, edits: [{ range: rangeOf(only), text }] }];
  input.report({ code: "dotted-name", message, range: rangeOf(only), fixes });
}
