// x log(1 + y) with the limit 0 at x = 0, whatever y: binomial and beta densities stay exact at the edges of the unit interval.

import { log1p } from "../../functions/log.ts";

export function multiplyLog1p(x: number, y: number): number {
  return x === 0 ? 0 : x * log1p(y);
}
