// What the Laplace approximation asks of a log likelihood over latent values theta: derivatives up to the third, contracted. That of a
// function of the model comes with its first derivatives only; the others are central differences of these along few directions, since the
// Hessian consists of blocks: equal places of all blocks move at once.

/** Matrices are n x n, symmetric, and zero outside the blocks. */
export interface Likelihood {
  /** Values of theta. */
  readonly size: number;
  /** Other arguments that derivatives are wanted by. */
  readonly parameters: number;
  readonly block: number;
  readonly value: (theta: Float64Array) => number;
  /** The value, with its gradient. */
  readonly gradient: (theta: Float64Array, byTheta: Float64Array) => number;
  /** Minus the Hessian. */
  readonly curvature: (theta: Float64Array, into: Float64Array) => void;
  /** Derivatives of half the trace of S times the Hessian, S positive definite. */
  readonly ofTrace: (
    theta: Float64Array,
    S: Float64Array,
    byTheta: Float64Array,
    byParameters: Float64Array,
  ) => void;
  /** Adds the derivatives, by the parameters, of the value and of the product of v with the gradient by theta. */
  readonly addMixed: (theta: Float64Array, v: Float64Array, byParameters: Float64Array) => void;
}

export type LogLikelihood = (theta: Float64Array, parameters: Float64Array) => number;
export type LogLikelihoodWithDerivatives = (
  theta: Float64Array,
  parameters: Float64Array,
  byTheta: Float64Array,
  byParameters: Float64Array,
) => number;

/** Weights of g(x + k h), k = 1, 2: differences are odd. Error O(h^4). */
const FIRST = [8 / 12, -1 / 12];
/** Weights of g(x + k h), k = 0, 1, 2, 3: differences are even. Error O(h^6). */
const SECOND = [-490 / 180, 270 / 180, -27 / 180, 2 / 180];

/** `scale` is a length on which theta varies a priori; steps are small against it. */
export function likelihoodOf(
  n: number,
  parameters: Float64Array,
  block: number,
  scale: number,
  f: LogLikelihood,
  df: LogLikelihoodWithDerivatives,
): Likelihood {
  const count = parameters.length;
  const at = new Float64Array(n);
  const byTheta = new Float64Array(n);
  const byParameters = new Float64Array(count);
  const direction = new Float64Array(n);
  const sum = new Float64Array(n + count);

  /** Sums weight[k] * gradient at theta + k h direction, and with k negative times `sign`, into `sum`. */
  function difference(
    theta: Float64Array,
    h: number,
    weights: readonly number[],
    first: number,
    sign: 1 | -1,
  ): void {
    sum.fill(0);
    weights.forEach((weight, index) => {
      const k = index + first;
      for (const side of k === 0 ? [1] : [1, -1]) {
        for (let i = 0; i < n; i++) at[i] = theta[i]! + side * k * h * direction[i]!;
        df(at, parameters, byTheta, byParameters);
        const factor = side > 0 ? weight : sign * weight;
        for (let i = 0; i < n; i++) sum[i] = sum[i]! + factor * byTheta[i]!;
        for (let i = 0; i < count; i++) sum[n + i] = sum[n + i]! + factor * byParameters[i]!;
      }
    });
  }

  return {
    size: n,
    parameters: count,
    block,
    value: (theta) => f(theta, parameters),
    gradient: (theta, into) => df(theta, parameters, into, byParameters),
    curvature(theta, into) {
      into.fill(0);
      const h = 1e-3 * scale;
      for (let j = 0; j < block; j++) {
        for (let i = 0; i < n; i++) direction[i] = i % block === j ? 1 : 0;
        difference(theta, h, FIRST, 1, -1);
        for (let i = 0; i < n; i++) {
          const column = i - (i % block) + j;
          if (column >= n) continue;
          into[i + column * n]! -= (0.5 * sum[i]!) / h;
          into[column + i * n]! -= (0.5 * sum[i]!) / h;
        }
      }
    },
    ofTrace(theta, S, intoTheta, intoParameters) {
      intoTheta.fill(0);
      intoParameters.fill(0);
      const factor = blockFactor(S, n, block);
      for (let j = 0; j < block; j++) {
        let largest = 1;
        for (let i = 0; i < n; i++) {
          const column = i - (i % block) + j;
          direction[i] = column < n ? factor[i + column * n]! : 0;
          largest = Math.max(largest, Math.abs(direction[i]!) / scale);
        }
        const h = 0.03 / largest;
        difference(theta, h, SECOND, 0, 1);
        for (let i = 0; i < n; i++) intoTheta[i]! += (0.5 * sum[i]!) / (h * h);
        for (let i = 0; i < count; i++) intoParameters[i]! += (0.5 * sum[n + i]!) / (h * h);
      }
    },
    addMixed(theta, v, into) {
      df(theta, parameters, byTheta, byParameters);
      for (let i = 0; i < count; i++) into[i]! += byParameters[i]!;
      const largest = v.reduce((size, x) => Math.max(size, Math.abs(x)), 0);
      if (largest === 0) return;
      direction.set(v);
      const h = (1e-3 * scale) / largest;
      difference(theta, h, FIRST, 1, -1);
      for (let i = 0; i < count; i++) into[i]! += sum[n + i]! / h;
    },
  };
}

/** The Cholesky factors of the blocks of S on its diagonal; what rounding makes negative there counts as zero. */
function blockFactor(S: Float64Array, n: number, block: number): Float64Array {
  const L = new Float64Array(n * n);
  for (let start = 0; start < n; start += block) {
    const end = Math.min(start + block, n);
    for (let j = start; j < end; j++)
      for (let i = j; i < end; i++) {
        let rest = 0.5 * (S[i + j * n]! + S[j + i * n]!);
        for (let k = start; k < j; k++) rest -= L[i + k * n]! * L[j + k * n]!;
        const pivot = L[j + j * n]!;
        L[i + j * n] = i === j ? Math.sqrt(Math.max(rest, 0)) : pivot > 0 ? rest / pivot : 0;
      }
  }
  return L;
}
