/**
 * Prints tables of speeds, measured in one run: what we do with statements beside druid-query-toolkit's parse of the same ones, the
 * language server in a large file, a large statement, the command line over many files, and memory. Figures depend on the machine; the
 * ratios and bounds beside them do less. `--quick` measures less of everything.
 */
import { keepHeapSmall } from "../../server/src/entries/heap";
import { measureCommandLine } from "./commandLine";
import { measureEditor, measureLargeStatement } from "./editor";
import { printTable } from "./measure";
import { measureMemory } from "./memory";
import { measureStatements } from "./statements";

async function main(): Promise<void> {
  // As the server does.
  keepHeapSmall();
  const parts = [measureStatements, measureEditor, measureLargeStatement, measureMemory, measureCommandLine];
  for (const measure of parts) printTable(await measure());
}

void main();
