// Which random stream serves what. A purpose has streams of its own, so that, for example, adding a generated quantity never
// changes the path of the sampler. Numbers are part of the promise "same seed, same bits": append, never renumber.

export const purposes = {
  initialPoint: 0,
  transitions: 1,
  generatedQuantities: 2,
  variationalSteps: 3,
  elbo: 4,
  approximationDraws: 5,
  predictive: 6,
  simulation: 7,
  rowBatches: 8,
} as const;

/** Seed of a run that names none: fixed, so that a program run twice prints the same figures. */
export const DEFAULT_SEED = 1;

/** Checks a user's seed. */
export function checkSeed(seed: number): number {
  if (Number.isSafeInteger(seed)) return seed;
  throw new Error(`seed must be an integer of magnitude below 2^53, got ${seed}`);
}
