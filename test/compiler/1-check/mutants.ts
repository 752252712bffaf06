// Slips in valid programs, one after another: the texts, and mutants of them in an order that only the seed decides.

import { readFileSync, readdirSync } from "node:fs";
import { mutant, MUTATION_KINDS, type Mutant } from "./mutate.ts";
import type { Random } from "./random.ts";

const programs = new URL("./programs/", import.meta.url);
const goldens = new URL("../../../golden/models/", import.meta.url);
export const texts = [
  ...readdirSync(programs).map((name) => new URL(name, programs)),
  ...readdirSync(goldens).map((name) => new URL(`${name}/model.model`, goldens)),
]
  .sort((a, b) => (a.href < b.href ? -1 : 1))
  .map((url) => readFileSync(url, "utf8"));

/** The kinds take turns; `times` mutants, valid ones among them. */
export function* mutants(times: number, random: Random): Generator<{ text: string; mutation: Mutant }> {
  for (let round = 0; round < times;) {
    const text = random.pick(texts);
    const mutation = mutant(text, MUTATION_KINDS[round % MUTATION_KINDS.length]!, random);
    if (mutation === null) continue;
    round++;
    yield { text, mutation };
  }
}
