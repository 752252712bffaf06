// Arguments of densities, cumulative functions and generators, and indices: what is wrong with one rejects wherever the value goes, also
// into expressions in which it would vanish, and the message names the argument, its element, its value and the line.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Distribution } from "../../../runtime/descriptor.ts";
import { distributions } from "../../../runtime/distributions/catalogue.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import type { Model } from "../../../runtime/index.ts";
import { argumentsOf, at, isIntDomain, type Kind } from "../../laws/density.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: arguments");

// ----------------------------------------------------------------------------------------------------- every distribution

/** `name` of `_lpdf` calls: forms of one distribution are told apart by the number of their arguments. */
const familyOf = (name: string): string => (name.startsWith("wiener") ? "wiener" : name);

/** log(1 + density) with every real argument a sum of two parameters, so that nothing is known of it. */
function program(name: string, d: Distribution, kind: Kind): string {
  const args = argumentsOf(d);
  const ints = args.filter((arg) => isIntDomain(d, arg));
  const reals = args.filter((arg) => !isIntDomain(d, arg));
  const [variate, ...params] = args.map((arg) => (ints.includes(arg) ? `${arg}_` : `${arg}_ + ${arg}_2`));
  return `data { ${ints.map((arg) => `int ${arg}_;`).join(" ")} }
    parameters { ${reals.map((arg) => `real ${arg}_; real ${arg}_2;`).join(" ")} }
    model { target += log_sum_exp(0, ${familyOf(name)}_${kind}(${variate} | ${params.join(", ")})); }`;
}

for (const [name, d] of Object.entries(distributions)) {
  if (d.vectorised !== "elementwise" || Object.keys(d.params).length === 0) continue;
  const kind: Kind = Object.values(d.over)[0] === "int" ? "lpmf" : "lpdf";
  test(`${name}: arguments outside their domain reject inside a sum of densities`, async () => {
    const args = argumentsOf(d);
    const point = d.testPoints[0] as readonly number[];
    const ints = Object.fromEntries(args.flatMap((arg, k) => (isIntDomain(d, arg) ? [[`${arg}_`, point[k]]] : []))); // prettier-ignore
    const model = await bindSource(program(name, d, kind), ints);
    args.forEach((arg, k) => {
      if (isIntDomain(d, arg)) return;
      for (const wrong of [NaN, Infinity, -Infinity]) {
        const changed = point.map((value, j) => (j === k ? wrong : value));
        const q = args.flatMap((other, j) => (isIntDomain(d, other) ? [] : [point[j]!, j === k ? wrong : 0]));
        const outcome = at(d, kind, changed);
        const value = model.logDensity(Float64Array.from(q));
        const where = `${arg} = ${wrong}: ${value}, ${model.rejection}`;
        if (outcome === "reject") assert.ok(value === -Infinity && model.rejection !== null, where);
        else if (outcome.value === -Infinity) assert.ok(value === 0 && model.rejection === null, where);
      }
    });
  });
}

test("a location of a multivariate density that is infinite", async () => {
  const model = await bindSource(
    `parameters { real x; } model {
       target += log_sum_exp(0, multi_student_t_cholesky_lpdf([1, 2]' | 4, [exp(x), 1]', [[1, 0], [0, 1]]));
     }`,
    {},
  );
  assert.ok(model.logDensity(Float64Array.of(1)) > 0);
  assert.is(model.logDensity(Float64Array.of(800)), -Infinity);
  assert.ok(model.rejection !== null);
});

test("an infinite argument of a cumulative function", async () => {
  const model = await bindSource(
    "parameters { real x; } model { target += log_sum_exp(0, normal_lcdf(1 | exp(x), 1)); }",
    {},
  );
  assert.is(model.logDensity(Float64Array.of(800)), -Infinity);
  assert.is(model.rejection, "normal_lcdf: exp(x) must be finite, but it is Infinity (model.model, line 1)");
});

// --------------------------------------------------------------------------------------------------------------- messages

async function rejectionOf(source: string, q: readonly number[], data: unknown = {}): Promise<string | null> {
  const model = await bindSource(source, data);
  model.logDensity(Float64Array.from(q));
  return model.rejection;
}

test("the argument is named, with its element and line", async () => {
  const parameters = "data { int N; array[N] int y; } parameters { vector[N] l; } model {\n";
  const data = { N: 2, y: [1, 0] };
  assert.is(
    await rejectionOf(`${parameters}y ~ poisson(l); }`, [1, -1], data),
    "poisson: l[2] must be at least 0, but it is -1 (model.model, line 2)",
  );
  assert.is(
    await rejectionOf(`${parameters}y ~ poisson(exp(l)); }`, [1, 800], data),
    "poisson: exp(l)[2] < positive_infinity() must hold, but exp(l)[2] is Infinity (model.model, line 2)",
  );
  assert.is(
    await rejectionOf(`${parameters}for (n in 1:N) y[n] ~ poisson(l[n]); }`, [1, -1], data),
    "poisson: l[n] must be at least 0, but it is -1 (model.model, line 2, n = 2)",
  );
  assert.is(
    await rejectionOf(`${parameters}l ~ uniform(-1, 2 * l[1]); l[2] ~ beta(1, 1); }`, [1, 1.5], data),
    "beta: l[2] >= 0 && l[2] <= 1 must hold, but l[2] is 1.5 (model.model, line 2)",
  );
});

test("data are refused when they are bound, by their names", async () => {
  const refused = async (source: string, data: unknown, message: string): Promise<void> => {
    const reason = await bindSource(source, data).then(
      () => "accepted",
      (error: Error) => `${error.name}: ${error.message}`,
    );
    assert.is(reason, `DataError: ${message}`);
  };
  const head =
    "data { int N; array[N] int y; } parameters { simplex[3] th; real<lower=0, upper=1> p; }\nmodel { ";
  await refused(`${head} y ~ categorical(th); }`, { N: 2, y: [3, 4] }, "categorical: y[2] must lie between 1 and the size of th, 3, but it is 4 (model.model, line 2)"); // prettier-ignore
  await refused(`${head} y ~ binomial(N, p); }`, { N: 2, y: [2, 3] }, "binomial: y[2] >= 0 && y[2] <= N must hold, but y[2] is 3, N is 2 (model.model, line 2)"); // prettier-ignore
  await refused(`${head} for (i in 1:N) y[i] ~ poisson(p); }`, { N: 2, y: [2, -3] }, "poisson: y[i] >= 0 must hold, but y[i] is -3 (model.model, line 2, i = 2)"); // prettier-ignore
  await refused(`${head} th[y[N]] ~ normal(0, 1); }`, { N: 2, y: [2, 7] }, "index 7 is out of range for th, which has size 3 (model.model, line 2)"); // prettier-ignore
});

// ---------------------------------------------------------------------------------------------- outside the log density

const helpers = `functions {
  real half(int n) {
    if (n % 2 == 1) reject("odd: ", n);
    return n / 2;
  }
  real pick(array[] real x, int i) {
    return x[i];
  }
}
`;

async function failure(block: string, body: string): Promise<string> {
  const source = `${helpers}data { int k; }\n${block} {\n${body}\n}`;
  const rest = "parameters { real x; } model { x ~ normal(0, 1); }";
  const isData = block === "transformed data";
  const text = isData ? `${source} ${rest}` : source.replace(block, `${rest} ${block}`);
  try {
    const model: Model = await bindSource(text, { k: 5 });
    model.generate(Float64Array.of(0), randomStream(1, 0, 0));
    return "nothing failed";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

for (const [block, name] of [
  ["transformed data", "DataError"],
  ["generated quantities", "ModelError"],
] as const)
  // prettier-ignore
  test(`${block}: what fails says why and where`, async () => {
    const of = async (body: string, message: string): Promise<void> =>
      assert.is(await failure(block, body), message);
    await of("real a = half(k);", `${name}: odd: 5 (model.model, line 3, called in line 12)`);
    await of(
      "array[2] real v = {1, 2}; real a = pick(v, k);",
      `${name}: index 5 is out of range for x, which has size 2 (model.model, line 7, called in line 12)`,
    );
    await of('real a = 1; fatal_error("no ", k);', "ModelError: no 5 (model.model, line 12)");
    await of(
      "real<upper=3> a = k;",
      block === "transformed data"
        ? "DataError: a is 5, but it must be at most 3 (model.model, line 12)"
        : "DataError: a is 5, expected at most 3",
    );
    await of(
      "real a = normal_rng(0, 3 - k);",
      `${name}: normal_rng: 3 - k must be positive, but it is -2 (model.model, line 12)`,
    );
    await of(
      "array[2] real a = uniform_rng({0, k}, 5);",
      `${name}: uniform_rng: ({0, k})[2] < 5 must hold, but ({0, k})[2] is 5 (model.model, line 12)`,
    );
    await of(
      "matrix[2, 2] L = cholesky_decompose([[1, k], [k, 1]]);",
      `${name}: cholesky_decompose: the matrix is not positive definite (at column 2)`,
    );
  });

test.run();
