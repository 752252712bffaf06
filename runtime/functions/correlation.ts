// Correlations of Gaussian processes as functions of the squared distance, in length scales. Those that are smooth at distance 0 have a
// derivative by its square there, which a chain through the distance itself would lose; where there is a kink, it counts as 0.

import { exp } from "./exp.ts";
import { sin } from "./trigonometric.ts";

/** (1 + d) exp(-d), d = sqrt(3 squared). */
export function matern32(squared: number): number {
  const d = Math.sqrt(3 * squared);
  return (1 + d) * exp(-d);
}

/** (1 + d + d^2 / 3) exp(-d), d = sqrt(5 squared). */
export function matern52(squared: number): number {
  const d = Math.sqrt(5 * squared);
  return (1 + d + (d * d) / 3) * exp(-d);
}

/** exp(-sqrt(squared)). */
export const expMinusRoot = (squared: number): number => exp(-Math.sqrt(squared));

/** sin(sqrt(squared))^2. */
export function sineSquared(squared: number): number {
  const sine = sin(Math.sqrt(squared));
  return sine * sine;
}
