// Discrete Fourier transforms of complex blocks, along columns, rows or both: powers of two by halves (Cooley & Tukey 1965, Math. Comp. 19:
// 297-301), other lengths as a convolution of such a length (Bluestein 1970, IEEE Trans. Audio Electroacoust. 18: 451-455). The adjoint is
// the transform with the opposite sign, so no derivative needs more than the transform itself.

import type { Kernel } from "../descriptor.ts";
import { cos, sin } from "../functions/trigonometric.ts";

/** Bits of `axes`: along the first index, along the second. */
const FIRST = 1;
const SECOND = 2;

interface Parts {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const parts = (n: number): Parts => ({ re: new Float64Array(n), im: new Float64Array(n) });

/** exp(-2 pi i k / n), k < n. */
function roots(n: number): Parts {
  const found = parts(n);
  for (let k = 0; k < n; k++) {
    const angle = (-2 * Math.PI * k) / n;
    found.re[k] = cos(angle);
    found.im[k] = sin(angle);
  }
  return found;
}

/** In place, sums with exp(-2 pi i j k / n). */
type Transform = (x: Parts) => void;

function transformOf(n: number): Transform {
  return (n & (n - 1)) === 0 ? byHalves(n) : byConvolution(n);
}

function byHalves(n: number): Transform {
  const { re: cosines, im: sines } = roots(n);
  return ({ re, im }) => {
    for (let i = 1, j = 0; i < n; i++) {
      let bit = n >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        [re[i], re[j]] = [re[j]!, re[i]!];
        [im[i], im[j]] = [im[j]!, im[i]!];
      }
    }
    for (let size = 2; size <= n; size *= 2) {
      const half = size / 2;
      const step = n / size;
      for (let start = 0; start < n; start += size)
        for (let k = 0; k < half; k++) {
          const [c, s] = [cosines[k * step]!, sines[k * step]!];
          const [low, high] = [start + k, start + k + half];
          const x = re[high]! * c - im[high]! * s;
          const y = re[high]! * s + im[high]! * c;
          re[high] = re[low]! - x;
          im[high] = im[low]! - y;
          re[low] = re[low]! + x;
          im[low] = im[low]! + y;
        }
    }
  };
}

/** With j k = (j^2 + k^2 - (j - k)^2) / 2 the sum is a convolution with exp(pi i k^2 / n). */
function byConvolution(n: number): Transform {
  let length = 1;
  while (length < 2 * n - 1) length *= 2;
  const inner = byHalves(length);
  const unit = roots(2 * n);
  const chirp = parts(n);
  const kernel = parts(length);
  for (let k = 0; k < n; k++) {
    // Squares modulo 2 n keep angles exact.
    const at = (k * k) % (2 * n);
    chirp.re[k] = unit.re[at]!;
    chirp.im[k] = unit.im[at]!;
    kernel.re[k] = unit.re[at]!;
    kernel.im[k] = -unit.im[at]!;
    if (k > 0) [kernel.re[length - k], kernel.im[length - k]] = [kernel.re[k]!, kernel.im[k]!];
  }
  inner(kernel);
  const work = parts(length);
  return ({ re, im }) => {
    work.re.fill(0);
    work.im.fill(0);
    for (let k = 0; k < n; k++) {
      work.re[k] = re[k]! * chirp.re[k]! - im[k]! * chirp.im[k]!;
      work.im[k] = re[k]! * chirp.im[k]! + im[k]! * chirp.re[k]!;
    }
    inner(work);
    // The inverse transform as the conjugate of the transform of the conjugate.
    for (let k = 0; k < length; k++) {
      const [x, y] = [work.re[k]!, work.im[k]!];
      work.re[k] = x * kernel.re[k]! - y * kernel.im[k]!;
      work.im[k] = -(x * kernel.im[k]! + y * kernel.re[k]!);
    }
    inner(work);
    for (let k = 0; k < n; k++) {
      const [x, y] = [work.re[k]! / length, -work.im[k]! / length];
      re[k] = x * chirp.re[k]! - y * chirp.im[k]!;
      im[k] = x * chirp.im[k]! + y * chirp.re[k]!;
    }
  };
}

/** Lines of `n` cells, `stride` apart; `sign` 1 has exp(+...), by conjugation. */
function alongLines(x: Parts, n: number, stride: number, starts: readonly number[], sign: number): void {
  if (n < 2) return;
  const transform = transformOf(n);
  const line = parts(n);
  for (const start of starts) {
    for (let k = 0; k < n; k++) {
      line.re[k] = x.re[start + k * stride]!;
      line.im[k] = -sign * x.im[start + k * stride]!;
    }
    transform(line);
    for (let k = 0; k < n; k++) {
      x.re[start + k * stride] = line.re[k]!;
      x.im[start + k * stride] = -sign * line.im[k]!;
    }
  }
}

const counted = (count: number, stride: number): readonly number[] =>
  Array.from({ length: count }, (_, k) => k * stride);

function transformed(x: Parts, rows: number, columns: number, axes: number, sign: number): void {
  if (axes & FIRST) alongLines(x, rows, 1, counted(columns, rows), sign);
  if (axes & SECOND) alongLines(x, columns, rows, counted(rows, 1), sign);
}

const sizeAlong = (rows: number, columns: number, axes: number): number =>
  (axes & FIRST ? rows : 1) * (axes & SECOND ? columns : 1);

/** The transform of X (rows x columns), or its inverse, which divides by the number of terms. */
export function fourier(
  outRe: Float64Array,
  outReOffset: number,
  outIm: Float64Array,
  outImOffset: number,
  re: Float64Array,
  reOffset: number,
  im: Float64Array,
  imOffset: number,
  rows: number,
  columns: number,
  axes: number,
  isInverse: number,
): void {
  const size = rows * columns;
  const x = { re: re.slice(reOffset, reOffset + size), im: im.slice(imOffset, imOffset + size) };
  transformed(x, rows, columns, axes, isInverse === 1 ? 1 : -1);
  const scale = isInverse === 1 ? 1 / sizeAlong(rows, columns, axes) : 1;
  for (let i = 0; i < size; i++) {
    outRe[outReOffset + i] = scale * x.re[i]!;
    outIm[outImOffset + i] = scale * x.im[i]!;
  }
}

export function fourierAdjoint(
  reAdj: Float64Array | null,
  reAdjOffset: number,
  imAdj: Float64Array | null,
  imAdjOffset: number,
  outReAdj: Float64Array | null,
  outReAdjOffset: number,
  outImAdj: Float64Array | null,
  outImAdjOffset: number,
  rows: number,
  columns: number,
  axes: number,
  isInverse: number,
): void {
  const size = rows * columns;
  const x = parts(size);
  if (outReAdj !== null) x.re.set(outReAdj.subarray(outReAdjOffset, outReAdjOffset + size));
  if (outImAdj !== null) x.im.set(outImAdj.subarray(outImAdjOffset, outImAdjOffset + size));
  transformed(x, rows, columns, axes, isInverse === 1 ? -1 : 1);
  const scale = isInverse === 1 ? 1 / sizeAlong(rows, columns, axes) : 1;
  for (let i = 0; i < size; i++) {
    if (reAdj !== null) reAdj[reAdjOffset + i]! += scale * x.re[i]!;
    if (imAdj !== null) imAdj[imAdjOffset + i]! += scale * x.im[i]!;
  }
}

export const fourierKernel = {
  name: "fourier",
  params: [
    { name: "outRe", role: "out" },
    { name: "outIm", role: "out" },
    { name: "re", role: "in" },
    { name: "im", role: "in" },
    { name: "rows", role: "int" },
    { name: "columns", role: "int" },
    { name: "axes", role: "int" },
    { name: "isInverse", role: "int" },
  ],
  adjoint: {
    name: "fourierAdjoint",
    args: ["re.adj", "im.adj", "outRe.adj", "outIm.adj", "rows", "columns", "axes", "isInverse"],
  },
} as const satisfies Kernel;
