// What no program can make of a statement is named, with its line and text, and stands in the way of no other program.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Model, type ProgramName, randomStream } from "../../../../runtime/index.ts";
import { bindSource } from "../../../support/golden-models.ts";

const test = suite("blocked programs");

const bind = (source: string, data: unknown): Promise<Model> => bindSource(source, data, { programs: true });

function assertBlocked(model: Model, program: ProgramName, expected: RegExp): void {
  const state = model.programs[program];
  assert.ok(!state.isAvailable, `${program} is available`);
  if (!state.isAvailable) assert.match(state.blockedBy.join("\n"), expected);
}

function assertAvailable(model: Model, ...programs: readonly ProgramName[]): void {
  for (const program of programs) {
    const state = model.programs[program];
    assert.ok(state.isAvailable, state.isAvailable ? "" : `${program}: ${state.blockedBy.join("; ")}`);
  }
}

const linear = (model: string): string => `data { int N; vector[N] x; vector[N] y; }
parameters { real a; real<lower=0> s; }
model {
  a ~ normal(0, 1);
  s ~ normal(0, 1);
  ${model}
}`;
const data = { N: 3, x: [0.1, 1, 2], y: [1, 2, 4] };

test("a term that mixes data and parameters", async () => {
  const model = await bind(linear("target += -0.5 * dot_self((y - a * x) / s) - N * log(s);"), data);
  const named =
    /^line 6: `target \+= -0\.5 \* dot_self\(\(y - a \* x\) \/ s\) - N \* log\(s\)`: it mixes data/;
  for (const program of ["pointwise", "predict", "simulate", "drawParameters", "split"] as const)
    assertBlocked(model, program, named);
  const q = model.unconstrain({ a: 1, s: 1 });
  assert.throws(
    () => model.predict(q, randomStream(1, 0, 0)),
    /predict is not available for this model\. line 6/,
  );
});

test("a density without a generator blocks draws of data only", async () => {
  const source = `functions { real shifted_lpdf(real y, real a) { return normal_lpdf(y | a + 1, 1); } }
data { real y; }
parameters { real a; }
model {
  a ~ normal(0, 1);
  y ~ shifted(a);
}`;
  const model = await bind(source, { y: 2 });
  assertBlocked(model, "predict", /^line 6: `y ~ shifted\(a\)`: there is no function shifted_rng$/);
  assertBlocked(model, "simulate", /shifted_rng/);
  assertAvailable(model, "pointwise", "split", "drawParameters");
  const own = source.replace("}\ndata", "real shifted_rng(real a) { return normal_rng(a + 1, 1); } }\ndata");
  assertAvailable(await bind(own, { y: 2 }), "predict", "simulate");
});

test("a parameter without a prior blocks draws of parameters only", async () => {
  const source = `data { real y; }
parameters {
  real a;
  real<lower=0, upper=1> p;
}
model { y ~ normal(a, p); }`;
  const model = await bind(source, { y: 2 });
  assertBlocked(model, "drawParameters", /^line 3: `real a`: a has no prior$/);
  assertAvailable(model, "pointwise", "predict", "simulate", "split");
  const { data: drawn } = model.simulate({ random: randomStream(1, 0, 0), parameters: { a: 0, p: 0.5 } });
  assert.ok(Number.isFinite(drawn.y as number));
});

test("a mixture has a density per observation but no draws", async () => {
  const mixture = `for (n in 1:N) {
    vector[2] parts = [log(0.3), log(0.7)]';
    for (k in 1:2) parts[k] += normal_lpdf(y[n] | k * a, s);
    target += log_sum_exp(parts);
  }`;
  const model = await bind(linear(mixture), data);
  assertAvailable(model, "pointwise", "split", "drawParameters");
  assertBlocked(model, "predict", /^line 9: `target \+= log_sum_exp\(parts\)`: it does not say how to draw/);
  const [a, s] = [0.6, 0.9];
  const density = (y: number, m: number): number =>
    Math.exp(-0.5 * ((y - m) / s) ** 2) / (s * Math.sqrt(2 * Math.PI));
  model.pointwise({ a, s }).forEach((value, n) => {
    const y = data.y[n]!;
    assert.ok(Math.abs(value - Math.log(0.3 * density(y, a) + 0.7 * density(y, 2 * a))) < 1e-12);
  });
});

test("two distributions of one variable", async () => {
  const model = await bind(linear("y ~ normal(a, s);\n  y ~ cauchy(a, s);"), data);
  assertBlocked(model, "predict", /^line 7: `y ~ cauchy\(a, s\)`: y has a distribution already$/);
  assertAvailable(model, "pointwise", "split", "drawParameters");
});

test("transformed parameters made from what is to be drawn block simulation only", async () => {
  const source = `data { int T; vector[T] y; }
parameters { real<lower=0, upper=1> a; }
transformed parameters {
  vector[T] m;
  m[1] = 0;
  for (t in 2:T) m[t] = a * y[t - 1];
}
model { y ~ normal(m, 1); }`;
  const model = await bind(source, { T: 4, y: [1, 2, 1, 0] });
  assertBlocked(model, "simulate", /^line 6: `m\[t\] = a \* y\[t - 1\]`: it is computed from y/);
  assertAvailable(model, "pointwise", "predict", "split", "drawParameters");
});

test("a prior cut at a share that depends on parameters is no distribution to draw from", async () => {
  const source = (prior: string): string => `data { real y; }
parameters { real m; real<lower=0> t; real<lower=0> s; }
model {
  m ~ normal(0, 1);
  t ~ normal(0, 1);
  s ~ ${prior};
  y ~ normal(m, s);
}`;
  const cut = await bind(source("normal(m, 1)"), { y: 1 });
  assertBlocked(
    cut,
    "drawParameters",
    /^line 6: `s ~ normal\(m, 1\)`: the bounds of its variate cut off a share/,
  );
  assertAvailable(cut, "predict", "simulate", "pointwise", "split");
  for (const prior of [
    "normal(m, 1) T[0, ]",
    "cauchy(0, t)",
    "gamma(2, t)",
    "lognormal(m, t)",
    "normal(2, 1)",
  ])
    assertAvailable(await bind(source(prior), { y: 1 }), "drawParameters");
});

test("a file compiled without programs says so", async () => {
  const model = await bindSource(linear("y ~ normal(a * x, s);"), data);
  assertBlocked(model, "predict", /compile the model with --programs/);
});

test.run();
