// Two samples, one distribution? The largest distance of their empirical distribution functions, against the asymptotic critical value
// (Smirnov, "Table for estimating the goodness of fit of empirical distributions", Ann. Math. Stat. 19 (1948)). Ties make it cautious.

export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= value) i++;
    while (j < y.length && y[j]! <= value) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}

/** Exceeded with probability `level` by samples of m and n from one continuous distribution. */
export function criticalDistance(m: number, n: number, level: number): number {
  return Math.sqrt((-0.5 * Math.log(level / 2) * (m + n)) / (m * n));
}
