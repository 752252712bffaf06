// One run over many seeds: every program is judged, some also against their twins, and what they contain is counted.

import { judge, judgeTwin, type Fault } from "./judge.ts";
import { coverageOf, type Coverage } from "./coverage.ts";
import { DATA, type Event, randomProgram } from "./program.ts";
import { printProgram } from "./tree.ts";

export interface Swept {
  readonly programs: number;
  /** Programs whose gradient was compared with differences, and those whose gradient is not zero. */
  readonly compared: number;
  readonly nonZero: number;
  readonly coverage: Coverage;
  /** Not supported yet: refused with a message that says so. */
  readonly refused: readonly string[];
  readonly faults: readonly { readonly seed: number; readonly fault: Fault; readonly text: string }[];
}

/** `twinsEvery`: how many programs apart one is also compared with its twins. */
export async function sweep(
  first: number,
  count: number,
  points: number,
  twinsEvery: number,
): Promise<Swept> {
  const events: Event[] = [];
  const faults: Swept["faults"][number][] = [];
  const refused: string[] = [];
  let [compared, nonZero] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const program = randomProgram(seed);
    events.push(...program.events);
    const text = printProgram(program.tree);
    const verdict = await judge(text, DATA, points);
    let { fault } = verdict;
    if (verdict.compared > 0) compared++;
    if (verdict.nonZero > 0) nonZero++;
    if (fault === null && seed % twinsEvery === 0)
      for (const twin of Object.values(program.twins))
        fault ??= await judgeTwin(text, printProgram(twin), DATA);
    if (fault?.kind === "refused" && fault.message.includes("[not-available]")) refused.push(`seed ${seed}`);
    else if (fault !== null) faults.push({ seed, fault, text });
  }
  return { programs: count, compared, nonZero, coverage: coverageOf(events), refused, faults };
}

export const describeFault = ({ seed, fault, text }: Swept["faults"][number]): string =>
  `seed ${seed}: ${fault.kind}: ${fault.message.slice(0, 800)}\n${text}`;
