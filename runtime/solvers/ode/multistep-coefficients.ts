// Coefficients of the Adams-Moulton and backward differentiation formulas in Nordsieck form, with the constants of their local errors.
// Source: Gear 1971, Numerical Initial Value Problems in Ordinary Differential Equations, ch. 9; Hindmarsh 1983 (see multistep.ts).

export interface Coefficients {
  /** The correction of h y' changes row j of the history by l[j] times itself. */
  readonly l: readonly number[];
  /** The correction's norm over these is the error of this order, of one less (by the last row), of one more (by the change of correction). */
  readonly error: number;
  readonly lowerError: number;
  readonly higherError: number;
}

/** Orders 1, 2, ...: BDF has l(x) proportional to (x + 1)(x + 2) ... (x + q), scaled to l[1] = 1. */
export const bdfCoefficients: readonly Coefficients[] = Array.from({ length: 5 }, (_, k) => bdf(k + 1));

function bdf(order: number): Coefficients {
  let polynomial = [1];
  for (let i = 1; i <= order; i++) polynomial = timesLinear(polynomial, i);
  const l = polynomial.map((c) => c / polynomial[1]!);
  return {
    l,
    error: (order + 1) / l[0]!,
    lowerError: 1 / factorial(order - 1),
    higherError: (order + 2) / l[0]!,
  };
}

/** Orders 1 to 12. */
export const adamsCoefficients: readonly Coefficients[] = Array.from({ length: 12 }, (_, k) => adams(k + 1));

/** l'(x) is proportional to (x + 1) ... (x + q - 1) with l'(0) = 1 and l(-1) = 0; of order 1 it is backward Euler. */
function adams(order: number): Coefficients {
  const l = adamsPolynomial(order);
  return {
    l,
    error: 1 / errorConstant(order),
    lowerError: order === 1 ? 1 : 1 / (errorConstant(order - 1) * factorial(order)),
    higherError: 1 / errorConstant(order + 1),
  };
}

function adamsPolynomial(order: number): readonly number[] {
  if (order === 1) return [1, 1];
  const slope = adamsSlope(order);
  const integral = slope.map((c, i) => c / (i + 1));
  const atMinusOne = integral.reduce((sum, c, i) => sum + (i % 2 === 0 ? -c : c), 0);
  return [-atMinusOne, ...integral];
}

function adamsSlope(order: number): readonly number[] {
  let slope = [1];
  for (let i = 1; i < order; i++) slope = timesLinear(slope, i);
  return slope.map((c) => c / slope[0]!);
}

/** The correction times this is the local error: (1 / q) times the integral of x (x + 1) ... (x + q - 1) / (q - 1)! from -1 to 0. */
function errorConstant(order: number): number {
  let product = [0, 1];
  for (let i = 1; i < order; i++) product = timesLinear(product, i);
  const integral = product.reduce((sum, c, i) => sum + ((i % 2 === 0 ? 1 : -1) * c) / (i + 1), 0);
  return Math.abs(integral) / factorial(order);
}

/** Coefficients, lowest first, of the polynomial times (x + i). */
function timesLinear(polynomial: readonly number[], i: number): number[] {
  return [...polynomial, 0].map((c, k) => i * c + (polynomial[k - 1] ?? 0));
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
