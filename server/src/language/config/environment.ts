/**
 * An environment: a cluster with roles of its own, as dev, stage and prod. Several may be described for the same SQL files, and a name
 * says which of them is asked about.
 */
import { t } from "../text/l10n";
import { nearestWord } from "../text/nearest";

/** What is described of an environment, as written. What is absent is as for everybody. */
export interface Environment {
  readonly name: string;
  /** The path of its roles file. */
  readonly roles?: string;
  /** A profile object. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  /** Paths of Druid's own properties files, or of folders with them. */
  readonly properties?: readonly string[];
  /** The path of the policies of the cluster's own identity in AWS. */
  readonly iamPolicy?: string;
}

/** In place of a name: each environment that is described. */
export const ALL_ENVIRONMENTS = "all";

/** The environments that are asked about. `first`: there are several, and nobody said which. */
export type ChosenEnvironments =
  | { readonly kind: "ok"; readonly environments: readonly Environment[]; readonly origin: "chosen" | "first" | "only" }
  /** One sentence. */
  | { readonly kind: "error"; readonly message: string };

/** The environments with these names, each once, in the order of the description; without names the first one. */
export function chooseEnvironments(described: readonly Environment[], names: readonly string[]): ChosenEnvironments {
  const [first] = described;
  if (names.length === 0) {
    return { kind: "ok", environments: first ? [first] : [], origin: described.length > 1 ? "first" : "only" };
  }
  if (!first) return { kind: "error", message: t('no environments are described, so there is no "{0}"', names[0] ?? "") };
  const unknown = names.find((name) => name !== ALL_ENVIRONMENTS && !described.some((each) => each.name === name));
  if (unknown !== undefined) return { kind: "error", message: unknownEnvironment(unknown, described) };
  const isMeant = ({ name }: Environment): boolean => names.includes(ALL_ENVIRONMENTS) || names.includes(name);
  return { kind: "ok", environments: described.filter(isMeant), origin: "chosen" };
}

/** `there is no environment "prd"; did you mean prod?` */
export function unknownEnvironment(name: string, described: readonly Environment[]): string {
  const names = described.map((each) => each.name);
  const nearest = nearestWord(name, names);
  return nearest === undefined
    ? t('there is no environment "{0}"; described are {1}', name, names.join(", "))
    : t('there is no environment "{0}"; did you mean {1}?', name, nearest);
}

/** Why a text cannot be the name of an environment. It stands in commands, titles and addresses, so it is kept plain. */
export function environmentNameProblem(name: string): string | undefined {
  if (name.toLowerCase() === ALL_ENVIRONMENTS) return t('"{0}" means each environment and cannot be the name of one.', name);
  if (/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._ -]{0,62}[\p{L}\p{M}\p{N}])?$/u.test(name)) return undefined;
  return t(
    '{0} cannot be the name of an environment: letters, digits, and between them ".", "_", "-" and blanks, at most 64.',
    JSON.stringify(name),
  );
}

/** Names of environments that have the same roles file: the answers for them will hardly differ. */
export function sharedRolesFiles(
  environments: readonly Environment[],
): readonly { readonly roles: string; readonly names: readonly string[] }[] {
  const byFile = new Map<string, string[]>();
  for (const { name, roles } of environments) {
    if (roles !== undefined) byFile.set(roles, [...(byFile.get(roles) ?? []), name]);
  }
  return [...byFile].flatMap(([roles, names]) => (names.length > 1 ? [{ roles, names }] : []));
}
