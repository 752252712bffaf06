// The frame around generated code, on models written by hand as the emitter would write them: eight schools, and one that has every
// kind of variable. Covers names and write order, rejection, NaN, variants, constraint checks and the errors of `unconstrain`.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  array,
  type BindOptions,
  checkInt,
  checkKeys,
  checkVector,
  defineModel,
  exp,
  int,
  log,
  log1p,
  matrix,
  type Model,
  real,
  reject,
  simplex,
  type Vector,
  vector,
} from "../../runtime/abi.ts";
import { randomStream } from "../../runtime/random/random.ts";

interface Data {
  J: number;
  est: Vector;
  se: Vector;
}
interface Schools {
  mu: number;
  tau: number;
  z: Float64Array;
  theta: Float64Array;
}

function bindSchools(data: Data, options: BindOptions = {}): Model<Schools> {
  checkKeys(data, ["J", "est", "se"]);
  const J = checkInt("J", data.J, { min: 1 });
  const est = checkVector("est", data.est, J);
  const se = checkVector("se", data.se, J, { min: 0 });
  const jacobian = options.jacobian === false ? 0 : 1;
  let constant = -0.5 * (2 * J + 1) * log(2 * Math.PI) - 2 * log(5) - log(Math.PI);
  for (let j = 0; j < J; j++) constant -= log(se[j]!);

  function logDensityGradient(q: Float64Array, gradient: Float64Array): number {
    const mu = q[0]!;
    const tau = exp(q[1]!);
    if (!(tau < 1e6)) throw reject(`tau is ${tau}, expected below a million`);
    let target = constant + jacobian * q[1]!;
    target -= 0.5 * (mu / 5) * (mu / 5);
    let muAdj = -mu / 25;
    target -= log1p((tau / 5) * (tau / 5));
    let tauAdj = (-2 * tau) / (25 + tau * tau);
    for (let j = 0; j < J; j++) {
      const z = q[2 + j]!;
      const residual = (est[j]! - (mu + tau * z)) / se[j]!;
      const thetaAdj = residual / se[j]!;
      target -= 0.5 * (z * z + residual * residual);
      muAdj += thetaAdj;
      tauAdj += thetaAdj * z;
      gradient[2 + j] = thetaAdj * tau - z;
    }
    gradient[0] = muAdj;
    gradient[1] = tauAdj * tau + jacobian;
    return target;
  }
  return defineModel<Schools>({
    bind: bindSchools,
    data,
    options,
    dimension: J + 2,
    parameters: { mu: real(), tau: real({ lower: 0 }), z: vector(J) },
    logDensityGradient,
    transformed: { theta: vector(J) },
    transform({ mu, tau, z }) {
      const theta = new Float64Array(J);
      for (let j = 0; j < J; j++) theta[j] = mu + tau * z[j]!;
      return { theta };
    },
    generated: { best: int({ lower: 1 }), shrink: real() },
    generate({ theta, tau }, random) {
      let best = 1;
      for (let j = 1; j < J; j++) if (theta[j]! > theta[best - 1]!) best = j + 1;
      return { best, shrink: tau + 0 * random.uniform() };
    },
  });
}

const schools: Data = {
  J: 8,
  est: [28, 8, -3, 7, -1, 1, 18, 12],
  se: { values: [15, 10, 16, 11, 9, 11, 10, 18], dims: [8] },
};
const point = Float64Array.from([4, 1.5, 0.1, -0.3, 0.4, 1.1, -0.7, 0.2, 0.9, -1.2]);

const test = suite("defineModel");

test("eight schools: names, values and the way back", () => {
  const model = bindSchools(schools);
  assert.is(model.dimension, 10);
  assert.equal(model.parameterNames.slice(0, 3), ["mu", "tau", "z[1]"]);
  assert.is(model.parameterNames.at(-1), "theta[8]");
  assert.equal(model.generatedNames, ["best", "shrink"]);
  assert.equal(model.variables[3], {
    name: "theta",
    block: "transformed parameters",
    kind: "real",
    dims: [8],
  });
  const values = model.constrain(point);
  assert.is(values.mu, 4);
  assert.is(values.tau, exp(1.5));
  assert.is(values.theta[1], 4 + exp(1.5) * -0.3);
  assert.ok(values.z instanceof Float64Array);
  values.z[0] = 99;
  assert.is(model.constrain(point).z[0], 0.1, "values are the caller's");
  model.unconstrain(model.constrain(point)).forEach((u, i) => assert.ok(Math.abs(u - point[i]!) < 1e-15));
  const written = model.write(point);
  assert.is(written.length, 18);
  assert.is(written[10], values.theta[0]);
  const all = model.write(point, randomStream(1, 0, 0));
  assert.is(all.length, 20);
  assert.is(all[18], 4);
});

test("eight schools: the gradient is that of the density, with and without Jacobian", () => {
  for (const model of [bindSchools(schools), bindSchools(schools).variant({ jacobian: false })]) {
    const gradient = new Float64Array(10);
    const value = model.logDensityGradient(point, gradient);
    assert.is(model.logDensity(point), value);
    for (let i = 0; i < 10; i++) {
      const above = point.slice();
      const below = point.slice();
      above[i]! += 1e-5;
      below[i]! -= 1e-5;
      const numeric = (model.logDensity(above) - model.logDensity(below)) / 2e-5;
      assert.ok(
        Math.abs(numeric - gradient[i]!) < 1e-7,
        `gradient[${i}] ${gradient[i]} numerically ${numeric}`,
      );
    }
  }
  const difference =
    bindSchools(schools).logDensity(point) -
    bindSchools(schools).variant({ jacobian: false }).logDensity(point);
  assert.ok(Math.abs(difference - 1.5) < 1e-12);
});

test("a rejected point: -Infinity, zero gradient, and the reason until the next evaluation", () => {
  const model = bindSchools(schools);
  const gradient = new Float64Array(10).fill(7);
  const far = point.slice();
  far[1] = 20;
  assert.is(model.logDensityGradient(far, gradient), -Infinity);
  assert.equal([...gradient], new Array(10).fill(0));
  assert.is(model.rejection, `tau is ${exp(20)}, expected below a million`);
  model.logDensity(point);
  assert.is(model.rejection, null);
});

test("a density that is NaN is a rejection too; other errors pass through", () => {
  const define = (logDensityGradient: () => number): Model<object> =>
    defineModel<object>({
      bind: () => define(logDensityGradient),
      data: {},
      dimension: 1,
      parameters: { x: real() },
      logDensityGradient,
    });
  const model = define(() => NaN);
  assert.is(model.logDensity(Float64Array.of(0)), -Infinity);
  assert.match(model.rejection!, "not a number");
  assert.throws(() => model.logDensity(new Float64Array(2)), "q has 2 numbers, expected 1");
  const broken = define(() => {
    throw new Error("boom");
  });
  assert.throws(() => broken.logDensity(Float64Array.of(0)), "boom");
});

interface Every {
  s: number;
  a: number;
  b: number;
  p: Float64Array[];
  m: Float64Array[][];
  w: Float64Array;
}

function bindEvery(): Model<Every> {
  return defineModel<Every>({
    bind: bindEvery,
    data: {},
    dimension: 18,
    parameters: {
      s: real({ offset: 1, multiplier: 2 }),
      a: real({ lower: 0, upper: 1 }),
      b: real({ lower: 0, upper: ({ a }) => 1 - a }),
      p: array(2, simplex(2)),
      m: array([2], matrix(2, 3)),
      w: vector(1, { lower: Float64Array.of(-Infinity), upper: ({ s }) => [s] }),
    },
    logDensityGradient: () => 0,
    transformed: { t: real({ upper: 10 }) },
    transform: ({ s }) => ({ t: s }),
  });
}

test("names are column-major over all indices, storage row-major over arrays", () => {
  const model = bindEvery();
  const q = Float64Array.from({ length: 18 }, (_, i) => i / 10);
  assert.equal(model.parameterNames.slice(3, 12), [
    "p[1,1]",
    "p[2,1]",
    "p[1,2]",
    "p[2,2]",
    "m[1,1,1]",
    "m[2,1,1]",
    "m[1,2,1]",
    "m[2,2,1]",
    "m[1,1,2]",
  ]);
  const values = model.constrain(q);
  const written = model.write(q);
  model.parameterNames.forEach((name, i) => {
    if (name === "t") return;
    const [variable, ...index] = name.split(/[[,\]]/).filter((part) => part !== "");
    const value = index.reduce<unknown>(
      (v, k) => (v as ArrayLike<unknown>)[Number(k) - 1],
      values[variable as keyof Every],
    );
    assert.is(written[i], value, name);
  });
  // Unconstrained matrices are column-major inside row-major arrays.
  assert.is(values.m[0]![1]![0], q[6]);
  assert.is(values.m[1]![0]![2], q[5 + 6 + 4]);
});

test("bounds that depend on earlier parameters, and infinite ones", () => {
  const model = bindEvery();
  const q = Float64Array.from({ length: 18 }, (_, i) => Math.sin(i));
  const values = model.constrain(q);
  assert.ok(values.b > 0 && values.b < 1 - values.a);
  assert.ok(values.w[0]! < values.s);
  model.unconstrain(values).forEach((u, i) => assert.ok(Math.abs(u - q[i]!) < 1e-13, `q[${i}]`));
});

test("unconstrain names variable and index", () => {
  const model = bindEvery();
  const values = model.constrain(new Float64Array(18));
  assert.throws(() => model.unconstrain({ ...values, b: 0.75 }), "b is 0.75, expected a value from 0 to 0.5");
  assert.throws(() => model.unconstrain({ ...values, a: 0 }), "a (0) lies on the edge of its constraint");
  assert.throws(
    () => model.unconstrain({ ...values, p: [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0.6)] }),
    "p[2] is not a simplex: its elements sum to 1.1, expected 1",
  );
  assert.throws(() => model.unconstrain({ ...values, w: Float64Array.of(3) }), "w[1] is 3");
  assert.throws(
    () => model.unconstrain({ ...values, w: new Float64Array(2) }),
    "w has 2 elements, expected 1",
  );
  assert.throws(() => model.unconstrain({ s: 1, a: 0.5 }), "missing from the parameter values: b, p, m, w");
});

test("transformed parameters must obey their constraints", () => {
  const q = new Float64Array(18);
  q[0] = 5;
  assert.throws(() => bindEvery().write(q), "t is 11, expected at most 10");
});

test.run();
