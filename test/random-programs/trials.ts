// One seed, one program, through the runner of fast-check: it is judged, and if that finds a fault the smallest program with the same fault
// is looked for.

import fc from "fast-check";
import { programs, type Sample } from "./arbitrary.ts";
import { possibleCells } from "./coverage.ts";
import type { Fault } from "./judge.ts";
import type { Wish } from "./scope.ts";
import { printProgram } from "./tree.ts";

export interface Failure {
  readonly seed: number;
  readonly fault: Fault;
  readonly text: string;
}

/** What is wrong with a program; null if nothing is. `again`: only the check that found this fault is of interest. */
export type Judge = (program: Sample, again: Fault | null) => Promise<Fault | null>;

/** The cells of the coverage table in turn. */
const wishOf = (seed: number): Wish => possibleCells[seed % possibleCells.length]!;

/** What stays the same of a fault while the program shrinks: no names, no numbers. */
function signature({ kind, message }: Fault): string {
  if (kind === "refused") return `${kind} ${message.includes("[not-available]")}`;
  if (kind !== "crash" && kind !== "invalid") return kind;
  const first = message.split(/[\n`;]/, 1)[0]!;
  return `${kind} ${first.replace(/\b\w*\d\w*\b|logJoint: |prepareData: /g, "").replace(/\w+ (is|has) /, "")}`;
}

/** `seconds`: how long to look for a smaller program; 0 reports the first. */
export async function attempt(seed: number, judge: Judge, seconds: number): Promise<Failure | null> {
  let first: Fault | null = null;
  const property = fc.asyncProperty(programs(wishOf(seed)), async (program) => {
    const fault = await judge(program, first);
    if (fault === null) return;
    first ??= fault;
    if (signature(fault) === signature(first)) throw new Error(fault.message);
  });
  const { failed, counterexample } = await fc.check(property, {
    ...{ seed, numRuns: 1, endOnFailure: seconds === 0 },
    ...(seconds === 0 ? {} : { interruptAfterTimeLimit: 1000 * seconds }),
  });
  return failed && first !== null && counterexample !== null
    ? { seed, fault: first, text: printProgram(counterexample[0].tree) }
    : null;
}

/** The program of a seed. */
export const programOf = (seed: number): Sample =>
  fc.sample(programs(wishOf(seed)), { seed, numRuns: 1 })[0]!;
