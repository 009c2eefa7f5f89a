/**
 * The command `batch`: one JSON object per line in, one per line out, in the same order, in one process. A line that cannot be answered
 * gets an answer that says why; the process goes on.
 */
import { type Answerer, createAnswerer } from "./batchAnswer";
import type { CliHost } from "./host";
import { MOST_BYTES } from "./readText";
import { EXIT, type ExitCode } from "./request";

/** Answers line by line; what is written waits until the reader has room, so memory stays bounded: by the longest line, and by what the answerer keeps. */
export async function runBatch(host: CliHost): Promise<ExitCode> {
  const answer = createAnswerer();
  let number = 0;
  for await (const line of linesOf(host.input)) {
    number++;
    const text = answerLine(answer, line, number);
    if (text !== undefined) await host.output.write(text);
  }
  return EXIT.fine;
}

/** One line as bytes, or that it is too long to be kept. */
type Line = Uint8Array | "too-long";

function answerLine(answer: Answerer, line: Line, number: number): string | undefined {
  if (line === "too-long")
    return asLine({ id: null, error: { code: "too-long", message: `line ${number} has more than ${MOST_BYTES} bytes` } });
  const text = decode(line);
  if (text === undefined) return asLine({ id: null, error: { code: "not-json", message: `line ${number} is not UTF-8` } });
  return text.trim() === "" ? undefined : asLine(answer(text, number));
}

/** The JSON of an answer. U+2028 and U+2029 are escaped: some readers take them for line ends. */
function asLine(answer: unknown): string {
  return `${JSON.stringify(answer).replace(/[\u2028\u2029]/g, (separator) => (separator === "\u2028" ? "\\u2028" : "\\u2029"))}\n`;
}

/** Splits bytes at line feeds only, as other line ends may stand in JSON texts. A last line may lack its line feed. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield finish(pending, chunk.subarray(start, end), size);
      pending = [];
      size = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    if (size > MOST_BYTES) pending = [];
    else if (rest.length > 0) pending.push(rest);
  }
  if (size > 0) yield finish(pending, new Uint8Array(0), size);
}

function finish(pending: readonly Uint8Array[], last: Uint8Array, size: number): Line {
  if (size + last.length > MOST_BYTES) return "too-long";
  if (pending.length === 0) return last;
  const line = new Uint8Array(size + last.length);
  let at = 0;
  for (const part of [...pending, last]) {
    line.set(part, at);
    at += part.length;
  }
  return line;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decode(line: Uint8Array): string | undefined {
  try {
    return decoder.decode(line);
  } catch {
    return undefined;
  }
}
