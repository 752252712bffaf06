// The process that parses and checks mutants, one to four slips each: `mutant-run.ts TIMES SEED`. What throws here ends it; it prints
// the slowest program in milliseconds and the largest heap seen, in bytes.

import * as assert from "uvu/assert";
import { check } from "../../../compiler/1-check/index.ts";
import { parse } from "../../../grammar/index.ts";
import { mutants } from "./mutants.ts";
import { mutant, MUTATION_KINDS } from "./mutate.ts";
import { seeded } from "./random.ts";

export interface MutantFigures {
  readonly slowest: number;
  readonly heap: number;
}

const [times, seed] = process.argv.slice(2).map(Number) as [number, number];
const random = seeded(seed);
let [slowest, heap, round] = [0, 0, 0];
for (const { mutation } of mutants(times, random)) {
  let { text } = mutation;
  for (let more = random.below(4); more > 0; more--)
    text = mutant(text, random.pick(MUTATION_KINDS), random)?.text ?? text;
  const start = performance.now();
  const { program, problems } = parse({ name: "m.stan", text });
  const count = program === null ? problems.length : check(program, { pedantic: true }).problems.length;
  slowest = Math.max(slowest, performance.now() - start);
  if (round++ % 100 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
  assert.ok(program !== null || problems.length > 0, text);
  assert.ok(count < 300, `${count} problems: ${text}`);
}
console.log(JSON.stringify({ slowest, heap } satisfies MutantFigures));
