// The distribution function of the beta negative binomial and its complement. Up to the mean, the sum of probabilities from n down;
// above, the sum from n + 1 up, closed by the sum of all that is left: with m the first count left and b the smaller of the two
// parameters that the probabilities treat alike (r and b),
//   P(k >= m) = Gamma(a + b) Gamma(a + r) Gamma(r + m) / (Gamma(b) Gamma(r) Gamma(a + 1) Gamma(a + r + m))
//               * sum over j of (1 - b)_j (a + r)_j / ((a + r + m)_j j!) a / (a + j),
// Thomae's transformation of 3F2(1, r + m, b + m; m + 1, a + r + b + m; 1) (DLMF 16.4.11), whose terms fall like j^-(b + m + 1) where
// the probabilities fall like j^-(a + 1). Derivatives are summed along: those of a logarithm are its terms' scores, averaged.

import { lbeta, logMultichoose } from "../../functions/beta-function.ts";
import { digamma, digammaDifference } from "../../functions/digamma.ts";
import { exp } from "../../functions/exp.ts";
import { lgamma } from "../../functions/gamma-function.ts";
import { lgammaDifference } from "../../functions/gamma-ratio.ts";
import { log, log1p } from "../../functions/log.ts";

/** The rest is summed in closed form from a count on where few terms matter and none is large; no later than here. */
const LATEST = 1000000;

/** [log of a sum of probabilities, its derivatives in r, a, b]. */
type Sum = Float64Array;

/** [log p(n), its derivatives in r, a, b]; p(n) = B(a + r, b + n) (r)_n / (B(a, b) n!). */
function logProbability(n: number, r: number, a: number, b: number): Sum {
  const value = lbeta(a + r, b + n) - lbeta(a, b) + logMultichoose(r, n);
  const all = digammaDifference(a + r, b + n);
  return Float64Array.of(
    value,
    digammaDifference(r, n) - all,
    digammaDifference(a, b) - all,
    digammaDifference(b, n) - digammaDifference(a + b, r + n),
  );
}

/** The logarithm of p `sum` and its derivatives, from those of p and of the sum. */
function collect(p: Sum, sum: number, moved: Float64Array): Sum {
  return p.map((part, k) => (k === 0 ? part + log(sum) : part + moved[k - 1]! / sum));
}

/** Sum over k = 0 .. n. The scores relative to that of n change by simple fractions from count to count. */
function below(n: number, r: number, a: number, b: number): Sum {
  let [term, sum] = [1, 0];
  let [inR, inA, inB] = [0, 0, 0];
  const moved = new Float64Array(3);
  for (let k = n; k >= 0; k--) {
    sum += term;
    moved[0]! += term * inR;
    moved[1]! += term * inA;
    moved[2]! += term * inB;
    const [low, first, second] = [a + r + b + (k - 1), r + (k - 1), b + (k - 1)];
    term *= (k / second) * (low / first);
    inR += 1 / low - 1 / first;
    inA += 1 / low;
    inB += 1 / low - 1 / second;
    if (term < 1e-18 * sum) break;
  }
  return collect(logProbability(n, r, a, b), sum, moved);
}

/** Sum over k >= m. */
function above(m: number, r: number, a: number, b: number): Sum {
  let [term, sum] = [1, 0];
  let [inR, inA, inB] = [0, 0, 0];
  const moved = new Float64Array(3);
  const closed = Math.min(LATEST, Math.max(40, Math.abs(Math.min(r, b) - 1) * (a + Math.max(r, b))));
  let k = m;
  for (; k < closed && term > 1e-19 * sum; k++) {
    sum += term;
    moved[0]! += term * inR;
    moved[1]! += term * inA;
    moved[2]! += term * inB;
    const [low, first, second] = [a + r + b + k, r + k, b + k];
    term *= (second / (k + 1)) * (first / low);
    inR += 1 / first - 1 / low;
    inA -= 1 / low;
    inB += 1 / second - 1 / low;
  }
  const start = logProbability(m, r, a, b);
  if (k < closed) return collect(start, sum, moved);
  const rest = b <= r ? remaining(k, r, a, b) : swapped(remaining(k, b, a, r));
  const share = exp(rest[0]! - start[0]!);
  for (let i = 0; i < 3; i++) moved[i]! += share * (rest[i + 1]! - start[i + 1]!);
  return collect(start, sum + share, moved);
}

function swapped(sum: Sum): Sum {
  return Float64Array.of(sum[0]!, sum[3]!, sum[2]!, sum[1]!);
}

/** Sum over k >= m in closed form. */
function remaining(m: number, r: number, a: number, b: number): Sum {
  let [term, termR, termA, termB] = [1, 0, 0, 0];
  let [sum, inR, inA, inB] = [0, 0, 0, 0];
  for (let j = 0; j < 100000; j++) {
    const weight = a / (a + j);
    sum += term * weight;
    inR += termR * weight;
    inA += termA * weight + (term * weight * weight * j) / (a * a);
    inB += termB * weight;
    const [fall, rise, low] = [1 - b + j, a + r + j, a + r + m + j];
    const scale = rise / (low * (j + 1));
    const stretch = (fall * m) / (low * low * (j + 1));
    termR = termR * fall * scale + term * stretch;
    termA = termA * fall * scale + term * stretch;
    termB = termB * fall * scale - term * scale;
    term *= fall * scale;
    const size = Math.abs(term) + Math.abs(termR) + Math.abs(termA) + Math.abs(termB);
    if (size * weight < 1e-18 * Math.abs(sum)) break;
  }
  const scale = lgammaDifference(b, a) + lgammaDifference(r, a) - lgammaDifference(r + m, a) - lgamma(a + 1);
  const both = digamma(a + b) + digamma(a + r) - digamma(a + 1) - digamma(a + r + m);
  return Float64Array.of(
    scale + log(sum),
    digammaDifference(r, a) - digammaDifference(r + m, a) + inR / sum,
    both + inA / sum,
    digammaDifference(b, a) + inB / sum,
  );
}

/** [log F(n), its derivatives in r, a, b], or of 1 - F(n). The smaller side is summed, the other is its complement. */
function cumulative(n: number, r: number, a: number, b: number, upper: boolean): Sum {
  if (n < 0) return Float64Array.of(upper ? 0 : -Infinity, 0, 0, 0);
  const isHigh = a * (n + 1) > r * b;
  const side = isHigh ? above(n + 1, r, a, b) : below(n, r, a, b);
  if (isHigh === upper) return side;
  const share = exp(side[0]!);
  return side.map((part, k) => (k === 0 ? log1p(-share) : (-part * share) / (1 - share)));
}

export function betaNegBinomialLogCdf(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, false)[0]!;
}

export function betaNegBinomialLogCdfDr(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, false)[1]!;
}

export function betaNegBinomialLogCdfDa(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, false)[2]!;
}

export function betaNegBinomialLogCdfDb(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, false)[3]!;
}

export function betaNegBinomialLogCcdf(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, true)[0]!;
}

export function betaNegBinomialLogCcdfDr(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, true)[1]!;
}

export function betaNegBinomialLogCcdfDa(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, true)[2]!;
}

export function betaNegBinomialLogCcdfDb(n: number, r: number, a: number, b: number): number {
  return cumulative(n, r, a, b, true)[3]!;
}
