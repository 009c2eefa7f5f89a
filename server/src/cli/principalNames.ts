/**
 * Principals as people call them: users by their bare names, everybody else with what they are.
 */
import { formatPrincipal, type Principal, type Subject } from "../language/index";

/** `user:alice`, `role:etl`: the form of the command line. */
export function principalNames({ principals }: Subject): readonly string[] {
  return principals.map(formatPrincipal);
}

/** `alice`, `role:etl`, `groups:engineers`. */
export function shortName(principal: Principal): string {
  return principal.kind === "user" ? principal.name : formatPrincipal(principal);
}

/** All of a subject, separated by commas. */
export function subjectLabel({ principals }: Subject): string {
  return principals.map(shortName).join(", ");
}

/** What is said of somebody. */
export interface SaidOf {
  readonly subject: Subject;
  readonly text: string;
}

/** Takes together of whom the same is said; in the order in which it is said first. */
export function mergeAlike(all: readonly SaidOf[]): readonly { readonly label: string; readonly text: string }[] {
  const labels = new Map<string, string[]>();
  for (const { subject, text } of all) labels.set(text, [...(labels.get(text) ?? []), ...subject.principals.map(shortName)]);
  return [...labels].map(([text, each]) => ({ label: shortList(each), text }));
}

const MOST_NAMES = 8;

function shortList(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
