// The adjoint of what a full QR factorisation adds to the thin one: columns of Q beyond those of A. Any orthonormal completion would do, so
// their derivative is that of the Householder reflections which make them; each step is reversed (Griewank and Walther 2008, Evaluating
// Derivatives, ch. 3). They do not depend on signs, so a column that is reduced already counts as reflected too.

/** Adds to `aAdj` (m x n, m > n) what the adjoints of columns n + 1 to m of Q, those in `qAdj` (m x m), say about A. */
export function qrRestAdjoint(
  aAdj: Float64Array,
  aAdjOffset: number,
  qAdj: Float64Array,
  qAdjOffset: number,
  a: Float64Array,
  aOffset: number,
  m: number,
  n: number,
): void {
  const states: Float64Array[] = [a.slice(aOffset, aOffset + m * n)];
  const vectors: Float64Array[] = [];
  for (let k = 0; k < n; k++) {
    const u = reflector(states[k]!, k, m);
    vectors.push(u);
    states.push(reflected(states[k]!, u, m));
  }
  const width = m - n;
  const ends: Float64Array[] = [new Float64Array(m * width)];
  for (let j = 0; j < width; j++) ends[0]![n + j + j * m] = 1;
  for (let k = n - 1; k >= 0; k--) ends.push(reflected(ends[n - 1 - k]!, vectors[k]!, m));
  const vectorAdj = vectors.map(() => new Float64Array(m));
  let endAdj: Float64Array = qAdj.slice(qAdjOffset + m * n, qAdjOffset + m * m);
  for (let k = 0; k < n; k++) {
    addToVector(vectorAdj[k]!, vectors[k]!, endAdj, ends[n - 1 - k]!, m);
    endAdj = reflected(endAdj, vectors[k]!, m);
  }
  let stateAdj: Float64Array = new Float64Array(m * n);
  for (let k = n - 1; k >= 0; k--) {
    addToVector(vectorAdj[k]!, vectors[k]!, stateAdj, states[k]!, m);
    stateAdj = reflected(stateAdj, vectors[k]!, m);
    addToColumn(stateAdj, vectorAdj[k]!, states[k]!, k, m);
  }
  for (let i = 0; i < m * n; i++) aAdj[aAdjOffset + i]! += stateAdj[i]!;
}

/** x - beta e_k for the part x of column k from its diagonal on, beta = -sign(x_k) |x|. */
function reflector(w: Float64Array, k: number, m: number): Float64Array {
  const u = new Float64Array(m);
  for (let i = k; i < m; i++) u[i] = w[i + k * m]!;
  u[k] = u[k]! - betaOf(w, k, m);
  return u;
}

function betaOf(w: Float64Array, k: number, m: number): number {
  let sum = 0;
  for (let i = k; i < m; i++) sum += w[i + k * m]! * w[i + k * m]!;
  return w[k + k * m]! >= 0 ? -Math.sqrt(sum) : Math.sqrt(sum);
}

const squared = (u: Float64Array): number => u.reduce((sum, x) => sum + x * x, 0);

/** (I - 2 u u' / u'u) X for columns of length m. */
function reflected(x: Float64Array, u: Float64Array, m: number): Float64Array {
  const out = x.slice();
  const square = squared(u);
  if (square === 0) return out;
  for (let start = 0; start < x.length; start += m) {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += u[i]! * x[start + i]!;
    for (let i = 0; i < m; i++) out[start + i]! -= ((2 * sum) / square) * u[i]!;
  }
  return out;
}

/** The share of u in Y = (I - 2 u u' / u'u) X, given the adjoint of Y. */
function addToVector(
  uAdj: Float64Array,
  u: Float64Array,
  yAdj: Float64Array,
  x: Float64Array,
  m: number,
): void {
  const square = squared(u);
  if (square === 0) return;
  for (let start = 0; start < x.length; start += m) {
    let [before, after] = [0, 0];
    for (let i = 0; i < m; i++) {
      before += u[i]! * x[start + i]!;
      after += u[i]! * yAdj[start + i]!;
    }
    for (let i = 0; i < m; i++) {
      const moved = yAdj[start + i]! * before + x[start + i]! * after;
      uAdj[i]! += (-2 * moved + (4 * before * after * u[i]!) / square) / square;
    }
  }
}

/** The share of column k in its reflector. */
function addToColumn(wAdj: Float64Array, uAdj: Float64Array, w: Float64Array, k: number, m: number): void {
  const beta = betaOf(w, k, m);
  if (beta === 0) return;
  for (let i = k; i < m; i++) wAdj[i + k * m]! += uAdj[i]! - (uAdj[k]! / beta) * w[i + k * m]!;
}
