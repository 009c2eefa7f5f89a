/**
 * Bytes to text, or a sentence that says what to do. Only UTF-8 is read: Druid gets statements as JSON, and guessing an encoding would
 * move every range.
 */
import type { CliHost, FileResult } from "./host";

/** Files with more bytes are refused: they are dumps rather than statements. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Reads a file as UTF-8 text. */
export function readTextFile(host: CliHost, path: string): FileResult<string> {
  const bytes = host.files.read(path, MOST_BYTES);
  return bytes.kind === "ok" ? decodeText(bytes.content) : bytes;
}

/** Reads all of standard input as UTF-8 text. */
export async function readTextInput(host: CliHost): Promise<FileResult<string>> {
  const bytes = await readInput(host);
  return bytes.kind === "ok" ? decodeText(bytes.content) : bytes;
}

/** The same as the file or the input has it, for what is written back: a byte order mark stays. */
export async function readWholeText(host: CliHost, path: string | undefined): Promise<FileResult<string>> {
  const bytes = path === undefined ? await readInput(host) : host.files.read(path, MOST_BYTES);
  if (bytes.kind === "error") return bytes;
  const text = decodeText(bytes.content);
  const isMarked = bytes.content[0] === 0xef && bytes.content[1] === 0xbb && bytes.content[2] === 0xbf;
  return text.kind === "ok" && isMarked ? { kind: "ok", content: `\ufeff${text.content}` } : text;
}

async function readInput(host: CliHost): Promise<FileResult<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of host.input) {
    size += chunk.length;
    if (size > MOST_BYTES) return { kind: "error", message: tooLarge() };
    chunks.push(chunk);
  }
  return { kind: "ok", content: join(chunks, size) };
}

/** Decodes UTF-8; a byte order mark is dropped, since it is no part of the statement. */
export function decodeText(bytes: Uint8Array): FileResult<string> {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return { kind: "error", message: "it is UTF-16; save it as UTF-8" };
  const text = decodeStrictly(bytes);
  if (text === undefined) return { kind: "error", message: `it is not UTF-8 (line ${firstBadLine(bytes)}); save it as UTF-8` };
  if (text.includes("\0"))
    return { kind: "error", message: "it holds NUL characters: it is no text, or UTF-16 without a mark; save it as UTF-8" };
  return { kind: "ok", content: text };
}

/** Why a file above the limit is not read. */
export function tooLarge(): string {
  return `it has more than ${MOST_BYTES / 1024 / 1024} MB; split it`;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** One-based. A line break is the same byte in every UTF-8 text, so lines can be tried one at a time. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (decodeStrictly(bytes.subarray(start, end)) === undefined) break;
    start = end;
  }
  return line;
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
