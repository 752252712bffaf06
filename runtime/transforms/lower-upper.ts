// lower < x < upper: a scaled logistic curve. The log Jacobian is symmetric in u, written so that neither tail overflows. With an
// infinite bound it is the transform of the other bound alone: the caller chooses.

import type { Transform } from "../descriptor.ts";

export const lowerUpper = {
  name: "lower_upper",
  args: ["lower", "upper"],
  constrain: "lower + (upper - lower) * inv_logit(u)",
  logJacobian: "log(upper - lower) - u - 2 * log1p_exp(-u)",
  unconstrain: "logit((x - lower) / (upper - lower))",
  doc: {
    summary: "Real between two bounds.",
    reference: "Stan Reference Manual, Lower and upper bounded scalar",
  },
} as const satisfies Transform;
