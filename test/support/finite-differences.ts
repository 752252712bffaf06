// Numeric gradients and Jacobians for tests, by the fourth-order central difference
// f'(x) ~ (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12h. Error O(h^4 f^(5)) + O(eps f / h): with h near eps^(1/5)
// about 1e-11 relative for a smooth function of order one.

const STEP = 1e-3;

/** Weights of f at x + k h, k = -2 .. 2, times 1 / h. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;

/** df/dq of a scalar function; `step` is relative to max(1, |q_i|). `q` is left as it was. */
export function numericGradient(f: (q: Float64Array) => number, q: Float64Array, step = STEP): Float64Array {
  return numericJacobian((point) => [f(point)], q, step)[0] ?? new Float64Array(q.length);
}

/** Rows: outputs of `f`; columns: coordinates of `q`. */
export function numericJacobian(
  f: (q: Float64Array) => ArrayLike<number>,
  q: Float64Array,
  step = STEP,
): Float64Array[] {
  const rows = Array.from({ length: f(q.slice()).length }, () => new Float64Array(q.length));
  for (let i = 0; i < q.length; i++) {
    // A step whose sum with q_i is exact: what is added is what is divided by.
    const h = q[i]! + step * Math.max(1, Math.abs(q[i]!)) - q[i]!;
    for (const [k, weight] of STENCIL) {
      const point = q.slice();
      point[i] = q[i]! + k * h;
      const values = f(point);
      rows.forEach((row, j) => (row[i]! += (weight * values[j]!) / h));
    }
  }
  return rows;
}

export function numericDerivative(f: (x: number) => number, x: number, step = STEP): number {
  return numericGradient((q) => f(q[0]!), new Float64Array([x]), step)[0]!;
}
