/**
 * Reads `format` of a configuration file: the form of SQL texts.
 */

import type { Node } from "jsonc-parser";
import {
  COMMA_STYLES,
  type FormatChoices,
  INDENT_LIMITS,
  isIndent,
  isLineWidth,
  KEYWORD_CASES,
  LINE_WIDTH_LIMITS,
} from "../features/format/options";
import { rangeOf } from "../roles/jsonRead";
import { t } from "../text/l10n";
import { lastOfEach, type Readers, readChoice, readKeys, type Tell, tellUnknown } from "./values";

const FORMAT: Readers<FormatChoices> = {
  keywordCase: (node, key, tell) => readChoice(node, key, KEYWORD_CASES, tell),
  commas: (node, key, tell) => readChoice(node, key, COMMA_STYLES, tell),
  lineWidth: (node, key, tell) => {
    if (isLineWidth(node.value)) return node.value;
    tell("config-value", rangeOf(node), t("{0} is a number from {1} to {2}.", key, LINE_WIDTH_LIMITS.least, LINE_WIDTH_LIMITS.most));
    return undefined;
  },
  indent: (node, key, tell) => {
    if (isIndent(node.value)) return node.value;
    tell("config-value", rangeOf(node), t('{0} is a number from {1} to {2}, or "tab".', key, INDENT_LIMITS.least, INDENT_LIMITS.most));
    return undefined;
  },
};

/** The choices that can be understood; undefined when the value is no object. */
export function readFormat(node: Node, key: string, tell: Tell): FormatChoices | undefined {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t('{0} is an object, as { "keywordCase": "lower" }.', key));
    return undefined;
  }
  const properties = lastOfEach(node, tell);
  tellUnknown(properties, Object.keys(FORMAT), tell);
  return readKeys(properties, FORMAT, tell);
}
