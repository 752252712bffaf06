// Autocovariance by the fast Fourier transform (Wiener-Khinchin): radix 2, zero-padded to at least twice the length so that the
// circular convolution does not wrap. Two real chains share one complex transform, and chains are averaged in the frequency
// domain, so m chains cost m / 2 forward transforms and a single inverse one.

import { cos, sin } from "../functions/elementary.ts";
import type { Chains } from "./draws.ts";
import { mean } from "./moments.ts";

/** Tables for transforms of one power-of-two length. */
interface Transform {
  readonly size: number;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** Autocovariances at lags 0 .. n - 1 with divisor n, averaged over chains of equal length n. */
export function meanAutocovariance(chains: Chains): Float64Array {
  const n = chains[0]?.length ?? 0;
  const transform = transformOf(2 * n);
  const { size } = transform;
  const power = new Float64Array(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let c = 0; c < chains.length; c += 2) {
    fillCentred(real, chains[c]);
    fillCentred(imaginary, chains[c + 1]);
    forward(transform, real, imaginary);
    for (let k = 0; k < size; k++) power[k]! += real[k]! * real[k]! + imaginary[k]! * imaginary[k]!;
  }
  // |X_k|^2 + |Y_k|^2 = (|Z_k|^2 + |Z_-k|^2) / 2 for Z the transform of x + iy; even, so a forward transform inverts it.
  for (let k = 0; k < size; k++) real[k] = (power[k]! + power[(size - k) & (size - 1)]!) / 2;
  imaginary.fill(0);
  forward(transform, real, imaginary);
  const covariances = new Float64Array(n);
  for (let lag = 0; lag < n; lag++) covariances[lag] = real[lag]! / (size * n * chains.length);
  return covariances;
}

function fillCentred(target: Float64Array, chain: Float64Array | undefined): void {
  target.fill(0);
  if (!chain) return;
  const centre = mean(chain);
  for (let i = 0; i < chain.length; i++) target[i] = chain[i]! - centre;
}

function transformOf(atLeast: number): Transform {
  let size = 1;
  while (size < atLeast) size *= 2;
  const half = size / 2 > 1 ? size / 2 : 1;
  const cosines = new Float64Array(half);
  const sines = new Float64Array(half);
  for (let k = 0; k < half; k++) {
    const angle = (2 * Math.PI * k) / size;
    cosines[k] = cos(angle);
    sines[k] = sin(angle);
  }
  return { size, cosines, sines };
}

/** In-place transform sum_t x_t exp(-2 pi i k t / size): bit reversal, then Cooley-Tukey butterflies. */
function forward(transform: Transform, real: Float64Array, imaginary: Float64Array): void {
  const { size, cosines, sines } = transform;
  reverseBits(real, imaginary);
  for (let span = 1; span < size; span *= 2) {
    const stride = size / (2 * span);
    for (let start = 0; start < size; start += 2 * span) {
      for (let j = 0; j < span; j++) {
        const c = cosines[j * stride]!;
        const s = sines[j * stride]!;
        const a = start + j;
        const b = a + span;
        const re = real[b]! * c + imaginary[b]! * s;
        const im = imaginary[b]! * c - real[b]! * s;
        real[b] = real[a]! - re;
        imaginary[b] = imaginary[a]! - im;
        real[a]! += re;
        imaginary[a]! += im;
      }
    }
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const re = real[i]!;
    real[i] = real[j]!;
    real[j] = re;
    const im = imaginary[i]!;
    imaginary[i] = imaginary[j]!;
    imaginary[j] = im;
  }
}
