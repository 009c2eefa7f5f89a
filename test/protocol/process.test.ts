/**
 * The bundled server as a process of its own, over standard input and output, with real files.
 */
import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { ROLES } from "../support/context";
import { connectClient, messageOf } from "../support/lspClient";

const SERVER = join(__dirname, "..", "..", "..", "dist", "server.js");

test("the server over standard input and output, with files that change, and the texts beside it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "druid-sql-"));
  const rolesFile = join(folder, "druid-roles.json");
  writeFileSync(rolesFile, JSON.stringify(ROLES));
  const server = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    const client = await connectClient(connection, {
      folders: [pathToFileURL(folder).href],
      settings: { principal: "user:alice" },
      locale: "de",
    });
    const uri = pathToFileURL(join(folder, "a.sql")).href;
    await client.open(uri, "SELECT * FROM koalas");
    const [denied] = await client.diagnostics(uri, ({ length }) => length === 1);
    assert.match(messageOf(denied), /^user:alice darf nicht: READ DATASOURCE koalas\./);
    writeFileSync(rolesFile, JSON.stringify(ROLES).replace("wiki.*", "koalas"));
    await client.diagnostics(uri, ({ length }) => length === 0);
    await client.shutdown();
    const ended = once(server, "exit");
    await connection.sendNotification("exit");
    assert.deepEqual(await ended, [0, null]);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
