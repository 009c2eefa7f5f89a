/**
 * Where Druid's own properties files lie below a folder: the layouts of Druid's distribution and of those who copy it. Source:
 * `distribution/…/conf/druid`, `examples/conf`, the service name and folder that `bin/run-druid` is started with.
 */

/** Which files a folder holds, in the order in which they are read. */
export interface FoundLayout {
  /** Paths below the folder: the common file, then the Broker's. */
  readonly files: readonly string[];
  /** Other layouts of the same folder, which were left alone: `conf/druid/auto`. */
  readonly others: readonly string[];
  /** Where the layout begins, empty for the folder itself. */
  readonly root: string;
}

const BASES = ["", "conf", "conf/druid", "druid"];
const SIZES = ["nano-quickstart", "micro-quickstart", "small", "medium", "large", "xlarge"];
const LAYOUTS = ["", "cluster", "auto", ...SIZES.map((size) => `single-server/${size}`)];
const ROOTS = [...new Set([...BASES.flatMap((base) => LAYOUTS.map((layout) => join(base, layout))), ...SIZES])];

const COMMON = ["_common/common.runtime.properties", "common.runtime.properties"];
const BROKER = ["broker/runtime.properties", "query/broker/runtime.properties"];
/** The Broker's own folder has no other services in it. */
const OWN = "runtime.properties";

/** Every path below a folder that is looked at. */
export const LAYOUT_PATHS: readonly string[] = [
  ...new Set([...ROOTS.flatMap((root) => [...COMMON, ...BROKER].map((path) => join(root, path))), OWN]),
];

/** What is found in a folder of this name when these of `LAYOUT_PATHS` exist; undefined when nothing is. The first layout counts. */
export function findLayout(folder: string, existing: ReadonlySet<string>): FoundLayout | undefined {
  const found = ROOTS.flatMap((root) => {
    const files = [firstOf(root, COMMON, existing), brokerOf(folder, root, existing)].filter((path) => path !== undefined);
    return files.length > 0 ? [{ root, files }] : [];
  });
  const [first, ...others] = found;
  return first && { ...first, others: others.map(({ root }) => root) };
}

function brokerOf(folder: string, root: string, existing: ReadonlySet<string>): string | undefined {
  const isOwn = root === "" && folder === "broker" && existing.has(OWN);
  return isOwn ? OWN : firstOf(root, BROKER, existing);
}

function firstOf(root: string, paths: readonly string[], existing: ReadonlySet<string>): string | undefined {
  return paths.map((path) => join(root, path)).find((path) => existing.has(path));
}

function join(folder: string, path: string): string {
  return [folder, path].filter((part) => part !== "").join("/");
}
