/**
 * What the description of the cluster says and nobody understands: where such a switch decides about a statement, the verdict is not known.
 * The stock value, which counts for the rest, would be a guess.
 */

import { resolveTable } from "../analysis/names";
import { readsExternalData } from "../analysis/route";
import { t } from "../text/l10n";
import type { Collector } from "./collector";
import type { ClusterProfile } from "./model";
import type { RuleInput } from "./rule";

type Decides = (input: RuleInput) => boolean;

/** Whether a key decides about a statement. Keys that are not here lead to an unknown or a denial of their own. */
const DECIDES: { readonly [Key in keyof ClusterProfile]?: Decides } = {
  druidVersion: () => true,
  inputSourceSecurity: ({ tree, settings }) => readsExternalData(tree, settings),
  authorizeQueryContext: givesKeys,
  securedContextKeys: (input) => input.profile.authorizeQueryContext && givesKeys(input),
  unsecuredContextKeys: (input) => input.profile.authorizeQueryContext && givesKeys(input),
  authorizeSystemTables: readsSystemTable,
  router: ({ profile }) => profile.authorizeQueryContext,
  defaultContext: ({ profile }) => profile.authorizeQueryContext,
  groupFilters: ({ profile }) => profile.roleProvider === "ldap",
};

export function unclearProfile(input: RuleInput, collect: Collector): void {
  for (const key of input.settings.unclear ?? []) {
    if (!DECIDES[key as keyof ClusterProfile]?.(input)) continue;
    const message = t("What is said about {0} of the cluster cannot be understood, and it decides here.", key);
    collect.unknown("cluster-unclear", message, input.firstWord);
  }
}

/** A Router in between gives one too. */
function givesKeys({ tree, settings, profile, route }: RuleInput): boolean {
  const isBare = tree.sets.length === 0 && Object.keys(settings.context).length === 0;
  return !isBare || profile.router !== false || route.endpoint === "statements" || route.endpoint === "dart";
}

function readsSystemTable({ references, profile }: RuleInput): boolean {
  return references.tables.some((reference) => !reference.withItem && resolveTable(reference.name, profile).kind === "system");
}
