// Integrals of smooth positive densities without a closed form, by Gauss-Legendre panels of 16 points. The panels start at the given
// end and go on until one no longer matters, so a far tail keeps its relative accuracy. Nodes: NIST Handbook of Mathematical
// Functions, table 3.5.4, recomputed by Newton's method on the Legendre polynomial.

const POINTS = 16;
/** 16 pairs of node and weight on [-1, 1]. */
export const rule = legendreRule();

/** Sum of panels of `width` from `start` (width < 0: to the left) as far as `end`; stops when a panel adds less than 1e-18. */
export function integratePanels(
  integrand: (x: number) => number,
  start: number,
  width: number,
  end: number,
): number {
  let total = 0;
  let left = start;
  for (let panel = 0; panel < 100000; panel++) {
    let right = left + width;
    const isLast = width > 0 ? right >= end : right <= end;
    if (isLast) right = end;
    const middle = 0.5 * (left + right);
    const half = 0.5 * (right - left);
    let sum = 0;
    for (let i = 0; i < POINTS; i++) sum += rule[2 * i + 1]! * integrand(middle + half * rule[2 * i]!);
    const part = sum * Math.abs(half);
    total += part;
    if (isLast || (panel > 0 && Math.abs(part) < 1e-18 * Math.abs(total))) break;
    left = right;
  }
  return total;
}

/** [node, weight] pairs on [-1, 1]; starting points spread evenly enough for Newton with deflation. */
function legendreRule(): Float64Array {
  const pairs = new Float64Array(2 * POINTS);
  const roots: number[] = [];
  for (let i = 0; i < POINTS; i++) {
    let x = (2 * i + 1 - POINTS) / (POINTS + 0.5);
    for (let step = 0; step < 100; step++) {
      const { value, slope } = legendre(x);
      let deflation = 0;
      for (const root of roots) deflation += 1 / (x - root);
      const move = value / (slope - value * deflation);
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    roots.push(x);
  }
  roots.sort((a, b) => a - b);
  roots.forEach((x, i) => {
    const { slope } = legendre(x);
    pairs[2 * i] = x;
    pairs[2 * i + 1] = 2 / ((1 - x * x) * slope * slope);
  });
  return pairs;
}

function legendre(x: number): { value: number; slope: number } {
  let previous = 1;
  let value = x;
  for (let n = 2; n <= POINTS; n++) {
    const next = ((2 * n - 1) * x * value - (n - 1) * previous) / n;
    previous = value;
    value = next;
  }
  return { value, slope: (POINTS * (x * value - previous)) / (x * x - 1) };
}
