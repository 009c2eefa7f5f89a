/**
 * Surveys SQL files one after the other, in other threads where there is enough to do: of each what answers about a workspace are computed
 * from, in the order of the files.
 */
import { type ClusterProfile, openDocument, type SurveyedFile, survey } from "../language/index";
import { learnDialects } from "./dialects";
import type { Examination } from "./examination";
import { isStandardInput, type SqlInput } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { readTextFile, readTextInput } from "./readText";
import type { CheckRequest } from "./request";
import { orderOf, threadsFor, workInThreads } from "./worker";

/** What files are surveyed under. */
export interface SurveyParts {
  readonly request: CheckRequest;
  readonly examination: Examination;
}

/** The files in their order; of one that cannot be read, why. */
export async function* surveyFiles(
  host: CliHost,
  parts: SurveyParts,
  inputs: readonly SqlInput[],
): AsyncGenerator<FileResult<SurveyedFile>> {
  const surveyHere = (input: SqlInput): Promise<FileResult<SurveyedFile>> => surveyInput(host, parts, input);
  const threads = threadsFor(host, parts.request, inputs);
  if (threads === 1) {
    for (const input of inputs) yield await surveyHere(input);
    return;
  }
  const start = (): ReturnType<typeof host.startWorker<"survey">> => host.startWorker(orderOf(host, parts.request, "survey"));
  const shared = createSharedProfiles();
  for await (const surveyed of workInThreads(start, threads, inputs, surveyHere)) {
    yield surveyed.kind === "ok" ? { kind: "ok", content: shared(surveyed.content) } : surveyed;
  }
}

/** Surveys one file, in this thread. */
export async function surveyInput(
  host: CliHost,
  { request, examination }: SurveyParts,
  input: SqlInput,
): Promise<FileResult<SurveyedFile>> {
  const [settings] = examination.settingsOf(input);
  const lookup = examination.rolesOf(input, settings);
  const source = lookup.kind === "found" ? lookup.source : undefined;
  const context = examination.contextOf(settings, source, undefined);
  const text = isStandardInput(input) ? await readTextInput(host) : readTextFile(host, input.path);
  if (text.kind === "error") return text;
  const document = openDocument(text.content, context.grammar);
  if (source) await learnDialects(host, document);
  return { kind: "ok", content: survey(context, document, input.shown, request.config?.covers(input.path) ? "druid" : "guessed") };
}

/** Each file comes with profiles of its own from another thread; what is asked of many files counts on one object for the same profile. */
function createSharedProfiles(): (file: SurveyedFile) => SurveyedFile {
  const known = new Map<string, ClusterProfile>();
  const sharedOf = (profile: ClusterProfile): ClusterProfile => {
    const key = JSON.stringify(profile);
    const first = known.get(key) ?? profile;
    known.set(key, first);
    return first;
  };
  return (file) => {
    const own = new Map<ClusterProfile, ClusterProfile>();
    const statements = file.statements.map((statement) => {
      const profile = own.get(statement.profile) ?? sharedOf(statement.profile);
      own.set(statement.profile, profile);
      return { ...statement, profile };
    });
    return { ...file, statements };
  };
}
