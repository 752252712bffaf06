// Functions that call themselves or each other, with values known in closed form: circles of functions that return containers, divide and
// conquer, sizes that are negative where the recursion ends.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { numericGradient } from "../../support/finite-differences.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("recursion");

interface Case {
  readonly name: string;
  readonly functions: string;
  readonly parameters: string;
  readonly model: string;
  readonly data?: Readonly<Record<string, number>>;
  readonly at: readonly number[];
  readonly value: number;
}

const twice = (x: number): number => 2 * Math.sin(2 * Math.sin(2 * x));

const cases: readonly Case[] = [
  {
    name: "two functions that call each other return containers",
    functions: `vector g(vector x, int n);
      vector f(vector x, int n) { if (n == 0) return x; return g(x * 2, n - 1); }
      vector g(vector x, int n) { if (n == 0) return x; return f(sin(x), n - 1); }`,
    parameters: "vector[2] x;",
    model: "target += sum(f(x, 5));",
    at: [0.7, 0.2],
    value: twice(0.7) + twice(0.2),
  },
  {
    name: "merge sort",
    functions: `vector range(int n) { vector[n] r; if (n == 0) return r; return append_row(range(n - 1), n); }
      vector sorted(vector x) {
        int n = rows(x);
        if (n <= 1) return x;
        int h = n %/% 2;
        vector[h] a = sorted(x[1:h]);
        vector[n - h] b = sorted(x[(h + 1):n]);
        vector[n] r;
        int i = 1;
        int j = 1;
        for (k in 1:n) {
          if (j > n - h || (i <= h && a[i] < b[j])) { r[k] = a[i]; i += 1; }
          else { r[k] = b[j]; j += 1; }
        }
        return r;
      }`,
    parameters: "vector[5] x;",
    model: "target += dot_product(sorted(x), range(5));",
    at: [0.7, 0.2, 0.9, 0.1, -1],
    value: -1 + 0.2 + 0.6 + 2.8 + 4.5,
  },
];

for (const { name, functions, parameters, model: body, data = {}, at, value } of cases)
  test(name, async () => {
    const declared = Object.keys(data).map((n) => `int ${n};`).join(" "); // prettier-ignore
    const source = `functions { ${functions} } data { ${declared} } parameters { ${parameters} } model { ${body} }`;
    const model = await bindSource(source, data);
    const q = Float64Array.from(at);
    const gradient = new Float64Array(q.length);
    const found = model.logDensityGradient(q, gradient);
    assert.ok(Math.abs(found - value) <= 1e-14 * Math.abs(value), `${found}, not ${value}`);
    numericGradient((p) => model.logDensity(p), q).forEach((slope, i) =>
      assert.ok(Math.abs(gradient[i]! - slope) <= 1e-9 * Math.max(1, Math.abs(slope)), `slope ${i}`),
    );
  });

test.run();
