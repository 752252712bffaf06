// exp(smaller) / exp(larger) of two terms on the log scale: the one exponential that a sum, its logarithm and both weights share. Equal
// terms, infinite ones included, have the ratio 1.

import { exp } from "./exp.ts";

export function expRatio(a: number, b: number): number {
  if (a === b) return 1;
  return exp(a < b ? a - b : b - a);
}
