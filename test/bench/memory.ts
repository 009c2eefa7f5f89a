/**
 * How much memory the language server has taken, as a process of its own: with the sample workspace open, and with a file of 3 MB.
 * Asks the operating system, so it is left out where that does not tell.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { REPOSITORY } from "../support/corpus";
import { connectClient, type TestClient } from "../support/lspClient";
import { seededRandom } from "../support/random";
import { QUICK, type Row } from "./measure";
import { largeFile, ROLES } from "./samples";

export async function measureMemory(): Promise<readonly Row[]> {
  const examples = path.join(REPOSITORY, "examples");
  const folder = mkdtempSync(path.join(tmpdir(), "druid-sql-bench-"));
  try {
    writeFileSync(path.join(folder, "druid-roles.json"), ROLES);
    writeFileSync(path.join(folder, "large.sql"), largeFile());
    return [
      ...(await measureFolder(examples, "the examples open", "≤ 80 MB")),
      ...(await measureFolder(folder, "the file of 3 MB open", "≤ 250 MB")),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureFolder(folder: string, what: string, goal: string): Promise<readonly Row[]> {
  const server = spawn(process.execPath, [path.join(REPOSITORY, "dist/server.js"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  try {
    const client = await connectClient(connection, {
      folders: [pathToFileURL(folder).href],
      settings: { principal: "user:alice", enable: "on" },
    });
    const names = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".sql"));
    for (const name of names) await open(client, path.join(folder, name));
    const last = names.at(-1) ?? "";
    const taken = residentMegabytes(server.pid);
    await typeIn(client, pathToFileURL(path.join(folder, last)).href);
    const then = residentMegabytes(server.pid);
    await client.shutdown();
    if (taken === undefined || then === undefined) return [];
    return [
      { what: `language server, ${what}`, figure: `${taken.toFixed(0)} MB`, goal },
      { what: `the same behind ${STROKES} keystrokes, completion with each`, figure: `${then.toFixed(0)} MB`, goal: "" },
    ];
  } finally {
    connection.dispose();
    server.kill();
  }
}

/** The status is answered once the file was looked at. */
async function open(client: TestClient, file: string): Promise<void> {
  const uri = pathToFileURL(file).href;
  await client.open(uri, readFileSync(file, "utf8"));
  await client.request("druidSql/report", { uri });
}

const STROKES = QUICK ? 100 : 500;

/** Letters here and there in a file that is open, and what an editor asks for behind each. */
async function typeIn(client: TestClient, uri: string): Promise<void> {
  const random = seededRandom(7);
  const lines = readFileSync(fileURLToPath(uri), "utf8").split("\n").length;
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const start = { line: Math.floor(random() * lines), character: 0 };
    const textDocument = { uri };
    await client.change(uri, [{ range: { start, end: start }, text: "x" }]);
    await client.request("textDocument/completion", { textDocument, position: { ...start, character: 1 } });
    await client.change(uri, [{ range: { start, end: { ...start, character: 1 } }, text: "" }]);
  }
}

function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
