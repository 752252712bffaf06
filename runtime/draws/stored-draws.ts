// Draws as they are kept and exchanged: the model's quantities and, beside them, what the sampler says about each draw (lp__,
// divergent__ ... in Stan's names). Both are `Draws` of the diagnostics, so everything that reads draws reads these too.

import { type Draws } from "../diagnostics/draws.ts";
import { DataError } from "../data/data-error.ts";

export interface StoredDraws extends Draws {
  /** Same chains and draws as the quantities; `names` end in two underscores. */
  readonly sampler: Draws;
}

/** Stan's columns for NUTS, in their order. */
export const NUTS_COLUMNS = [
  "lp__",
  "accept_stat__",
  "stepsize__",
  "treedepth__",
  "n_leapfrog__",
  "divergent__",
  "energy__",
] as const;

/** Stan's columns for an approximation: `log_p__` the model's density, `log_g__` the approximation's. */
export const APPROXIMATION_COLUMNS = ["lp__", "log_p__", "log_g__"] as const;

/** Several files of one run as one set of chains. Throws a DataError when their columns differ. */
export function joinChains(parts: readonly StoredDraws[]): StoredDraws {
  const first = parts[0];
  if (first === undefined) throw new DataError("there are no draws");
  for (const part of parts) {
    const stray = part.names.find((name, k) => name !== first.names[k]) ?? first.names[part.names.length];
    if (stray !== undefined)
      throw new DataError(`the draws do not belong together: ${stray} is not in all of them`);
  }
  const shared = first.sampler.names.filter((name) =>
    parts.every((part) => part.sampler.names.includes(name)),
  );
  return {
    names: first.names,
    chains: parts.flatMap((part) => part.chains),
    sampler: {
      names: shared,
      chains: parts.flatMap(({ sampler }) =>
        sampler.chains.map((columns) => shared.map((name) => columns[sampler.names.indexOf(name)]!)),
      ),
    },
  };
}
