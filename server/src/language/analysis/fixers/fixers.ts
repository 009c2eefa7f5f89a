/**
 * The fixers, by the code that they answer for.
 */
import type { CheckCode, RemarkCode } from "../checks/codes";
import type { Fixer } from "./fixer";
import {
  fixDescending,
  fixDuplicateColumn,
  fixExportClause,
  fixExportDestination,
  fixExportFormat,
  fixExportReplace,
  fixIngestLimit,
  fixMissingOverwrite,
  fixMissingPartitionedBy,
  fixOrderBy,
  fixTargetColumns,
  fixTimeColumn,
  fixUnnamedColumn,
  fixUpsert,
} from "./ingest";
import { fixNullOrder, fixStringContinuation, fixUnionDistinct, fixUnknownTable, fixUnsupportedOperator } from "./query";
import { fixTimePeriod } from "./time";

export const FIXERS: { readonly [Code in CheckCode | RemarkCode]?: Fixer } = {
  "missing-partitioned-by": fixMissingPartitionedBy,
  "clustered-by-without-partitioned-by": fixMissingPartitionedBy,
  "missing-overwrite": fixMissingOverwrite,
  "order-by-in-ingest": fixOrderBy,
  "target-columns": fixTargetColumns,
  "clustered-by-descending": fixDescending,
  "unnamed-column": fixUnnamedColumn,
  "duplicate-column": fixDuplicateColumn,
  "ingest-time-column": fixTimeColumn,
  "ingest-limit": fixIngestLimit,
  "export-format": fixExportFormat,
  "export-clause": fixExportClause,
  "export-replace": fixExportReplace,
  "export-destination": fixExportDestination,
  upsert: fixUpsert,
  "union-distinct": fixUnionDistinct,
  "null-order": fixNullOrder,
  "unknown-table": fixUnknownTable,
  "string-continuation": fixStringContinuation,
  "unsupported-operator": fixUnsupportedOperator,
  "time-period": fixTimePeriod,
};
