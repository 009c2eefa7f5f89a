/**
 * `bad-target`: what INSERT and REPLACE cannot write. Source: DruidSqlValidator.validateInsert, IdUtils.validateId.
 */
import type { TableTarget } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

export function checkTarget(input: CheckInput): void {
  const target = input.ingest?.target;
  if (target?.kind !== "tableTarget" || target.name.parts.some((part) => part.template)) return;
  const message = whyBad(target, input.ingest?.verb ?? "INSERT", input.settings.profile.druidVersion);
  if (message) input.report({ code: "bad-target", stage: "validate", message, range: rangeOf(target.name) });
}

function whyBad(target: TableTarget, verb: string, version: number): string | undefined {
  const names = target.name.parts.map((part) => part.name);
  const [first, second] = names;
  if (names.length > 2)
    return sentences(
      druidSays(`Druid does not support 3+ part names: [${names.join(".")}].`),
      t("Write the datasource alone, or druid.<datasource>."),
    );
  if (second !== undefined && first !== "druid") {
    return druidSays(`Table [${names.join(".")}] does not support operation [${verb}] because it is not a Druid datasource`);
  }
  const name = second ?? first;
  return name === undefined ? undefined : whyBadName(name, version);
}

function whyBadName(name: string, version: number): string | undefined {
  if (name.startsWith(".")) return druidSays(`Invalid value for field [table]: Value [${name}] cannot start with '.'.`);
  if (name.includes("/")) return druidSays(`Invalid value for field [table]: Value [${name}] cannot contain '/'.`);
  if (/[\t\n\v\f\r]/.test(name)) {
    return druidSays(`Invalid value for field [table]: Value [${name}] contains illegal whitespace characters.  Only space is allowed.`);
  }
  const surrogate = /[\ud801-\udfff]/.exec(name);
  if (surrogate && version >= FIRST_VERSION_MEASURED) {
    return druidSays(
      `Invalid value for field [table]: Value [${name}] contains illegal UTF8 character [#${name.charCodeAt(surrogate.index)}] at position [${surrogate.index}]`,
    );
  }
  return undefined;
}

/** Earlier releases were not asked about such characters. */
const FIRST_VERSION_MEASURED = 33;
