/**
 * What the *service's* cloud identity must be allowed to do, never the author: durable storage of intermediate results, and exports.
 * Source: the storage connectors of Druid's s3, azure and google extensions, and the lists of `multi-stage-query/security.md`.
 * Listing is in the code and in no list of the documentation; google has no list at all (inferred).
 */
import { contextValue } from "../analysis/route";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import { destinationName } from "./exportDestination";
import type { CloudAction } from "./model";
import type { RuleInput } from "./rule";

type Provider = CloudAction["provider"];

/** The actions of each provider: on the objects, then on the bucket as a whole. */
const ACTIONS: Readonly<Record<Provider, { readonly objects: readonly string[]; readonly bucket: readonly string[] }>> = {
  s3: { objects: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"], bucket: ["s3:ListBucket"] },
  azure: {
    objects: ["read", "write", "add/action", "delete"].map(
      (action) => `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action}`,
    ),
    bucket: [],
  },
  google: { objects: ["storage.objects.get", "storage.objects.create", "storage.objects.delete"], bucket: ["storage.objects.list"] },
};

export function cloudActions(input: RuleInput, collect: Collector): void {
  if (input.route.explained || input.route.engine !== "msq-task") return;
  addDurableStorage(input, collect);
  addExport(input, collect);
}

function addDurableStorage(input: RuleInput, collect: Collector): void {
  const storage = input.profile.durableStorage;
  if (!storage || storage.type === "local") return;
  const key = reasonForStorage(input);
  if (!key) return;
  const reason = `${key} makes this statement keep its data in durable storage.`;
  addActions(storage.type, storage.bucket ?? "*", storage.prefix, reason, causesOf(input, key), collect);
}

/**
 * The context key that makes the statement use durable storage, if one does.
 * Source: MultiStageQueryContext, IndexerControllerContext.makeQueryKernelConfig.
 */
function reasonForStorage(input: RuleInput): string | undefined {
  const value = (key: string): string | undefined => contextValue(input.tree, input.settings, key)?.toLowerCase();
  const shuffle = value("durableShuffleStorage");
  if (shuffle === "true") return "durableShuffleStorage";
  if (shuffle === undefined && value("faultTolerance") === "true") return "faultTolerance";
  if (!input.ingest && value("selectDestination") === "durablestorage") return "selectDestination";
  return undefined;
}

function causesOf(input: RuleInput, key: string): readonly TextRange[] {
  const sets = input.tree.sets.filter((set) => set.name.kind === "name" && set.name.parts[0]?.name === key);
  return sets.length > 0 ? sets.map((set) => rangeOf(set.name)) : [input.firstWord];
}

function addExport(input: RuleInput, collect: Collector): void {
  const target = input.ingest?.target;
  if (target?.kind !== "exportTarget") return;
  const name = destinationName(target);
  if (name !== "s3" && name !== "google") return;
  const property = (wanted: string): string | undefined => {
    const value = target.properties.find((candidate) => candidate.name.name === wanted)?.value;
    return value?.kind === "literal" && !value.template ? value.value : undefined;
  };
  addActions(name, property("bucket") ?? "*", property("prefix"), "The export writes there.", [rangeOf(target.destination)], collect);
}

function addActions(
  provider: Provider,
  bucket: string,
  prefix: string | undefined,
  reason: string,
  causes: readonly TextRange[],
  collect: Collector,
): void {
  const path = prefix ? `${prefix.replace(/\/+$/, "")}/*` : "*";
  const whole = provider === "s3" ? `arn:aws:s3:::${bucket}` : bucket;
  for (const action of ACTIONS[provider].objects) collect.cloud({ provider, action, resource: `${whole}/${path}`, reason }, causes);
  for (const action of ACTIONS[provider].bucket) collect.cloud({ provider, action, resource: whole, reason }, causes);
}
