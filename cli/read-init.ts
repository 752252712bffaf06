// `--init`: the radius of random starting points, or a JSON file of constrained values that all chains start from.

import type { Model } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { readData } from "./read-data.ts";

/** A radius, an unconstrained point, or undefined where the option was not given. */
export function readInit(model: Model, init: string | undefined): number | Float64Array | undefined {
  if (init === undefined) return undefined;
  const radius = Number(init);
  if (init.trim() !== "" && Number.isFinite(radius)) {
    if (radius < 0) throw new Failure(`--init ${init}: a radius is 0 or more`);
    return radius;
  }
  const { values } = readData([init]);
  try {
    return model.unconstrain(values);
  } catch (cause) {
    throw new Failure(`${init}: ${messageOf(cause)}`);
  }
}
