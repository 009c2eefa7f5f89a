/**
 * Gathers what the rules find: one need for each action, resource and phase, with all its causes in the order of the text.
 */
import type { TextRange } from "../text/range";
import type { Action, CloudAction, Filter, Need, NeedReason, Phase, ResourceType, StatementNeeds, Unknown, UnknownCode } from "./model";

export interface Collector {
  need(action: Action, type: ResourceType, name: string, reason: NeedReason, cause: TextRange, phase?: Phase): void;
  filter(table: string, type: ResourceType, message: string, cause: TextRange): void;
  unknown(code: UnknownCode, message: string, range: TextRange): void;
  /** The places that are told as unknown so far, in the order of the text. */
  unknownRanges(): readonly TextRange[];
  cloud(action: Omit<CloudAction, "causes">, causes: readonly TextRange[]): void;
  result(): StatementNeeds;
}

/** A collector that is empty still. */
export function createCollector(): Collector {
  const needs = new Map<string, Need & { readonly causes: TextRange[] }>();
  const filters = new Map<string, Filter & { readonly causes: TextRange[] }>();
  const clouds = new Map<string, CloudAction & { readonly causes: TextRange[] }>();
  const unknowns = new Map<string, Unknown>();
  return {
    need: (action, type, name, reason, cause, phase = "submit") =>
      addCauses(needs, `${phase} ${action} ${type} ${name}`, [cause], (causes) => ({ action, type, name, phase, reason, causes })),
    filter: (table, type, message, cause) =>
      addCauses(filters, `${table} ${type}`, [cause], (causes) => ({ table, type, message, causes })),
    unknown: (code, message, range) => {
      unknowns.set(`${code} ${range.start} ${message}`, { code, message, range });
    },
    unknownRanges: () => [...unknowns.values()].map(({ range }) => range).sort((one, other) => one.start - other.start),
    cloud: (action, from) =>
      addCauses(clouds, `${action.provider} ${action.action} ${action.resource}`, from, (causes) => ({ ...action, causes })),
    result: () => ({
      needs: [...needs.values()],
      filters: [...filters.values()],
      unknowns: [...unknowns.values()],
      cloud: [...clouds.values()],
    }),
  };
}

function addCauses<Entry extends { readonly causes: TextRange[] }>(
  entries: Map<string, Entry>,
  key: string,
  causes: readonly TextRange[],
  create: (causes: TextRange[]) => Entry,
): void {
  let entry = entries.get(key);
  if (!entry) {
    entry = create([]);
    entries.set(key, entry);
  }
  for (const cause of causes) {
    // A cause arrives in the order of the text, so an equal one can only be among the last.
    const last = entry.causes.at(-1);
    if (!last || last.start !== cause.start || last.end !== cause.end) entry.causes.push(cause);
  }
}
