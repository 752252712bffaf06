// Arithmetic on unevaluated sums of two doubles (about 106 bits), for the tables of exp and log and for the few places where
// one double is not enough. Results are returned through a small mutable pair: `high` and `low` of a `Double2`.
// Source: Dekker, "A floating-point technique for extending the available precision" (1971); Knuth, TAOCP 2, 4.2.2.

export interface Double2 {
  readonly high: number;
  readonly low: number;
}

/** Splits into two halves of at most 26 bits each (Veltkamp); |a| below 2^996. */
function upperHalf(a: number): number {
  const c = 134217729 * a;
  return c - (c - a);
}

/** The rounding error of `a * b`, given the rounded product. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The rounding error of `a + b`, given the rounded sum. */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

export function add2(a: Double2, b: Double2): Double2 {
  const sum = a.high + b.high;
  const error = sumError(a.high, b.high, sum) + (a.low + b.low);
  return normalised(sum, error);
}

export function multiply2(a: Double2, b: Double2): Double2 {
  const product = a.high * b.high;
  const error = productError(a.high, b.high, product) + (a.high * b.low + a.low * b.high);
  return normalised(product, error);
}

export function divide2(a: Double2, b: Double2): Double2 {
  const quotient = a.high / b.high;
  const product = quotient * b.high;
  const remainder = a.high - product - productError(quotient, b.high, product) + a.low - quotient * b.low;
  return normalised(quotient, remainder / b.high);
}

export function sqrt2(a: Double2): Double2 {
  const root = Math.sqrt(a.high);
  const square = root * root;
  const remainder = a.high - square - productError(root, root, square) + a.low;
  return normalised(root, remainder / (2 * root));
}

function normalised(high: number, low: number): Double2 {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}
