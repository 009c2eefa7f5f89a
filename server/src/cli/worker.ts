/**
 * Examines or surveys files in other threads, as many at a time as there are threads, and hands the answers over in the order of the files. Holds a
 * few answers at most: a thread gets another file only when that is not far ahead of what was written.
 */
import type { SurveyedFile } from "../language/index";
import { type Baseline, createBaseline, NO_BASELINE } from "./baseline";
import type { RenderedFile } from "./checkFiles";
import { readConfig } from "./config";
import type { StatementJson } from "./contract";
import { createExamination, type Examination } from "./examination";
import type { Examined } from "./examine";
import { createFileSettings } from "./fileSettings";
import { isStandardInput, type SqlInput } from "./findFiles";
import type { CliHost, FileAccess, FileResult, WorkerThread } from "./host";
import { renderJson } from "./jsonWriter";
import { renderJunit } from "./junitWriter";
import { PLAIN } from "./palette";
import { piecesOf } from "./pieces";
import { type RawOptions, readOptions } from "./readOptions";
import type { CheckRequest, Purpose } from "./request";
import { createRolesFinder } from "./rolesSource";
import { surveyInput } from "./surveyFiles";
import { pageWidth, renderText } from "./textWriter";

/** What a thread is told when it starts; plain data. */
export interface WorkerOrder<Task extends WorkerTask> {
  readonly task: Task;
  readonly purpose: Purpose;
  readonly options: RawOptions;
  readonly colors: "used" | "unused";
  /** The width of the terminal. */
  readonly columns?: number;
}

export type ExaminedInput = FileResult<readonly RenderedFile[]>;

/** What a thread answers for a file, by its task. */
export interface WorkerContents {
  readonly examine: ExaminedInput;
  readonly survey: FileResult<SurveyedFile>;
}

export type WorkerTask = keyof WorkerContents;

/** Bytes for each thread that make it worth its start: before that it is busy with becoming fast. */
const BYTES_PER_THREAD = 6_000_000;
/** How many files for each thread may wait to be written. */
const MOST_AHEAD = 8;

/** What decides about threads. */
interface Machine {
  readonly cores: number;
  readonly files: Pick<FileAccess, "sizeOf">;
}

/** How many threads a run takes; 1 for none beside the one that writes. */
export function threadsFor(host: Machine, { jobs }: Pick<CheckRequest, "jobs">, inputs: readonly SqlInput[]): number {
  return Math.max(1, Math.min(jobs ?? worthwhileThreads(host, inputs), inputs.length));
}

/** As many as there are cores, where each gets enough; sizes are asked for until that is known. */
function worthwhileThreads({ cores, files }: Machine, inputs: readonly SqlInput[]): number {
  const enough = cores * BYTES_PER_THREAD;
  let bytes = 0;
  for (const input of inputs) {
    if (!isStandardInput(input)) bytes += files.sizeOf(input.path);
    if (bytes >= enough) return cores;
  }
  return Math.floor(bytes / BYTES_PER_THREAD);
}

/** The order for the threads of a run. */
export function orderOf<Task extends WorkerTask>(host: CliHost, request: CheckRequest, task: Task): WorkerOrder<Task> {
  const { purpose, options, palette, outputFile } = request;
  const columns = outputFile === undefined ? host.output.columns : undefined;
  return { task, purpose, options, colors: palette === PLAIN ? "unused" : "used", ...(columns !== undefined && { columns }) };
}

/** What a thread does with each file. Reads the options, the configuration and the roles files anew, once. */
export function createWorkerTask(host: CliHost, order: WorkerOrder<WorkerTask>): (input: SqlInput) => Promise<WorkerContents[WorkerTask]> {
  const prepared = prepare(host, order);
  return async (input) => {
    if (prepared.kind === "error") return prepared;
    if (order.task === "survey") return surveyInput(host, prepared.content, input);
    const examined = await prepared.content.examination.examine(input);
    if (examined.kind === "error") return examined;
    return { kind: "ok", content: examined.content.map((each) => render(each, prepared.content, order)) };
  };
}

/** The answers for `inputs`, in their order. Standard input is read by `workHere`. */
export async function* workInThreads<Content>(
  start: () => WorkerThread<FileResult<Content>>,
  threads: number,
  inputs: readonly SqlInput[],
  workHere: (input: SqlInput) => Promise<FileResult<Content>>,
): AsyncGenerator<FileResult<Content>> {
  const waiting: Promise<FileResult<Content>>[] = [];
  const idle: WorkerThread<FileResult<Content>>[] = [];
  const all = new Set<WorkerThread<FileResult<Content>>>();
  const free: (() => void)[] = [];
  const work = async (input: SqlInput): Promise<FileResult<Content>> => {
    if (isStandardInput(input)) return workHere(input);
    while (idle.length === 0 && all.size >= threads) await new Promise<void>((done) => free.push(done));
    const thread = idle.pop() ?? start();
    all.add(thread);
    const answer = await thread.work(input);
    if (answer.kind === "died") all.delete(thread);
    else idle.push(thread);
    free.shift()?.();
    return answer.kind === "died" ? { kind: "error", message: `this is a defect of druid-sql: ${answer.message}` } : answer.content;
  };
  try {
    let next = 0;
    while (next < inputs.length || waiting.length > 0) {
      for (; waiting.length < threads * MOST_AHEAD && next < inputs.length; next++) {
        const input = inputs[next];
        if (input) waiting.push(work(input));
      }
      const first = waiting.shift();
      if (first) yield await first;
    }
  } finally {
    for (const thread of all) thread.end();
  }
}

/** A survey says nothing of findings. */
const NOTHING_ACCEPTED: FileResult<Baseline> = { kind: "ok", content: NO_BASELINE };

interface Prepared {
  readonly request: CheckRequest;
  readonly baseline: Baseline;
  readonly examination: Examination;
}

function prepare(host: CliHost, { task, purpose, options }: WorkerOrder<WorkerTask>): FileResult<Prepared> {
  const config = readConfig(host, options.config);
  if (config.kind === "error") return { kind: "error", message: config.message.trimEnd() };
  const request = readOptions(host, purpose, [], options, config.kind === "found" ? config.config : undefined);
  if (request.kind === "error") return request;
  const settings = createFileSettings(host, request.value);
  if (settings.kind === "error") return settings;
  const baseline = task === "survey" ? NOTHING_ACCEPTED : createBaseline(host, request.value);
  if (baseline.kind === "error") return baseline;
  const rolesOf = createRolesFinder(host);
  const examination = createExamination({ host, request: request.value, settingsOf: settings.content, rolesOf });
  return { kind: "ok", content: { request: request.value, baseline: baseline.content, examination } };
}

/**
 * What can be rendered here is: the thread that writes has least time. That one marks what the baseline holds once more, since it counts
 * for all files. SARIF and workflow commands depend on the files before, so that only their findings are sent.
 */
function render(unmarked: Examined, { request, baseline }: Prepared, { columns }: WorkerOrder<WorkerTask>): RenderedFile {
  const examined = baseline.mark(unmarked);
  switch (request.format) {
    case "json":
      return { examined: withoutPlaces(withoutSource(examined, [])), rendered: [...piecesOf(renderJson(examined, request))] };
    case "junit":
      return { examined: withoutPlaces(withoutSource(examined, [])), rendered: [...piecesOf(renderJunit(examined, request))] };
    case "text": {
      const statements = examined.file.statements.map(onlyVerdict);
      const rendered = [...piecesOf(renderText(examined, request, pageWidth(columns)))];
      return { examined: withoutPlaces(withoutSource(examined, statements)), rendered };
    }
    case "github":
      return { examined: withoutPlaces(withoutSource(examined, [])) };
    case "sarif":
      return { examined: withoutSource(examined, []) };
  }
}

/** What is sent to and fro takes time by its size. */
function withoutSource(examined: Examined, statements: readonly StatementJson[]): Examined {
  return { ...examined, file: { ...examined.file, statements }, text: "", lines: NO_LINES };
}

/** Findings without the other places that belong to them. */
function withoutPlaces(examined: Examined): Examined {
  return { ...examined, findings: examined.findings.map((list) => list.map((finding) => ({ ...finding, related: [], fixes: [] }))) };
}

/** The summary counts statements by their verdicts. */
function onlyVerdict(statement: StatementJson): StatementJson {
  return { ...statement, ...NOTHING_FOUND };
}

const NOTHING_FOUND = { errors: [], warnings: [], needs: [], filters: [], unknowns: [], cloud: [], endpoints: [] };

const NO_LINES: Examined["lines"] = { starts: [], length: 0 };
