/**
 * Starts the language server in this Node process, over what its arguments name (`--node-ipc`, `--stdio`, `--socket=PORT`); without any,
 * over IPC where a parent process listens and else over standard input and output.
 */
import { createConnection } from "vscode-languageserver/node";
import { startServer } from "../lsp/server";
import { keepHeapSmall } from "./heap";
import { createNodeHost } from "./nodeHost";

const isTransport = (argument: string): boolean => /^--(node-ipc|stdio|socket|pipe)(=|$)/.test(argument);
if (!process.argv.some(isTransport)) process.argv.push(process.send ? "--node-ipc" : "--stdio");

keepHeapSmall();
startServer(createConnection(), createNodeHost());
