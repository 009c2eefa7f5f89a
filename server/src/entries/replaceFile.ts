/**
 * Writes a file anew so that nobody ever finds half of it, whatever ends the program and however full the disk is: the text is written beside
 * the file and then takes its name. Where nothing can be written beside it, where what is written there cannot have its owner or its name,
 * and where the file has several names, it is written in place. A link stays a link.
 */
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Replaces the text of a file that exists. Throws what the file system answers; then the file is as it was, unless it is written in place. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  accessSync(target, constants.W_OK);
  const stats = statSync(target);
  if (stats.nlink > 1 || !replaceByAnother(target, text, stats)) writeFileSync(target, text);
}

/** Whether a new file could take the place of the old one. Throws when there is no room for it. */
function replaceByAnother(target: string, text: string, { mode, uid, gid }: Stats): boolean {
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  if (!succeeds(() => writeFileSync(beside, "", { flag: "wx" }))) return false;
  try {
    writeFileSync(beside, text);
    const made = statSync(beside);
    return succeeds(() => {
      if (made.uid !== uid || made.gid !== gid) chownSync(beside, uid, gid);
      chmodSync(beside, mode);
      renameSync(beside, target);
    });
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Whether the file system allows it. */
function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
