// Comparisons are numbers: in arithmetic, as sizes, bounds of loops, indices, arguments, elements and results of functions, of data and of
// parameters. Log density and gradient at five points are those of Stan's C++ (2.21).

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: conditions as numbers");

const program = `functions {
  int positive(real x) { return x > 0; }
  real pick(int flag, real a, real b) { return flag ? a : b; }
  int both(int a, int b) { int r = a && b; r += a || b; return r; }
  vector some(int flag, vector v) { vector[flag ? 2 : 1] r = v[1:(1 + (flag > 0))]; return r; }
}
data {
  int a; int b; int n;
  vector[3] w;
  array[3] int k;
}
transformed data {
  int t0 = a > b;
  array[3] int flags = {a > 0, b > 0, !n};
  int count = sum(flags) + (a == b) - -(a > b);
  vector[1 + (a > 0)] opt = rep_vector(0.5, 1 + (a > 0));
  int m = n % 2 == 0;
  array[2, a > b ? 2 : 1] int grid = rep_array(a != b, 2, a > b ? 2 : 1);
  real rd = (a > b) * 2.5 + (b > a) / 2.0;
}
parameters { real x; vector[2 * (a > b)] z; real y; real<lower=(a > b), upper=3 + (n > 2)> u; }
transformed parameters {
  real s = x > 0;
}
model {
  for (i in 1:(a > b)) target += x * i;
  for (i in (a > b):2) target += 0.1 * x * i;
  for (i in 1:3) { if (k[i] > 1 && x > 0) continue; target += w[i] * x; if (i == 2 && y > x) break; }
  target += (x > 0) * 2.5 * y;
  target += w[1 + (x > y)] * x + w[k[1 + (y > 0)]];
  target += sum(w[1:(2 + (x > 0))]) * y;
  target += normal_lpdf(x | y > 0, 1 + (x > y));
  y ~ normal(x > 0, 2);
  target += pick(x > y, x * x, y * y) + pick(!(x > y), 3 * x, y) + both(x > 0, y > 0) * x;
  target += bernoulli_lpmf(x > 0 | inv_logit(y)) + bernoulli_lpmf({x > 0, 1, y > 0} | inv_logit(x));
  { int c = 0; while (c < 3 && c < n) { c += 1 + (x > c); target += x / c; } target += c * y; }
  if (!(x > 0) || y > 1) target += x; else if (a - b) target += 2 * x; else target += 3;
  target += pow(2.0, x > 0) * y + choose(4, 1 + (x > 0)) * x + max({x > 0, y > 0, 0}) + min(x > 0, y > 0) * y;
  target += sum(some(x > 0, w)) * x + dot_self(some(y > 0, w)) * y + num_elements(some(x > y, w)) * x;
  target += (x > 0) == (y > 0) ? x : y;
  target += ((x > 0) + (y > 0)) * x + (x > 0 ? (y > 0 ? 1 : 2) : 3) * y;
  target += -(x > 0) * y + !positive(x) * x + positive(y) * y;
  target += z[1] * (m ? 1.5 : 2.5) + z[1 + t0] * count + rd * x + grid[1, 1] * y + sum(opt) * x;
  target += step(x) * y + int_step(y) * x + (x >= y) * (x <= y) + (x != y) * x;
  target += s * x;
  { array[3] int e = {x > 0, y > 0, x > y}; array[2] int f; vector[3] g; matrix[2, 2] h; f = e[2:3]; f[1] = x < y; e[3] += f[1]; target += sum(e) * x + f[2] * y; g = to_vector(e); target += dot_product(g, w) * y; h = [[x > 0, y], [x, y > 0]]; target += sum(h) * x; }
  { int i = 1; i *= 1 + (x > 0); i -= y > 0; target += (i == 0 ? x : y / i); target += i ? x : y; if (i) target += x; }
}
`;

const data = { a: 2, b: 1, n: 4, w: [0.3, -0.7, 1.1], k: [1, 2, 3] };

const reference = [
  {
    q: [0.4, 0.2, -0.3, 0.7, 0.1],
    logDensity: 18.94464624879969,
    gradient: [36.13727035299598, 1.5, 3, 16.686812227831833, -0.049958374957880025],
  },
  {
    q: [-0.4, 0.2, -0.3, 0.7, 0.1],
    logDensity: -9.062020417866975,
    gradient: [26.92939631367069, 1.5, 3, 11.736812227831832, -0.049958374957880025],
  },
  {
    q: [0.4, 0.2, -0.3, -0.7, 0.1],
    logDensity: -7.997500931760249,
    gradient: [24.837270352995976, 1.5, 3, 17.683187772168168, -0.049958374957880025],
  },
  {
    q: [-0.8, 0.2, -0.3, -0.5, 0.1],
    logDensity: -26.93150092713844,
    gradient: [20.603256776716176, 1.5, 3, 7.737459331201855, -0.049958374957880025],
  },
  {
    q: [1.4, 0.2, -0.3, 2.7, 0.1],
    logDensity: 92.4039155966864,
    gradient: [37.52678166765759, 1.5, 3, 20.917973356056994, -0.049958374957880025],
  },
];

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));

test("a program full of them", async () => {
  const model = await bindSource(program, data);
  for (const { q, logDensity, gradient } of reference) {
    const found = new Float64Array(model.dimension);
    const value = model.logDensityGradient(Float64Array.from(q), found);
    assert.ok(isNear(value, logDensity), `${value} for ${logDensity} at ${q.join(", ")}`);
    gradient.forEach((expected, i) =>
      assert.ok(isNear(found[i]!, expected), `gradient ${i}: ${found[i]} for ${expected} at ${q.join(", ")}`),
    );
  }
});

test.run();
