/**
 * Asks the server what the status bar shows, about the cursor of the active editor or the first statement of a document.
 */
import { STATUS_REQUEST, type StatusParams, type StatusResult } from "../../server/src/lsp/protocol";
import type { Server } from "./server";

const START: Pick<StatusParams, "line" | "character"> = { line: 0, character: 0 };

/** Undefined when the server gives no answer. */
export async function requestStatus(
  server: Server,
  { uri }: { readonly uri: { toString(): string } },
  { line, character } = START,
): Promise<StatusResult | undefined> {
  const params: StatusParams = { uri: uri.toString(), line, character };
  return server.request<StatusResult>(STATUS_REQUEST, params).catch(() => undefined);
}
