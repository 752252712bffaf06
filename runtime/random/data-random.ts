// Random numbers drawn in the transformed data block: the same for every chain of a run, so they belong to the bound model, with a
// purpose of their own that no sampler uses.

import { type Random, randomStream } from "./random.ts";

const PURPOSE = 15;

export function dataRandom(seed = 0): Random {
  return randomStream(seed, 0, PURPOSE);
}
