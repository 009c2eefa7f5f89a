/**
 * How it is known that a need or filter is one in a version of Druid: a judge was asked, or its sources were read. Asked were the planners
 * of 28, 29, 31, 33 and 38 and running clusters of 27 and 38; what is the same in two of them is taken as measured in between.
 * `docs/druid-versions.md` says the same in words.
 */

import type { Basis } from "../data/endpoints";
import { t } from "../text/l10n";
import type { Filter, Need, NeedReason } from "./model";

/** From one major version to another, both included. */
type Versions = readonly [first: number, last: number];

const SINCE_27: readonly Versions[] = [[27, 38]];

/** Where each reason is measured; what is special about single names stands below. */
export const MEASURED: Readonly<Record<NeedReason, readonly Versions[]>> = {
  "read-table": SINCE_27,
  "read-view": SINCE_27,
  // The quotes around the names go with 37; no judge between 33 and 38 was asked.
  "append-table": [
    [31, 33],
    [38, 38],
  ],
  "write-target": SINCE_27,
  "read-external": SINCE_27,
  "write-export": [[29, 38]],
  "system-table": SINCE_27,
  "run-state": SINCE_27,
  // 34 has a rule of its own, and SET counts since then.
  "context-key": [
    [27, 33],
    [38, 38],
  ],
  "endpoint-key": SINCE_27,
  "router-query-id": SINCE_27,
  "follow-task": SINCE_27,
  "cancel-task": SINCE_27,
};

/** Names that came later than their reason, or that no judge confirmed. */
const MEASURED_NAMES: Readonly<Record<string, readonly Versions[]>> = {
  "write-export google": [[31, 38]],
  "context-key __resultFormat": [],
  "endpoint-key engine": [[38, 38]],
  "follow-task __query_export": [[38, 38]],
  "cancel-task __query_export": [[38, 38]],
};

const MEASURED_FILTERS: Readonly<Record<string, readonly Versions[]>> = {
  "sys.supervisors": [[38, 38]],
  "sys.queries": [[38, 38]],
};

/** Dart had an endpoint of its own that no judge was asked at. */
const DART_ENDPOINT: Versions = [31, 33];

/** What decides about the basis beside the need itself. */
export interface BasisSettings {
  readonly druidVersion: number;
  readonly endpoint: string;
}

/** How it is known that this is needed. */
export function needBasis({ reason, name }: Pick<Need, "reason" | "name">, { druidVersion, endpoint }: BasisSettings): Basis {
  if (endpoint === "dart" && isWithin(druidVersion, [DART_ENDPOINT])) return "inferred";
  return basisOf(druidVersion, MEASURED_NAMES[`${reason} ${name}`] ?? MEASURED[reason]);
}

/** How it is known that these rows are left out. */
export function filterBasis({ table }: Pick<Filter, "table">, { druidVersion }: Pick<BasisSettings, "druidVersion">): Basis {
  return basisOf(druidVersion, MEASURED_FILTERS[table] ?? SINCE_27);
}

/** What a surface says of something that no judge confirmed; empty for what is measured. */
export function basisNote(basis: Basis, { druidVersion }: Pick<BasisSettings, "druidVersion">): string {
  return basis === "measured" ? "" : t("Inferred from Druid's sources: no Druid {0} was asked.", druidVersion);
}

function basisOf(version: number, measured: readonly Versions[]): Basis {
  return isWithin(version, measured) ? "measured" : "inferred";
}

function isWithin(version: number, ranges: readonly Versions[]): boolean {
  return ranges.some(([first, last]) => first <= version && version <= last);
}
