/**
 * How the benchmark measures. The processor's time counts (of all threads of this process), not the clock's: it does not grow when the
 * machine has other things to do. It holds the engine's own threads too, so that it is rather too long than too short.
 */
import { performance } from "node:perf_hooks";

/** A line of the table. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
}

/** Whether `--quick` asks for less of everything. */
export const QUICK = process.argv.includes("--quick");

/** The processor's time of this process so far, in seconds. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The processor's time that something takes, in seconds. */
export function seconds(work: () => unknown): number {
  const began = processorSeconds();
  work();
  return processorSeconds() - began;
}

/** The same in milliseconds, of something that is waited for. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = processorSeconds();
  await work();
  return (processorSeconds() - began) * 1000;
}

/** The longest time that one turn of the event loop takes while something is waited for, in milliseconds of the processor. */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = processorSeconds();
  let isDone = false;
  const turn = (): void => {
    const now = processorSeconds();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  turn();
  return longest * 1000;
}

/** The time of the clock that something takes, in seconds: for what happens in other processes. */
export function clockSeconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

/** The shortest of several times. */
export function best(measure: () => number, rounds = QUICK ? 2 : 6): number {
  return Math.min(...Array.from({ length: rounds }, measure));
}

/** Half of the times, and 95 of 100, are not longer: `0.4 / 1.2 ms`. */
export function percentiles(times: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** The table, its columns under each other. */
export function printTable(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const figures = Math.max(...rows.map(({ figure }) => figure.length));
  for (const { what, figure, goal } of rows) console.log(`${what.padEnd(width)}  ${figure.padStart(figures)}  ${goal}`.trimEnd());
  console.log();
}
