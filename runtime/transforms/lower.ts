// x > lower: an exponential. A bound of -Infinity constrains nothing; the caller leaves the transform out then (`bounds.ts` of the
// layout does, and so must lowering when a bound is not a finite literal).

import type { Transform } from "../descriptor.ts";

export const lower = {
  name: "lower",
  args: ["lower"],
  constrain: "lower + exp(u)",
  logJacobian: "u",
  unconstrain: "log(x - lower)",
  doc: {
    summary: "Real above a lower bound.",
    reference: "Stan Reference Manual, Lower bounded scalar",
  },
} as const satisfies Transform;
