// log(sum(exp(x))) of a typed array, shifted by the largest entry so that nothing overflows.

import { exp, log } from "../functions/elementary.ts";
import { largest } from "./moments.ts";

/** log of the sum of exponentials; -Infinity for an empty array. */
export function logSumExp(x: Float64Array): number {
  const top = largest(x);
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += exp(x[i]! - top);
  return top + log(sum);
}
