// Quantile of the standard normal, inv_Phi of Stan: relative error about 1e-15 for every double p in (0, 1), down to the
// smallest subnormal. Wichura, "Algorithm AS 241: The percentage points of the normal distribution" (PPND16), Appl. Stat. 37 (1988).

import { expm1 } from "./exp.ts";
import { log } from "./log.ts";
import { logPhi, logPhiDerivative } from "./normal-cdf.ts";

/** The x with Phi(x) = p; -Infinity at 0, Infinity at 1, NaN outside [0, 1]. */
export function invPhi(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return centre(q);
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const magnitude = invPhiTail(Math.sqrt(-log(q < 0 ? p : 1 - p)));
  return q < 0 ? -magnitude : magnitude;
}

/** The x with erfc(x) = p; the halves of subnormal p, which lose a bit, are of no consequence. */
export function invErfc(p: number): number {
  return -0.7071067811865476 * invPhi(0.5 * p);
}

/** The x with log Phi(x) = p: Stan's std_normal_log_qf, for log probabilities far below the range of doubles too. */
export function stdNormalLogQf(p: number): number {
  if (!(p <= 0)) return NaN;
  if (p > -0.077) return p === 0 ? Infinity : invPhiTail(Math.sqrt(-log(-expm1(p))));
  if (p > -2.59) return centre(0.5 * expm1(p + 0.6931471805599453 + 2.3190468138462996e-17));
  if (p > -700) return -invPhiTail(Math.sqrt(-p));
  if (p === -Infinity) return p;
  let x = -Math.sqrt(-2 * p - 1.8378770664093453 - log(-2 * p));
  for (let i = 0; i < 3; i++) x -= (logPhi(x) - p) / logPhiDerivative(x);
  return x;
}

function centre(q: number): number {
  const r = 0.180625 - q * q;
  const numerator =
    ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
      45921.953931549871457) *
      r +
      13731.693765509461125) *
      r +
      1971.5909503065514427) *
      r +
      133.14166789178437745) *
      r +
    3.387132872796366608;
  const denominator =
    ((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
      21213.794301586595867) *
      r +
      5394.1960214247511077) *
      r +
      687.1870074920579083) *
      r +
      42.313330701600911252) *
      r +
    1;
  return (q * numerator) / denominator;
}

/** -invPhi(exp(-s^2)) for s = sqrt(-log p), p at most 0.075. */
export function invPhiTail(s: number): number {
  if (s <= 5) {
    const r = s - 1.6;
    const numerator =
      ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
        1.27045825245236838258) *
        r +
        3.64784832476320460504) *
        r +
        5.7694972214606914055) *
        r +
        4.6303378461565452959) *
        r +
      1.42343711074968357734;
    const denominator =
      ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
        0.14810397642748007459) *
        r +
        0.68976733498510000455) *
        r +
        1.6763848301838038494) *
        r +
        2.05319162663775882187) *
        r +
      1;
    return numerator / denominator;
  }
  const r = s - 5;
  const numerator =
    ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r +
      0.026532189526576123093) *
      r +
      0.29656057182850489123) *
      r +
      1.7848265399172913358) *
      r +
      5.4637849111641143699) *
      r +
    6.6579046435011037772;
  const denominator =
    ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
      7.868691311456132591e-4) *
      r +
      0.0148753612908506148525) *
      r +
      0.13692988092273580531) *
      r +
      0.59983220655588793769) *
      r +
    1;
  return numerator / denominator;
}
