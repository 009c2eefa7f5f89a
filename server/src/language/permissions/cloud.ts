/**
 * What the *service's* cloud identity must be allowed to do, never the author: durable storage of intermediate results, and exports.
 * Source: the storage connectors of Druid's s3, azure and google extensions, and the lists of `multi-stage-query/security.md`.
 * Listing is in the code and in no list of the documentation; google has no list at all (inferred). Nothing is listed for what a version
 * of Druid cannot do.
 */

import { contextValue, FIRST_VERSION_WITH_SET, setsOf } from "../analysis/route";
import { EXPORT_DESTINATIONS } from "../data/inputSources";
import type { ExportTarget } from "../syntax/nodes";
import { t } from "../text/l10n";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import { destinationName } from "./exportDestination";
import type { CloudAction, CloudDoubt } from "./model";
import type { RuleInput } from "./rule";

type Provider = CloudAction["provider"];

/** What there is to know of each provider. */
interface ProviderFacts {
  /** The first Druid whose durable storage can be there. */
  readonly durableSince: number;
  /** The actions on objects; those that only clean up are in `CLEANING`. */
  readonly objects: readonly string[];
  /** The actions on the bucket as a whole. */
  readonly bucket: readonly string[];
  /** What a bucket is called there. */
  readonly bucketName: string;
  /** Before the name of the bucket. */
  readonly root: string;
}

const PROVIDERS: Readonly<Record<Provider, ProviderFacts>> = {
  s3: {
    durableSince: 24,
    objects: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
    bucket: ["s3:ListBucket"],
    bucketName: "bucket",
    root: "arn:aws:s3:::",
  },
  azure: {
    durableSince: 28,
    objects: ["read", "write", "add/action", "delete"].map(azureAction),
    bucket: [],
    bucketName: "container",
    root: "",
  },
  google: {
    durableSince: 29,
    objects: ["storage.objects.get", "storage.objects.create", "storage.objects.delete"],
    bucket: ["storage.objects.list"],
    bucketName: "bucket",
    root: "",
  },
};

/**
 * Actions that only take away what is not needed any more: the end of a query goes on without them, with a warning in the log.
 * Source: ControllerImpl.cleanUpDurableStorageIfNeeded.
 */
const CLEANING = ["s3:AbortMultipartUpload", "s3:DeleteObject", "storage.objects.delete", azureAction("delete")];
/** Durable storage lists only to clean up. */
const LISTING = ["s3:ListBucket", "storage.objects.list"];

/** The first Druid whose S3 exports can assume a role. */
const ASSUMES_ROLES_SINCE = 38;

export function cloudActions(input: RuleInput, collect: Collector): void {
  if (input.route.explained || input.route.engine !== "msq-task") return;
  addDurableStorage(input, collect);
  addExport(input, collect);
}

/** Where something is stored, as far as it is known, and why. */
interface Storage {
  readonly use: "durable" | "export";
  readonly provider: Provider;
  readonly bucket: string | undefined;
  readonly prefix: string | undefined;
  /** What is not known, when it is the bucket. */
  readonly openBucket: string;
  readonly reason: string;
  readonly causes: readonly TextRange[];
  readonly doubt?: CloudDoubt;
  readonly assumedRole?: string;
}

function addDurableStorage(input: RuleInput, collect: Collector): void {
  const storage = input.profile.durableStorage;
  if (!storage || storage.type === "local" || input.profile.druidVersion < PROVIDERS[storage.type].durableSince) return;
  const use = useOfStorage(input);
  if (!use) return;
  const { key } = use;
  const stated = {
    use: "durable" as const,
    provider: storage.type,
    bucket: storage.bucket,
    prefix: storage.prefix,
    openBucket: t("Nobody states the {0} of durableStorage.", PROVIDERS[storage.type].bucketName),
    causes: causesOf(input, key),
  };
  if (use.isSure) addActions({ ...stated, reason: t("{0} makes this statement keep its data in durable storage.", key) }, collect);
  else {
    const doubt = { about: "need" as const, message: t("It is needed if {0} is set so, and its value is not known.", key) };
    addActions({ ...stated, reason: t("{0} may make this statement keep its data in durable storage.", key), doubt }, collect);
  }
}

interface StorageUse {
  readonly key: string;
  readonly isSure: boolean;
}

/**
 * The context key that makes the statement use durable storage, if one does or may.
 * Source: MultiStageQueryContext, IndexerControllerContext.makeQueryKernelConfig.
 */
function useOfStorage(input: RuleInput): StorageUse | undefined {
  const shuffle = lowerValueOf(input, "durableShuffleStorage");
  const tolerance = shuffle === undefined ? lowerValueOf(input, "faultTolerance") : undefined;
  const destination = input.ingest ? undefined : lowerValueOf(input, "selectDestination");
  if (shuffle === "true") return { key: "durableShuffleStorage", isSure: true };
  if (tolerance === "true") return { key: "faultTolerance", isSure: true };
  if (destination === "durablestorage") return { key: "selectDestination", isSure: true };
  if (shuffle === OPEN) return { key: "durableShuffleStorage", isSure: false };
  if (tolerance === OPEN) return { key: "faultTolerance", isSure: false };
  return destination === OPEN ? { key: "selectDestination", isSure: false } : undefined;
}

/** A value that a SET gives and the text does not tell. */
const OPEN = "?";

/** The value of a context key in lower case; undefined when nobody gives one. */
function lowerValueOf(input: RuleInput, key: string): string | undefined {
  const value = contextValue(input.tree, input.settings, key);
  if (value !== undefined) return value.toLowerCase();
  const last = setsOfKey(input, key).at(-1);
  const isTold = last?.value?.kind === "literal" && !last.value.template;
  return last && !isTold && input.profile.druidVersion >= FIRST_VERSION_WITH_SET ? OPEN : undefined;
}

function setsOfKey({ tree }: RuleInput, key: string): RuleInput["tree"]["sets"] {
  return setsOf(tree).flatMap((each) => (each.key === key ? [each.set] : []));
}

function causesOf(input: RuleInput, key: string): readonly TextRange[] {
  const sets = setsOfKey(input, key);
  return sets.length > 0 ? sets.map((set) => rangeOf(set.name)) : [input.firstWord];
}

function addExport(input: RuleInput, collect: Collector): void {
  const target = input.ingest?.target;
  if (target?.kind !== "exportTarget") return;
  const name = destinationName(target);
  const version = input.profile.druidVersion;
  if ((name !== "s3" && name !== "google") || !EXPORT_DESTINATIONS.some((known) => known.name === name && version >= known.since)) return;
  const role = name === "s3" && version >= ASSUMES_ROLES_SINCE ? roleOf(target) : undefined;
  const causes = [rangeOf(target.destination)];
  if (role !== undefined) collect.cloud(assumeRole(role), causes);
  addActions(
    {
      use: "export",
      provider: name,
      bucket: argumentOf(target, "bucket"),
      prefix: argumentOf(target, "prefix"),
      openBucket: t("The text does not tell the bucket of the export."),
      reason: t("The export writes there."),
      causes,
      ...(role !== undefined && { assumedRole: role }),
    },
    collect,
  );
}

/** A text among the arguments of the destination; undefined when there is none, or a template makes it. */
function argumentOf({ properties }: ExportTarget, wanted: string): string | undefined {
  const value = properties.find((candidate) => candidate.name.name === wanted)?.value;
  return value?.kind === "literal" && !value.template ? value.value : undefined;
}

/** The role that an export to S3 assumes; a part that is not known is `${role}`. An empty text is none. */
function roleOf(target: ExportTarget): string | undefined {
  const isGiven = target.properties.some(({ name }) => name.name === "assumeRoleArn");
  const role = argumentOf(target, "assumeRoleArn");
  return isGiven && role === undefined ? OPEN_ROLE : role === "" ? undefined : role;
}

/** Parts that are not known are written as AWS' documentation writes them. */
const OPEN_ROLE = "arn:${partition}:iam::${account}:role/${role}";

function assumeRole(role: string): Omit<CloudAction, "causes"> {
  const action = { provider: "s3" as const, action: "sts:AssumeRole", resource: role, ifMissing: "fails" as const };
  const reason = t("The export assumes this role, whose trust policy must name the cluster's identity too.");
  if (role !== OPEN_ROLE) return { ...action, reason };
  return { ...action, reason, doubt: { about: "resource", message: t("The text does not tell the role.") } };
}

function addActions(storage: Storage, collect: Collector): void {
  const { provider, bucket, prefix, openBucket, reason, causes, assumedRole } = storage;
  const { objects, bucket: onBucket, root, bucketName } = PROVIDERS[provider];
  const isOpen = bucket === undefined || bucket === "" || bucket.includes("${");
  const doubt = storage.doubt ?? (isOpen ? { about: "resource" as const, message: openBucket } : undefined);
  const path = prefix ? `${prefix.replace(/\/+$/, "")}/*` : "*";
  const whole = `${root}${isOpen ? `\${${bucketName}}` : bucket}`;
  const common = { provider, reason, ...(doubt && { doubt }), ...(assumedRole !== undefined && { assumedRole }) };
  const add = (action: string, resource: string): void =>
    collect.cloud({ ...common, action, resource, ifMissing: effectOf(action, storage) }, causes);
  for (const action of objects) add(action, `${whole}/${path}`);
  for (const action of onBucket) add(action, whole);
}

function effectOf(action: string, { use }: Storage): CloudAction["ifMissing"] {
  const isCleaning = CLEANING.includes(action) || (use === "durable" && LISTING.includes(action));
  return isCleaning ? "leaves-files" : "fails";
}

function azureAction(name: string): string {
  return `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${name}`;
}
