/**
 * What is marked where the policies of the cluster's identity do not grant what a statement makes it do in the cloud: one mark for each
 * word that causes it, however many actions are missing.
 */

import type { Severity } from "../analysis/finding";
import { sentences, t } from "../text/l10n";
import type { AssessedCloud } from "./cloudVerdicts";
import type { Diagnostic, RelatedPlace } from "./diagnostics";
import { visible } from "./markdown";

/** The codes of what is marked in statements; `docs/diagnostics/<code>.md` has a page for each. */
export const CLOUD_CODES = {
  "cloud-action-missing": {
    meaning: "The policies of the cluster's identity do not grant what the statement makes it do in the cloud.",
    severity: "warning",
  },
  "cloud-action-unknown": {
    meaning: "Whether the policies of the cluster's identity grant what the statement makes it do is not known.",
    severity: "information",
  },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly severity: Severity }>>;

type CloudCode = keyof typeof CLOUD_CODES;

/** The marks of one statement. */
export function diagnoseCloud(cloud: readonly AssessedCloud[]): readonly Diagnostic[] {
  return [
    ...byCauses(cloud.filter(({ verdict }) => verdict?.outcome === "denied")).flatMap(markMissing),
    ...byCauses(cloud.filter(({ verdict }) => verdict?.outcome === "unknown")).flatMap(markUnknown),
  ];
}

/** Actions that the same words cause. */
function byCauses(cloud: readonly AssessedCloud[]): readonly (readonly AssessedCloud[])[] {
  const groups = new Map<string, AssessedCloud[]>();
  for (const action of cloud) {
    const key = JSON.stringify(action.causes);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()];
}

function markMissing(actions: readonly AssessedCloud[]): readonly Diagnostic[] {
  const names = namesOf(actions);
  const effect = actions.some(({ ifMissing }) => ifMissing === "fails")
    ? t("The cluster's identity may not {0}: the task will fail.", names)
    : t("The cluster's identity may not {0}: it will leave its files behind.", names);
  const message = sentences(effect, messagesOf(actions));
  return mark(actions, "cloud-action-missing", message);
}

function markUnknown(actions: readonly AssessedCloud[]): readonly Diagnostic[] {
  const message = sentences(t("Whether the cluster's identity may {0} is not known.", namesOf(actions)), messagesOf(actions));
  return mark(actions, "cloud-action-unknown", message);
}

function mark(actions: readonly AssessedCloud[], code: CloudCode, message: string): readonly Diagnostic[] {
  const { severity } = CLOUD_CODES[code];
  const [subject, related] = [namesOf(actions), relatedOf(actions)];
  return (actions[0]?.causes ?? []).map((range) => ({ code, severity, message, range, related, subject }));
}

/** `s3:GetObject, s3:PutObject on arn:aws:s3:::b/p/*, and s3:ListBucket on arn:aws:s3:::b` */
function namesOf(actions: readonly AssessedCloud[]): string {
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of actions) byResource.set(resource, [...(byResource.get(resource) ?? []), action]);
  return [...byResource].map(([resource, names]) => visible(t("{0} on {1}", names.join(", "), resource))).join(", and ");
}

/** Why, in one sentence; or for each reason which actions it is about. */
function messagesOf(actions: readonly AssessedCloud[]): string {
  const byMessage = new Map<string, string[]>();
  for (const { action, verdict } of actions) {
    const message = visible(verdict?.message ?? "");
    byMessage.set(message, [...(byMessage.get(message) ?? []), action]);
  }
  const [only, ...others] = byMessage.keys();
  if (others.length === 0) return only ?? "";
  return [...byMessage].map(([message, names]) => `${visible(names.join(", "))}: ${message}`).join(" ");
}

/** Each statement of the policies once. */
function relatedOf(actions: readonly AssessedCloud[]): readonly RelatedPlace[] {
  const places = new Map<string, RelatedPlace>();
  for (const { place, verdict } of actions) {
    if (place) places.set(JSON.stringify(place), { ...place, message: visible(verdict?.message ?? "") });
  }
  return [...places.values()];
}
