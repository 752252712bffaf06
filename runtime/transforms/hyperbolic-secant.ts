// What the correlation transforms need beside z = tanh(u): 1 - z^2 = sech(u)^2 and its logarithm, without the cancellation of 1 - z^2.

import { exp } from "../functions/exp.ts";
import { log1p } from "../functions/log.ts";

const LN4 = 1.3862943611198906;

export function sechSquared(u: number): number {
  const e = exp(u < 0 ? 2 * u : -2 * u);
  return (4 * e) / ((1 + e) * (1 + e));
}

export function logSechSquared(u: number): number {
  const size = u < 0 ? -u : u;
  return LN4 - 2 * size - 2 * log1p(exp(-2 * size));
}
