/**
 * Writes a file anew so that nobody ever finds half of it, whatever ends the program and however full the disk is: the text is written beside
 * the file and then takes its name. Where that would change more than the text (a file with another owner or with several names), or nothing
 * can be written beside it, it is written in place. A link stays a link.
 */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Replaces the text of a file that exists. Throws what the file system answers; then the file is as it was, unless it is written in place. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  accessSync(target, constants.W_OK);
  const { mode, nlink, uid } = statSync(target);
  const isOurs = nlink === 1 && (process.geteuid === undefined || process.geteuid() === uid);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const file = isOurs ? openBeside(beside) : undefined;
  if (file === undefined) {
    writeFileSync(target, text);
    return;
  }
  try {
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(beside, mode);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Undefined where the folder takes no new files. */
function openBeside(path: string): number | undefined {
  try {
    return openSync(path, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") throw error;
    return undefined;
  }
}
