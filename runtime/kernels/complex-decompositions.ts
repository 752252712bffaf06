// Decompositions of complex matrices, whose parts stand in two blocks each. Adjoints decompose again; what is not wanted is null.

import type { Kernel } from "../descriptor.ts";
import { addTo, type ComplexMatrix, complexFrom, dagger, plus } from "../linear-algebra/complex.ts";
import {
  complexEigen,
  complexEigenAdjoint,
  type Eigen,
  hermitianEigen,
} from "../linear-algebra/complex-eigen.ts";
import { complexSchur, complexSchurAdjoint } from "../linear-algebra/complex-schur.ts";
import { complexSvd, complexSvdAdjoint } from "../linear-algebra/complex-svd.ts";
import { reject } from "../rejection.ts";

type Block = Float64Array;

/** Writes both parts. */
function put(re: Block, reOffset: number, im: Block, imOffset: number, x: ComplexMatrix): void {
  re.set(x.re, reOffset);
  im.set(x.im, imOffset);
}

/** The matrix, all entries finite. */
function given(
  routine: string,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  m: number,
  n: number,
): ComplexMatrix {
  const a = complexFrom(re, reOffset, im, imOffset, m, n);
  for (let i = 0; i < m * n; i++)
    if (!Number.isFinite(a.re[i]! + a.im[i]!))
      throw reject(`${routine}: element [${(i % m) + 1},${Math.floor(i / m) + 1}] is not finite`);
  return a;
}

type EigenKernel = (
  valuesRe: Block,
  valuesReOffset: number,
  valuesIm: Block,
  valuesImOffset: number,
  vectorsRe: Block,
  vectorsReOffset: number,
  vectorsIm: Block,
  vectorsImOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  n: number,
) => void;

type EigenAdjoint = (
  reAdj: Block | null,
  reAdjOffset: number,
  imAdj: Block | null,
  imAdjOffset: number,
  valuesReAdj: Block | null,
  valuesReAdjOffset: number,
  valuesImAdj: Block | null,
  valuesImAdjOffset: number,
  vectorsReAdj: Block | null,
  vectorsReAdjOffset: number,
  vectorsImAdj: Block | null,
  vectorsImAdjOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  n: number,
) => void;

const eigenOf =
  (routine: string, decompose: (a: ComplexMatrix) => Eigen): EigenKernel =>
  (vr, vrAt, vi, viAt, wr, wrAt, wi, wiAt, re, reAt, im, imAt, n) => {
    const { values, vectors } = decompose(given(routine, re, reAt, im, imAt, n, n));
    put(vr, vrAt, vi, viAt, values);
    put(wr, wrAt, wi, wiAt, vectors);
  };

const eigenAdjointOf =
  (decompose: (a: ComplexMatrix) => Eigen, isHermitian: boolean): EigenAdjoint =>
  (ra, raAt, ia, iaAt, vr, vrAt, vi, viAt, wr, wrAt, wi, wiAt, re, reAt, im, imAt, n) => {
    const found = decompose(complexFrom(re, reAt, im, imAt, n, n));
    const values = complexFrom(vr, vrAt, isHermitian ? null : vi, viAt, 1, n);
    const adjoint = complexEigenAdjoint(found, values, complexFrom(wr, wrAt, wi, wiAt, n, n));
    const both = isHermitian ? plus(adjoint, dagger(adjoint)) : adjoint;
    if (isHermitian) for (const part of [both.re, both.im]) part.forEach((x, i) => (part[i] = 0.5 * x));
    addTo(ra, raAt, ia, iaAt, both);
  };

/** Eigenvalues and eigenvectors of A (n x n). */
export const eigenGeneral: EigenKernel = /* @__PURE__ */ eigenOf("eigenvalues", complexEigen);
export const eigenGeneralAdjoint: EigenAdjoint = /* @__PURE__ */ eigenAdjointOf(complexEigen, false);

/** The same of a Hermitian A; its adjoint is Hermitian too. */
export const eigenHermitian: EigenKernel = /* @__PURE__ */ eigenOf("eigenvalues_sym", (a) =>
  hermitianEigen(hermitian(a)),
);
export const eigenHermitianAdjoint: EigenAdjoint = /* @__PURE__ */ eigenAdjointOf(hermitianEigen, true);

/** Rejects the point unless entries across the diagonal are conjugate within 1e-8. */
function hermitian(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  for (let j = 0; j < n; j++)
    for (let i = j + 1; i < n; i++) {
      const gap = Math.hypot(a.re[i + j * n]! - a.re[j + i * n]!, a.im[i + j * n]! + a.im[j + i * n]!);
      if (!(gap <= 1e-8))
        throw reject(
          `eigenvalues_sym: the matrix is not Hermitian: [${i + 1},${j + 1}] and the conjugate of [${j + 1},${i + 1}] differ by ${gap}`,
        );
    }
  return a;
}

/** A (n x n) = U T U^H. */
export function schur(
  uRe: Block,
  uReOffset: number,
  uIm: Block,
  uImOffset: number,
  tRe: Block,
  tReOffset: number,
  tIm: Block,
  tImOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  n: number,
): void {
  const { u, t } = complexSchur(given("complex_schur_decompose", re, reOffset, im, imOffset, n, n));
  put(uRe, uReOffset, uIm, uImOffset, u);
  put(tRe, tReOffset, tIm, tImOffset, t);
}

export function schurAdjoint(
  reAdj: Block | null,
  reAdjOffset: number,
  imAdj: Block | null,
  imAdjOffset: number,
  uReAdj: Block | null,
  uReAdjOffset: number,
  uImAdj: Block | null,
  uImAdjOffset: number,
  tReAdj: Block | null,
  tReAdjOffset: number,
  tImAdj: Block | null,
  tImAdjOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  n: number,
): void {
  const adjoint = complexSchurAdjoint(
    complexSchur(complexFrom(re, reOffset, im, imOffset, n, n)),
    complexFrom(uReAdj, uReAdjOffset, uImAdj, uImAdjOffset, n, n),
    complexFrom(tReAdj, tReAdjOffset, tImAdj, tImAdjOffset, n, n),
  );
  addTo(reAdj, reAdjOffset, imAdj, imAdjOffset, adjoint);
}

/** A (m x n) = U diag(values) V^H, k = min(m, n) columns in U and V. */
export function svdComplex(
  uRe: Block,
  uReOffset: number,
  uIm: Block,
  uImOffset: number,
  values: Block,
  valuesOffset: number,
  vRe: Block,
  vReOffset: number,
  vIm: Block,
  vImOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  m: number,
  n: number,
): void {
  const found = complexSvd(given("svd", re, reOffset, im, imOffset, m, n));
  put(uRe, uReOffset, uIm, uImOffset, found.u);
  values.set(found.values, valuesOffset);
  put(vRe, vReOffset, vIm, vImOffset, found.v);
}

export function svdComplexAdjoint(
  reAdj: Block | null,
  reAdjOffset: number,
  imAdj: Block | null,
  imAdjOffset: number,
  uReAdj: Block | null,
  uReAdjOffset: number,
  uImAdj: Block | null,
  uImAdjOffset: number,
  valuesAdj: Block | null,
  valuesAdjOffset: number,
  vReAdj: Block | null,
  vReAdjOffset: number,
  vImAdj: Block | null,
  vImAdjOffset: number,
  re: Block,
  reOffset: number,
  im: Block,
  imOffset: number,
  m: number,
  n: number,
): void {
  const k = m < n ? m : n;
  const adjoint = complexSvdAdjoint(
    complexSvd(complexFrom(re, reOffset, im, imOffset, m, n)),
    complexFrom(uReAdj, uReAdjOffset, uImAdj, uImAdjOffset, m, k),
    valuesAdj === null ? new Float64Array(k) : valuesAdj.slice(valuesAdjOffset, valuesAdjOffset + k),
    complexFrom(vReAdj, vReAdjOffset, vImAdj, vImAdjOffset, n, k),
  );
  addTo(reAdj, reAdjOffset, imAdj, imAdjOffset, adjoint);
}

const kernel = (name: string, outputs: readonly string[], sizes: readonly string[]): Kernel => ({
  name,
  params: [
    ...outputs.map((output) => ({ name: output, role: "out" }) as const),
    { name: "re", role: "in" },
    { name: "im", role: "in" },
    ...sizes.map((size) => ({ name: size, role: "int" }) as const),
  ],
  adjoint: {
    name: `${name}Adjoint`,
    args: ["re.adj", "im.adj", ...outputs.map((output) => `${output}.adj`), "re", "im", ...sizes],
  },
});

const eigenParts = ["valuesRe", "valuesIm", "vectorsRe", "vectorsIm"];
export const eigenGeneralKernel = /* @__PURE__ */ kernel("eigenGeneral", eigenParts, ["n"]);
export const eigenHermitianKernel = /* @__PURE__ */ kernel("eigenHermitian", eigenParts, ["n"]);
export const schurKernel = /* @__PURE__ */ kernel("schur", ["uRe", "uIm", "tRe", "tIm"], ["n"]);
export const svdComplexKernel = /* @__PURE__ */ kernel(
  "svdComplex",
  ["uRe", "uIm", "values", "vRe", "vIm"],
  ["m", "n"],
);
