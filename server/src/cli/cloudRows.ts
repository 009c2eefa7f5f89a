/**
 * What a statement makes the service's own identity do in the cloud, for people: one row for each resource and verdict.
 */
import { printable } from "./columns";
import type { CloudJson } from "./contract";
import type { Palette } from "./palette";

export interface CloudRow {
  readonly label: string;
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** The rows, in the order of the actions. */
export function cloudRows(cloud: readonly CloudJson[], palette: Palette): readonly CloudRow[] {
  const groups = new Map<string, CloudJson[]>();
  for (const action of cloud) {
    const key = JSON.stringify([action.resource, action.verdict, action.message, action.by]);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()].map((actions) => cloudRow(actions, palette));
}

function cloudRow(actions: readonly CloudJson[], palette: Palette): CloudRow {
  const [first] = actions;
  const what = `${actions.map(({ action }) => action).join(", ")} on ${printable(first?.resource ?? "")}`;
  const why = palette.dim(printable([...new Set(actions.map(({ reason }) => reason))].join(" ")));
  const said = printable(first?.message ?? first?.doubt ?? "");
  const where = first?.by ? palette.dim(` (${placeOf(first.by)})`) : "";
  switch (first?.verdict) {
    case "allowed":
      return { label: "✓ service", text: `Druid's own identity may ${what}. ${said}${where} ${why}`, paint: palette.green };
    case "denied":
      return {
        label: "✗ service",
        text: `Druid's own identity may not ${what}. ${said}${where} ${why}${code("missing", palette)}`,
        paint: palette.yellow,
      };
    case "unknown":
      return {
        label: "? service",
        text: `Druid's own identity needs ${what}. ${said}${where} ${why}${code("unknown", palette)}`,
        paint: palette.yellow,
      };
    default:
      return { label: "- service", text: `Druid's own identity needs ${what}.${said && ` ${said}`} ${why}`, paint: palette.cyan };
  }
}

function code(kind: "missing" | "unknown", palette: Palette): string {
  return palette.dim(` [cloud-action-${kind}]`);
}

function placeOf({ uri, range }: NonNullable<CloudJson["by"]>): string {
  return range ? `${printable(uri)}:${range.start.line + 1}` : printable(uri);
}
