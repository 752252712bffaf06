// log(1 + u) - u without cancellation near zero: twice the atanh series at u / (2 + u), less what belongs to u. Used wherever a
// density is compared with its own peak (Loader, "Fast and accurate computation of binomial probabilities" (2000)).

import { log1p } from "./log.ts";

export function log1pMinus(u: number): number {
  if (!(u > -0.5 && u < 1)) return log1p(u) - u;
  const r = u / (2 + u);
  const y = r * r;
  let term = 2 / 3;
  let power = y;
  for (let n = 5; power > 1e-18 && n < 60; n += 2, power *= y) term += (2 * power) / n;
  return r * (y * term - u);
}
