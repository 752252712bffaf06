// Tries random programs by hand: `hunt.ts FROM COUNT` prints the faults of those seeds with their shrunk programs.

import { judge, judgeTwin } from "./judge.ts";
import { DATA, randomProgram } from "./program.ts";
import { ownFault, shrink } from "./shrink.ts";
import { printProgram } from "./tree.ts";

const [from, count, mode] = [
  Number(process.argv[2] ?? 1),
  Number(process.argv[3] ?? 100),
  process.argv[4] ?? "",
];

async function main(): Promise<void> {
  const start = performance.now();
  const counts: Record<string, number> = {};
  let [compared, nonZero] = [0, 0];
  for (let seed = from; seed < from + count; seed++) {
    const program = randomProgram(seed);
    const text = printProgram(program.tree);
    const verdict = await judge(text, DATA);
    if (verdict.compared > 0) compared++;
    if (verdict.nonZero > 0) nonZero++;
    let { fault } = verdict;
    if (fault === null && mode.includes("twins"))
      for (const twin of Object.values(program.twins))
        fault ??= await judgeTwin(text, printProgram(twin), DATA);
    if (fault === null) continue;
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
    console.log(`\n=== seed ${seed}: ${fault.kind}: ${fault.message.slice(0, 600)}`);
    if (mode.includes("text")) console.log(text);
    if (mode.includes("shrink")) {
      const small = await shrink(program.tree, fault, ownFault);
      console.log(printProgram(small).replace(/data \{[^}]*\}\n/, ""));
      console.log((await ownFault(small))?.message.slice(0, 500));
    }
  }
  console.log({ counts, compared, nonZero, seconds: (performance.now() - start) / 1000 });
}

void main();
