// x < upper: an exponential, mirrored. A bound of Infinity constrains nothing; the caller leaves the transform out then.

import type { Transform } from "../descriptor.ts";

export const upper = {
  name: "upper",
  args: ["upper"],
  constrain: "upper - exp(u)",
  logJacobian: "u",
  unconstrain: "log(upper - x)",
  doc: {
    summary: "Real below an upper bound.",
    reference: "Stan Reference Manual, Upper bounded scalar",
  },
} as const satisfies Transform;
