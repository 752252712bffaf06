// The smallest program that still fails the same check, by trying smaller ones until none does.

import { judge, judgeTwin, type Fault } from "./judge.ts";
import { DATA } from "./program.ts";
import { printProgram, smaller, type ProgramTree } from "./tree.ts";

/** What is wrong with a program; null if nothing is. */
export type Test = (tree: ProgramTree) => Promise<Fault | null>;

export const ownFault: Test = async (tree) => (await judge(printProgram(tree), DATA)).fault;
export const shuffledFault =
  (order: readonly string[]): Test =>
  (tree) =>
    judgeTwin(
      printProgram(tree),
      printProgram({ ...tree, data: order.filter((text) => tree.data.includes(text)) }),
      DATA,
    );

/** What stays the same of a fault while the program shrinks: no names, no numbers. */
const signature = ({ kind, message }: Fault): string =>
  kind === "crash" || kind === "invalid"
    ? `${kind} ${message
        .split(/[\n`;]/, 1)[0]!
        .replace(/\b\w*\d\w*\b|logJoint: |prepareData: /g, "")
        .replace(/\w+ (is|has) /, "")}`
    : kind;

export async function shrink(
  tree: ProgramTree,
  fault: Fault,
  test: Test,
  seconds = 20,
): Promise<ProgramTree> {
  const end = performance.now() + 1000 * seconds;
  let best = tree;
  for (;;) {
    let found: ProgramTree | null = null;
    for (const candidate of smaller(best)) {
      if (performance.now() > end) return best;
      const own = await test(candidate).catch(() => null);
      if (own !== null && signature(own) === signature(fault)) {
        found = candidate;
        break;
      }
    }
    if (found === null) return best;
    best = found;
  }
}
