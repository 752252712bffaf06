// Formulas of complex numbers as pairs of real expressions. Inverse functions after W. Kahan, "Branch cuts for complex elementary functions"
// (1987), so that branches and accuracy are those of C++'s <complex>.

import { add, div, isNumber, mul, neg, num, op, select, sub } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { nameFor } from "../../ir/naming.ts";
import { and, compare, square } from "../../library/arithmetic.ts";
import { callScalar, isTrivial } from "../../library/formula.ts";
import { bindLet, binder, type Context } from "../context.ts";

export interface Complex {
  readonly re: Expr;
  readonly im: Expr;
}

export type Unary = (ctx: Context, z: Complex) => Complex;

const ZERO = num(0);
const ONE: Complex = { re: num(1), im: ZERO };

/** Parts that may be written many times. */
export const named = (ctx: Context, { re, im }: Complex): Complex => ({
  re: namedReal(ctx, re),
  im: namedReal(ctx, im),
});
const namedReal = (ctx: Context, e: Expr): Expr => (isTrivial(e) ? e : bindLet(ctx, nameFor(e), e));
const call = (ctx: Context, name: string, ...args: readonly Expr[]): Expr =>
  callScalar(name, args, binder(ctx));

// ------------------------------------------------------------------------------------------------------------- arithmetic

export const plus = (a: Complex, b: Complex): Complex => ({ re: add(a.re, b.re), im: add(a.im, b.im) });
export const minus = (a: Complex, b: Complex): Complex => ({ re: sub(a.re, b.re), im: sub(a.im, b.im) });
export const negated = (a: Complex): Complex => ({ re: neg(a.re), im: neg(a.im) });
export const conjugate = (a: Complex): Complex => ({ re: a.re, im: neg(a.im) });
const scaled = (a: Complex, factor: Expr): Complex => ({ re: mul(a.re, factor), im: mul(a.im, factor) });

/** i z */
const turned = (a: Complex): Complex => ({ re: neg(a.im), im: a.re });
/** -i z */
const turnedBack = (a: Complex): Complex => ({ re: a.im, im: neg(a.re) });

export const isReal = (a: Complex): boolean => isNumber(a.im, 0);

export function times(ctx: Context, a: Complex, b: Complex): Complex {
  const [x, y] = [named(ctx, a), named(ctx, b)];
  return {
    re: sub(mul(x.re, y.re), mul(x.im, y.im)),
    im: add(mul(x.re, y.im), mul(x.im, y.re)),
  };
}

export function over(ctx: Context, a: Complex, b: Complex): Complex {
  const [x, y] = [named(ctx, a), named(ctx, b)];
  if (isReal(y)) return { re: div(x.re, y.re), im: div(x.im, y.re) };
  const size = namedReal(ctx, norm(y));
  return {
    re: div(add(mul(x.re, y.re), mul(x.im, y.im)), size),
    im: div(sub(mul(x.im, y.re), mul(x.re, y.im)), size),
  };
}

export const norm = ({ re, im }: Complex): Expr => add(square(re), square(im));
export const modulus = (ctx: Context, z: Complex): Expr => call(ctx, "hypot", z.re, z.im);
export const argument = (ctx: Context, z: Complex): Expr => call(ctx, "atan2", z.im, z.re);
export const same = (a: Complex, b: Complex): Expr =>
  and(compare("eq", a.re, b.re), compare("eq", a.im, b.im));

/** Infinite numbers become one, up to the sign of its imaginary part. */
export function projected(ctx: Context, z: Complex): Complex {
  const { re, im } = named(ctx, z);
  const isInfinite = compare("eq", call(ctx, "hypot", re, im), num(Infinity));
  return { re: select(isInfinite, num(Infinity), re), im: select(isInfinite, ZERO, im) };
}

export const fromPolar = (ctx: Context, radius: Expr, angle: Expr): Complex => {
  const [r, theta] = [namedReal(ctx, radius), namedReal(ctx, angle)];
  return { re: mul(r, call(ctx, "cos", theta)), im: mul(r, call(ctx, "sin", theta)) };
};

// ------------------------------------------------------------------------------------------------------- powers and logarithms

export const exp: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  return fromPolar(ctx, call(ctx, "exp", re), im);
};

export const log: Unary = (ctx, z) => {
  const x = named(ctx, z);
  return { re: call(ctx, "log", modulus(ctx, x)), im: argument(ctx, x) };
};

/** The root in the right half plane; both branches avoid cancellation. */
export const sqrt: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  const size = namedReal(ctx, modulus(ctx, { re, im }));
  const half = namedReal(ctx, op("sqrt", mul(num(0.5), add(size, call(ctx, "abs", re)))));
  const other = namedReal(ctx, select(compare("eq", size, ZERO), ZERO, div(im, mul(num(2), half))));
  const isRight = compare("ge", re, ZERO);
  const isBelow = compare("lt", im, ZERO);
  return {
    re: select(isRight, half, select(isBelow, neg(other), other)),
    im: select(isRight, other, select(isBelow, neg(half), half)),
  };
};

/** Small whole powers by multiplication, others through the logarithm; powers of 0 are 0. */
export function power(ctx: Context, a: Complex, b: Complex): Complex {
  const exponent = isReal(b) && (b.re.kind === "num" || b.re.kind === "int") ? b.re.value : NaN;
  const base = named(ctx, a);
  if (exponent === 0) return ONE;
  if (exponent === 1) return base;
  if (exponent === 2) return times(ctx, base, base);
  if (exponent === 3) return times(ctx, times(ctx, base, base), base);
  if (exponent === -1) return over(ctx, ONE, base);
  if (exponent === 0.5) return sqrt(ctx, base);
  const isZero = compare("eq", norm(base), ZERO);
  const safe: Complex = { re: select(isZero, num(1), base.re), im: base.im };
  const raised = exp(ctx, times(ctx, b, log(ctx, safe)));
  return { re: select(isZero, ZERO, raised.re), im: select(isZero, ZERO, raised.im) };
}

const log10: Unary = (ctx, z) => scaled(log(ctx, z), num(1 / Math.LN10));

// ------------------------------------------------------------------------------------- trigonometric and hyperbolic functions

const sinh: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  return {
    re: mul(call(ctx, "sinh", re), call(ctx, "cos", im)),
    im: mul(call(ctx, "cosh", re), call(ctx, "sin", im)),
  };
};

const cosh: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  return {
    re: mul(call(ctx, "cosh", re), call(ctx, "cos", im)),
    im: mul(call(ctx, "sinh", re), call(ctx, "sin", im)),
  };
};

/** (sinh 2x + i sin 2y) / (cosh 2x + cos 2y) divided by cosh 2x, so that nothing overflows. */
const tanh: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  const t = namedReal(ctx, call(ctx, "tanh", mul(num(2), re)));
  const size = namedReal(ctx, call(ctx, "abs", re));
  const e = namedReal(ctx, call(ctx, "exp", mul(num(-2), size)));
  const inverse = namedReal(ctx, div(mul(num(2), e), add(num(1), square(e))));
  const twice = namedReal(ctx, mul(num(2), im));
  const below = namedReal(ctx, add(num(1), mul(call(ctx, "cos", twice), inverse)));
  return { re: div(t, below), im: div(mul(call(ctx, "sin", twice), inverse), below) };
};

/** f(z) = -i g(i z) */
const around =
  (g: Unary): Unary =>
  (ctx, z) =>
    turnedBack(g(ctx, turned(z)));

const asin: Unary = (ctx, z) => {
  const x = named(ctx, z);
  const below = named(ctx, sqrt(ctx, minus(ONE, x)));
  const above = named(ctx, sqrt(ctx, plus(ONE, x)));
  return {
    re: call(ctx, "atan2", x.re, times(ctx, below, above).re),
    im: call(ctx, "asinh", times(ctx, conjugate(below), above).im),
  };
};

const acos: Unary = (ctx, z) => {
  const x = named(ctx, z);
  const below = named(ctx, sqrt(ctx, minus(ONE, x)));
  const above = named(ctx, sqrt(ctx, plus(ONE, x)));
  return {
    re: mul(num(2), call(ctx, "atan2", below.re, above.re)),
    im: call(ctx, "asinh", times(ctx, conjugate(above), below).im),
  };
};

const acosh: Unary = (ctx, z) => {
  const x = named(ctx, z);
  const below = named(ctx, sqrt(ctx, minus(x, ONE)));
  const above = named(ctx, sqrt(ctx, plus(x, ONE)));
  return {
    re: call(ctx, "asinh", times(ctx, conjugate(below), above).re),
    im: mul(num(2), call(ctx, "atan2", below.im, above.re)),
  };
};

const atanh: Unary = (ctx, z) => {
  const { re, im } = named(ctx, z);
  const distance = namedReal(ctx, add(square(sub(num(1), re)), square(im)));
  const across = sub(mul(sub(num(1), re), add(num(1), re)), square(im));
  return {
    re: mul(num(0.25), call(ctx, "log1p", div(mul(num(4), re), distance))),
    im: mul(num(0.5), call(ctx, "atan2", mul(num(2), im), across)),
  };
};

/** By the language's names. */
export const elementary: Readonly<Record<string, Unary>> = {
  exp,
  log,
  sqrt,
  log10,
  sinh,
  cosh,
  tanh,
  sin: around(sinh),
  cos: (ctx, z) => cosh(ctx, turned(z)),
  tan: around(tanh),
  asin,
  acos,
  acosh,
  atanh,
  asinh: around(asin),
  atan: around(atanh),
};
