/**
 * Checks every SQL file of the workspace in every environment that is described for it. Reads each file once, and each roles file once.
 */
import {
  type CheckedEnvironments,
  type DescribedEnvironment,
  describeVersion,
  type EnvironmentReading,
  type FileInEnvironments,
  fileInEnvironments,
  openDocument,
} from "../language/index";
import type { Surroundings } from "./contexts";
import { isStatedDruid, whyInactive } from "./diagnoser";
import { learnDialects } from "./dialects";
import { isSql, languageOf } from "./documents";
import { createPause } from "./turns";
import { findSqlFiles, type WorkspaceFilesParts } from "./workspaceFiles";
import type { Cancellation } from "./workspaceIndex";

/** Checks all files; `progress` hears how many of how many. */
export async function checkEnvironments(
  parts: WorkspaceFilesParts,
  cancellation: Cancellation,
  progress: (done: number, all: number) => void,
): Promise<CheckedEnvironments> {
  const isWanted = (): boolean => !cancellation.isCancellationRequested;
  const pause = createPause();
  const found = await findSqlFiles(parts, pause, isWanted);
  const environments = new Map<string, DescribedEnvironment>();
  const files: FileInEnvironments[] = [];
  for (const [index, uri] of (found?.uris ?? []).entries()) {
    if (!isWanted()) break;
    progress(index, found?.uris.length ?? 0);
    const all = await parts.contexts.inEnvironments(uri);
    for (const surroundings of all) describe(environments, surroundings);
    const file = all.length === 0 ? undefined : await checkFile(parts, uri, all);
    if (file) files.push(file);
    await pause();
  }
  const state = isWanted() ? "complete" : "cancelled";
  return { environments: [...environments.values()], files, state, ...(found?.left !== undefined && { note: found.left }) };
}

function describe(environments: Map<string, DescribedEnvironment>, { environment, source, context, trouble }: Surroundings): void {
  const wrong = source?.failure ?? trouble;
  if (!environment || environments.has(environment.name)) return;
  environments.set(environment.name, {
    name: environment.name,
    version: describeVersion(context),
    ...(source && { rolesFile: source.uri }),
    ...(wrong !== undefined && { trouble: wrong }),
  });
}

async function checkFile(
  { documents, host }: WorkspaceFilesParts,
  uri: string,
  all: readonly Surroundings[],
): Promise<FileInEnvironments | undefined> {
  const open = documents.get(uri);
  const content = open && isSql(open) ? ({ kind: "text", text: open.text.getText() } as const) : await host.readFile(uri);
  if (content.kind !== "text") return undefined;
  const { text } = content;
  const languageId = open && isSql(open) ? open.languageId : languageOf(uri);
  const readings: EnvironmentReading[] = [];
  for (const surroundings of all) {
    const { context, environment } = surroundings;
    const document = openDocument(text, context.grammar);
    if (!environment || whyInactive(languageId, surroundings, () => document) !== undefined) continue;
    if (!isStatedDruid(languageId, surroundings.settings)) await learnDialects(host, document);
    readings.push({ environment: environment.name, context, document });
  }
  return readings.length === 0 ? undefined : fileInEnvironments(uri, text, readings);
}
