// What diagnostics read: named columns, one per chain. The layout is columns and not rows because every statistic walks one
// quantity through all chains, and because a chain can hand over its columns without copying.

/** One quantity: an array of draws per chain, all of the same length. */
export type Chains = readonly Float64Array[];

/** Draws of several named quantities: `chains[c][k]` is the column of `names[k]` in chain c. */
export interface Draws {
  readonly names: readonly string[];
  readonly chains: readonly (readonly Float64Array[])[];
}

/** The chains of the quantity at position `index` of `draws.names`. */
export function chainsOf(draws: Draws, index: number): Chains {
  return draws.chains.map((columns) => columns[index]!);
}

/** All draws in one array, chain after chain. */
export function pooled(chains: Chains): Float64Array {
  const all = new Float64Array(chains.reduce((total, chain) => total + chain.length, 0));
  let offset = 0;
  for (const chain of chains) {
    all.set(chain, offset);
    offset += chain.length;
  }
  return all;
}

/** The chains with `change` applied to each draw. */
export function mapChains(chains: Chains, change: (x: number) => number): Float64Array[] {
  return chains.map((chain) => chain.map((x) => change(x)));
}

/** First and last floor(n/2) draws of each chain as chains of their own; the middle draw of an odd chain is dropped. */
export function splitChains(chains: Chains): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

/** True where no statistic makes sense: no draws, something infinite or NaN, or one constant value throughout. */
export function isDegenerate(chains: Chains): boolean {
  const first = chains[0]?.[0];
  if (first === undefined) return true;
  let constant = true;
  for (const chain of chains) {
    for (let i = 0; i < chain.length; i++) {
      const x = chain[i]!;
      if (!Number.isFinite(x)) return true;
      if (x !== first) constant = false;
    }
  }
  return constant;
}
