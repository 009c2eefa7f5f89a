/**
 * What is marked where the policies of the cluster's identity do not grant what a statement makes it do in the cloud: one mark for each
 * word that causes it, however many actions are missing.
 */
import type { AssessedCloud } from "./cloudVerdicts";
import type { Diagnostic, RelatedPlace } from "./diagnostics";
import { visible } from "./markdown";

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
  const effect = actions.some(({ ifMissing }) => ifMissing === "fails") ? "the task will fail" : "it will leave its files behind";
  const message = `The cluster's identity may not ${namesOf(actions)}: ${effect}. ${messagesOf(actions)}`;
  return mark(actions, { code: "cloud-action-missing", severity: "warning", message });
}

function markUnknown(actions: readonly AssessedCloud[]): readonly Diagnostic[] {
  const message = `Whether the cluster's identity may ${namesOf(actions)} is not known. ${messagesOf(actions)}`;
  return mark(actions, { code: "cloud-action-unknown", severity: "information", message });
}

function mark(actions: readonly AssessedCloud[], what: Pick<Diagnostic, "code" | "severity" | "message">): readonly Diagnostic[] {
  const related = relatedOf(actions);
  return (actions[0]?.causes ?? []).map((range) => ({ ...what, range, related }));
}

/** `s3:GetObject, s3:PutObject on arn:aws:s3:::b/p/*, and s3:ListBucket on arn:aws:s3:::b` */
function namesOf(actions: readonly AssessedCloud[]): string {
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of actions) byResource.set(resource, [...(byResource.get(resource) ?? []), action]);
  return [...byResource].map(([resource, names]) => visible(`${names.join(", ")} on ${resource}`)).join(", and ");
}

function messagesOf(actions: readonly AssessedCloud[]): string {
  return [...new Set(actions.map(({ verdict }) => visible(verdict?.message ?? "")))].join(" ");
}

/** Each statement of the policies once. */
function relatedOf(actions: readonly AssessedCloud[]): readonly RelatedPlace[] {
  const places = new Map<string, RelatedPlace>();
  for (const { place, verdict } of actions) {
    if (place) places.set(JSON.stringify(place), { ...place, message: visible(verdict?.message ?? "") });
  }
  return [...places.values()];
}
