// Sizes come from the data, so a wrong one is an error for the person who supplied the data.

import { DataError } from "../data/data-error.ts";

/** Throws a DataError unless every size is at least `least`. */
export function requireSize(what: string, sizes: readonly number[], least: number): void {
  const wrong = sizes.find((size) => !(size >= least));
  if (wrong === undefined) return;
  throw new DataError(
    `${what} of the model has the size ${wrong}, expected at least ${least}: mend the data it is computed from`,
  );
}
