// Quantiles by linear interpolation of order statistics, type 7 of Hyndman and Fan (The American Statistician 50, 1996): the
// default of R, NumPy and `posterior`.

/** An ascending copy. */
export function sorted(x: Float64Array): Float64Array {
  return x.slice().sort();
}

/** Quantile `p` in [0, 1] of an ascending array; NaN if it is empty or holds a NaN. */
export function quantileOfSorted(ascending: Float64Array, p: number): number {
  const n = ascending.length;
  if (n === 0 || Number.isNaN(ascending[n - 1]!)) return NaN;
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = ascending[below]!;
  if (below + 1 >= n) return low;
  const weight = position - below;
  return weight === 0 ? low : low + weight * (ascending[below + 1]! - low);
}

/** Quantile `p` in [0, 1], type 7. */
export function quantile(x: Float64Array, p: number): number {
  return quantileOfSorted(sorted(x), p);
}

/** Median, type 7. */
export function median(x: Float64Array): number {
  return quantile(x, 0.5);
}
