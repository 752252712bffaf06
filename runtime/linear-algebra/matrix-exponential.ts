// Matrix exponential by scaling and squaring with the degree 13 Pade approximant (Higham, "The scaling and squaring method for the
// matrix exponential revisited", SIAM J. Matrix Anal. 26 (2005)); lower degrees are not worth their code at the sizes of a model.

import { lu, luSolve } from "./lu.ts";
import { matmul } from "./products.ts";

const PADE = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
];
const THETA = 5.371920351148152;

/** out = exp(A), n x n. */
export function matrixExp(
  out: Float64Array,
  outOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  const size = n * n;
  const scaled = a.slice(aOffset, aOffset + size);
  let squarings = 0;
  for (let norm = oneNorm(scaled, n); norm > THETA && squarings < 1100; norm *= 0.5) squarings++;
  for (let s = 0; s < squarings; s++) for (let i = 0; i < size; i++) scaled[i]! *= 0.5;
  let result: Float64Array = pade(scaled, n);
  let spare: Float64Array = new Float64Array(size);
  for (let s = 0; s < squarings; s++) {
    matmul(spare, 0, result, 0, result, 0, n, n, n);
    [result, spare] = [spare, result];
  }
  for (let i = 0; i < size; i++) out[outOffset + i] = result[i]!;
}

function oneNorm(a: Float64Array, n: number): number {
  let largest = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(a[i + j * n]!);
    if (sum > largest || sum !== sum) largest = sum;
  }
  return largest;
}

/** (V - U)^-1 (V + U), U odd and V even in A. */
function pade(a: Float64Array, n: number): Float64Array {
  const size = n * n;
  const a2 = new Float64Array(size);
  const a4 = new Float64Array(size);
  const a6 = new Float64Array(size);
  matmul(a2, 0, a, 0, a, 0, n, n, n);
  matmul(a4, 0, a2, 0, a2, 0, n, n, n);
  matmul(a6, 0, a4, 0, a2, 0, n, n, n);
  const inner = polynomial(a2, a4, a6, n, 1);
  const u = new Float64Array(size);
  matmul(u, 0, a, 0, inner, 0, n, n, n);
  const v = polynomial(a2, a4, a6, n, 0);
  const numerator = new Float64Array(size);
  const denominator = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    numerator[i] = v[i]! + u[i]!;
    denominator[i] = v[i]! - u[i]!;
  }
  const pivots = new Int32Array(n);
  lu(denominator, 0, pivots, denominator, 0, n);
  luSolve(denominator, pivots, numerator, 0, n, n);
  return numerator;
}

/** Sum of PADE[2i + parity] A^(2i), i = 0 .. 6, from A^2, A^4 and A^6. */
function polynomial(
  a2: Float64Array,
  a4: Float64Array,
  a6: Float64Array,
  n: number,
  parity: number,
): Float64Array {
  const size = n * n;
  const high = new Float64Array(size);
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    high[i] = PADE[12 + parity]! * a6[i]! + PADE[10 + parity]! * a4[i]! + PADE[8 + parity]! * a2[i]!;
  }
  matmul(out, 0, a6, 0, high, 0, n, n, n);
  for (let i = 0; i < size; i++) {
    out[i]! += PADE[6 + parity]! * a6[i]! + PADE[4 + parity]! * a4[i]! + PADE[2 + parity]! * a2[i]!;
  }
  for (let i = 0; i < n; i++) out[i + i * n]! += PADE[parity]!;
  return out;
}

/**
 * Adds to `aAdj` the adjoint of exp(A), the Frechet derivative of exp at A' in the direction of `outAdj`: the upper right block of
 * the exponential of [A', outAdj; 0, A'] (Higham, "Functions of Matrices" (2008), 10.6).
 */
export function matrixExpAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  a: Float64Array,
  aOffset: number,
  outAdj: Float64Array,
  outAdjOffset: number,
  n: number,
): void {
  const m = 2 * n;
  const block = new Float64Array(m * m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const value = a[aOffset + j + i * n]!;
      block[i + j * m] = value;
      block[i + n + (j + n) * m] = value;
      block[i + (j + n) * m] = outAdj[outAdjOffset + i + j * n]!;
    }
  }
  matrixExp(block, 0, block, 0, m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) aAdj[aAdjOffset + i + j * n]! += block[i + (j + n) * m]!;
  }
}
