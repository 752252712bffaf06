// Elementary functions against 50-digit values, special values, and bounds in units of the last place on constructed points.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as elementary from "../../../runtime/functions/elementary.ts";
import { compareWithTable, type Check } from "./reference-table.ts";

const test = suite("elementary");
const { exp, log, pow, log1p, expm1, sin, cos, tan, atan2, cbrt, exp2, log2, log10, hypot } = elementary;

const one = (value: Check["value"], derivative: Check["value"]): Check => ({
  value,
  tolerance: 4e-15,
  partials: [derivative],
  partialTolerance: 1e-13,
});
const several = (value: Check["value"], ...partials: NonNullable<Check["partials"]>): Check => ({
  value,
  tolerance: 4e-15,
  partials,
  partialTolerance: 1e-13,
});

const checks: Record<string, Check> = {
  exp: one(exp, exp),
  exp2: one(exp2, (x) => exp2(x) * Math.LN2),
  expm1: one(expm1, exp),
  log: one(log, (x) => 1 / x),
  log2: one(log2, (x) => 1 / (x * Math.LN2)),
  log10: one(log10, (x) => 1 / (x * Math.LN10)),
  log1p: one(log1p, (x) => 1 / (1 + x)),
  log1m: one(elementary.log1m, (x) => -1 / (1 - x)),
  sin: one(sin, cos),
  cos: one(cos, (x) => -sin(x)),
  tan: one(tan, (x) => 1 + tan(x) ** 2),
  asin: one(elementary.asin, (x) => 1 / Math.sqrt((1 - x) * (1 + x))),
  acos: one(elementary.acos, (x) => -1 / Math.sqrt((1 - x) * (1 + x))),
  atan: one(elementary.atan, (x) => 1 / (1 + x * x)),
  sinh: one(elementary.sinh, elementary.cosh),
  cosh: one(elementary.cosh, elementary.sinh),
  tanh: one(elementary.tanh, (x) => 1 / elementary.cosh(x) ** 2),
  asinh: one(elementary.asinh, (x) => 1 / elementary.hypot(x, 1)),
  acosh: one(elementary.acosh, (x) => 1 / Math.sqrt(x - 1) / Math.sqrt(x + 1)),
  atanh: one(elementary.atanh, (x) => 1 / ((1 - x) * (1 + x))),
  cbrt: one(cbrt, (x) => 1 / (3 * cbrt(x) ** 2)),
  inv: one(elementary.inv, (x) => -1 / (x * x)),
  inv_sqrt: one(elementary.invSqrt, (x) => -0.5 / (x * Math.sqrt(x))),
  inv_square: one(elementary.invSquare, (x) => -2 / (x * x * x)),
  square: one(elementary.square, (x) => 2 * x),
  round: one(elementary.round, () => 0),
  step: one(elementary.step, () => 0),
  inv_logit: one(elementary.invLogit, (x) => elementary.invLogit(x) * elementary.invLogit(-x)),
  logit: one(elementary.logit, (p) => 1 / (p * (1 - p))),
  log_inv_logit: one(elementary.logInvLogit, (x) => elementary.invLogit(-x)),
  log1m_inv_logit: one(elementary.log1mInvLogit, (x) => -elementary.invLogit(x)),
  log1p_exp: one(elementary.log1pExp, elementary.invLogit),
  log1m_exp: one(elementary.log1mExp, (x) => -1 / expm1(-x)),
  inv_cloglog: one(elementary.invCloglog, (x) => exp(x - exp(x))),
  pow: { value: pow, tolerance: 4e-15 },
  atan2: several(
    atan2,
    (y, x) => x / hypot(x, y) / hypot(x, y),
    (y, x) => -y / hypot(x, y) / hypot(x, y),
  ),
  hypot: several(
    hypot,
    (x, y) => x / hypot(x, y),
    (x, y) => y / hypot(x, y),
  ),
  log_sum_exp: several(
    elementary.logSumExp2,
    (a, b) => elementary.invLogit(a - b),
    (a, b) => elementary.invLogit(b - a),
  ),
  log_diff_exp: several(
    elementary.logDiffExp,
    (a, b) => -1 / expm1(b - a),
    (a, b) => -1 / expm1(a - b),
  ),
  log_inv_logit_diff: several(
    elementary.logInvLogitDiff,
    (x, y) => -1 / expm1(y - x) - elementary.invLogit(x),
    (x, y) => -1 / expm1(x - y) - elementary.invLogit(y),
  ),
  lmultiply: several(
    elementary.lmultiply,
    (_, y) => log(y),
    (x, y) => x / y,
  ),
  multiply_log: several(
    elementary.lmultiply,
    (_, y) => log(y),
    (x, y) => x / y,
  ),
  log_mix: { value: elementary.logMix, tolerance: 4e-15 },
  binary_log_loss: several(elementary.binaryLogLoss, null, (y, p) => (y === 1 ? -1 / p : 1 / (1 - p))),
  fdim: several(elementary.fdim),
  fmax: several(elementary.fmax),
  fmin: several(elementary.fmin),
  fmod: several(elementary.fmod),
  fma: several(elementary.fma),
  ldexp: several(elementary.ldexp),
};

test("every row of the reference table", () => {
  const { failures, report } = compareWithTable(checks);
  assert.is(failures.length, 0, report);
});

test("special values of exp, log, log1p, expm1 and pow", () => {
  const same = (actual: number, expected: number): void =>
    assert.ok(Object.is(actual, expected), `${actual}, not ${expected}`);
  same(exp(0), 1);
  same(exp(-Infinity), 0);
  same(exp(Infinity), Infinity);
  same(exp(709.782712893384), 1.7976931348622732e308);
  same(exp(709.7827128933841), Infinity);
  same(exp(-745.1332191019411), 5e-324);
  same(exp(-745.1332191019412), 0);
  same(exp(1e308), Infinity);
  same(exp(NaN), NaN);
  same(log(0), -Infinity);
  same(log(-0), -Infinity);
  same(log(1), 0);
  same(log(Infinity), Infinity);
  same(log(5e-324), -744.4400719213812);
  same(log(-1), NaN);
  same(log1p(-0), -0);
  same(log1p(5e-324), 5e-324);
  same(log1p(-1), -Infinity);
  same(expm1(-0), -0);
  same(expm1(5e-324), 5e-324);
  same(expm1(-Infinity), -1);
  same(pow(2, 10), 1024);
  same(pow(10, -3), 0.001);
  same(pow(-2, 3), -8);
  same(pow(1, NaN), 1);
  same(pow(NaN, 0), 1);
  same(pow(-1, Infinity), 1);
  same(pow(-0, -3), -Infinity);
  same(pow(-0, 3), -0);
  same(pow(0, -2), Infinity);
  same(pow(-8, 1 / 3), NaN);
  same(pow(5e-324, 0.5), 2.2227587494850775e-162);
  same(pow(2, -1074), 5e-324);
  same(pow(2, 1024), Infinity);
  same(log2(8), 3);
  same(log10(1000), 3);
  same(log10(1e-5), -5);
  same(exp2(-1074), 5e-324);
  same(cbrt(27), 3);
  same(cbrt(-1e-300), -1e-100);
  same(sin(-0), -0);
  same(atan2(-0, -1), -Math.PI);
  same(hypot(3e300, 4e300), 5e300);
  same(hypot(3e-320, 4e-320), 5e-320);
});

test("angles far from zero (values to 50 digits)", () => {
  const close = (actual: number, expected: number): void =>
    assert.ok(Math.abs(actual / expected - 1) < 4e-16, `${actual}`);
  close(sin(1e22), -0.8522008497671888);
  close(cos(1e22), 0.5232147853951389);
  close(sin(1.7976931348623157e308), 0.004961954789184062);
  close(cos(6381956970095103 * 2 ** 797), -4.68716592425462761112e-19);
  close(tan(1e15), -1.672414782127583);
});

test("functional identities on a grid", () => {
  for (let i = -400; i <= 400; i++) {
    const x = i / 7;
    assert.ok(Math.abs(log(exp(x)) - x) <= 2.3e-16 * Math.max(1, Math.abs(x)), `log exp ${x}`);
    assert.ok(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1) < 4e-16, `sin cos ${x}`);
    if (x > -30 && x < 30)
      assert.ok(Math.abs(log1p(expm1(x)) / (x || 1) - (x ? 1 : 0)) < 1e-15 * exp(Math.abs(x)), `log1p ${x}`);
  }
});

test.run();
