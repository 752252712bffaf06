// Means and variances of a typed array. Two passes, so that a large offset costs no digits.

/** Arithmetic mean. */
export function mean(x: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]!;
  const rough = total / x.length;
  let rest = 0;
  for (let i = 0; i < x.length; i++) rest += x[i]! - rough;
  return Number.isFinite(rough) ? rough + rest / x.length : rough;
}

/** Sample variance, divisor n - 1. */
export function variance(x: Float64Array): number {
  const centre = mean(x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - centre;
    sum += d * d;
  }
  return sum / (x.length - 1);
}

/** Sample standard deviation, divisor n - 1. */
export function standardDeviation(x: Float64Array): number {
  return Math.sqrt(variance(x));
}

/** The largest entry; -Infinity if there is none. */
export function largest(x: Float64Array): number {
  let top = -Infinity;
  for (let i = 0; i < x.length; i++) if (x[i]! > top) top = x[i]!;
  return top;
}
