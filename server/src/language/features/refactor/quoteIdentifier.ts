/**
 * The name under the cursor with or without its double quotes. Source: identifiers keep their case in Druid, quoted or not, so that quotes
 * change nothing but which words may be names.
 */
import { nameText, quotedName } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { innermost, isNiladic, type Refactor } from "./refactoring";

export const quoteIdentifier: Refactor = ({ path, range, names }) => {
  const identifier = innermost(path, "identifier");
  if (!identifier || identifier.template || isNiladic(identifier) || range.end > identifier.end || !names().occurrenceOf(identifier))
    return [];
  const { name, quoted } = identifier;
  if (!quoted) return [{ title: t("Quote {0}", name), kind: "rewrite", edits: [{ range: rangeOf(identifier), text: quotedName(name) }] }];
  if (nameText(name) !== name) return [];
  return [{ title: t("Take the quotes off {0}", name), kind: "rewrite", edits: [{ range: rangeOf(identifier), text: name }] }];
};
