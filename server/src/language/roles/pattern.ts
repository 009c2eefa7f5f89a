/**
 * The pattern of a permission as a cluster really matches it, and the regular expression engine that all roles share.
 * Source: Jackson's reading of `java.util.regex.Pattern`, measured on Druid 27 and 38.
 */
import type { ClusterProfile } from "../permissions/model";
import { javaTrim } from "../text/javaTrim";
import { createRegexEngine, type RegexEngine } from "../text/regex/engine";
import type { Permission } from "./model";

/** One engine for all roles files: patterns repeat from file to file and from edit to edit. */
export const regexEngine: RegexEngine = createRegexEngine();

/** The last version that trims names when it stores them. */
export const LAST_TRIMMING_VERSION = 33;

/** The pattern after storing, in the way of the profile's version; undefined where Druid keeps none, which breaks its checks. */
export function effectivePattern(permission: Permission, profile: Pick<ClusterProfile, "druidVersion">): string | undefined {
  const { pattern } = permission;
  if (pattern === undefined) return undefined;
  const stored = profile.druidVersion <= LAST_TRIMMING_VERSION ? javaTrim(pattern) : pattern;
  return stored === "" ? undefined : stored;
}
