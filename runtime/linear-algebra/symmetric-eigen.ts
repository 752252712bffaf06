// Eigenvalues (ascending) and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: slower than tridiagonal QL by a factor,
// but accurate to a few units of the last place for small eigenvalues too (Demmel and Veselic, SIAM J. Matrix Anal. 13 (1992)).
// Signs of the vectors are those the rotations leave, starting from the identity.

/** A (n x n, its lower triangle is read) = V diag(values) V'. `vectors` is n x n, one vector per column. */
export function symmetricEigen(
  values: Float64Array,
  valuesOffset: number,
  vectors: Float64Array,
  vectorsOffset: number,
  a: Float64Array,
  aOffset: number,
  n: number,
): void {
  const w = new Float64Array(n * n);
  const v = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    v[j + j * n] = 1;
    for (let i = j; i < n; i++) w[i + j * n] = w[j + i * n] = a[aOffset + i + j * n]!;
  }
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) if (rotate(w, v, p, q, n)) rotated = true;
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => w[i + i * n]! - w[j + j * n]!);
  order.forEach((source, target) => {
    values[valuesOffset + target] = w[source + source * n]!;
    for (let i = 0; i < n; i++) vectors[vectorsOffset + i + target * n] = v[i + source * n]!;
  });
}

/** Makes w[p, q] zero; false where it is already negligible. */
function rotate(w: Float64Array, v: Float64Array, p: number, q: number, n: number): boolean {
  const apq = w[p + q * n]!;
  const app = w[p + p * n]!;
  const aqq = w[q + q * n]!;
  if (
    Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq)) ||
    Math.abs(apq) < 1e-300
  ) {
    return false;
  }
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const akp = w[k + p * n]!;
      const akq = w[k + q * n]!;
      w[k + p * n] = w[p + k * n] = c * akp - s * akq;
      w[k + q * n] = w[q + k * n] = s * akp + c * akq;
    }
    const vkp = v[k + p * n]!;
    const vkq = v[k + q * n]!;
    v[k + p * n] = c * vkp - s * vkq;
    v[k + q * n] = s * vkp + c * vkq;
  }
  w[p + p * n] = app - t * apq;
  w[q + q * n] = aqq + t * apq;
  const changed = w[p + p * n] !== app || w[q + q * n] !== aqq;
  w[p + q * n] = w[q + p * n] = 0;
  return changed;
}

/**
 * Adds to the symmetric adjoint `aAdj`: V (diag(valuesAdj) + F o V' vectorsAdj) V', F_ij = 1 / (value_j - value_i) off the
 * diagonal, made symmetric (Giles, "Collected matrix derivative results" (2008), 3.1). Equal eigenvalues get F = 0.
 */
export function symmetricEigenAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  values: Float64Array,
  valuesOffset: number,
  vectors: Float64Array,
  vectorsOffset: number,
  valuesAdj: Float64Array,
  valuesAdjOffset: number,
  vectorsAdj: Float64Array,
  vectorsAdjOffset: number,
  n: number,
): void {
  const inner = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      if (i === j) {
        inner[i + j * n]! += valuesAdj[valuesAdjOffset + i]!;
        continue;
      }
      const gap = values[valuesOffset + j]! - values[valuesOffset + i]!;
      if (gap === 0) continue;
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += vectors[vectorsOffset + k + i * n]! * vectorsAdj[vectorsAdjOffset + k + j * n]!;
      }
      inner[i + j * n]! += (0.5 * sum) / gap;
      inner[j + i * n]! += (0.5 * sum) / gap;
    }
  }
  for (let p = 0; p < n; p++) {
    for (let q = 0; q < n; q++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        let partial = 0;
        for (let i = 0; i < n; i++) partial += vectors[vectorsOffset + p + i * n]! * inner[i + j * n]!;
        sum += partial * vectors[vectorsOffset + q + j * n]!;
      }
      aAdj[aAdjOffset + p + q * n]! += sum;
    }
  }
}
