// 2F1(a1, a2; b; z) for z next to 1, where its series at 0 needs of the order of 1/(1 - z) terms: the solution is continued along the
// real axis by Taylor series of the hypergeometric equation, each step half of the way to 1, so 1 - z = 1e-15 takes 46 steps. The
// derivatives in the parameters are carried along, as solutions of the equation differentiated by the parameter.
// Source: DLMF 15.10.1 for the equation; the recurrence is its Taylor expansion about a point.

/** Where 1 - z is larger, the series at 0 is short enough. */
export const CONTINUED_BELOW = 0.02;
/** 1 - z where the steps begin: far from 0, whose singular solution would amplify rounding. */
const START = 0.05;
const TERMS = 120;

/** [F, dF/dz] and their derivatives in a1, a2 and b. */
const state = new Float64Array(8);
const coefficients = new Float64Array(2 * TERMS);

/** The function (which = 0) or its derivative in a1, a2, b (1, 2, 3) at z = 1 - rest, for 0 < rest < 1/50. */
export function continued(a1: number, a2: number, b: number, rest: number, which: number): number {
  atStart(a1, a2, b, which);
  for (let left = START; left > rest; left *= 0.5) {
    const h = rest > 0.5 * left ? left - rest : 0.5 * left;
    advance(a1, a2, b, left, h, which);
  }
  return state[2 * which]!;
}

/** The series at 0, where the steps begin. */
function atStart(a1: number, a2: number, b: number, which: number): void {
  state.fill(0);
  let term = 1;
  let slope = 0;
  for (let k = 0; k < 5000; k++) {
    state[0]! += term;
    state[2 * which]! += which > 0 ? slope : 0;
    state[1]! += k * term;
    state[2 * which + 1]! += which > 0 ? k * slope : 0;
    const [u, v, w] = [a1 + k, a2 + k, b + k];
    const scale = (1 - START) / (w * (k + 1));
    const change = which === 1 ? v : which === 2 ? u : which === 3 ? (-u * v) / w : 0;
    slope = (slope * u * v + term * change) * scale;
    term *= u * v * scale;
    const isSmall = Math.abs(term) * (k + 1) < 1e-18 * Math.abs(state[0]!);
    if (isSmall && Math.abs(slope) * (k + 1) <= 1e-18 * Math.abs(state[2 * which]!)) break;
    if (term === 0 && slope === 0) break;
  }
  state[1]! /= 1 - START;
  if (which > 0) state[2 * which + 1]! /= 1 - START;
}

/**
 * One step from 1 - z = left: with z = at + t, sum of c_n t^n solves z (1 - z) F'' + (b - (a1 + a2 + 1) z) F' - a1 a2 F = 0. The
 * second half of `coefficients` belongs to the derivative in the parameter, which solves the same equation with what the parameter
 * multiplies on the right. Coefficients are scaled by h^n: their sum is the value at the end of the step.
 */
function advance(a1: number, a2: number, b: number, left: number, h: number, which: number): void {
  const at = 1 - left;
  const c = coefficients;
  c[0] = state[0]!;
  c[1] = state[1]! * h;
  c[TERMS] = state[2 * which]!;
  c[TERMS + 1] = state[2 * which + 1]! * h;
  const [square, drift] = [h * h, b - (a1 + a2 + 1) * at];
  const driftSlope = which === 3 ? 1 : which > 0 ? -at : 0;
  for (let n = 0; n + 2 < TERMS; n++) {
    const below = at * left * (n + 1) * (n + 2);
    const first = (n + 1) * (n * (left - at) + drift) * h;
    const second = (n + a1) * (n + a2) * square;
    c[n + 2] = (second * c[n]! - first * c[n + 1]!) / below;
    if (which === 0) continue;
    const secondSlope = which === 1 ? n + a2 : which === 2 ? n + a1 : 0;
    const right = secondSlope * square * c[n]! - (n + 1) * driftSlope * h * c[n + 1]!;
    c[TERMS + n + 2] = (second * c[TERMS + n]! - first * c[TERMS + n + 1]! + right) / below;
  }
  sum(0, 0, h);
  if (which > 0) sum(which, TERMS, h);
}

/** Value and slope at the end of a step of length h. */
function sum(which: number, offset: number, h: number): void {
  let [value, slope] = [0, 0];
  for (let n = TERMS - 1; n >= 0; n--) {
    value += coefficients[offset + n]!;
    slope += n * coefficients[offset + n]!;
  }
  state[2 * which] = value;
  state[2 * which + 1] = slope / h;
}
