/**
 * The one place where the server catches: a request that fails is logged and answered empty, so that the server lives on.
 */
import { t } from "../language/index";

/** Where messages about the server itself go: the client's output channel. */
export interface Log {
  error(message: string): void;
  info(message: string): void;
}

/** Runs work and gives `fallback` when it fails. */
export async function guarded<Result>(log: Log, what: string, fallback: Result, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log.error(t("{0} failed: {1}", t(what), error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return fallback;
  }
}

/** A message that fails because the client is gone: there is nobody left to tell. */
export function unheard(sending: Promise<unknown>): void {
  sending.catch(() => undefined);
}
