/**
 * `unknown-function`: a name that is none of Druid's functions; an extension or the site may have it, so it is a warning.
 * `missing-function`: a function that this release lacks, or that belongs to an extension that the cluster does not load.
 * Source: DruidOperatorTable (data/functions.ts).
 */

import { allFunctions, type DruidFunction } from "../../data/functions";
import { ELSEWHERE, type Elsewhere } from "../../data/functions/elsewhere";
import type { Call } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

/** Words of MATCH_RECOGNIZE, and calls that Druid's validator takes though its table has none of the name. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  "RUNNING FINAL PREV NEXT FIRST LAST CLASSIFIER MATCH_NUMBER JSON_ARRAYAGG JSON_OBJECTAGG PERCENTILE_CONT PERCENTILE_DISC ROW CURSOR CONVERT TRANSLATE".split(
    " ",
  ),
);

/** `known` is what the call names; undefined for a name that is none of Druid's, or not plain. */
export function checkFunction(node: Call, known: DruidFunction | undefined, input: CheckInput): void {
  if (known && isEverywhere(known)) return;
  const [only, second] = node.name.parts;
  if (!only || second || only.template || input.tableCalls.has(node)) return;
  const name = only.name.toUpperCase();
  if (input.settings.profile.functions.includes(name)) return;
  if (!known) {
    if (!LEFT_OUT.has(name) && !isJdbcCall(node)) reportUnknown(node, name, input);
    return;
  }
  const reason = reasonForMissing(known, input);
  if (reason === undefined) return;
  const message = `${druidSays(`No match found for function signature ${name}`)}. ${reason}`;
  input.report({ code: "missing-function", stage: "validate", message, range: rangeOf(node.name) });
}

/** Whether every release has it, without any extension. */
function isEverywhere({ lackedBy, extension }: DruidFunction): boolean {
  return lackedBy === undefined && extension === undefined;
}

/** `{fn UCASE(a)}` calls functions by names of their own. Source: Calcite's SqlJdbcFunctionCall. */
function isJdbcCall({ start, name }: Call): boolean {
  return start < name.start;
}

function reasonForMissing({ lackedBy, since, extension }: DruidFunction, { settings }: CheckInput): string | undefined {
  const { druidVersion, extensions } = settings.profile;
  if (lackedBy !== undefined && druidVersion <= lackedBy) return t("Druid has it from {0} on.", since ?? lackedBy + 1);
  if (extension === undefined || !extensions || extensions.includes(extension)) return undefined;
  return t("It is part of {0}, which the cluster does not load.", extension);
}

function reportUnknown(call: Call, name: string, input: CheckInput): void {
  const elsewhere = ELSEWHERE.get(name);
  const meant = elsewhere ? undefined : nearestFunction(name);
  const advice = elsewhere
    ? t("Druid has {0}.", insteadOf(elsewhere))
    : meant
      ? t("Did you mean {0}?", meant)
      : t("If an extension of your cluster has it, say so in functions of the cluster.");
  const message = `${t("{0} is none of Druid's functions.", name)} ${advice}`;
  const fixes = fixesFor(call, elsewhere?.rename ?? meant);
  input.report({ code: "unknown-function", message, range: rangeOf(call.name), ...(fixes.length > 0 ? { fixes } : {}) });
}

function insteadOf({ instead, note }: Elsewhere): string {
  return note === undefined ? instead : `${instead} (${t(note)})`;
}

function fixesFor(call: Call, other: string | undefined): readonly Fix[] {
  if (other === undefined) return [];
  return [{ title: t("Write {0}", other), certainty: "choice", edits: [{ range: rangeOf(call.name), text: other }] }];
}

function nearestFunction(name: string): string | undefined {
  const offered = allFunctions().filter(({ isInternal, kind }) => !isInternal && kind !== "table");
  return nearestWord(
    name,
    offered.map((candidate) => candidate.name),
  );
}
