// x = offset + multiplier u: a change of location and scale, not a constraint, so values are never checked against it.

import type { Transform } from "../descriptor.ts";

export const offsetMultiplier = {
  name: "offset_multiplier",
  args: ["offset", "multiplier"],
  constrain: "offset + multiplier * u",
  logJacobian: "log(multiplier)",
  unconstrain: "(x - offset) / multiplier",
  doc: {
    summary: "Real with an offset and a positive multiplier.",
    reference: "Stan Reference Manual, Affinely transformed scalar",
  },
} as const satisfies Transform;
