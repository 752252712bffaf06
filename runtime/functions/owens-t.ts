// Owen's T function, (1/2pi) times the integral of exp(-h^2 (1 + x^2)/2) / (1 + x^2) from 0 to a. For |a| <= 1 by Gauss-Legendre
// quadrature with 48 nodes over the part of [0, a] that matters, exp(-h^2/2) outside, so the relative error stays near 1e-15 in the
// tails; |a| > 1 by Owen's reflection (Owen, Ann. Math. Stat. 27 (1956), eq. 2.3).

import { atan } from "./inverse-trigonometric.ts";
import { exp } from "./exp.ts";
import { cosPi } from "./pi-multiples.ts";
import { erf } from "./error-function.ts";
import { Phi, stdNormalDensity } from "./normal-cdf.ts";

const TWO_PI = 6.283185307179586;
const NODES = 48;

/** Nodes in (0, 1), then weights that sum to 1. */
const RULE = legendreRule(NODES);

export function owensT(h: number, a: number): number {
  if (h !== h || a !== a) return NaN;
  const height = Math.abs(h);
  const slope = Math.abs(a);
  const value = slope <= 1 ? quadrature(height, slope) : reflected(height, slope);
  return a < 0 ? -value : value;
}

function reflected(h: number, a: number): number {
  const outer = Phi(-h);
  if (a === Infinity) return 0.5 * outer;
  if (h === 0) return atan(a) / TWO_PI;
  const inner = Phi(-a * h);
  return 0.5 * outer + inner * (0.5 - outer) - quadrature(a * h, 1 / a);
}

function quadrature(h: number, a: number): number {
  if (h > 40) return 0;
  const end = h * a > 9 ? 9 / h : a;
  let sum = 0;
  for (let i = 0; i < NODES; i++) {
    const x = end * RULE[i]!;
    sum += (RULE[NODES + i]! * exp(-0.5 * h * h * x * x)) / (1 + x * x);
  }
  return (end * sum * exp(-0.5 * h * h)) / TWO_PI;
}

export function owensTDh(h: number, a: number): number {
  return -0.5 * stdNormalDensity(h) * erf(a * h * 0.7071067811865476);
}

export function owensTDa(h: number, a: number): number {
  const b = h * a;
  return exp(-0.5 * (h * h + b * b)) / (TWO_PI * (1 + a * a));
}

/** Roots of the Legendre polynomial by Newton's method from Tricomi's cosines. */
function legendreRule(n: number): Float64Array {
  const rule = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    let x = cosPi((i + 0.75) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < 6; iteration++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
      }
      slope = (n * (x * value - previous)) / (x * x - 1);
      x -= value / slope;
    }
    rule[i] = 0.5 * (1 + x);
    rule[n + i] = 1 / ((1 - x * x) * slope * slope);
  }
  return rule;
}
